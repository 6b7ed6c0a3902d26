import type { NotificationType, RowNotification } from '../call';
import type { AnyEvent } from '../codec';
import type { InterfaceEvent, IpInterfaceEvent } from './events';
import { zeroIpInterfaceEntry, type IpInterfaceEntry } from './ip-interface-entry';
import type { IpInterfaceKey } from './row';
import type { IpInterfaceTable } from './table';

const notificationOf = (
  { InterfaceLuid, InterfaceIndex, Family }: IpInterfaceKey & { readonly InterfaceIndex: number },
  type: NotificationType,
): RowNotification<IpInterfaceEntry> => ({
  family: Family,
  NotificationType: type,
  Row: Object.freeze({ ...zeroIpInterfaceEntry, InterfaceLuid, InterfaceIndex, Family }),
});

/**
 * What NotifyIpInterfaceChange tells of an event: nothing of most, and of a media event one notification for each IP
 * interface of the interface, AF_INET first.
 *
 * @param reads the state with the event
 */
export const ipInterfaceNotifications = (
  event: AnyEvent,
  reads: { readonly ipInterfaces: IpInterfaceTable },
): readonly RowNotification<IpInterfaceEntry>[] => {
  const known = event as InterfaceEvent | IpInterfaceEvent;
  switch (known.type) {
    case 'IpInterfaceBound':
      return [notificationOf(known.data, 'MibAddInstance')];
    case 'IpInterfaceSet':
      return [notificationOf(known.data, 'MibParameterNotification')];
    case 'IpInterfaceUnbound':
      return [notificationOf(known.data, 'MibDeleteInstance')];
    case 'MediaConnected':
    case 'MediaDisconnected':
      return reads.ipInterfaces
        .onInterface(known.data.InterfaceLuid)
        .map((row) => notificationOf(row, 'MibParameterNotification'));
    default:
      return [];
  }
};
