export type { AnyCommand } from './any-command';
export { Checkpoints, type FoundCheckpoint } from './checkpoints';
export { disposeSymbol } from './dispose-symbol';
export { createHost, moveHost, openHost, type CreateHostOptions, type OpenHostOptions } from './create-host';
export type { DeliveryOptions } from './delivery';
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
export { rowNamedBy, type Expectation, type NamedRow } from './expectation';
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
export { walk } from './walk';
