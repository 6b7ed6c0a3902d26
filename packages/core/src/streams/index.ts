export { type Change, type ChangeFilter } from './change';
export {
  appends$,
  changes$,
  changesSince,
  snapshotThenChanges,
  type AppendChanges,
  type TableSnapshot,
} from './changes';
export {
  connectivityHint$,
  ipInterfaceChanges$,
  routeChanges$,
  teredoPort$,
  unicastAddressChanges$,
  type NotificationStreamOptions,
  type RowChange,
} from './notification-streams';
