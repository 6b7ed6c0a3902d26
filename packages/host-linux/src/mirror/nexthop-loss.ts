import type { AddressFamily, LinuxObjectRow } from '@netlapse/core';
import { linuxRouteHops } from '@netlapse/core';

import type { ObjectChanges } from './object-changes';
import { asLinuxObject, nexthopOf, routeOf, type LinkObject, type RouteObject } from './objects';

// The kernel drops nexthop objects without a message when their link goes down or loses its carrier, takes
// them out of groups, and drops the IPv4 routes that lead by them; of IPv6 routes it says when they go.

/** Whether nexthop objects may lead through a link: it is up, and runs or has carrier. */
export const bearsNexthops = ({ flags }: LinkObject): boolean =>
  flags.includes('UP') && (!flags.includes('NO-CARRIER') || flags.includes('LOWER_UP'));

/** Takes away the nexthop objects of a link that bears none any more. */
export const nexthopsOfLink = (changes: ObjectChanges, ifindex: number): void => {
  for (const row of changes.linux.onLink('nexthop', ifindex)) loseNexthop(changes, row);
};

const loseNexthop = (changes: ObjectChanges, row: LinuxObjectRow): void => {
  const { id } = nexthopOf(row);
  changes.withdraw(row, true);
  routesOfNexthop(changes, id);
  for (const other of Array.from(changes.linux.ofKind('nexthop'))) {
    const group = nexthopOf(other);
    const rest = group.group?.filter((member) => member.id !== id);
    if (rest === undefined || rest.length === group.group?.length) continue;
    if (rest.length === 0) loseNexthop(changes, other);
    else {
      changes.nexthop({ ...group, group: rest });
      followNexthop(changes, group.id);
    }
  }
};

/** A nexthop object is gone: so are the IPv4 routes that lead by it. */
export const routesOfNexthop = (changes: ObjectChanges, id: number): void => {
  for (const row of changes.linux.routesByNexthop(id))
    if (routeOf(row).family === 'inet') changes.withdraw(row, true);
};

/** Takes out of routes the next hops that their nexthop object does not lead by any more. */
export const followNexthop = (changes: ObjectChanges, id: number): void => {
  for (const row of changes.linux.routesByNexthop(id)) {
    const route = routeOf(row);
    const ways = waysOf(changes, route.family, id);
    if (route.family === 'inet6') {
      if (route.oif !== undefined && !ways.has(wayOf(route))) changes.withdraw(row, true);
      continue;
    }
    const rest = route.nexthops?.filter((hop) => ways.has(wayOf(hop)));
    if (rest !== undefined && rest.length > 0 && rest.length < (route.nexthops?.length ?? 0))
      changes.report('route', row.key, routeWithHops(route, rest));
  }
};

type Way = Readonly<{ gateway?: string; oif?: number }>;

const wayOf = ({ gateway, oif }: Way): string => `${gateway ?? ''} ${oif ?? ''}`;

/** The ways that a nexthop object, or a group, leads. */
const waysOf = ({ linux }: ObjectChanges, family: 'inet' | 'inet6', id: number): ReadonlySet<string> => {
  const byNexthop = asLinuxObject({ nhid: id });
  const ofFamily: AddressFamily = family === 'inet' ? 'AF_INET' : 'AF_INET6';
  const hops = linuxRouteHops(byNexthop, ofFamily, (one) => linux.nexthop(one)?.object);
  const unspecified = family === 'inet' ? '0.0.0.0' : '::';
  return new Set(
    hops.map(({ ifindex, nextHop }) =>
      wayOf(nextHop === unspecified ? { oif: ifindex } : { gateway: nextHop, oif: ifindex }),
    ),
  );
};

/** One next hop is told without a list. */
const routeWithHops = (
  { nexthops: _nexthops, ...route }: RouteObject,
  hops: NonNullable<RouteObject['nexthops']>,
): RouteObject => {
  const [only] = hops;
  if (only === undefined || hops.length > 1) return { ...route, nexthops: hops };
  const { flags, weight: _weight, ...hop } = only;
  return { ...route, ...hop, flags: [...route.flags, ...flags] };
};
