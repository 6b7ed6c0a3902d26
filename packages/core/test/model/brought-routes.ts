import { familyOf, isLinkLocalIpv6, lastOf, prefixOf, unspecified, widthOf } from './address-arithmetic';
import { add, onInterface, placeOf, remove, type Model, type Row } from './model';
import type { OnInterface, RouteData, ScopedData, UnicastData } from './rows';

/** A route that comes with an address. */
export interface Brought {
  readonly prefix: string;
  readonly Loopback: boolean;
  readonly Origin: string;
}

const manual = (prefix: string): Brought => ({ prefix, Loopback: false, Origin: 'NlroManual' });
const wellKnown = (prefix: string): Brought => ({ prefix, Loopback: false, Origin: 'NlroWellKnown' });
const toItself = (address: string): Brought => ({
  prefix: `${address}/${widthOf(familyOf(address))}`,
  Loopback: true,
  Origin: 'NlroManual',
});

/** A line whose prefix stands in an earlier one is left out. */
const withoutRepeats = (lines: readonly Brought[]): readonly Brought[] =>
  lines.filter(({ prefix }, index) => lines.findIndex((line) => line.prefix === prefix) === index);

type Bringer = Pick<UnicastData, 'Address' | 'OnLinkPrefixLength' | 'PrefixOrigin'>;

const broughtByIpv4 = ({ Address, OnLinkPrefixLength: length }: Bringer): readonly Brought[] => [
  toItself(Address),
  ...(length >= 1 && length <= 31 ? [manual(prefixOf(Address, length))] : []),
  ...(length >= 1 && length <= 30 ? [manual(`${lastOf(prefixOf(Address, length))}/32`)] : []),
  wellKnown('224.0.0.0/4'),
  wellKnown('255.255.255.255/32'),
];

const broughtByIpv6 = ({
  Address,
  OnLinkPrefixLength: length,
  PrefixOrigin,
}: Bringer): readonly Brought[] => [
  toItself(Address),
  ...(isLinkLocalIpv6(Address) ? [wellKnown('fe80::/64')] : []),
  ...(length >= 1 && length <= 127 && PrefixOrigin !== 'IpPrefixOriginRouterAdvertisement'
    ? [manual(prefixOf(Address, length))]
    : []),
  wellKnown('ff00::/8'),
];

/** The routes that come with a unicast address, in the order in which they come. */
export const broughtByUnicast = (address: Bringer): readonly Brought[] =>
  withoutRepeats(familyOf(address.Address) === 'AF_INET' ? broughtByIpv4(address) : broughtByIpv6(address));

export const broughtByAnycast = ({ Address }: Pick<ScopedData, 'Address'>): readonly Brought[] => [
  toItself(Address),
];

/** A route of an interface by its key. */
export const routeAt = (
  model: Model,
  place: OnInterface,
  prefix: string,
  nextHop: string,
): Row<'routes'> | undefined =>
  onInterface(model.routes, place).find(
    ({ DestinationPrefix, NextHop }) => DestinationPrefix === prefix && NextHop === nextHop,
  );

const onLinkRouteAt = (model: Model, place: OnInterface, prefix: string): Row<'routes'> | undefined =>
  routeAt(model, place, prefix, unspecified(familyOf(prefix)));

/** A route comes with an address, unless one of its key stands, whoever made that. */
export const bringRoute = (model: Model, place: OnInterface, line: Brought): void => {
  if (onLinkRouteAt(model, place, line.prefix) !== undefined) return;
  const data: RouteData = {
    ...placeOf(place),
    DestinationPrefix: line.prefix,
    NextHop: unspecified(familyOf(line.prefix)),
    SitePrefixLength: 0,
    Metric: 256,
    Protocol: 'MIB_IPPROTO_LOCAL',
    Loopback: line.Loopback,
    AutoconfigureAddress: false,
    Publish: false,
    Immortal: false,
    Origin: line.Origin,
    validUntil: null,
    preferredUntil: null,
    ageSince: model.now,
  };
  add(model, 'routes', 'RouteCreated', data);
};

interface Bringing {
  readonly createdSeq: number;
  readonly lines: readonly Brought[];
}

/** The addresses of an interface with what they bring, first created first. */
const bringersOn = (model: Model, place: OnInterface): readonly Bringing[] =>
  [
    ...onInterface(model.unicast, place).map((row) => ({
      createdSeq: row.createdSeq,
      lines: broughtByUnicast(row),
    })),
    ...onInterface(model.anycast, place).map((row) => ({
      createdSeq: row.createdSeq,
      lines: broughtByAnycast(row),
    })),
  ].toSorted((a, b) => a.createdSeq - b.createdSeq);

/**
 * Routes that an address brings no longer go, in the order in which they were created: those of the stack's own
 * protocol that no other address of the interface brings.
 */
export const withdrawRoutes = (
  model: Model,
  address: OnInterface & { readonly createdSeq: number },
  lines: readonly Brought[],
): void => {
  const others = bringersOn(model, address)
    .filter(({ createdSeq }) => createdSeq !== address.createdSeq)
    .flatMap((bringing) => bringing.lines.map(({ prefix }) => prefix));
  const going = onInterface(model.routes, address).filter(
    (route) =>
      route.Protocol === 'MIB_IPPROTO_LOCAL' &&
      lines.some(({ prefix }) => onLinkRouteAt(model, address, prefix) === route) &&
      !others.includes(route.DestinationPrefix),
  );
  for (const route of going) remove(model, 'routes', 'RouteDeleted', route, 'address-deleted');
};

/**
 * A route goes. Where time or an advertisement took it, and an address of the interface brings a route of its key,
 * that one comes at once.
 */
export const removeRoute = (model: Model, route: Row<'routes'>, reason: string): void => {
  remove(model, 'routes', 'RouteDeleted', route, reason);
  const { DestinationPrefix, NextHop } = route;
  if (reason !== 'expired' && reason !== 'advertisement') return;
  if (NextHop !== unspecified(familyOf(DestinationPrefix))) return;
  const line = bringersOn(model, route)
    .flatMap(({ lines }) => lines)
    .find(({ prefix }) => prefix === DestinationPrefix);
  if (line !== undefined) bringRoute(model, route, line);
};
