import type { AddressFamily } from '../net';
import { automaticMetric } from './automatic-metric';
import { hasPhysicalAddresses, isLoopbackInterface } from './link';
import { noOffload, type InterfaceData, type IpInterfaceData } from './row';

/** How a family comes to be bound. */
export interface Binding {
  /** TRUE where an arrival or a later report binds it; FALSE where the host began with it, or was imported. */
  readonly formsLinkLocal: boolean;
  /** Next number of the host's number source, 0 ≤ r < 1. */
  readonly draw: () => number;
  /** Interface metric given with the interface; null: it is automatic. */
  readonly metric: number | null;
  /** LinkLocalAddressBehavior given with the interface, which counts for IPv6 only; null: that of the family. */
  readonly linkLocalAddressBehavior: IpInterfaceData['LinkLocalAddressBehavior'] | null;
}

const BASE_REACHABLE_TIME = 30_000;

/**
 * ReachableTime in ms: the base times a factor of 0.5 to 1.5 (RFC 4861, section 6.3.2), rounded down.
 *
 * @param r a number of the host's source, 0 ≤ r < 1; 0.5 leaves the base as it is
 */
export const reachableTimeOf = (baseReachableTime: number, r: number): number =>
  Math.floor(baseReachableTime * (0.5 + r));

/** Zones of the scopes up to the link's are the interface's own; all wider ones are one zone for the host. */
const zoneIndicesOf = (index: number): readonly number[] =>
  Object.freeze(Array.from({ length: 16 }, (_, level) => (level < 4 ? index : 1)));

/** What differs between the families; loopback interfaces discover nothing and detect no duplicates. */
const familyDefaults = (family: AddressFamily, isLoopback: boolean) => {
  const isIpv4 = family === 'AF_INET';
  if (isLoopback)
    return {
      ManagedAddressConfigurationSupported: false,
      OtherStatefulConfigurationSupported: false,
      RouterDiscoveryBehavior: 'RouterDiscoveryDisabled',
      DadTransmits: 0,
      LinkLocalAddressBehavior: 'LinkLocalAlwaysOff',
      LinkLocalAddressTimeout: isIpv4 ? 6_500 : 0,
    } as const;
  if (isIpv4)
    return {
      ManagedAddressConfigurationSupported: true,
      OtherStatefulConfigurationSupported: true,
      RouterDiscoveryBehavior: 'RouterDiscoveryDhcp',
      DadTransmits: 3,
      LinkLocalAddressBehavior: 'LinkLocalDelayed',
      LinkLocalAddressTimeout: 6_500,
    } as const;
  return {
    ManagedAddressConfigurationSupported: false,
    OtherStatefulConfigurationSupported: false,
    RouterDiscoveryBehavior: 'RouterDiscoveryEnabled',
    DadTransmits: 1,
    LinkLocalAddressBehavior: 'LinkLocalAlwaysOn',
    LinkLocalAddressTimeout: 0,
  } as const;
};

/** The IP interface that a family begins with on an interface; draws one number, for ReachableTime. */
export const ipInterfaceOf = (
  onInterface: InterfaceData,
  family: AddressFamily,
  { formsLinkLocal, draw, metric, linkLocalAddressBehavior }: Binding,
): IpInterfaceData => {
  const isLoopback = isLoopbackInterface(onInterface);
  const ofFamily = familyDefaults(family, isLoopback);
  return {
    InterfaceLuid: onInterface.InterfaceLuid,
    InterfaceIndex: onInterface.InterfaceIndex,
    Family: family,
    MaxReassemblySize: 0,
    InterfaceIdentifier: '0',
    MinRouterAdvertisementInterval: 200,
    MaxRouterAdvertisementInterval: 600,
    AdvertisingEnabled: false,
    ForwardingEnabled: false,
    WeakHostSend: false,
    WeakHostReceive: false,
    UseAutomaticMetric: metric === null,
    UseNeighborUnreachabilityDetection: !isLoopback,
    AdvertiseDefaultRoute: false,
    BaseReachableTime: BASE_REACHABLE_TIME,
    RetransmitTime: 1_000,
    PathMtuDiscoveryTimeout: 600_000,
    ZoneIndices: zoneIndicesOf(onInterface.InterfaceIndex),
    SitePrefixLength: 64,
    Metric: metric ?? automaticMetric(onInterface),
    NlMtu: onInterface.Mtu,
    SupportsWakeUpPatterns: false,
    SupportsNeighborDiscovery: hasPhysicalAddresses(onInterface),
    SupportsRouterDiscovery: !isLoopback,
    ReachableTime: reachableTimeOf(BASE_REACHABLE_TIME, draw()),
    TransmitOffload: noOffload,
    ReceiveOffload: noOffload,
    DisableDefaultRoutes: false,
    formsLinkLocal,
    ...ofFamily,
    ...(family === 'AF_INET6' && linkLocalAddressBehavior !== null
      ? { LinkLocalAddressBehavior: linkLocalAddressBehavior }
      : {}),
  };
};
