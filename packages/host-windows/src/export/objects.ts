import {
  AdminStatus,
  DadState,
  IfType,
  MediaConnectState,
  NdisMedium,
  NdisPhysicalMedium,
  NeighborState,
  OperStatus,
  PrefixOrigin,
  RouteProtocol,
  RouterDiscoveryBehavior,
  SuffixOrigin,
  type InterfaceEntry,
  type IpInterfaceEntry,
  type NeighborEntry,
  type RouteEntry,
  type UnicastEntry,
} from '@netlapse/core';

import {
  familyNumber,
  familyOfText,
  numberOf,
  scopedText,
  timeSpan,
  toggleNumber,
  unsigned,
  type PowerShellValue,
} from './values';

/** An object as `ConvertTo-Json` writes it. */
export type PowerShellObject = Readonly<Record<string, PowerShellValue>>;

/** The interface of a row, as an object names it. */
export interface Place {
  readonly InterfaceIndex: number;
  readonly InterfaceAlias: string;
}

/** Of the active store, which is that of what stands. */
const active = { Store: 1 } as const;

const NET_LUID_INDEX_SHIFT = 24n;
const NET_LUID_INDEX_MAX = 0xff_ffffn;

/** The interfaces directly above and below one, by index; null where there are none. */
export interface Layers {
  readonly higher: readonly number[];
  readonly lower: readonly number[];
}

const orNull = (indexes: readonly number[]): readonly number[] | null =>
  indexes.length === 0 ? null : indexes;

/** An interface as Get-NetAdapter tells of it. */
export const adapterObject = (row: InterfaceEntry, { higher, lower }: Layers): PowerShellObject => {
  const flags = row.InterfaceAndOperStatusFlags;
  return {
    Name: row.Alias,
    InterfaceIndex: row.InterfaceIndex,
    InterfaceDescription: row.Description,
    InterfaceGuid: row.InterfaceGuid,
    NetLuid: unsigned(row.InterfaceLuid),
    NetLuidIndex: Number((BigInt(row.InterfaceLuid) >> NET_LUID_INDEX_SHIFT) & NET_LUID_INDEX_MAX),
    InterfaceType: numberOf(IfType, row.Type),
    MacAddress: row.PhysicalAddress,
    PermanentAddress: row.PermanentPhysicalAddress.replaceAll('-', ''),
    MtuSize: row.Mtu,
    NdisMedium: numberOf(NdisMedium, row.MediaType),
    NdisPhysicalMedium: numberOf(NdisPhysicalMedium, row.PhysicalMediumType),
    ConnectorPresent: flags.ConnectorPresent,
    HardwareInterface: flags.HardwareInterface,
    EndPointInterface: flags.EndPointInterface,
    IMFilter: flags.FilterInterface,
    OperationalStatusDownMediaDisconnected: flags.NotMediaConnected,
    OperationalStatusDownDefaultPortNotAuthenticated: flags.NotAuthenticated,
    OperationalStatusDownInterfacePaused: flags.Paused,
    OperationalStatusDownLowPowerState: flags.LowPower,
    InterfaceOperationalStatus: numberOf(OperStatus, row.OperStatus),
    InterfaceAdminStatus: numberOf(AdminStatus, row.AdminStatus),
    MediaConnectionState: numberOf(MediaConnectState, row.MediaConnectState),
    TransmitLinkSpeed: unsigned(row.TransmitLinkSpeed),
    ReceiveLinkSpeed: unsigned(row.ReceiveLinkSpeed),
    HigherLayerInterfaceIndices: orNull(higher),
    LowerLayerInterfaceIndices: orNull(lower),
  };
};

/** An interface and family as Get-NetIPInterface tells of it. */
export const ipInterfaceObject = (row: IpInterfaceEntry, place: Place): PowerShellObject => ({
  ...place,
  AddressFamily: familyNumber[row.Family],
  AutomaticMetric: toggleNumber(row.UseAutomaticMetric),
  InterfaceMetric: row.Metric,
  NlMtu: row.NlMtu,
  Forwarding: toggleNumber(row.ForwardingEnabled),
  Advertising: toggleNumber(row.AdvertisingEnabled),
  AdvertiseDefaultRoute: toggleNumber(row.AdvertiseDefaultRoute),
  WeakHostSend: toggleNumber(row.WeakHostSend),
  WeakHostReceive: toggleNumber(row.WeakHostReceive),
  IgnoreDefaultRoutes: toggleNumber(row.DisableDefaultRoutes),
  NeighborUnreachabilityDetection: toggleNumber(row.UseNeighborUnreachabilityDetection),
  NeighborDiscoverySupported: toggleNumber(row.SupportsNeighborDiscovery),
  ManagedAddressConfiguration: toggleNumber(row.ManagedAddressConfigurationSupported),
  OtherStatefulConfiguration: toggleNumber(row.OtherStatefulConfigurationSupported),
  RouterDiscovery: numberOf(RouterDiscoveryBehavior, row.RouterDiscoveryBehavior),
  DadTransmits: row.DadTransmits,
  BaseReachableTime: row.BaseReachableTime,
  ReachableTime: row.ReachableTime,
  RetransmitTime: row.RetransmitTime,
  ConnectionState: toggleNumber(row.Connected),
  CompartmentId: 1,
  ...active,
});

const UNICAST = 1;
const ANYCAST = 2;

const addressPlace = (address: string, place: Place): PowerShellObject => ({
  ...place,
  IPAddress: scopedText(address, place.InterfaceIndex),
  AddressFamily: familyOfText(address),
  ...active,
});

/** An address as Get-NetIPAddress tells of it. */
export const unicastObject = (row: UnicastEntry, place: Place): PowerShellObject => ({
  ...addressPlace(row.Address, place),
  Type: UNICAST,
  PrefixLength: row.OnLinkPrefixLength,
  PrefixOrigin: numberOf(PrefixOrigin, row.PrefixOrigin),
  SuffixOrigin: numberOf(SuffixOrigin, row.SuffixOrigin),
  AddressState: numberOf(DadState, row.DadState),
  ValidLifetime: timeSpan(row.ValidLifetime),
  PreferredLifetime: timeSpan(row.PreferredLifetime),
  SkipAsSource: row.SkipAsSource,
});

/** An anycast address, of which nothing but its key is told. */
export const anycastObject = (address: string, place: Place): PowerShellObject => ({
  ...addressPlace(address, place),
  Type: ANYCAST,
  // By this an object is known as one of Get-NetIPAddress.
  SkipAsSource: false,
});

/** Publish: No, Age, Yes. A route that is not published says nothing of whether it ends. */
const publishNumber = ({ Immortal, Publish }: Pick<RouteEntry, 'Immortal' | 'Publish'>): number =>
  !Publish ? 0 : Immortal ? 2 : 1;

/** A route as Get-NetRoute tells of it. */
export const routeObject = (row: RouteEntry, place: Place): PowerShellObject => ({
  ...place,
  DestinationPrefix: row.DestinationPrefix,
  NextHop: row.NextHop,
  AddressFamily: familyOfText(row.DestinationPrefix),
  RouteMetric: row.Metric,
  Protocol: numberOf(RouteProtocol, row.Protocol),
  Publish: publishNumber(row),
  ValidLifetime: timeSpan(row.ValidLifetime),
  PreferredLifetime: timeSpan(row.PreferredLifetime),
  ...active,
});

/** A neighbor as Get-NetNeighbor tells of it. */
export const neighborObject = (row: NeighborEntry, place: Place): PowerShellObject => ({
  ...place,
  IPAddress: row.Address,
  AddressFamily: familyOfText(row.Address),
  LinkLayerAddress: row.PhysicalAddress,
  State: numberOf(NeighborState, row.State),
  ...active,
});
