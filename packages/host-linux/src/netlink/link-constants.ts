import { attributeSet } from './attribute-set';
import { bitNames } from './bit-names';
import { numberNames } from './number-names';

/** Bytes of a struct ifinfomsg (linux/rtnetlink.h). */
export const IFINFOMSG_SIZE = 16;

/** IFLA_: attributes of links (linux/if_link.h). */
export const IFLA = {
  UNSPEC: 0,
  ADDRESS: 1,
  BROADCAST: 2,
  IFNAME: 3,
  MTU: 4,
  LINK: 5,
  QDISC: 6,
  STATS: 7,
  COST: 8,
  PRIORITY: 9,
  MASTER: 10,
  WIRELESS: 11,
  PROTINFO: 12,
  TXQLEN: 13,
  MAP: 14,
  WEIGHT: 15,
  OPERSTATE: 16,
  LINKMODE: 17,
  LINKINFO: 18,
  NET_NS_PID: 19,
  IFALIAS: 20,
  NUM_VF: 21,
  VFINFO_LIST: 22,
  STATS64: 23,
  VF_PORTS: 24,
  PORT_SELF: 25,
  AF_SPEC: 26,
  GROUP: 27,
  NET_NS_FD: 28,
  EXT_MASK: 29,
  PROMISCUITY: 30,
  NUM_TX_QUEUES: 31,
  NUM_RX_QUEUES: 32,
  CARRIER: 33,
  PHYS_PORT_ID: 34,
  CARRIER_CHANGES: 35,
  PHYS_SWITCH_ID: 36,
  LINK_NETNSID: 37,
  PHYS_PORT_NAME: 38,
  PROTO_DOWN: 39,
  GSO_MAX_SEGS: 40,
  GSO_MAX_SIZE: 41,
  PAD: 42,
  XDP: 43,
  EVENT: 44,
  NEW_NETNSID: 45,
  TARGET_NETNSID: 46,
  CARRIER_UP_COUNT: 47,
  CARRIER_DOWN_COUNT: 48,
  NEW_IFINDEX: 49,
  MIN_MTU: 50,
  MAX_MTU: 51,
  PROP_LIST: 52,
  ALT_IFNAME: 53,
  PERM_ADDRESS: 54,
  PROTO_DOWN_REASON: 55,
  PARENT_DEV_NAME: 56,
  PARENT_DEV_BUS_NAME: 57,
  GRO_MAX_SIZE: 58,
  TSO_MAX_SIZE: 59,
  TSO_MAX_SEGS: 60,
  ALLMULTI: 61,
  DEVLINK_PORT: 62,
  GSO_IPV4_MAX_SIZE: 63,
  GRO_IPV4_MAX_SIZE: 64,
  DPLL_PIN: 65,
  MAX_PACING_OFFLOAD_HORIZON: 66,
  NETNS_IMMUTABLE: 67,
  HEADROOM: 68,
  TAILROOM: 69,
} as const;
export const linkAttributes = attributeSet('IFLA_', IFLA);

/** IFLA_INFO_: what stands in IFLA_LINKINFO (linux/if_link.h). */
export const IFLA_INFO = { UNSPEC: 0, KIND: 1, DATA: 2, XSTATS: 3, SLAVE_KIND: 4, SLAVE_DATA: 5 } as const;
export const linkInfoAttributes = attributeSet('IFLA_INFO_', IFLA_INFO);

/** IFLA_INET6_: what stands in IFLA_AF_SPEC for AF_INET6 (linux/if_link.h). */
export const IFLA_INET6 = {
  UNSPEC: 0,
  FLAGS: 1,
  CONF: 2,
  STATS: 3,
  MCAST: 4,
  CACHEINFO: 5,
  ICMP6STATS: 6,
  TOKEN: 7,
  ADDR_GEN_MODE: 8,
  RA_MTU: 9,
} as const;
export const linkInet6Attributes = attributeSet('IFLA_INET6_', IFLA_INET6);

/** IFLA_AF_SPEC has a list for each family that has something to say, numbered as AF_ (linux/socket.h). */
export const linkFamilyAttributes = attributeSet('AF_', {
  INET: 2,
  BRIDGE: 7,
  INET6: 10,
  MPLS: 28,
  MCTP: 45,
});

/** IFF_ of a link (linux/if.h). */
export const IFF = {
  UP: 0x1,
  BROADCAST: 0x2,
  DEBUG: 0x4,
  LOOPBACK: 0x8,
  POINTOPOINT: 0x10,
  NOTRAILERS: 0x20,
  RUNNING: 0x40,
  NOARP: 0x80,
  PROMISC: 0x100,
  ALLMULTI: 0x200,
  MASTER: 0x400,
  SLAVE: 0x800,
  MULTICAST: 0x1000,
  PORTSEL: 0x2000,
  AUTOMEDIA: 0x4000,
  DYNAMIC: 0x8000,
  LOWER_UP: 0x10000,
  DORMANT: 0x20000,
  ECHO: 0x40000,
} as const;

/** `ip` prints no RUNNING but, of a link that is up, NO-CARRIER where it is missing: here the bit has that meaning. */
const NO_CARRIER = IFF.RUNNING;

const printedFlags = bitNames(
  [
    ['NO-CARRIER', NO_CARRIER],
    ['LOOPBACK', IFF.LOOPBACK],
    ['BROADCAST', IFF.BROADCAST],
    ['POINTOPOINT', IFF.POINTOPOINT],
    ['MULTICAST', IFF.MULTICAST],
    ['NOARP', IFF.NOARP],
    ['ALLMULTI', IFF.ALLMULTI],
    ['PROMISC', IFF.PROMISC],
    ['MASTER', IFF.MASTER],
    ['SLAVE', IFF.SLAVE],
    ['DEBUG', IFF.DEBUG],
    ['DYNAMIC', IFF.DYNAMIC],
    ['AUTOMEDIA', IFF.AUTOMEDIA],
    ['PORTSEL', IFF.PORTSEL],
    ['NOTRAILERS', IFF.NOTRAILERS],
    ['UP', IFF.UP],
    ['LOWER_UP', IFF.LOWER_UP],
    ['DORMANT', IFF.DORMANT],
    ['ECHO', IFF.ECHO],
  ],
  'hex',
);

/** Turns the bit of IFF_RUNNING over where a link is up, and clears it where it is not: its own inverse. */
const turnRunning = (bits: number): number =>
  ((bits & IFF.UP) === 0 ? bits & ~IFF.RUNNING : bits ^ IFF.RUNNING) >>> 0;

/** The flags of a link as `ip link` prints them, NO-CARRIER for IFF_UP without IFF_RUNNING. */
export const linkFlagNames = (bits: number): readonly string[] => printedFlags.namesOf(turnRunning(bits));

/**
 * IFF_ of flags as `ip link` prints them. IFF_RUNNING of a link that is not up is not to be had from them; M-DOWN, which
 * speaks of another link, adds nothing.
 */
export const linkFlagBits = (names: readonly string[]): number => turnRunning(printedFlags.bitsOf(names));

/** IF_OPER_ (linux/if.h), RFC 2863's ifOperStatus with other numbers. */
export const operstateNames = numberNames({
  0: 'UNKNOWN',
  1: 'NOTPRESENT',
  2: 'DOWN',
  3: 'LOWERLAYERDOWN',
  4: 'TESTING',
  5: 'DORMANT',
  6: 'UP',
});

/** IF_LINK_MODE_ (linux/if.h). */
export const linkModeNames = numberNames({ 0: 'DEFAULT', 1: 'DORMANT', 2: 'TESTING' });

/** Groups of links as /etc/iproute2/group has them unless it was edited. */
export const linkGroupNames = numberNames({ 0: 'default' });

/** IN6_ADDR_GEN_MODE_ (linux/if_link.h). */
export const addressGenerationModeNames = numberNames({
  0: 'eui64',
  1: 'none',
  2: 'stable_secret',
  3: 'random',
});

/** ARPHRD_: hardware types that this project asks for by name (linux/if_arp.h). */
export const ARPHRD = {
  ETHER: 1,
  ATM: 19,
  IEEE1394: 24,
  INFINIBAND: 32,
  PPP: 512,
  TUNNEL: 768,
  TUNNEL6: 769,
  LOOPBACK: 772,
  SIT: 776,
  IPGRE: 778,
  IEEE80211: 801,
  IEEE80211_PRISM: 802,
  IEEE80211_RADIOTAP: 803,
  IP6GRE: 823,
  NONE: 0xfffe,
} as const;

/** All ARPHRD_ by the words of `ip link` (linux/if_arp.h). */
export const linkTypeNames = numberNames({
  0: 'netrom',
  [ARPHRD.ETHER]: 'ether',
  2: 'eether',
  3: 'ax25',
  4: 'pronet',
  5: 'chaos',
  6: 'ieee802',
  7: 'arcnet',
  8: 'atalk',
  15: 'dlci',
  [ARPHRD.ATM]: 'atm',
  23: 'metricom',
  [ARPHRD.IEEE1394]: 'ieee1394',
  [ARPHRD.INFINIBAND]: 'infiniband',
  256: 'slip',
  257: 'cslip',
  258: 'slip6',
  259: 'cslip6',
  260: 'rsrvd',
  264: 'adapt',
  270: 'rose',
  271: 'x25',
  272: 'hwx25',
  280: 'can',
  [ARPHRD.PPP]: 'ppp',
  513: 'hdlc',
  516: 'lapb',
  517: 'ddcmp',
  518: 'rawhdlc',
  [ARPHRD.TUNNEL]: 'ipip',
  [ARPHRD.TUNNEL6]: 'tunnel6',
  770: 'frad',
  771: 'skip',
  [ARPHRD.LOOPBACK]: 'loopback',
  773: 'ltalk',
  774: 'fddi',
  775: 'bif',
  [ARPHRD.SIT]: 'sit',
  777: 'ip/ddp',
  [ARPHRD.IPGRE]: 'gre',
  779: 'pimreg',
  780: 'hippi',
  781: 'ash',
  782: 'econet',
  783: 'irda',
  784: 'fcpp',
  785: 'fcal',
  786: 'fcpl',
  787: 'fcfb0',
  788: 'fcfb1',
  789: 'fcfb2',
  790: 'fcfb3',
  791: 'fcfb4',
  792: 'fcfb5',
  793: 'fcfb6',
  794: 'fcfb7',
  795: 'fcfb8',
  796: 'fcfb9',
  797: 'fcfb10',
  798: 'fcfb11',
  799: 'fcfb12',
  800: 'tr',
  [ARPHRD.IEEE80211]: 'ieee802.11',
  [ARPHRD.IEEE80211_PRISM]: 'ieee802.11/prism',
  [ARPHRD.IEEE80211_RADIOTAP]: 'ieee802.11/radiotap',
  804: 'ieee802.15.4',
  805: 'ieee802.15.4/monitor',
  820: 'phonet',
  821: 'phonet_pipe',
  822: 'caif',
  [ARPHRD.IP6GRE]: 'gre6',
  824: 'netlink',
  825: '6lowpan',
  [ARPHRD.NONE]: 'none',
  0xffff: 'void',
});
