import { enumeration } from '../codec';
import type { AddressFamily } from '../net';

/** MIB_NOTIFICATION_TYPE. */
export const MibNotificationType = enumeration('MIB_NOTIFICATION_TYPE', {
  MibParameterNotification: 0,
  MibAddInstance: 1,
  MibDeleteInstance: 2,
  MibInitialNotification: 3,
});
export type NotificationType = (typeof MibNotificationType.names)[number];

/** What a callback gets of one event: the row bears its key members, every other member is zero. */
export interface RowNotification<Row extends object = object> {
  readonly family: AddressFamily;
  readonly NotificationType: NotificationType;
  readonly Row: Row;
}
