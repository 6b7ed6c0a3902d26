/** RTNLGRP_ multicast groups of rtnetlink (linux/rtnetlink.h) of which a mirror has to hear. */
export const RTNLGRP = {
  LINK: 1,
  NEIGH: 3,
  IPV4_IFADDR: 5,
  IPV4_ROUTE: 7,
  IPV4_RULE: 8,
  IPV6_IFADDR: 9,
  IPV6_ROUTE: 11,
  IPV6_IFINFO: 12,
  IPV6_RULE: 19,
  IPV4_NETCONF: 24,
  IPV6_NETCONF: 25,
  NSID: 28,
  NEXTHOP: 32,
} as const;

export const mirroredGroups: readonly number[] = Object.values(RTNLGRP);
