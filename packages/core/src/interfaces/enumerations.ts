import { enumeration } from '../codec';

// Constants of netioapi.h, ifdef.h, ipifcons.h and nldef.h that speak of interfaces.

export const IfType = enumeration('IF_TYPE_', {
  IF_TYPE_OTHER: 1,
  IF_TYPE_ETHERNET_CSMACD: 6,
  IF_TYPE_ISO88025_TOKENRING: 9,
  IF_TYPE_FDDI: 15,
  IF_TYPE_PPP: 23,
  IF_TYPE_SOFTWARE_LOOPBACK: 24,
  IF_TYPE_SLIP: 28,
  IF_TYPE_ATM: 37,
  IF_TYPE_PROP_VIRTUAL: 53,
  IF_TYPE_IEEE80211: 71,
  IF_TYPE_TUNNEL: 131,
  IF_TYPE_L2_VLAN: 135,
  IF_TYPE_IEEE1394: 144,
  IF_TYPE_IEEE8023AD_LAG: 161,
  IF_TYPE_INFINIBAND: 199,
  IF_TYPE_BRIDGE: 209,
  IF_TYPE_IEEE80216_WMAN: 237,
  IF_TYPE_WWANPP: 243,
  IF_TYPE_WWANPP2: 244,
  IF_TYPE_IEEE802154: 259,
});

export const TunnelType = enumeration('TUNNEL_TYPE', {
  TUNNEL_TYPE_NONE: 0,
  TUNNEL_TYPE_OTHER: 1,
  TUNNEL_TYPE_DIRECT: 2,
  TUNNEL_TYPE_6TO4: 11,
  TUNNEL_TYPE_ISATAP: 13,
  TUNNEL_TYPE_TEREDO: 14,
  TUNNEL_TYPE_IPHTTPS: 15,
});

export const NdisMedium = enumeration('NDIS_MEDIUM', {
  NdisMedium802_3: 0,
  NdisMedium802_5: 1,
  NdisMediumFddi: 2,
  NdisMediumWan: 3,
  NdisMediumLocalTalk: 4,
  NdisMediumDix: 5,
  NdisMediumArcnetRaw: 6,
  NdisMediumArcnet878_2: 7,
  NdisMediumAtm: 8,
  NdisMediumWirelessWan: 9,
  NdisMediumIrda: 10,
  NdisMediumBpc: 11,
  NdisMediumCoWan: 12,
  NdisMedium1394: 13,
  NdisMediumInfiniBand: 14,
  NdisMediumTunnel: 15,
  NdisMediumNative802_11: 16,
  NdisMediumLoopback: 17,
  NdisMediumWiMAX: 18,
  NdisMediumIP: 19,
});

export const NdisPhysicalMedium = enumeration('NDIS_PHYSICAL_MEDIUM', {
  NdisPhysicalMediumUnspecified: 0,
  NdisPhysicalMediumWirelessLan: 1,
  NdisPhysicalMediumCableModem: 2,
  NdisPhysicalMediumPhoneLine: 3,
  NdisPhysicalMediumPowerLine: 4,
  NdisPhysicalMediumDSL: 5,
  NdisPhysicalMediumFibreChannel: 6,
  NdisPhysicalMedium1394: 7,
  NdisPhysicalMediumWirelessWan: 8,
  NdisPhysicalMediumNative802_11: 9,
  NdisPhysicalMediumBluetooth: 10,
  NdisPhysicalMediumInfiniband: 11,
  NdisPhysicalMediumWiMax: 12,
  NdisPhysicalMediumUWB: 13,
  NdisPhysicalMedium802_3: 14,
  NdisPhysicalMedium802_5: 15,
  NdisPhysicalMediumIrda: 16,
  NdisPhysicalMediumWiredWAN: 17,
  NdisPhysicalMediumWiredCoWan: 18,
  NdisPhysicalMediumOther: 19,
  NdisPhysicalMediumNative802_15_4: 20,
});

export const AccessType = enumeration('NET_IF_ACCESS_TYPE', {
  NET_IF_ACCESS_LOOPBACK: 1,
  NET_IF_ACCESS_BROADCAST: 2,
  NET_IF_ACCESS_POINT_TO_POINT: 3,
  NET_IF_ACCESS_POINT_TO_MULTI_POINT: 4,
});

export const DirectionType = enumeration('NET_IF_DIRECTION_TYPE', {
  NET_IF_DIRECTION_SENDRECEIVE: 0,
  NET_IF_DIRECTION_SENDONLY: 1,
  NET_IF_DIRECTION_RECEIVEONLY: 2,
});

export const ConnectionType = enumeration('NET_IF_CONNECTION_TYPE', {
  NET_IF_CONNECTION_DEDICATED: 1,
  NET_IF_CONNECTION_PASSIVE: 2,
  NET_IF_CONNECTION_DEMAND: 3,
});

export const AdminStatus = enumeration('NET_IF_ADMIN_STATUS', {
  NET_IF_ADMIN_STATUS_UP: 1,
  NET_IF_ADMIN_STATUS_DOWN: 2,
  NET_IF_ADMIN_STATUS_TESTING: 3,
});

export const OperStatus = enumeration('IF_OPER_STATUS', {
  IfOperStatusUp: 1,
  IfOperStatusDown: 2,
  IfOperStatusTesting: 3,
  IfOperStatusUnknown: 4,
  IfOperStatusDormant: 5,
  IfOperStatusNotPresent: 6,
  IfOperStatusLowerLayerDown: 7,
});

export const MediaConnectState = enumeration('NET_IF_MEDIA_CONNECT_STATE', {
  MediaConnectStateUnknown: 0,
  MediaConnectStateConnected: 1,
  MediaConnectStateDisconnected: 2,
});

export const RouterDiscoveryBehavior = enumeration('NL_ROUTER_DISCOVERY_BEHAVIOR', {
  RouterDiscoveryDisabled: 0,
  RouterDiscoveryEnabled: 1,
  RouterDiscoveryDhcp: 2,
  RouterDiscoveryUnchanged: -1,
});

export const LinkLocalAddressBehavior = enumeration('NL_LINK_LOCAL_ADDRESS_BEHAVIOR', {
  LinkLocalAlwaysOff: 0,
  LinkLocalDelayed: 1,
  LinkLocalAlwaysOn: 2,
  LinkLocalUnchanged: -1,
});

export const MibIfTableLevel = enumeration('MIB_IF_TABLE_LEVEL', {
  MibIfTableNormal: 0,
  MibIfTableRaw: 1,
  MibIfTableNormalWithoutStatistics: 2,
});

export const MibIfEntryLevel = enumeration('MIB_IF_ENTRY_LEVEL', {
  MibIfEntryNormal: 0,
  MibIfEntryNormalWithoutStatistics: 2,
});

export const ConnectivityLevelHint = enumeration('NL_NETWORK_CONNECTIVITY_LEVEL_HINT', {
  NetworkConnectivityLevelHintUnknown: 0,
  NetworkConnectivityLevelHintNone: 1,
  NetworkConnectivityLevelHintLocalAccess: 2,
  NetworkConnectivityLevelHintInternetAccess: 3,
  NetworkConnectivityLevelHintConstrainedInternetAccess: 4,
  NetworkConnectivityLevelHintHidden: 5,
});

export const ConnectivityCostHint = enumeration('NL_NETWORK_CONNECTIVITY_COST_HINT', {
  NetworkConnectivityCostHintUnknown: 0,
  NetworkConnectivityCostHintUnrestricted: 1,
  NetworkConnectivityCostHintFixed: 2,
  NetworkConnectivityCostHintVariable: 3,
});

/** ADDRESS_FAMILY as parameters and rows bear it; AF_UNSPEC asks for both families, or says "not given". */
export const AddressFamilyConstant = enumeration('ADDRESS_FAMILY', {
  AF_UNSPEC: 0,
  AF_INET: 2,
  AF_INET6: 23,
});
