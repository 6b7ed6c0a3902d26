export type { AnyCommand } from './any-command';
export { assertNever } from './assert-never';
export {
  askedOver,
  bestRouteHistory,
  bestRouteIdentity,
  type BestRouteAsked,
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
export { decodeState, encodeState, FOLD_VERSION } from './checkpoint-state';
export { Checkpoints, type FoundCheckpoint } from './checkpoints';
export { disposeSymbol } from './dispose-symbol';
export { nextDue, nextDueAt, type DomainDue } from './due';
export { createHost, moveHost, openHost, type CreateHostOptions, type OpenHostOptions } from './create-host';
export type { DeliveryOptions } from './delivery';
export { beforeDeparture, beforeUnbinding } from './departure';
export {
  difference,
  differenceSize,
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
export { foldRecords, replay } from './replay';
export { rowNamedBy, type Expectation, type NamedRow } from './expectation';
export { firstWhere, type FirstWhere, type FirstWhereOptions } from './first-where';
export { DoesNotFold } from './fold-check';
export { forkHost, type ForkOptions } from './fork';
export { Host } from './host';
export type {
  Auditing,
  CommandOptions,
  HostRunOptions,
  MirrorMessage,
  MirrorStep,
  Outcome,
  ReportOptions,
} from './host-options';
export {
  NotificationHandle,
  type AppendItem,
  type CallbackError,
  type EventItem,
  type Listener,
} from './listener';
export { lookupIndex, type LookupIndex } from './lookup-index';
export { openTimeline, type OpenOptions } from './open-timeline';
export { eventsOf } from './past';
export type { AsOf, Position } from './position';
export { repeatLive, takeInSteps, takeReports } from './repeat-live';
export { rowHistory, type RowChange } from './row-history';
export { emptyState, tableOf, type AnyRow, type HostState } from './state';
export { MalformedState, stateDocument, stateHash, stateOfDocument } from './state-document';
export { Timeline, type LogBeginning } from './timeline';
export { Trial, type Tried } from './trial';
export {
  endOfGenesis,
  eventsBetween,
  lastSeqOf,
  resolveRange,
  statesOf,
  walkAll,
  walkTouching,
  type Range,
  type ResolvedRange,
} from './walk';
export { whenever, type Interval } from './whenever';
