import { enumeration } from '../codec';

// Constants of nldef.h that speak of routes.

export const RouteProtocol = enumeration('NL_ROUTE_PROTOCOL', {
  MIB_IPPROTO_OTHER: 1,
  MIB_IPPROTO_LOCAL: 2,
  MIB_IPPROTO_NETMGMT: 3,
  MIB_IPPROTO_ICMP: 4,
  MIB_IPPROTO_EGP: 5,
  MIB_IPPROTO_GGP: 6,
  MIB_IPPROTO_HELLO: 7,
  MIB_IPPROTO_RIP: 8,
  MIB_IPPROTO_IS_IS: 9,
  MIB_IPPROTO_ES_IS: 10,
  MIB_IPPROTO_CISCO: 11,
  MIB_IPPROTO_BBN: 12,
  MIB_IPPROTO_OSPF: 13,
  MIB_IPPROTO_BGP: 14,
  MIB_IPPROTO_IDPR: 15,
  MIB_IPPROTO_EIGRP: 16,
  MIB_IPPROTO_DVMRP: 17,
  MIB_IPPROTO_RPL: 18,
  MIB_IPPROTO_DHCP: 19,
  MIB_IPPROTO_NT_AUTOSTATIC: 10002,
  MIB_IPPROTO_NT_STATIC: 10006,
  MIB_IPPROTO_NT_STATIC_NON_DOD: 10007,
});

export const RouteOrigin = enumeration('NL_ROUTE_ORIGIN', {
  NlroManual: 0,
  NlroWellKnown: 1,
  NlroDHCP: 2,
  NlroRouterAdvertisement: 3,
  Nlro6to4: 4,
});
