import { isStable, readUnicastRow, unicastNotification, type UnicastEntry } from '../addresses';
import { enumInput, type NotificationType, type RowNotification, type View } from '../call';
import type { Host, EventItem, NotificationHandle } from '../engine';
import type { HostState } from '../state';
import { AddressFamilyConstant, ipInterfaceNotifications } from '../interfaces';
import type { Interest, Subject } from '../interests';
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

/** The rows of which a Notify function tells. */
export interface RowsOfInterest {
  /** The events that are of rows of the families. */
  readonly interests: (families: FamilyFilter) => readonly Interest[];
  /** TRUE where each of these events tells of one row, which is of the families. */
  readonly isExact: boolean;
  /** What an event of these tells: the same for everybody. */
  readonly told: (item: EventItem) => readonly RowNotification[];
}

const ofFamilies = (about: Subject, families: FamilyFilter): readonly Interest[] =>
  families.length === addressFamilies.length ? [{ about }] : families.map((family) => ({ about, family }));

/** Rows whose notifications are put together once for each event, however many are told. */
const rowsOfInterest = (
  isExact: boolean,
  interests: RowsOfInterest['interests'],
  toldBy: RowsOfInterest['told'],
): RowsOfInterest => {
  const toldOf = new WeakMap<EventItem, readonly RowNotification[]>();
  const told = (item: EventItem): readonly RowNotification[] => {
    const known = toldOf.get(item);
    if (known !== undefined) return known;
    const notifications = toldBy(item);
    toldOf.set(item, notifications);
    return notifications;
  };
  return { isExact, interests, told };
};

export const routeRows = rowsOfInterest(
  true,
  (families) => ofFamilies('routes', families),
  ({ event }) => {
    switch (event.type) {
      case 'RouteCreated':
      case 'RouteSet':
      case 'RouteDeleted':
        return [routeNotification(event)];
      default:
        return [];
    }
  },
);

/** The media of an interface are of no family, and tell of a row of each that it is bound to. */
export const ipInterfaceRows = rowsOfInterest(
  false,
  (families) => [
    ...ofFamilies('ipInterfaces', families),
    { about: 'MediaConnected' },
    { about: 'MediaDisconnected' },
  ],
  ({ event, after }) => {
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
  },
);

export const unicastRows = rowsOfInterest(
  true,
  (families) => ofFamilies('unicast', families),
  ({ event }) => {
    switch (event.type) {
      case 'UnicastAddressCreated':
      case 'UnicastAddressSet':
      case 'DadStateChanged':
      case 'UnicastAddressDeleted':
        return [unicastNotification(event)];
      default:
        return [];
    }
  },
);

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
  { interests, isExact, told }: RowsOfInterest,
  families: FamilyFilter,
  callback: (Row: object | null, NotificationType: NotificationType) => void,
  initial: boolean,
): NotificationHandle => {
  const handle = host.delivery.register(name, {
    interests: interests(families),
    isOfInterest: isExact ? undefined : (item) => told(item).some(({ family }) => families.includes(family)),
    onEvent: (item, each) => {
      const all = told(item);
      const [first] = all;
      if (first !== undefined && all.length === 1) callback(first.Row, first.NotificationType);
      else
        for (const { family, Row, NotificationType } of all)
          if (families.includes(family)) each(() => callback(Row, NotificationType));
    },
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

/** The events that can make the table of the families stable, or unstable: of addresses, and of the links below them. */
export const bearingOnStability = (families: FamilyFilter): readonly Interest[] => [
  ...ofFamilies('unicast', families),
  { about: 'interfaces' },
];
