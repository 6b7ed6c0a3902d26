export {
  changedDestinations,
  type ChangedDestinations,
  type DestinationAnswer,
} from './changed-destinations';
export { commandsFor, type CommandsFor, type CommandsForView, type RefusedCall } from './commands-for';
export type { PlannedCall } from './rows-to-calls';
export { NotReplayable, replay, type Replay, type ReplayedCause, type ReplayOptions } from './replay';
export {
  eventTypesOf,
  findEvents,
  rowOfRefusal,
  type EventSearch,
  type FoundEntry,
  type FoundEvent,
  type FoundRefusal,
} from './find-events';
export {
  history,
  type DependentChange,
  type HistoryOptions,
  type RowBase,
  type RowEvent,
  type RowHistoryEntry,
} from './history';
export {
  catchUp,
  compact,
  compactInSteps,
  compactionPosition,
  NotCompactable,
  type CompactedLog,
  type Compaction,
  type CompactionOptions,
  type CompactionProgress,
  type CompactionSteps,
  type RetentionPolicy,
} from './compact';
export { exportEvents } from './export-events';
export { leaks, type Leak } from './leaks';
export { leaksWithin, type LeakingDestinations } from './leaks-within';
export { applyPlan, plan, PlanRefused, planVerdict, revertPlan, type Plan, type PlannedChange } from './plan';
export { DesiredStateError, type Desired, type DesiredRow } from './desired-state';
export {
  askedOver,
  bestRouteHistory,
  bestRouteIdentity,
  type BestRouteAsked,
  type BestRouteParams,
  type BestRouteSpan,
} from './best-route-history';
export { blame } from './blame';
export { firstWhere, type FirstWhere, type FirstWhereOptions } from './first-where';
export { rowHistory, type RowChange } from './row-history';
export { whenever, type Interval } from './whenever';
