import { ZERO_LUID, type AddressFamily, type Luid } from '../net';
import { isConnected } from './link';
import { noOffload, type InterfaceRow, type IpInterfaceData, type IpInterfaceRow } from './row';

type RouterDiscoveryName = IpInterfaceData['RouterDiscoveryBehavior'];
type LinkLocalName = IpInterfaceData['LinkLocalAddressBehavior'];
type Offload = IpInterfaceData['TransmitOffload'];

/** MIB_IPINTERFACE_ROW as the Get functions return it. */
export interface IpInterfaceEntry {
  readonly Family: AddressFamily;
  readonly InterfaceLuid: Luid;
  readonly InterfaceIndex: number;
  readonly MaxReassemblySize: number;
  /** ULONG64, decimal. */
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
  readonly RouterDiscoveryBehavior: RouterDiscoveryName;
  /** Solicitations of duplicate address detection; 0: none is done. */
  readonly DadTransmits: number;
  /** ms. */
  readonly BaseReachableTime: number;
  /** ms. */
  readonly RetransmitTime: number;
  /** ms. */
  readonly PathMtuDiscoveryTimeout: number;
  readonly LinkLocalAddressBehavior: LinkLocalName;
  /** ms. */
  readonly LinkLocalAddressTimeout: number;
  /** 16 zone indices by SCOPE_LEVEL. */
  readonly ZoneIndices: readonly number[];
  readonly SitePrefixLength: number;
  /** The number that counts, also where it is automatic. */
  readonly Metric: number;
  /** Bytes. */
  readonly NlMtu: number;
  /** FALSE while the interface's media is disconnected. */
  readonly Connected: boolean;
  readonly SupportsWakeUpPatterns: boolean;
  readonly SupportsNeighborDiscovery: boolean;
  readonly SupportsRouterDiscovery: boolean;
  /** ms. */
  readonly ReachableTime: number;
  readonly TransmitOffload: Offload;
  readonly ReceiveOffload: Offload;
  readonly DisableDefaultRoutes: boolean;
}

/**
 * MIB_IPINTERFACE_ROW as a caller passes it in, and as InitializeIpInterfaceEntry fills it. A BOOLEAN may be its byte:
 * 255 means "unchanged", as 0xFFFFFFFF of a ULONG and the …Unchanged constants do.
 */
export type IpInterfaceEntryInput = {
  readonly [Member in keyof IpInterfaceEntry]?: InputOf<Member, IpInterfaceEntry[Member]>;
};
type InputOf<Member, Value> = Member extends 'InterfaceLuid'
  ? string
  : Member extends 'Family'
    ? AddressFamily | 'AF_UNSPEC' | number
    : Value extends boolean
      ? boolean | number
      : Value extends RouterDiscoveryName | LinkLocalName
        ? Value | number
        : Value;

/** Entries that were read before: of what is not in the row only the media state goes into one. */
const entries = new WeakMap<IpInterfaceRow, IpInterfaceEntry>();

/** The documented row of an IP interface. */
export const ipInterfaceEntryOf = (row: IpInterfaceRow, onInterface: InterfaceRow): IpInterfaceEntry => {
  const known = entries.get(row);
  if (known !== undefined && known.Connected === isConnected(onInterface)) return known;
  const entry = madeEntry(row, onInterface);
  entries.set(row, entry);
  return entry;
};

const madeEntry = (row: IpInterfaceRow, onInterface: InterfaceRow): IpInterfaceEntry =>
  Object.freeze({
    Family: row.Family,
    InterfaceLuid: row.InterfaceLuid,
    InterfaceIndex: row.InterfaceIndex,
    MaxReassemblySize: row.MaxReassemblySize,
    InterfaceIdentifier: row.InterfaceIdentifier,
    MinRouterAdvertisementInterval: row.MinRouterAdvertisementInterval,
    MaxRouterAdvertisementInterval: row.MaxRouterAdvertisementInterval,
    AdvertisingEnabled: row.AdvertisingEnabled,
    ForwardingEnabled: row.ForwardingEnabled,
    WeakHostSend: row.WeakHostSend,
    WeakHostReceive: row.WeakHostReceive,
    UseAutomaticMetric: row.UseAutomaticMetric,
    UseNeighborUnreachabilityDetection: row.UseNeighborUnreachabilityDetection,
    ManagedAddressConfigurationSupported: row.ManagedAddressConfigurationSupported,
    OtherStatefulConfigurationSupported: row.OtherStatefulConfigurationSupported,
    AdvertiseDefaultRoute: row.AdvertiseDefaultRoute,
    RouterDiscoveryBehavior: row.RouterDiscoveryBehavior,
    DadTransmits: row.DadTransmits,
    BaseReachableTime: row.BaseReachableTime,
    RetransmitTime: row.RetransmitTime,
    PathMtuDiscoveryTimeout: row.PathMtuDiscoveryTimeout,
    LinkLocalAddressBehavior: row.LinkLocalAddressBehavior,
    LinkLocalAddressTimeout: row.LinkLocalAddressTimeout,
    ZoneIndices: row.ZoneIndices,
    SitePrefixLength: row.SitePrefixLength,
    Metric: row.Metric,
    NlMtu: row.NlMtu,
    Connected: isConnected(onInterface),
    SupportsWakeUpPatterns: row.SupportsWakeUpPatterns,
    SupportsNeighborDiscovery: row.SupportsNeighborDiscovery,
    SupportsRouterDiscovery: row.SupportsRouterDiscovery,
    ReachableTime: row.ReachableTime,
    TransmitOffload: row.TransmitOffload,
    ReceiveOffload: row.ReceiveOffload,
    DisableDefaultRoutes: row.DisableDefaultRoutes,
  });

/** A row of which every member but the family is zero: what a notification bears besides the key. */
export const zeroIpInterfaceEntry: Omit<IpInterfaceEntry, 'Family'> = Object.freeze({
  InterfaceLuid: ZERO_LUID,
  InterfaceIndex: 0,
  MaxReassemblySize: 0,
  InterfaceIdentifier: '0',
  MinRouterAdvertisementInterval: 0,
  MaxRouterAdvertisementInterval: 0,
  AdvertisingEnabled: false,
  ForwardingEnabled: false,
  WeakHostSend: false,
  WeakHostReceive: false,
  UseAutomaticMetric: false,
  UseNeighborUnreachabilityDetection: false,
  ManagedAddressConfigurationSupported: false,
  OtherStatefulConfigurationSupported: false,
  AdvertiseDefaultRoute: false,
  RouterDiscoveryBehavior: 'RouterDiscoveryDisabled',
  DadTransmits: 0,
  BaseReachableTime: 0,
  RetransmitTime: 0,
  PathMtuDiscoveryTimeout: 0,
  LinkLocalAddressBehavior: 'LinkLocalAlwaysOff',
  LinkLocalAddressTimeout: 0,
  ZoneIndices: Object.freeze(Array.from({ length: 16 }, () => 0)),
  SitePrefixLength: 0,
  Metric: 0,
  NlMtu: 0,
  Connected: false,
  SupportsWakeUpPatterns: false,
  SupportsNeighborDiscovery: false,
  SupportsRouterDiscovery: false,
  ReachableTime: 0,
  TransmitOffload: noOffload,
  ReceiveOffload: noOffload,
  DisableDefaultRoutes: false,
});
