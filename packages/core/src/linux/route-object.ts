import { unspecifiedOf, type AddressFamily, type IpAddress } from '../net';
import { hasWord, numberOf, objectsOf, textOf, type LinuxObject } from './object-members';

/**
 * What a route object is good for: `rows` of ours and lookups; a lookup that ends with nothing (`reject`:
 * blackhole, unreachable, prohibit) or goes on with the next table (`throw`); or none of it.
 */
export type RouteUse = 'rows' | 'reject' | 'throw' | 'none';

const useOfType: ReadonlyMap<string, RouteUse> = new Map<string, RouteUse>([
  ['unicast', 'rows'],
  ['local', 'rows'],
  ['broadcast', 'rows'],
  ['anycast', 'rows'],
  ['multicast', 'rows'],
  ['blackhole', 'reject'],
  ['unreachable', 'reject'],
  ['prohibit', 'reject'],
  ['throw', 'throw'],
]);

/** The tables that are looked at, in their order; policy rules may name others. */
export const lookedAtTables = ['local', 'main', 'default'] as const;

const isLookedAt = (table: string | undefined): boolean =>
  table === 'main' || table === 'local' || table === 'default';

/**
 * What a route object is good for: routes of other tables, of a type of service or of a source are kept and
 * no more.
 */
export const linuxRouteUse = (route: LinuxObject): RouteUse => {
  if (!isLookedAt(textOf(route, 'table'))) return 'none';
  if (route['tos'] !== undefined || route['from'] !== undefined) return 'none';
  return useOfType.get(textOf(route, 'type') ?? '') ?? 'none';
};

/**
 * Whether a route leads to the host itself: then the state of the link that bears the address does not
 * matter.
 */
export const leadsToTheHost = (route: LinuxObject): boolean =>
  route['family'] === 'inet'
    ? route['scope'] === 'host'
    : route['type'] === 'local' || route['type'] === 'anycast';

/**
 * Whether the kernel takes an IPv6 route together with others of its slot: it has a gateway, and no router
 * advertised it.
 */
export const isIpv6HopOfMany = (route: LinuxObject): boolean =>
  route['family'] === 'inet6' &&
  route['type'] === 'unicast' &&
  route['gateway'] !== undefined &&
  route['protocol'] !== 'ra';

/** One way that a route leads. */
export interface LinuxRouteHop {
  readonly ifindex: number;
  /** Unspecified where the destinations are on the link, and where the next hop is of the other family. */
  readonly nextHop: IpAddress;
  /** RTNH_F_DEAD. */
  readonly isDead: boolean;
}

/** A nexthop object by its id. */
export type NexthopOf = (id: number) => LinuxObject | undefined;

const noHops: readonly LinuxRouteHop[] = [];

/**
 * The ways that a route object leads, in its own order. A hop is none where it has no link, or where it is of
 * the other family and encapsulated. A route that names but a nexthop object leads where that one does.
 */
export const linuxRouteHops = (
  route: LinuxObject,
  family: AddressFamily,
  nexthopOf: NexthopOf,
): readonly LinuxRouteHop[] => {
  if (route['nexthops'] !== undefined)
    return objectsOf(route, 'nexthops').flatMap((hop) => hopOf(hop, family) ?? []);
  const hop = hopOf(route, family);
  if (hop !== undefined) return [hop];
  const nhid = isByNexthop(route) ? numberOf(route, 'nhid') : undefined;
  return nhid === undefined ? noHops : hopsOfNexthop(nexthopOf(nhid), family, nexthopOf);
};

/** Whether a route object leads by a nexthop object alone: the kernel may leave out what that one says. */
const isByNexthop = (route: LinuxObject): boolean =>
  route['nhid'] !== undefined &&
  route['nexthops'] === undefined &&
  route['oif'] === undefined &&
  route['gateway'] === undefined;

const hopsOfNexthop = (
  nexthop: LinuxObject | undefined,
  family: AddressFamily,
  nexthopOf: NexthopOf,
): readonly LinuxRouteHop[] => {
  if (nexthop === undefined) return noHops;
  // The kernel makes no groups of groups.
  const members =
    nexthop['group'] === undefined
      ? [nexthop]
      : objectsOf(nexthop, 'group').map((member) => nexthopOf(numberOf(member, 'id') ?? 0));
  return members.flatMap((member) => (member === undefined ? [] : (hopOf(member, family) ?? [])));
};

const hopOf = (hop: LinuxObject, family: AddressFamily): LinuxRouteHop | undefined => {
  const ifindex = numberOf(hop, 'oif');
  if (ifindex === undefined) return undefined;
  const isDead = hasWord(hop, 'flags', 'dead');
  const gateway = textOf(hop, 'gateway');
  if (gateway === undefined) {
    const isEncapsulated = hop['via'] !== undefined && hop['encap'] !== undefined;
    return isEncapsulated ? undefined : { ifindex, nextHop: unspecifiedOf(family), isDead };
  }
  const isOwn = gateway.includes(':') === (family === 'AF_INET6');
  return { ifindex, nextHop: isOwn ? (gateway as IpAddress) : unspecifiedOf(family), isDead };
};
