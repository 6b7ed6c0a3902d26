import { attributeSet } from './attribute-set';
import { bitNames } from './bit-names';
import { numberNames } from './number-names';

/** Bytes of a struct rtmsg (linux/rtnetlink.h). */
export const RTMSG_SIZE = 12;

/** Bytes of a struct rtnexthop (linux/rtnetlink.h), which its attributes follow. */
export const RTNEXTHOP_SIZE = 8;

/** Bytes of a struct rta_cacheinfo (linux/rtnetlink.h). */
export const RTA_CACHEINFO_SIZE = 32;

/** RTA_: attributes of routes and of the next hops of a multipath route (linux/rtnetlink.h). */
export const RTA = {
  UNSPEC: 0,
  DST: 1,
  SRC: 2,
  IIF: 3,
  OIF: 4,
  GATEWAY: 5,
  PRIORITY: 6,
  PREFSRC: 7,
  METRICS: 8,
  MULTIPATH: 9,
  PROTOINFO: 10,
  FLOW: 11,
  CACHEINFO: 12,
  SESSION: 13,
  MP_ALGO: 14,
  TABLE: 15,
  MARK: 16,
  MFC_STATS: 17,
  VIA: 18,
  NEWDST: 19,
  PREF: 20,
  ENCAP_TYPE: 21,
  ENCAP: 22,
  EXPIRES: 23,
  PAD: 24,
  UID: 25,
  TTL_PROPAGATE: 26,
  IP_PROTO: 27,
  SPORT: 28,
  DPORT: 29,
  NH_ID: 30,
  FLOWLABEL: 31,
} as const;
export const routeAttributes = attributeSet('RTA_', RTA);

/** RTAX_: what stands in RTA_METRICS (linux/rtnetlink.h). */
export const RTAX = {
  UNSPEC: 0,
  LOCK: 1,
  MTU: 2,
  WINDOW: 3,
  RTT: 4,
  RTTVAR: 5,
  SSTHRESH: 6,
  CWND: 7,
  ADVMSS: 8,
  REORDERING: 9,
  HOPLIMIT: 10,
  INITCWND: 11,
  FEATURES: 12,
  RTO_MIN: 13,
  INITRWND: 14,
  QUICKACK: 15,
  CC_ALGO: 16,
  FASTOPEN_NO_COOKIE: 17,
} as const;
export const routeMetricAttributes = attributeSet('RTAX_', RTAX);

/** RTN_ (linux/rtnetlink.h). */
export const routeTypeNames = numberNames({
  0: 'none',
  1: 'unicast',
  2: 'local',
  3: 'broadcast',
  4: 'anycast',
  5: 'multicast',
  6: 'blackhole',
  7: 'unreachable',
  8: 'prohibit',
  9: 'throw',
  10: 'nat',
  11: 'xresolve',
});

/** RTPROT_ (linux/rtnetlink.h). */
export const routeProtocolNames = numberNames({
  0: 'unspec',
  1: 'redirect',
  2: 'kernel',
  3: 'boot',
  4: 'static',
  8: 'gated',
  9: 'ra',
  10: 'mrt',
  11: 'zebra',
  12: 'bird',
  13: 'dnrouted',
  14: 'xorp',
  15: 'ntk',
  16: 'dhcp',
  17: 'mrouted',
  18: 'keepalived',
  42: 'babel',
  99: 'openr',
  186: 'bgp',
  187: 'isis',
  188: 'ospf',
  189: 'rip',
  192: 'eigrp',
});

/** RT_SCOPE_ of routes and addresses (linux/rtnetlink.h). */
export const scopeNames = numberNames({ 0: 'global', 200: 'site', 253: 'link', 254: 'host', 255: 'nowhere' });

/** RT_TABLE_ (linux/rtnetlink.h). RT_TABLE_COMPAT only says that RTA_TABLE has the number, so it has no word. */
export const routeTableNames = numberNames({ 0: 'unspec', 253: 'default', 254: 'main', 255: 'local' });

/** ICMPV6_ROUTER_PREF_ (linux/icmpv6.h), the preference of RFC 4191. */
export const routerPreferenceNames = numberNames({ 0: 'medium', 1: 'high', 3: 'low' });

/** LWTUNNEL_ENCAP_ (linux/lwtunnel.h). */
export const encapsulationNames = numberNames({
  0: 'none',
  1: 'mpls',
  2: 'ip',
  3: 'ila',
  4: 'ip6',
  5: 'seg6',
  6: 'bpf',
  7: 'seg6local',
  8: 'rpl',
  9: 'ioam6',
  10: 'xfrm',
});

/** RTM_F_CLONED (linux/rtnetlink.h): the cached result of a lookup. */
export const RTM_F_CLONED = 0x200;

/** RTM_F_ of a route with RTNH_F_ of its next hop in the low byte (linux/rtnetlink.h), in the order of `ip route`. */
export const routeFlagNames = bitNames(
  [
    ['dead', 0x1],
    ['onlink', 0x4],
    ['pervasive', 0x2],
    ['offload', 0x8],
    ['trap', 0x40],
    ['notify', 0x100],
    ['linkdown', 0x10],
    ['unresolved', 0x20],
    ['rt_offload', 0x4000],
    ['rt_trap', 0x8000],
    ['rt_offload_failed', 0x2000_0000],
  ],
  'dropped',
);
