import { addressSize } from './address-text';
import { AttributeReader } from './attributes';
import { AF, type LinuxFamily } from './family';
import {
  ARPHRD,
  IFINFOMSG_SIZE,
  IFLA,
  IFLA_INET6,
  IFLA_INFO,
  addressGenerationModeNames,
  linkAttributes,
  linkFamilyAttributes,
  linkFlagNames,
  linkGroupNames,
  linkInet6Attributes,
  linkInfoAttributes,
  linkModeNames,
  linkTypeNames,
  operstateNames,
} from './link-constants';
import { enter, inKeyOrder, type Mutable } from './mutable';
import type { NumberNames } from './number-names';
import type { SkipTally } from './skip-tally';
import type { Wire } from './wire';

/**
 * `ip -d link`: what the kernel says of one link, by the property names of `ip -j -d link`.
 *
 * Other links are given by index where `ip` prints their name, so `link` is `link_index` and `master` is
 * `master_index`. Left out is what moves without the link's changing: statistics, counts of carrier changes, what a
 * kind's own data say, and why the message was sent.
 */
export type LinuxLink = Readonly<{
  /** Link-layer address: pairs of lower-case hex digits joined by ':', of IP tunnels an IP address. */
  address?: string;
  /** How many have asked for all multicast packets. */
  allmulti?: number;
  /** Further names, in the order of the kernel. */
  altnames?: readonly string[];
  /** Link-layer broadcast address, or the peer's of a point-to-point link; written as `address`. */
  broadcast?: string;
  /** Whether the driver has carrier. */
  carrier?: boolean;
  /** As `ip` prints them: without RUNNING, but with NO-CARRIER where a link is UP and not RUNNING. */
  flags: readonly string[];
  /** `default` or decimal text. */
  group?: string;
  gro_max_size?: number;
  gso_max_segs?: number;
  gso_max_size?: number;
  ifalias?: string;
  ifindex: number;
  ifname?: string;
  /** `eui64`, `none`, `stable_secret`, `random` or decimal text. */
  inet6_addr_gen_mode?: string;
  /** IFLA_LINK: the link beneath, or the other end of a pair; of another namespace where `link_netnsid` is there. */
  link_index?: number;
  /** Number of the namespace that `link_index` is of. */
  link_netnsid?: number;
  /** ARPHRD_ by the word of `ip`, or decimal text. */
  link_type: string;
  linkinfo?: LinuxLinkInfo;
  /** `DEFAULT`, `DORMANT`, `TESTING` or decimal text. */
  linkmode?: string;
  /** IFLA_MASTER: the bridge, bond or VRF that this link belongs to. */
  master_index?: number;
  /** 0 where the driver sets no limit. */
  max_mtu?: number;
  min_mtu?: number;
  mtu?: number;
  num_rx_queues?: number;
  num_tx_queues?: number;
  /** `UNKNOWN`, `NOTPRESENT`, `DOWN`, `LOWERLAYERDOWN`, `TESTING`, `DORMANT`, `UP` or decimal text. */
  operstate?: string;
  /** The bus that the device sits on, such as `pci`. */
  parentbus?: string;
  /** The device's name on its bus. */
  parentdev?: string;
  /** Permanent link-layer address; here also where it equals `address`, which `ip` does not print. */
  permaddr?: string;
  /** Pairs of lower-case hex digits. */
  phys_port_id?: string;
  phys_port_name?: string;
  /** Pairs of lower-case hex digits. */
  phys_switch_id?: string;
  /** How many have asked for all packets. */
  promiscuity?: number;
  /** Whether a protocol holds the link down. */
  proto_down?: boolean;
  /** Queueing discipline. */
  qdisc?: string;
  tso_max_segs?: number;
  tso_max_size?: number;
  /** Length of the transmission queue in packets; absent for 0. */
  txqlen?: number;
}>;

/** What a link is made of. */
export type LinuxLinkInfo = Readonly<{
  /** The kind, such as `veth`, `bridge`, `vlan`. */
  info_kind?: string;
  /** The kind of its master, where it has one. */
  info_slave_kind?: string;
}>;

/** RTM_NEWLINK or RTM_DELLINK: decodes the body between `at` and `end`, which has room for a struct ifinfomsg. */
export const decodeLink = (wire: Wire, at: number, end: number, skips: SkipTally | undefined): LinuxLink => {
  const linkType = wire.u16(at + 2);
  const link: Mutable<LinuxLink> = {
    flags: linkFlagNames(wire.u32(at + 8)),
    ifindex: wire.s32(at + 4),
    link_type: linkTypeNames.nameOf(linkType),
  };
  const attributes = new AttributeReader(wire, linkAttributes, at + IFINFOMSG_SIZE, end, skips);
  while (attributes.advance()) readAttribute(link, linkType, attributes);
  return inKeyOrder(link);
};

/** Enters the present attribute under its name. */
const readAttribute = (link: Mutable<LinuxLink>, linkType: number, attributes: AttributeReader): void => {
  switch (attributes.type) {
    case IFLA.ADDRESS:
      return enter(link, 'address', linkAddress(attributes, linkType));
    case IFLA.BROADCAST:
      return enter(link, 'broadcast', linkAddress(attributes, linkType));
    case IFLA.PERM_ADDRESS:
      return enter(link, 'permaddr', linkAddress(attributes, linkType));
    case IFLA.IFNAME:
      return enter(link, 'ifname', attributes.text());
    case IFLA.IFALIAS:
      return enter(link, 'ifalias', attributes.text());
    case IFLA.QDISC:
      return enter(link, 'qdisc', attributes.text());
    case IFLA.PHYS_PORT_NAME:
      return enter(link, 'phys_port_name', attributes.text());
    case IFLA.PARENT_DEV_NAME:
      return enter(link, 'parentdev', attributes.text());
    case IFLA.PARENT_DEV_BUS_NAME:
      return enter(link, 'parentbus', attributes.text());
    case IFLA.PHYS_PORT_ID:
      return enter(link, 'phys_port_id', attributes.hex(''));
    case IFLA.PHYS_SWITCH_ID:
      return enter(link, 'phys_switch_id', attributes.hex(''));
    case IFLA.MTU:
      return enter(link, 'mtu', attributes.u32());
    case IFLA.MIN_MTU:
      return enter(link, 'min_mtu', attributes.u32());
    case IFLA.MAX_MTU:
      return enter(link, 'max_mtu', attributes.u32());
    case IFLA.LINK:
      return enter(link, 'link_index', nonZero(attributes.s32()));
    case IFLA.LINK_NETNSID:
      return enter(link, 'link_netnsid', attributes.s32());
    case IFLA.MASTER:
      return enter(link, 'master_index', attributes.u32());
    case IFLA.TXQLEN:
      return enter(link, 'txqlen', nonZero(attributes.u32()));
    case IFLA.PROMISCUITY:
      return enter(link, 'promiscuity', attributes.u32());
    case IFLA.ALLMULTI:
      return enter(link, 'allmulti', attributes.u32());
    case IFLA.NUM_TX_QUEUES:
      return enter(link, 'num_tx_queues', attributes.u32());
    case IFLA.NUM_RX_QUEUES:
      return enter(link, 'num_rx_queues', attributes.u32());
    case IFLA.GSO_MAX_SIZE:
      return enter(link, 'gso_max_size', attributes.u32());
    case IFLA.GSO_MAX_SEGS:
      return enter(link, 'gso_max_segs', attributes.u32());
    case IFLA.TSO_MAX_SIZE:
      return enter(link, 'tso_max_size', attributes.u32());
    case IFLA.TSO_MAX_SEGS:
      return enter(link, 'tso_max_segs', attributes.u32());
    case IFLA.GRO_MAX_SIZE:
      return enter(link, 'gro_max_size', attributes.u32());
    case IFLA.CARRIER:
      return enter(link, 'carrier', booleanOf(attributes.u8()));
    case IFLA.PROTO_DOWN:
      return enter(link, 'proto_down', booleanOf(attributes.u8()));
    case IFLA.OPERSTATE:
      return enter(link, 'operstate', wordOf(operstateNames, attributes.u8()));
    case IFLA.LINKMODE:
      return enter(link, 'linkmode', wordOf(linkModeNames, attributes.u8()));
    case IFLA.GROUP:
      return enter(link, 'group', wordOf(linkGroupNames, attributes.u32()));
    case IFLA.LINKINFO:
      return enter(link, 'linkinfo', linkInfo(attributes.nested(linkInfoAttributes)));
    case IFLA.PROP_LIST:
      return enter(link, 'altnames', alternativeNames(attributes.nested(linkAttributes)));
    case IFLA.AF_SPEC:
      return enter(
        link,
        'inet6_addr_gen_mode',
        addressGenerationMode(attributes.nested(linkFamilyAttributes)),
      );
    default:
      return attributes.pass();
  }
};

const booleanOf = (number: number | undefined): boolean | undefined =>
  number === undefined ? undefined : number !== 0;

/** The kernel says by 0 that there is none. */
const nonZero = (number: number | undefined): number | undefined => (number === 0 ? undefined : number);

const wordOf = (names: NumberNames, number: number | undefined): string | undefined =>
  number === undefined ? undefined : names.nameOf(number);

/** The link-layer address of a tunnel is the IP address of its end; of all other links it is bytes. */
const linkAddress = (attributes: AttributeReader, linkType: number): string | undefined => {
  const family = tunnelFamilies.get(linkType);
  return family !== undefined && attributes.size === addressSize(family)
    ? attributes.address(family)
    : attributes.hardwareAddress();
};

const tunnelFamilies: ReadonlyMap<number, LinuxFamily> = new Map([
  [ARPHRD.TUNNEL, 'inet'],
  [ARPHRD.SIT, 'inet'],
  [ARPHRD.IPGRE, 'inet'],
  [ARPHRD.TUNNEL6, 'inet6'],
  [ARPHRD.IP6GRE, 'inet6'],
]);

const linkInfo = (attributes: AttributeReader): LinuxLinkInfo => {
  const info: Mutable<LinuxLinkInfo> = {};
  while (attributes.advance()) {
    if (attributes.type === IFLA_INFO.KIND) info.info_kind = attributes.text();
    else if (attributes.type === IFLA_INFO.SLAVE_KIND) info.info_slave_kind = attributes.text();
    else attributes.pass();
  }
  return info;
};

const alternativeNames = (attributes: AttributeReader): readonly string[] => {
  const names: string[] = [];
  while (attributes.advance()) {
    if (attributes.type === IFLA.ALT_IFNAME) names.push(attributes.text());
    else attributes.pass();
  }
  return names;
};

/** Of all that IFLA_AF_SPEC holds, how the link makes its IPv6 addresses. */
const addressGenerationMode = (families: AttributeReader): string | undefined => {
  let mode: string | undefined;
  while (families.advance()) {
    if (families.type !== AF.INET6) {
      families.pass();
      continue;
    }
    const attributes = families.nested(linkInet6Attributes);
    while (attributes.advance()) {
      if (attributes.type === IFLA_INET6.ADDR_GEN_MODE)
        mode = wordOf(addressGenerationModeNames, attributes.u8());
      else attributes.pass();
    }
  }
  return mode;
};
