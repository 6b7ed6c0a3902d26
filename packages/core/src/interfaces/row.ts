import * as t from 'io-ts';

import { closed, defineTable, openCodec, Ulong, Ulong64Text, type Stamps } from '../codec';
import { GuidText, LuidText, PhysicalAddressText, type AddressFamily, type Luid } from '../net';
import {
  AccessType,
  AdminStatus,
  ConnectionType,
  ConnectivityCostHint,
  ConnectivityLevelHint,
  DirectionType,
  IfType,
  LinkLocalAddressBehavior,
  MediaConnectState,
  NdisMedium,
  NdisPhysicalMedium,
  OperStatus,
  RouterDiscoveryBehavior,
  TunnelType,
} from './enumerations';

/** AF_INET or AF_INET6: the family of an IP interface. */
export const FamilyText: t.Type<AddressFamily> = t.keyof(
  { AF_INET: null, AF_INET6: null },
  'AF_INET or AF_INET6',
);

/** Names a row that belongs to an interface. */
export const interfaceKeyMembers = { InterfaceLuid: LuidText, InterfaceIndex: Ulong };

/** The stored flags of MIB_IF_ROW2; NotMediaConnected follows from MediaConnectState when it is read. */
export const InterfaceAndOperStatusFlags = closed(
  {
    HardwareInterface: t.boolean,
    FilterInterface: t.boolean,
    ConnectorPresent: t.boolean,
    NotAuthenticated: t.boolean,
    Paused: t.boolean,
    LowPower: t.boolean,
    EndPointInterface: t.boolean,
  },
  'InterfaceAndOperStatusFlags',
);

/** What is kept of an interface: MIB_IF_ROW2 without what time and traffic compute, and two members of ours. */
export const InterfaceData = closed(
  {
    ...interfaceKeyMembers,
    InterfaceGuid: GuidText,
    Alias: t.string,
    Description: t.string,
    Type: openCodec(IfType),
    PhysicalAddress: PhysicalAddressText,
    PermanentPhysicalAddress: PhysicalAddressText,
    Mtu: Ulong,
    TunnelType: openCodec(TunnelType),
    MediaType: openCodec(NdisMedium),
    PhysicalMediumType: openCodec(NdisPhysicalMedium),
    AccessType: openCodec(AccessType),
    DirectionType: openCodec(DirectionType),
    ConnectionType: openCodec(ConnectionType),
    NetworkGuid: GuidText,
    OperStatus: openCodec(OperStatus),
    AdminStatus: openCodec(AdminStatus),
    MediaConnectState: openCodec(MediaConnectState),
    InterfaceAndOperStatusFlags,
    /** bit/s. */
    TransmitLinkSpeed: Ulong64Text,
    /** bit/s. */
    ReceiveLinkSpeed: Ulong64Text,
    /** FALSE: CreateIpForwardEntry2 is refused there. */
    supportsRoutes: t.boolean,
    /** InterfaceIndex of each interface immediately below. */
    lowerInterfaces: t.readonlyArray(Ulong),
  },
  'interface',
);
export type InterfaceData = t.TypeOf<typeof InterfaceData>;
export type InterfaceRow = InterfaceData & Stamps;

/** A row as payload of an event: without the stamps that folding gave it. */
export const interfaceDataOf = ({
  createdSeq: _createdSeq,
  setSeq: _setSeq,
  ...data
}: InterfaceRow): InterfaceData => data;

export interface InterfaceKey {
  readonly InterfaceLuid: Luid;
}
export const interfacesTable = defineTable<InterfaceKey>('interfaces', ['InterfaceLuid']);

/** NL_INTERFACE_OFFLOAD_ROD. */
export const Offload = closed(
  {
    NlChecksumSupported: t.boolean,
    NlOptionsSupported: t.boolean,
    TlDatagramChecksumSupported: t.boolean,
    TlStreamChecksumSupported: t.boolean,
    TlStreamOptionsSupported: t.boolean,
    FastPathCompatible: t.boolean,
    TlLargeSendOffloadSupported: t.boolean,
    TlGiantSendOffloadSupported: t.boolean,
  },
  'NL_INTERFACE_OFFLOAD_ROD',
);

/** No offload at all: the model has no hardware that could take work off the stack. */
export const noOffload: t.TypeOf<typeof Offload> = Object.freeze({
  NlChecksumSupported: false,
  NlOptionsSupported: false,
  TlDatagramChecksumSupported: false,
  TlStreamChecksumSupported: false,
  TlStreamOptionsSupported: false,
  FastPathCompatible: false,
  TlLargeSendOffloadSupported: false,
  TlGiantSendOffloadSupported: false,
});

/** What is kept of an IP interface: MIB_IPINTERFACE_ROW without Connected, which its interface tells. */
export const IpInterfaceData = closed(
  {
    ...interfaceKeyMembers,
    Family: FamilyText,
    MaxReassemblySize: Ulong,
    InterfaceIdentifier: Ulong64Text,
    MinRouterAdvertisementInterval: Ulong,
    MaxRouterAdvertisementInterval: Ulong,
    AdvertisingEnabled: t.boolean,
    ForwardingEnabled: t.boolean,
    WeakHostSend: t.boolean,
    WeakHostReceive: t.boolean,
    UseAutomaticMetric: t.boolean,
    UseNeighborUnreachabilityDetection: t.boolean,
    ManagedAddressConfigurationSupported: t.boolean,
    OtherStatefulConfigurationSupported: t.boolean,
    AdvertiseDefaultRoute: t.boolean,
    RouterDiscoveryBehavior: RouterDiscoveryBehavior.codec,
    DadTransmits: Ulong,
    /** ms. */
    BaseReachableTime: Ulong,
    /** ms. */
    RetransmitTime: Ulong,
    /** ms. */
    PathMtuDiscoveryTimeout: Ulong,
    LinkLocalAddressBehavior: LinkLocalAddressBehavior.codec,
    /** ms. */
    LinkLocalAddressTimeout: Ulong,
    ZoneIndices: t.readonlyArray(Ulong),
    SitePrefixLength: Ulong,
    /** The number that counts, also where it is automatic. */
    Metric: Ulong,
    /** Bytes. */
    NlMtu: Ulong,
    SupportsWakeUpPatterns: t.boolean,
    SupportsNeighborDiscovery: t.boolean,
    SupportsRouterDiscovery: t.boolean,
    /** ms: BaseReachableTime times a factor drawn when it was last set. */
    ReachableTime: Ulong,
    TransmitOffload: Offload,
    ReceiveOffload: Offload,
    DisableDefaultRoutes: t.boolean,
    /** TRUE where the family was bound by an arrival or later: only there a link-local address is formed. */
    formsLinkLocal: t.boolean,
  },
  'IP interface',
);
export type IpInterfaceData = t.TypeOf<typeof IpInterfaceData>;
export type IpInterfaceRow = IpInterfaceData & Stamps;

/** A row as payload of an event: without the stamps that folding gave it. */
export const ipInterfaceDataOf = ({
  createdSeq: _createdSeq,
  setSeq: _setSeq,
  ...data
}: IpInterfaceRow): IpInterfaceData => data;

export interface IpInterfaceKey {
  readonly InterfaceLuid: Luid;
  readonly Family: AddressFamily;
}
export const ipInterfacesTable = defineTable<IpInterfaceKey>('ipInterfaces', ['InterfaceLuid', 'Family']);

/** DNS_INTERFACE_SETTINGS of one interface and family. */
export const DnsData = closed(
  {
    ...interfaceKeyMembers,
    Family: FamilyText,
    NameServer: t.string,
    SearchList: t.string,
    RegistrationEnabled: Ulong,
    RegisterAdapterName: Ulong,
    Domain: t.string,
    EnableLLMNR: Ulong,
    QueryAdapterName: Ulong,
    ProfileNameServer: t.string,
    DisableUnconstrainedQueries: Ulong,
    SupplementalSearchList: t.string,
  },
  'DNS settings',
);
export type DnsData = t.TypeOf<typeof DnsData>;
export type DnsRow = DnsData & Stamps;
export const dnsTable = defineTable<IpInterfaceKey>('dns', ['InterfaceLuid', 'Family']);

/** NL_NETWORK_CONNECTIVITY_HINT of the host. */
export const ConnectivityHint = closed(
  {
    ConnectivityLevel: ConnectivityLevelHint.codec,
    ConnectivityCost: ConnectivityCostHint.codec,
    ApproachingDataLimit: t.boolean,
    OverDataLimit: t.boolean,
    Roaming: t.boolean,
  },
  'NL_NETWORK_CONNECTIVITY_HINT',
);
export type ConnectivityHint = t.TypeOf<typeof ConnectivityHint>;
