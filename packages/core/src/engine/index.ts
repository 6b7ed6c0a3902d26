export type { AnyCommand } from './any-command';
export { assertNever } from './assert-never';
export {
  bestRouteHistory,
  bestRouteIdentity,
  type BestRouteParams,
  type BestRouteSpan,
} from './best-route-history';
export { blame } from './blame';
export {
  changedMembers,
  withoutBookkeeping,
  type CompareOptions,
  type DifferenceOptions,
} from './compare-rows';
export { disposeSymbol } from './dispose-symbol';
export { nextDue, nextDueAt, type DomainDue } from './due';
export { createHost, openHost, type CreateHostOptions, type OpenHostOptions } from './create-host';
export {
  NotificationHandle,
  type AppendItem,
  type CallbackError,
  type DeliveryOptions,
  type EventItem,
  type Listener,
} from './delivery';
export { beforeDeparture } from './departure';
export {
  difference,
  type ChangedRow,
  type Difference,
  type MemberChange,
  type TableDifference,
} from './difference';
export { envelopeOf, type Envelope } from './envelope';
export {
  BeforeTheLog,
  ClockIsOwned,
  ClockIsTaken,
  CommandIdReused,
  Conflict,
  EngineError,
  HistoryCompacted,
  HostClosed,
  InTheFuture,
  NotificationLoop,
  ReportRefused,
  UnknownMark,
  WrongKindOfHost,
} from './errors';
export { evolve, evolveAll, type Numbered } from './evolve';
export type { Expectation } from './expectation';
export { firstWhere, type FirstWhere, type FirstWhereOptions } from './first-where';
export { DoesNotFold } from './fold-check';
export { forkHost, type ForkOptions } from './fork';
export { Host } from './host';
export type {
  Auditing,
  CommandOptions,
  HostRunOptions,
  MirrorMessage,
  Outcome,
  ReportOptions,
} from './host-options';
export { foldRecords, openTimeline, type OpenOptions } from './open-timeline';
export { eventsOf } from './past';
export type { AsOf, Position } from './position';
export { repeatLive, takeReports } from './repeat-live';
export { rowHistory, type RowChange } from './row-history';
export { emptyState, tableOf, type AnyRow, type HostState } from './state';
export { MalformedState, stateDocument, stateHash, stateOfDocument } from './state-document';
export { Timeline } from './timeline';
export { endOfGenesis, eventsBetween, resolveRange, type Range } from './walk';
export { whenever, type Interval } from './whenever';
