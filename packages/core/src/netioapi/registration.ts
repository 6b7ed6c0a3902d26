import { isStable, readUnicastRow, unicastNotification, type UnicastEntry } from '../addresses';
import { enumInput, type NotificationType, type RowNotification, type View } from '../call';
import type { Host, HostState, EventItem, NotificationHandle } from '../engine';
import { AddressFamilyConstant, ipInterfaceNotifications } from '../interfaces';
import { addressFamilies, type AddressFamily } from '../net';
import { routeNotification } from '../routes';

/** Families as a Notify call takes them: one of them, or both. */
export type FamilyFilter = readonly AddressFamily[];

/** The families that a Family parameter asks for; undefined where it is no family. */
export const readFamilyFilter = (family: unknown): FamilyFilter | undefined => {
  const value = enumInput(AddressFamilyConstant).read(family ?? 0);
  if (value === undefined) return undefined;
  switch (AddressFamilyConstant.nameOf(value)) {
    case 'AF_UNSPEC':
      return addressFamilies;
    case 'AF_INET':
      return ['AF_INET'];
    case 'AF_INET6':
      return ['AF_INET6'];
    default:
      return undefined;
  }
};

/** Which notifications of its kind an event gives: none where it is of another kind. */
export type Pick = (item: EventItem) => readonly RowNotification[];

export const pickRoutes: Pick = ({ event }) => {
  switch (event.type) {
    case 'RouteCreated':
    case 'RouteSet':
    case 'RouteDeleted':
      return [routeNotification(event)];
    default:
      return [];
  }
};

export const pickIpInterfaces: Pick = ({ event, after }) => {
  switch (event.type) {
    case 'MediaConnected':
    case 'MediaDisconnected':
    case 'IpInterfaceBound':
    case 'IpInterfaceSet':
    case 'IpInterfaceUnbound':
      return ipInterfaceNotifications(event, after);
    default:
      return [];
  }
};

export const pickUnicast: Pick = ({ event }) => {
  switch (event.type) {
    case 'UnicastAddressCreated':
    case 'UnicastAddressSet':
    case 'DadStateChanged':
    case 'UnicastAddressDeleted':
      return [unicastNotification(event)];
    default:
      return [];
  }
};

/** A callback on rows as documented: the caller's context, the row (NULL at first), what happened to it. */
export type RowCallback = (
  CallerContext: unknown,
  Row: object | null,
  NotificationType: NotificationType,
) => void;

/** Registers a callback for rows of the families asked for; the initial notification comes before this returns. */
export const registerRows = (
  host: Host,
  name: string,
  pick: Pick,
  families: FamilyFilter,
  callback: (Row: object | null, NotificationType: NotificationType) => void,
  initial: boolean,
): NotificationHandle => {
  const handle = host.delivery.register(name, host.state.seq, {
    onEvent: (item, each) => {
      for (const { family, Row, NotificationType } of pick(item))
        if (families.includes(family)) each(() => callback(Row, NotificationType));
    },
    isOfInterest: (item) => pick(item).some(({ family }) => families.includes(family)),
  });
  if (initial)
    host.delivery.callInitially(handle, host.clock, () => callback(null, 'MibInitialNotification'));
  return handle;
};

/** The rows of unicast addresses of the families, in table order, as read at an instant. */
export const unicastTableOf = (
  { state, at }: View<HostState>,
  families: FamilyFilter,
): readonly UnicastEntry[] => {
  const rows = families.length === 1 ? state.unicast.inTableOrder(families[0]) : state.unicast.inTableOrder();
  return Array.from(rows, (row) => readUnicastRow(row, at));
};

export const isTableStable = (view: View<HostState>, families: FamilyFilter): boolean =>
  families.every((family) => isStable(view.state, family, view.at));
