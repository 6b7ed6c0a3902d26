import { isIpv6HopOfMany, leadsToTheHost, type LinuxObjectRow, type LinuxTable } from '@netlapse/core';

import { routeFlagNames } from '../netlink';
import { member, type IpJson, type NameOf } from './json-entry';
import { linkIn, netconfIn, routeOf, type RouteObject } from './objects';
import { routePlaceOf } from './route-identity';

type Hop = Readonly<{
  encap?: string;
  flags: readonly string[];
  gateway?: string;
  oif?: number;
  via?: Readonly<{ family: string; host: string }>;
  weight?: number;
}>;

/** Where routes are printed from. */
interface Context {
  readonly linux: LinuxTable;
  readonly nameOf: NameOf;
  readonly at: number;
}

/**
 * Routes as `ip -j -d route` prints them, and `ip -j -d -6 route`, which tells the IPv6 next hops of one
 * route together.
 */
export const ipRouteJson = (
  rows: readonly LinuxObjectRow[],
  linux: LinuxTable,
  nameOf: NameOf,
  at: number,
): readonly IpJson[] => inGroups(rows.map(routeOf)).map((group) => routeJson(group, { linux, nameOf, at }));

/** A route, with the next hops that go with it where there are others. */
type Group = readonly [RouteObject, ...RouteObject[]];

/** Routes one by one, but those that are next hops of one IPv6 route where the first of them stands. */
const inGroups = (routes: readonly RouteObject[]): readonly Group[] => {
  const groups = new Map<string, RouteObject[]>();
  return routes.flatMap((route): Group[] => {
    if (!isIpv6HopOfMany(route)) return [[route]];
    const key = `${routePlaceOf(route).slot}${route.nhid ?? ''}`;
    const known = groups.get(key);
    if (known !== undefined) {
      known.push(route);
      return [];
    }
    const group: [RouteObject, ...RouteObject[]] = [route];
    groups.set(key, group);
    return [group];
  });
};

const routeJson = (group: Group, context: Context): IpJson => {
  const [route] = group;
  const hops = group.length > 1 || leadsByGroup(route, context.linux) ? group : route.nexthops;
  return hops === undefined ? singleJson(route, context) : multipathJson(route, hops, context);
};

/** Of a group of nexthop objects IPv6 routes are told with a list, though only one may be left in it. */
const leadsByGroup = ({ family, nhid }: RouteObject, linux: LinuxTable): boolean =>
  family === 'inet6' && nhid !== undefined && linux.nexthop(nhid)?.object['group'] !== undefined;

const singleJson = (route: RouteObject, context: Context): IpJson => ({
  ...sharedJson(route, context.at),
  ...hopJson(route, route, context),
});

const multipathJson = (route: RouteObject, hops: readonly Hop[], context: Context): IpJson => {
  const flags = hops.map((hop) => hopFlags(hop, route, context));
  // An IPv4 route is linkdown, or dead, where all its next hops are.
  const ofAll = linkFlags.filter(
    (flag) => route.family === 'inet' && flags.every((one) => one.includes(flag)),
  );
  return {
    ...sharedJson(route, context.at),
    flags: inOrder(route.nexthops === undefined ? ofAll : [...route.flags, ...ofAll]),
    nexthops: hops.map((hop) => ({ ...hopJson(hop, route, context), weight: hop.weight ?? 1 })),
  };
};

const linkFlags = ['dead', 'linkdown'] as const;

/** What a route says besides its next hops. Which metrics are locked, `ip` does not print. */
const sharedJson = (route: RouteObject, at: number): IpJson => {
  const {
    encap: _encap,
    encap_data: _data,
    expires: _expires,
    expires_at,
    expires_hundredths: _hundredths,
    family: _family,
    flags: _flags,
    gateway: _gateway,
    metrics,
    nexthops: _nexthops,
    oif: _oif,
    order: _order,
    via: _via,
    weight: _weight,
    ...shared
  } = route;
  const { lock: _lock, ...values } = metrics?.[0] ?? {};
  return {
    ...shared,
    ...member('expires', expires_at === undefined ? undefined : Math.trunc((expires_at - at) / 1000)),
    ...member('metrics', metrics === undefined ? undefined : [values]),
  };
};

const hopJson = (hop: Hop, route: RouteObject, context: Context): IpJson => ({
  ...member('encap', hop.encap),
  ...member('gateway', hop.gateway),
  ...member('via', hop.via),
  ...member('dev', hop.oif === undefined ? undefined : context.nameOf(hop.oif)),
  flags: hopFlags(hop, route, context),
});

/**
 * The flags of a next hop itself, and those that it has because of its link. What is dead is linkdown too.
 */
const hopFlags = ({ flags, oif }: Hop, route: RouteObject, { linux }: Context): readonly string[] => {
  const own = flags.includes('dead') ? [...flags, 'linkdown'] : flags;
  return inOrder(oif === undefined ? own : [...own, ...flagsOfLink(route, linux, oif)]);
};

/** Flags in the order of `ip`, each once. */
const inOrder = (flags: readonly string[]): readonly string[] =>
  routeFlagNames.namesOf(routeFlagNames.bitsOf(flags));

/** The flags that a route has because of the link it leads through; routes to the host itself have none. */
const flagsOfLink = (route: RouteObject, linux: LinuxTable, ifindex: number): readonly string[] => {
  const link = linkIn(linux, ifindex);
  if (leadsToTheHost(route) || link === undefined) return [];
  if (!link.flags.includes('UP')) return ['dead', 'linkdown'];
  if (link.flags.includes('LOWER_UP')) return [];
  const settings = netconfIn(linux, route.family, ifindex);
  return settings?.ignore_routes_with_linkdown === true ? ['dead', 'linkdown'] : ['linkdown'];
};
