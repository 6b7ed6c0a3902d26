import type { Family } from './address-arithmetic';

/** What names the interface of a row. */
export interface OnInterface {
  readonly InterfaceLuid: string;
  readonly InterfaceIndex: number;
}

/** An instant in epoch milliseconds, or null for never. */
export type Instant = number | null;

export interface InterfaceData extends OnInterface {
  readonly InterfaceGuid: string;
  readonly Alias: string;
  readonly Description: string;
  readonly Type: string;
  readonly PhysicalAddress: string;
  readonly PermanentPhysicalAddress: string;
  readonly Mtu: number;
  readonly TunnelType: string;
  readonly MediaType: string;
  readonly PhysicalMediumType: string;
  readonly AccessType: string;
  readonly DirectionType: string;
  readonly ConnectionType: string;
  readonly NetworkGuid: string;
  readonly OperStatus: string;
  readonly AdminStatus: string;
  readonly MediaConnectState: string;
  readonly InterfaceAndOperStatusFlags: Readonly<Record<string, boolean>>;
  readonly TransmitLinkSpeed: string;
  readonly ReceiveLinkSpeed: string;
  readonly supportsRoutes: boolean;
  readonly lowerInterfaces: readonly number[];
}

export interface IpInterfaceData extends OnInterface {
  readonly Family: Family;
  readonly MaxReassemblySize: number;
  readonly InterfaceIdentifier: string;
  readonly MinRouterAdvertisementInterval: number;
  readonly MaxRouterAdvertisementInterval: number;
  readonly AdvertisingEnabled: boolean;
  readonly ForwardingEnabled: boolean;
  readonly WeakHostSend: boolean;
  readonly WeakHostReceive: boolean;
  readonly UseAutomaticMetric: boolean;
  readonly UseNeighborUnreachabilityDetection: boolean;
  readonly ManagedAddressConfigurationSupported: boolean;
  readonly OtherStatefulConfigurationSupported: boolean;
  readonly AdvertiseDefaultRoute: boolean;
  readonly RouterDiscoveryBehavior: string;
  readonly DadTransmits: number;
  readonly BaseReachableTime: number;
  readonly RetransmitTime: number;
  readonly PathMtuDiscoveryTimeout: number;
  readonly LinkLocalAddressBehavior: string;
  readonly LinkLocalAddressTimeout: number;
  readonly ZoneIndices: readonly number[];
  readonly SitePrefixLength: number;
  readonly Metric: number;
  readonly NlMtu: number;
  readonly SupportsWakeUpPatterns: boolean;
  readonly SupportsNeighborDiscovery: boolean;
  readonly SupportsRouterDiscovery: boolean;
  readonly ReachableTime: number;
  readonly TransmitOffload: Readonly<Record<string, boolean>>;
  readonly ReceiveOffload: Readonly<Record<string, boolean>>;
  readonly DisableDefaultRoutes: boolean;
  readonly formsLinkLocal: boolean;
}

/** The settings of one family on one interface; members by their names in DNS_INTERFACE_SETTINGS. */
export interface DnsData extends OnInterface {
  readonly Family: Family;
  readonly [setting: string]: string | number;
}

export interface UnicastData extends OnInterface {
  readonly Address: string;
  readonly PrefixOrigin: string;
  readonly SuffixOrigin: string;
  readonly OnLinkPrefixLength: number;
  readonly SkipAsSource: boolean;
  readonly DadState: string;
  readonly ScopeId: number;
  readonly createdAt: number;
  readonly validUntil: Instant;
  readonly preferredUntil: Instant;
  readonly dadDueAt: Instant;
}

/** An anycast address, or a multicast group that was joined. */
export interface ScopedData extends OnInterface {
  readonly Address: string;
  readonly ScopeId: number;
}

export interface RouteData extends OnInterface {
  readonly DestinationPrefix: string;
  readonly NextHop: string;
  readonly SitePrefixLength: number;
  readonly Metric: number;
  readonly Protocol: string;
  readonly Loopback: boolean;
  readonly AutoconfigureAddress: boolean;
  readonly Publish: boolean;
  readonly Immortal: boolean;
  readonly Origin: string;
  readonly validUntil: Instant;
  readonly preferredUntil: Instant;
  readonly ageSince: number;
}

export interface NeighborData extends OnInterface {
  readonly Address: string;
  readonly PhysicalAddress: string;
  readonly State: string;
  readonly IsRouter: boolean;
  readonly IsUnreachable: boolean;
  readonly lastReachableAt: Instant;
  readonly lastUnreachableAt: Instant;
  readonly dueAt: Instant;
  readonly solicits: number;
}

/** A neighbor that answers on the virtual link. */
export interface AnsweringData extends OnInterface {
  readonly Address: string;
  readonly PhysicalAddress: string;
}

export interface PathData extends OnInterface {
  readonly Source: string;
  readonly Destination: string;
  readonly CurrentNextHop: string;
  readonly PathMtu: number;
  readonly RttMean: number;
  readonly RttDeviation: number;
  readonly IsReachable: boolean;
  readonly lastReachableAt: Instant;
  readonly lastUnreachableAt: Instant;
  readonly LinkTransmitSpeed: string;
  readonly LinkReceiveSpeed: string;
}

/** NL_NETWORK_CONNECTIVITY_HINT. */
export interface Hint {
  readonly ConnectivityLevel: string;
  readonly ConnectivityCost: string;
  readonly ApproachingDataLimit: boolean;
  readonly OverDataLimit: boolean;
  readonly Roaming: boolean;
}
