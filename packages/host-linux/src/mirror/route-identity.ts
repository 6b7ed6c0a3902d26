import {
  linuxIpv4RouteKey,
  linuxIpv6RouteKey,
  linuxRouteSlot,
  parseIpAddress,
  parsePrefix,
  prefixOf,
  unspecifiedOf,
  type Prefix,
} from '@netlapse/core';

import type { LinuxFamily, LinuxRoute } from '../netlink';
import type { RouteObject } from './objects';

/**
 * A destination or source as `ip` writes it: `default`, an address, or a prefix; bits past the length do not
 * count.
 */
export const prefixOfText = (text: string, family: LinuxFamily): Prefix => {
  const isIpv4 = family === 'inet';
  if (text === 'default') return prefixOf(unspecifiedOf(isIpv4 ? 'AF_INET' : 'AF_INET6'), 0);
  const slash = text.indexOf('/');
  const prefix = parsePrefix(slash < 0 ? `${text}/${isIpv4 ? 32 : 128}` : text);
  if (prefix !== undefined) return prefix;
  const address = parseIpAddress(text.slice(0, slash));
  const length = Number(text.slice(slash + 1));
  if (address === undefined) throw new TypeError(`'${text}' is no destination of a route`);
  return prefixOf(address, length);
};

/** Where a route stands: its prefix, and the text with which the keys of its slot begin. */
export interface RoutePlace {
  readonly prefix: Prefix;
  readonly slot: string;
}

/** Where a route that a message tells of stands. */
export const routePlaceOf = ({ dst, family, from, metric, table, tos }: LinuxRoute): RoutePlace => {
  const prefix = prefixOfText(dst, family);
  const isIpv4 = family === 'inet';
  const slot = linuxRouteSlot({
    prefix,
    table,
    metric: metric ?? 0,
    tos: isIpv4 ? tos : undefined,
    from: isIpv4 || from === undefined ? undefined : prefixOfText(from, family),
  });
  return { prefix, slot };
};

/** The key of a route within its slot: of an IPv4 route with all its hops, of an IPv6 one with one hop. */
export const routeKeyOf = (slot: string, route: LinuxRoute): string =>
  route.family === 'inet'
    ? linuxIpv4RouteKey(slot, route.type, route.nhid, route, route.nexthops)
    : linuxIpv6RouteKey(slot, route.type, route.nhid, route);

/** Each next hop of an IPv6 route as a route of its own; one that has no list is its own only one. */
export const routesByHop = (route: RouteObject): readonly RouteObject[] => {
  const { nexthops, ...shared } = route;
  if (nexthops === undefined) return [route];
  return nexthops.map(({ flags, weight, ...hop }) => ({
    ...shared,
    ...hop,
    flags: flags.length === 0 ? shared.flags : [...new Set([...shared.flags, ...flags])],
    ...(weight === 1 ? {} : { weight }),
  }));
};
