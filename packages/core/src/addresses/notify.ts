import type { NotificationType, RowNotification } from '../call';
import { familyOf } from '../net';
import { zeroUnicastEntry, type UnicastEntry } from './entry';
import type { UnicastEvent } from './events';

const notificationType = {
  UnicastAddressCreated: 'MibAddInstance',
  UnicastAddressSet: 'MibParameterNotification',
  DadStateChanged: 'MibParameterNotification',
  UnicastAddressDeleted: 'MibDeleteInstance',
} as const satisfies Record<UnicastEvent['type'], NotificationType>;

/** NotifyUnicastIpAddressChange: what its callbacks get of an event. Anycast addresses and groups notify nobody. */
export const unicastNotification = ({ type, data }: UnicastEvent): RowNotification<UnicastEntry> => {
  const { Address, InterfaceIndex, InterfaceLuid } = data;
  return {
    family: familyOf(Address),
    NotificationType: notificationType[type],
    Row: Object.freeze({ ...zeroUnicastEntry, Address, InterfaceIndex, InterfaceLuid }),
  };
};
