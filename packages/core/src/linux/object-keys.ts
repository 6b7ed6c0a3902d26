import type { Prefix } from '../net';
import type { LinuxObject } from './object-members';

// The key of an object says which one it is and nothing else: what of a message may change while the object
// stays the same one is not in it. Keys are unique within their kind.

/** `inet` or `inet6`: the families of IP by the words of `ip`. */
export type LinuxFamily = 'inet' | 'inet6';

/** Kind `link`: `3`, the index. */
export const linuxLinkKey = (ifindex: number): string => `${ifindex}`;

/** What an address is known by. */
export interface AddressIdentity {
  readonly family: LinuxFamily;
  readonly ifindex: number;
  readonly local: string;
  readonly prefixlen: number;
  /** The peer, where there is one. */
  readonly address?: string;
}

/**
 * Kind `addr`: `192.0.2.1/24 dev 3`, with a peer `192.0.2.1/30 peer 192.0.2.2 dev 3`.
 *
 * An IPv4 address may stand on a link several times, with other lengths or peers. An IPv6 address stands
 * there once, and its peer may change.
 */
export const linuxAddressKey = ({ family, ifindex, local, prefixlen, address }: AddressIdentity): string =>
  address === undefined || family === 'inet6'
    ? `${local}/${prefixlen} dev ${ifindex}`
    : `${local}/${prefixlen} peer ${address} dev ${ifindex}`;

/** Kind `neigh`: `192.0.2.7 dev 3`. */
export const linuxNeighborKey = (dst: string, ifindex: number): string => `${dst} dev ${ifindex}`;

/** Kind `netconf`: `inet dev 3`; the settings of all links `inet all`, of links to come `inet default`. */
export const linuxNetconfKey = (family: LinuxFamily, ifindex: number): string => {
  if (ifindex > 0) return `${family} dev ${ifindex}`;
  return ifindex === NETCONF_ALL ? `${family} all` : `${family} default`;
};

/** NETCONFA_IFINDEX_ALL (linux/netconf.h). */
const NETCONF_ALL = -1;

/** Kind `nexthop`: `5`, the id. */
export const linuxNexthopKey = (id: number): string => `${id}`;

/** Members of a rule that the kernel changes by itself, and its family and priority, which begin the key. */
const notInRuleKey: ReadonlySet<string> = new Set([
  'family',
  'priority',
  'iif_detached',
  'oif_detached',
  'unresolved',
]);

/**
 * Kind `rule`: `inet 500 iif=eth0 src=192.0.2.0 srclen=24 table=100`, the priority and then, by name, all
 * that makes the rule. Rules of one priority differ in that.
 */
export const linuxRuleKey = (rule: LinuxObject): string => {
  let key = `${String(rule['family'])} ${String(rule['priority'])}`;
  for (const member of Object.keys(rule).sort())
    if (!notInRuleKey.has(member)) key += ` ${member}=${String(rule[member])}`;
  return key;
};

/** Where a route stands in its table; what differs by family is undefined, or 0, in the other. */
export interface RouteSlotIdentity {
  readonly prefix: Prefix;
  /** `main`, `local`, `default` or a number as text. */
  readonly table: string;
  readonly metric: number;
  /** IPv4 only: `0x10`; undefined for 0. */
  readonly tos: string | undefined;
  /** IPv6 only: the prefix of sources; undefined for all. */
  readonly from: Prefix | undefined;
}

/**
 * The place that routes compete for in the kernel's table, with which their keys begin:
 * `192.0.2.0/24 table main metric 100 `, for IPv4 `… table main tos 0x10 metric 0 `, for IPv6
 * `2001:db8::/32 from 2001:db8:1::/48 table main metric 1024 `.
 */
export const linuxRouteSlot = ({ prefix, table, metric, tos, from }: RouteSlotIdentity): string =>
  `${prefix}${from === undefined ? '' : ` from ${from}`} table ${table}` +
  `${tos === undefined ? '' : ` tos ${tos}`} metric ${metric} `;

/** What tells one next hop from another. */
export interface HopIdentity {
  readonly gateway?: string | undefined;
  readonly via?: { readonly family: string; readonly host: string } | undefined;
  readonly oif?: number | undefined;
  readonly encap?: string | undefined;
  readonly encap_data?: string | undefined;
  /** Counts in lists of next hops alone. */
  readonly weight?: number | undefined;
}

/** ` via 192.0.2.1 dev 3`, as far as the hop has it. */
const hopText = ({ gateway, via, oif }: HopIdentity): string => {
  let text = '';
  if (gateway !== undefined) text += ` via ${gateway}`;
  else if (via !== undefined) text += ` via ${via.family} ${via.host}`;
  if (oif !== undefined) text += ` dev ${oif}`;
  return text;
};

const encapText = ({ encap, encap_data }: HopIdentity): string =>
  encap === undefined ? '' : ` encap ${encap} ${encap_data ?? ''}`;

/**
 * Kind `route`, IPv4: slot, type and next hops, `192.0.2.0/24 table main metric 100 unicast via 192.0.2.1 dev
 * 3`. Of a multipath route `… unicast nexthop via 192.0.2.1 dev 3 weight 1 nexthop …`. One that leads by a
 * nexthop object is known by that, whose own next hops may change: `… unicast nhid 5`.
 */
export const linuxIpv4RouteKey = (
  slot: string,
  type: string,
  nhid: number | undefined,
  hop: HopIdentity,
  hops: readonly HopIdentity[] | undefined,
): string => {
  if (nhid !== undefined) return `${slot}${type} nhid ${nhid}`;
  let key = slot + type;
  if (hops === undefined) return key + hopText(hop) + encapText(hop);
  for (const one of hops) key += ` nexthop${hopText(one)}${encapText(one)} weight ${one.weight ?? 1}`;
  return key;
};

/**
 * Kind `route`, IPv6, where each next hop is an object: slot, type, gateway and link, `2001:db8::/32 table
 * main metric 1024 unicast via fe80::1 dev 3`. One that has only a nexthop object bears `nhid 5`.
 */
export const linuxIpv6RouteKey = (
  slot: string,
  type: string,
  nhid: number | undefined,
  hop: HopIdentity,
): string => {
  const text = hopText(hop);
  return text === '' && nhid !== undefined ? `${slot}${type} nhid ${nhid}` : slot + type + text;
};
