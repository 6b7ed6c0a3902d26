export {
  AccessType,
  AddressFamilyConstant,
  AdminStatus,
  ConnectionType,
  ConnectivityCostHint,
  ConnectivityLevelHint,
  DirectionType,
  IfType,
  LinkLocalAddressBehavior,
  MediaConnectState,
  MibIfEntryLevel,
  MibIfTableLevel,
  NdisMedium,
  NdisPhysicalMedium,
  OperStatus,
  RouterDiscoveryBehavior,
  TunnelType,
} from './enumerations';
export {
  connectivityEvents,
  dnsEvents,
  interfaceEvents,
  ipInterfaceEvents,
  type ConnectivityEvent,
  type DnsEvent,
  type InterfaceEvent,
  type IpInterfaceEvent,
} from './events';
export {
  ConnectivityHint,
  DnsData,
  dnsTable,
  FamilyText,
  InterfaceData,
  interfaceKeyMembers,
  interfacesTable,
  IpInterfaceData,
  ipInterfacesTable,
  type DnsRow,
  type InterfaceKey,
  type InterfaceRow,
  type IpInterfaceKey,
  type IpInterfaceRow,
} from './row';
export { automaticMetric } from './automatic-metric';
export { checkTableCall, familyInput, familyOfNumber, readFamily } from './family';
export {
  findInterface,
  namesInterface,
  resolveInterface,
  type InterfaceReads,
  type InterfaceTarget,
  type ResolvedInterface,
} from './find';
export { hasPhysicalAddresses, isConnected, isLoopbackInterface, physicalAddressLengthOf } from './link';
export { evolveRetired, Retired } from './retired';
export {
  DnsTable,
  evolveDns,
  evolveInterfaces,
  evolveIpInterfaces,
  InterfaceTable,
  IpInterfaceTable,
} from './table';
export {
  interfaceDataOfDescription,
  interfaceOf,
  type ArrivalReads,
  type Beginning,
  type InterfaceDescription,
} from './description';
export { ipInterfaceOf, type Binding } from './ip-interface-defaults';
export { connectivityHintOf, type ConnectivityReads } from './connectivity';
export { interfacesAfter } from './consequences';
export { ipInterfaceNotifications } from './notify';
export { interfaceReports } from './reports';
export type { InterfaceEntry, InterfaceEntryInput } from './interface-entry';
export { ipInterfaceEntryOf, type IpInterfaceEntry, type IpInterfaceEntryInput } from './ip-interface-entry';
export { initializedIpInterface, settableBooleans, settableUlongs } from './ip-interface-input';
export { interfaceApi } from './api';
export type { InterfaceDnsSettings, InterfaceDnsSettingsInput } from './dns-api';
export type { InterfaceStackEntry, InvertedInterfaceStackEntry } from './stack';
export { typeDefaults, type TypeDefaults } from './type-defaults';
