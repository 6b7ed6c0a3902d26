import type { LinuxTable } from '@netlapse/core';

import { linkIn, netconfIn, type RouteObject } from './objects';

type Hop = Readonly<{ flags: readonly string[]; oif?: number }>;

/**
 * A route without the flags of its hops that follow from their links: `linkdown`, and `dead` unless the link
 * gives no reason for it. (A hop is dead on a link that is up where the link lost its last IPv4 address.)
 */
export const withoutLinkFlags = (route: RouteObject, linux: LinuxTable): RouteObject => {
  const own = flagsOfItsOwn(route, route.family, linux);
  const hops = route.nexthops?.map((hop) => {
    const flags = flagsOfItsOwn(hop, route.family, linux);
    return flags === hop.flags ? hop : { ...hop, flags };
  });
  const areSame = hops === undefined || hops.every((hop, index) => hop === route.nexthops?.[index]);
  if (own === route.flags && areSame) return route;
  return { ...route, flags: own, ...(hops === undefined ? {} : { nexthops: hops }) };
};

const flagsOfItsOwn = (hop: Hop, family: 'inet' | 'inet6', linux: LinuxTable): readonly string[] => {
  const { flags, oif } = hop;
  if (!flags.includes('linkdown') && !flags.includes('dead')) return flags;
  const isDeadByItself = oif !== undefined && isLinkUsable(linux, family, oif);
  return flags.filter((flag) => flag !== 'linkdown' && (flag !== 'dead' || isDeadByItself));
};

/**
 * Whether routes through a link can be used: it is up, and has carrier where the host is told to heed that.
 */
export const isLinkUsable = (linux: LinuxTable, family: 'inet' | 'inet6', ifindex: number): boolean => {
  const link = linkIn(linux, ifindex);
  if (link === undefined || !link.flags.includes('UP')) return false;
  if (link.flags.includes('LOWER_UP')) return true;
  return netconfIn(linux, family, ifindex)?.ignore_routes_with_linkdown !== true;
};

/** A route with `dead` set, or cleared, on its hops through a link. */
export const withDeadHops = (route: RouteObject, ifindex: number, isDead: boolean): RouteObject => {
  const { nexthops } = route;
  if (nexthops === undefined) return route;
  return {
    ...route,
    nexthops: nexthops.map((hop) => {
      if (hop.oif !== ifindex) return hop;
      const others = hop.flags.filter((flag) => flag !== 'dead');
      return { ...hop, flags: isDead ? ['dead', ...others] : others };
    }),
  };
};
