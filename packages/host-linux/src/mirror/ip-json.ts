import type { LinuxKind, LinuxObjectRow, LinuxTable } from '@netlapse/core';

import { NETCONF_ALL, NETCONF_DEFAULT, type LinuxRule } from '../netlink';
import { ipRouteJson } from './ip-route-json';
import { member, type IpJson, type NameOf } from './json-entry';
import {
  addressOf,
  linkIn,
  linkOf,
  neighborOf,
  netconfOf,
  nexthopOf,
  ruleOf,
  type AddressObject,
  type LinkObject,
  type NeighborObject,
  type NetconfObject,
  type NexthopObject,
} from './objects';

/**
 * Objects as `ip -j -d link`, `addr`, `route`, `-6 route`, `neigh`, `rule`, `nexthop` and `ip -j netconf`
 * print them, in the order given; addresses stand below their links, as there.
 *
 * Left out is what rtnetlink does not tell or the decoder does not keep: data of kinds, counts, users.
 *
 * @param linux where the objects are from: it has the names of links, and tells which routes are dead or
 *   linkdown.
 * @param at the instant for which lifetimes are told in seconds.
 */
export const toIpJson = (
  kind: LinuxKind,
  objects: Iterable<LinuxObjectRow>,
  linux: LinuxTable,
  at: number,
): readonly IpJson[] => {
  const nameOf: NameOf = (ifindex) => linkIn(linux, ifindex)?.ifname ?? `if${ifindex}`;
  const rows = Array.from(objects);
  switch (kind) {
    case 'link':
      return rows.map((row) => linkJson(linkOf(row), linux, nameOf));
    case 'addr':
      return addressesJson(rows.map(addressOf), linux, nameOf, at);
    case 'route':
      return ipRouteJson(rows, linux, nameOf, at);
    case 'neigh':
      return rows.map((row) => neighborJson(neighborOf(row), nameOf));
    case 'netconf':
      return rows.map((row) => netconfJson(netconfOf(row), nameOf));
    case 'nexthop':
      return rows.map((row) => nexthopJson(nexthopOf(row), nameOf));
    case 'rule':
      return rows.map((row) => ruleJson(ruleOf(row)));
  }
};

/** `ip` prints null where a flag is set. */
const withNullFlags = (object: IpJson): IpJson =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, value === true ? null : value]));

const linkJson = (link: LinkObject, linux: LinuxTable, nameOf: NameOf): IpJson => {
  const { carrier: _carrier, flags, link_index, master_index, permaddr, proto_down, ...rest } = link;
  // The number of a link in another namespace is no name here.
  const isHere = link_index !== undefined && link.link_netnsid === undefined;
  const isOtherDown = isHere && linkIn(linux, link_index)?.flags.includes('UP') === false;
  return {
    ...rest,
    flags: isOtherDown ? [...flags, 'M-DOWN'] : flags,
    ...(isHere ? { link: nameOf(link_index) } : member('link_index', link_index)),
    ...member('master', master_index === undefined ? undefined : nameOf(master_index)),
    ...member('permaddr', permaddr === link.address ? undefined : permaddr),
    ...member('proto_down', proto_down === true ? true : undefined),
  };
};

/** Every link with what `ip addr` says of it, and its addresses among those given. */
const addressesJson = (
  addresses: readonly AddressObject[],
  linux: LinuxTable,
  nameOf: NameOf,
  at: number,
): readonly IpJson[] =>
  Array.from(linux.ofKind('link'), (row) => {
    const link = linkOf(row);
    const { inet6_addr_gen_mode: _mode, linkmode: _linkmode, ...shown } = linkJson(link, linux, nameOf);
    const own = addresses.filter(({ ifindex }) => ifindex === link.ifindex);
    return { ...shown, addr_info: own.map((address) => addressJson(address, at)) };
  });

const FOREVER = 0xffff_ffff;

/** Whole seconds from `at` to an end, which may be over; undefined: it never comes. */
const secondsLeft = (end: number | undefined, at: number): number =>
  end === undefined ? FOREVER : Math.max(0, Math.floor((end - at) / 1000));

const addressJson = (address: AddressObject, at: number): IpJson => {
  const { ifindex: _ifindex, preferred_until, valid_until, ...rest } = address;
  return {
    ...rest,
    preferred_life_time: secondsLeft(preferred_until, at),
    valid_life_time: secondsLeft(valid_until, at),
  };
};

const neighborJson = ({ family: _family, ifindex, ...neighbor }: NeighborObject, nameOf: NameOf): IpJson => ({
  ...withNullFlags(neighbor),
  dev: nameOf(ifindex),
});

const netconfJson = (settings: NetconfObject, nameOf: NameOf): IpJson => {
  const { bc_forwarding: _bc, force_forwarding: _force, ifindex, ...rest } = settings;
  return { ...rest, interface: interfaceName(ifindex, nameOf) };
};

const interfaceName = (ifindex: number, nameOf: NameOf): string => {
  if (ifindex === NETCONF_ALL) return 'all';
  return ifindex === NETCONF_DEFAULT ? 'default' : nameOf(ifindex);
};

const ruleJson = ({ family: _family, tun_id, ...rule }: LinuxRule): IpJson => ({
  ...withNullFlags(rule),
  ...member('tun_id', tun_id === undefined ? undefined : Number(tun_id)),
});

const nexthopJson = (nexthop: NexthopObject, nameOf: NameOf): IpJson => {
  const { encap_data: _encap, family: _family, group, oif, resilient_args, ...rest } = nexthop;
  return {
    ...withNullFlags(rest),
    ...member('dev', oif === undefined ? undefined : nameOf(oif)),
    ...member(
      'group',
      group?.map(({ id, weight }) => (weight === 1 ? { id } : { id, weight })),
    ),
    ...member('resilient_args', resilient_args && secondsOf(resilient_args)),
  };
};

/** The kernel counts hundredths. */
const secondsOf = ({
  buckets,
  idle_timer_hundredths,
  unbalanced_timer_hundredths,
}: NonNullable<NexthopObject['resilient_args']>): IpJson => ({
  ...member('buckets', buckets),
  idle_timer: (idle_timer_hundredths ?? 0) / 100,
  unbalanced_timer: (unbalanced_timer_hundredths ?? 0) / 100,
});
