import { isLoopbackInterface } from '../interfaces';
import {
  compareAddresses,
  familyOf,
  isLinkLocalIpv6,
  isLoopback,
  ipv6ToWords,
  type AddressFamily,
  type IpAddress,
  type Luid,
} from '../net';
import { limitOfSource, type LookupReads, type LookupRequest, type RouteRow } from '../routes';
import type { LinuxFamily } from './object-keys';
import { hasWord, numberOf } from './object-members';
import {
  isIpv6HopOfMany,
  leadsToTheHost,
  linuxRouteHops,
  linuxRouteUse,
  lookedAtTables,
  type LinuxRouteHop,
} from './route-object';
import { prefixOfRouteKey, type ChooseRoute } from './route-store';
import type { LinuxObjectRow } from './row';
import { chooseSource, type SourceObjects } from './source';

/** What `ip route get` answers, as our rows say it. */
export interface LinuxRoute {
  readonly route: RouteRow;
  /** Unspecified where no link has an address to choose. */
  readonly source: IpAddress;
}

/** The objects that a lookup asks. */
export interface LookupObjects extends SourceObjects {
  searchRoutes<T>(rank: number, address: IpAddress, choose: ChooseRoute<T>): T | undefined;
  link(ifindex: number): LinuxObjectRow | undefined;
  netconf(family: LinuxFamily, ifindex: number): LinuxObjectRow | undefined;
  nexthop(id: number): LinuxObjectRow | undefined;
}

/** How the search in one table ended. */
type Found = 'throw' | 'reject' | { readonly object: LinuxObjectRow; readonly route: RouteRow };

/** A hop that packets can take, by the row that was made of it. */
interface UsableHop {
  readonly ifindex: number;
  readonly nextHop: IpAddress;
  readonly luid: Luid;
}

/**
 * The route and source that a Linux host uses, as `ip route get` shows them, but for policy rules and the
 * spreading over the next hops of one route.
 *
 * The tables local, main and default are asked in this order: the first that has a usable match decides, and
 * within a table the longest prefix, the lowest priority, the first in the kernel's own order. Routes that
 * reject compete with the others; `throw` leads on to the next table.
 *
 * @returns undefined where the destination is unreachable.
 */
export const lookUp = (
  linux: LookupObjects,
  reads: LookupReads,
  request: LookupRequest,
): LinuxRoute | undefined => {
  const usable = usableHops(linux, reads, request);
  if (usable === undefined) return undefined;
  for (let rank = 0; rank < lookedAtTables.length; rank++) {
    const found = linux.searchRoutes(rank, request.destination, (rows) => choose(reads, rows, usable));
    if (found === 'reject') return undefined;
    if (found === undefined || found === 'throw') continue;
    const source =
      request.source ?? chooseSource(linux, reads, found.object, found.route, request.destination);
    return { route: found.route, source };
  }
  return undefined;
};

type HopsOf = (row: LinuxObjectRow) => readonly UsableHop[];

/**
 * Tells the hops of a route that this lookup may use: the link is up, and has carrier where the host is told
 * to heed that; to reach the host itself no link is needed. Whether next hops answer is not looked at.
 *
 * @returns undefined where the source that the caller names leaves nothing.
 */
const usableHops = (linux: LookupObjects, reads: LookupReads, request: LookupRequest): HopsOf | undefined => {
  const { destination, source } = request;
  const limit = source === undefined ? 'any' : limitOfSource(reads, source, request.sourceScopeId);
  if (limit === 'unreachable') return undefined;
  const only = (request.interface ?? request.scope)?.InterfaceLuid;
  const family = familyOf(destination);
  const needsLoopback = isLoopback(destination);
  const needsOnLink = family === 'AF_INET6' && isOfTheLink(destination);
  const nexthopOf = (id: number): LinuxObjectRow['object'] | undefined => linux.nexthop(id)?.object;

  const usable = ({ ifindex, nextHop, isDead }: LinuxRouteHop, isOwn: boolean): UsableHop | undefined => {
    const link = reads.interfaces.byIndex(ifindex);
    if (link === undefined) return undefined;
    if (!isOwn && (isDead || !isLinkUsable(linux, family, ifindex))) return undefined;
    const { InterfaceLuid } = link;
    if (only !== undefined && InterfaceLuid !== only) return undefined;
    if (limit !== 'any' && !limit.includes(InterfaceLuid)) return undefined;
    if (needsLoopback && !isLoopbackInterface(link)) return undefined;
    if (needsOnLink && nextHop !== '::') return undefined;
    return { ifindex, nextHop, luid: InterfaceLuid };
  };
  return ({ object }) => {
    const isOwn = leadsToTheHost(object);
    return linuxRouteHops(object, family, nexthopOf).flatMap((hop) => usable(hop, isOwn) ?? []);
  };
};

/** fe80::/10 and ff02::/16: nothing beyond the link can be meant, so a gateway is never the way. */
const isOfTheLink = (destination: IpAddress): boolean =>
  isLinkLocalIpv6(destination) || ipv6ToWords(destination)[0] >>> 16 === 0xff02;

const isLinkUsable = (linux: LookupObjects, family: AddressFamily, ifindex: number): boolean => {
  const link = linux.link(ifindex)?.object;
  if (link === undefined || !hasWord(link, 'flags', 'UP')) return false;
  if (hasWord(link, 'flags', 'LOWER_UP')) return true;
  const settings = linux.netconf(family === 'AF_INET' ? 'inet' : 'inet6', ifindex);
  return settings?.object['ignore_routes_with_linkdown'] !== true;
};

/** A hop that may be taken, with the object whose hop it is. */
interface Candidate {
  readonly object: LinuxObjectRow;
  readonly hop: UsableHop;
}

/** An IPv4 route is one object; the next hops of an IPv6 route are objects of their own, of one priority. */
const areHopsOfOne = ({ object: a }: LinuxObjectRow, { object: b }: LinuxObjectRow): boolean =>
  isIpv6HopOfMany(a) && isIpv6HopOfMany(b) && numberOf(a, 'metric') === numberOf(b, 'metric');

/**
 * By index of the link, then as numbers: of several ways Linux takes one by a hash, here it is always the
 * same.
 */
const compareHops = (a: UsableHop, b: UsableHop): number =>
  a.ifindex - b.ifindex || compareAddresses(a.nextHop, b.nextHop);

/** What the objects of one prefix and table give; undefined where a shorter prefix is to be tried. */
const choose = (
  { routes }: LookupReads,
  rows: readonly LinuxObjectRow[],
  hopsOf: HopsOf,
): Found | undefined => {
  let best: Candidate | undefined;
  for (const object of rows) {
    if (best !== undefined && !areHopsOfOne(best.object, object)) continue;
    const use = linuxRouteUse(object.object);
    if (use === 'rows') {
      for (const hop of hopsOf(object))
        if (best === undefined || compareHops(hop, best.hop) < 0) best = { object, hop };
    } else if (use !== 'none' && best === undefined) return use;
  }
  if (best === undefined) return undefined;
  const { object, hop } = best;
  const DestinationPrefix = prefixOfRouteKey(object.key);
  const route = routes.get({ InterfaceLuid: hop.luid, DestinationPrefix, NextHop: hop.nextHop });
  return route === undefined ? undefined : { object, route };
};
