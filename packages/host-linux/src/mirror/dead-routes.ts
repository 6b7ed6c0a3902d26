import type { LinuxTable } from '@netlapse/core';

import type { ObjectChanges } from './object-changes';
import { linkIn, routeOf, type RouteObject } from './objects';
import { withDeadHops } from './route-flags';

// The kernel says nothing of IPv4 routes that it drops because a link or the last address of a link went. A
// multipath route lives on while one of its next hops does.

type Hop = Readonly<{ flags: readonly string[]; oif?: number }>;

const hopsOf = (route: RouteObject): readonly Hop[] => route.nexthops ?? [route];

const isUp = (linux: LinuxTable, ifindex: number): boolean =>
  linkIn(linux, ifindex)?.flags.includes('UP') === true;

const areAllDead = (linux: LinuxTable, route: RouteObject, lost: number): boolean =>
  hopsOf(route).every(
    ({ flags, oif }) => oif === lost || flags.includes('dead') || (oif !== undefined && !isUp(linux, oif)),
  );

/** A link is no longer up: IPv4 routes through it go, in every table, but for those of scope host. */
export const routesOfLinkDown = (changes: ObjectChanges, ifindex: number): void => {
  for (const row of changes.linux.onLink('route', ifindex)) {
    const route = routeOf(row);
    const isExempt = route.family !== 'inet' || route.scope === 'host';
    if (!isExempt && areAllDead(changes.linux, route, ifindex)) changes.withdraw(row, true);
  }
};

/**
 * A link has no IPv4 address any more: all IPv4 routes through it go, in every table, those of scope host
 * too. What leads by a nexthop object stays, as long as that one does.
 */
export const routesOfAddresslessLink = (changes: ObjectChanges, ifindex: number): void => {
  for (const row of changes.linux.onLink('route', ifindex)) {
    const route = routeOf(row);
    if (route.family !== 'inet' || route.nhid !== undefined) continue;
    if (areAllDead(changes.linux, route, ifindex)) changes.withdraw(row, true);
    else if (isUp(changes.linux, ifindex))
      changes.report('route', row.key, withDeadHops(route, ifindex, true));
  }
};

/**
 * Next hops through a link are not dead by themselves any more: it has an IPv4 address again, or came up, or
 * went down, which says enough.
 */
export const reviveRoutes = (changes: ObjectChanges, ifindex: number): void => {
  for (const row of changes.linux.routesWithDeadHops())
    changes.report('route', row.key, withDeadHops(routeOf(row), ifindex, false));
};

/** No link bears an IPv4 address any more: the routes of table main that prefer it as their source go. */
export const routesPreferring = (changes: ObjectChanges, address: string): void => {
  changes.withdrawAll(changes.linux.routesPreferring(address));
};
