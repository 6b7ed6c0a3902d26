export { onAbort, untilAborted, type AbortSignalLike } from './abort-signal';
export { bufferedChanges, type BufferedChangesOptions } from './buffered-changes';
export type { Gap, OverflowPolicy } from './buffered-source';
export type { Change } from './change';
export { appends$, changes$, type AppendChanges } from './changes';
export { ChangesSince, changesSince, type ChangesSinceOptions } from './changes-since';
export type { Coalesce, CoalesceOptions } from './coalesce';
export { onceWritten } from './feed';
export type { ChangeFilter } from './filter';
export {
  connectivityHint$,
  ipInterfaceChanges$,
  routeChanges$,
  teredoPort$,
  unicastAddressChanges$,
  type NotificationStreamOptions,
  type RowChange,
} from './notification-streams';
export { Overflow } from './overflow';
export { snapshotThenChanges, tablesThenChanges, type TableSnapshot } from './snapshot-then-changes';
