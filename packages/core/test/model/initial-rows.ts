import type { Given } from './given';
import { ALL_ONES } from './lifetimes';

/** 255: a length that is none, or a BOOLEAN that is to stay as it is. */
const NONE = 255;

const route: Given = {
  SitePrefixLength: NONE,
  ValidLifetime: ALL_ONES,
  PreferredLifetime: ALL_ONES,
  Metric: ALL_ONES,
  Protocol: ALL_ONES,
  Loopback: true,
  AutoconfigureAddress: true,
  Publish: true,
  Immortal: true,
};

const unicast: Given = {
  PrefixOrigin: 'IpPrefixOriginUnchanged',
  SuffixOrigin: 'IpSuffixOriginUnchanged',
  ValidLifetime: ALL_ONES,
  PreferredLifetime: ALL_ONES,
  OnLinkPrefixLength: NONE,
};

const ipInterface: Given = {
  AdvertisingEnabled: NONE,
  ForwardingEnabled: NONE,
  WeakHostSend: NONE,
  WeakHostReceive: NONE,
  UseAutomaticMetric: NONE,
  UseNeighborUnreachabilityDetection: NONE,
  ManagedAddressConfigurationSupported: NONE,
  OtherStatefulConfigurationSupported: NONE,
  AdvertiseDefaultRoute: NONE,
  DisableDefaultRoutes: NONE,
  RouterDiscoveryBehavior: 'RouterDiscoveryUnchanged',
  LinkLocalAddressBehavior: 'LinkLocalUnchanged',
  DadTransmits: ALL_ONES,
  BaseReachableTime: ALL_ONES,
  RetransmitTime: ALL_ONES,
  PathMtuDiscoveryTimeout: ALL_ONES,
  LinkLocalAddressTimeout: ALL_ONES,
  SitePrefixLength: ALL_ONES,
  Metric: ALL_ONES,
  NlMtu: ALL_ONES,
};

/** What the Initialize function puts into the row of a call; a call without one has a row of zeros. */
export const initialRowOf = (call: string): Given => {
  if (call.endsWith('IpForwardEntry2')) return route;
  if (call.endsWith('UnicastIpAddressEntry')) return unicast;
  return call.endsWith('IpInterfaceEntry') ? ipInterface : {};
};
