import { families, familyOf, type Family } from './address-arithmetic';
import { isDetecting } from './addresses';
import { check, gives, type Answer } from './answers';
import { constantIn, flagIn, type Given } from './given';
import { placeOf, type Model, type ModelEvent } from './model';
import { ipInterfaceOn } from './places';
import type { Hint, OnInterface } from './rows';
import type { Registration } from './subscriptions';
import { getUnicastIpAddressTable } from './unicast-calls';

/** A notification before it is known who hears it. */
interface Notice {
  readonly notify: string;
  /** Undefined where registrations have no family. */
  readonly family?: Family;
  /** What the callback is called with. */
  readonly item: object;
}

/** Whether a row came, went or changed. */
const kindOf = (type: string): string => {
  if (/(?:Created|Bound)$/.test(type)) return 'MibAddInstance';
  return /(?:Deleted|Unbound)$/.test(type) ? 'MibDeleteInstance' : 'MibParameterNotification';
};

/** The rows that callbacks are called with bear the key alone: of other members some that must be zero. */
const routeNotice = (event: ModelEvent): Notice => {
  const row = event.data as OnInterface & { readonly DestinationPrefix: string; readonly NextHop: string };
  const { DestinationPrefix, NextHop } = row;
  const Row = { ...placeOf(row), DestinationPrefix, NextHop, Metric: 0, ValidLifetime: 0, Loopback: false };
  const item = { NotificationType: kindOf(event.type), Row };
  return { notify: 'NotifyRouteChange2', family: familyOf(DestinationPrefix), item };
};

const unicastNotice = (event: ModelEvent): Notice => {
  const row = event.data as OnInterface & { readonly Address: string };
  const Row = { ...placeOf(row), Address: row.Address, OnLinkPrefixLength: 0, ValidLifetime: 0 };
  const item = { NotificationType: kindOf(event.type), Row };
  return { notify: 'NotifyUnicastIpAddressChange', family: familyOf(row.Address), item };
};

const ipInterfaceNotice = (type: string, place: OnInterface, family: Family): Notice => ({
  notify: 'NotifyIpInterfaceChange',
  family,
  item: { NotificationType: kindOf(type), Row: { ...placeOf(place), Family: family, Metric: 0, NlMtu: 0 } },
});

/** A change of media concerns every IP interface that is bound. */
const mediaNotices = (model: Model, { type, data }: ModelEvent): readonly Notice[] => {
  const place = data as OnInterface;
  return families
    .filter((family) => ipInterfaceOn(model, place, family) !== undefined)
    .map((family) => ipInterfaceNotice(type, place, family));
};

const noticesOf = (model: Model, event: ModelEvent): readonly Notice[] => {
  const { type, data } = event;
  if (type.startsWith('Route')) return [routeNotice(event)];
  if (type.startsWith('UnicastAddress') || type === 'DadStateChanged') return [unicastNotice(event)];
  if (type.startsWith('Media')) return mediaNotices(model, event);
  if (type.startsWith('IpInterface'))
    return [ipInterfaceNotice(type, data as OnInterface, (data as { readonly Family: Family }).Family)];
  if (type === 'TeredoPortChanged')
    return [{ notify: 'NotifyTeredoPortChange', item: { NotificationType: kindOf(type), ...data } }];
  if (type === 'ConnectivityHintChanged')
    return [{ notify: 'NotifyNetworkConnectivityHintChange', item: { ConnectivityHint: data } }];
  return [];
};

const hears = ({ notify, family }: Registration, notice: Notice): boolean =>
  notify === notice.notify &&
  (family === 'AF_UNSPEC' || notice.family === undefined || family === notice.family);

/** Detection of no address of the family runs. */
const isStable = (model: Model, asked: Family | 'AF_UNSPEC'): boolean =>
  !model.unicast.some(
    (row) =>
      (asked === 'AF_UNSPEC' || familyOf(row.Address) === asked) &&
      row.DadState === 'IpDadStateTentative' &&
      isDetecting(model, row),
  );

const stableRows = (model: Model, asked: Family | 'AF_UNSPEC'): readonly object[] => {
  if (asked !== 'AF_UNSPEC' && !model.stacks.includes(asked)) return [];
  const rows = model.unicast.filter(({ Address }) => asked === 'AF_UNSPEC' || familyOf(Address) === asked);
  if (rows.length === 0) return [];
  return getUnicastIpAddressTable(model, { Family: asked }).out?.['Table'] as readonly object[];
};

/** Tells each event of an append to all who registered for it, then the stable tables that were waited for. */
export const deliver = (model: Model, events: readonly ModelEvent[]): void => {
  const heard = events
    .flatMap((event) => noticesOf(model, event))
    .flatMap((notice) => model.registrations.filter((each) => hears(each, notice)).map(() => notice.item));
  const stable = model.pending.filter((family) => isStable(model, family));
  model.pending = model.pending.filter((family) => !stable.includes(family));
  const tables = stable.map((family) => ({ AddressTable: stableRows(model, family) }));
  model.arrived = [...model.arrived, ...heard, ...tables];
};

const addressFamilies = { AF_UNSPEC: 0, AF_INET: 2, AF_INET6: 23 } as const;

const initialItem = (notify: string, hint: Hint): object => {
  if (notify === 'NotifyNetworkConnectivityHintChange') return { ConnectivityHint: hint };
  const NotificationType = 'MibInitialNotification';
  return notify === 'NotifyTeredoPortChange'
    ? { NotificationType, Port: 0 }
    : { NotificationType, Row: null };
};

/** A registration for the notifications of one kind. */
export const register = (model: Model, notify: string, params: Given): Answer => {
  const family = constantIn(params, 'Family', addressFamilies);
  check(family !== undefined, 'STATUS_INVALID_PARAMETER');
  model.registrations = [...model.registrations, { notify, family }];
  if (flagIn(params, 'InitialNotification'))
    model.arrived = [...model.arrived, initialItem(notify, model.connectivityHint)];
  return { status: 'STATUS_SUCCESS' };
};

/** The table of unicast addresses: at once where it is stable, else as soon as it is. */
export const requestStableTable = (model: Model, params: Given): Answer => {
  const family = constantIn(params, 'Family', addressFamilies);
  check(family !== undefined, 'STATUS_INVALID_PARAMETER');
  if (isStable(model, family)) return gives({ Table: stableRows(model, family), NotificationHandle: null });
  model.pending = [...model.pending, family];
  return { status: 'ERROR_IO_PENDING', out: { Table: null } };
};
