export { linuxEvents, type LinuxEvent } from './events';
export { evolveLinux } from './fold';
export { LinuxReplay, type LinuxMisfit } from './replay';
export { LinuxTable } from './table';
export { LinuxKind, LinuxObjectData, linuxTable, type LinuxKey, type LinuxObjectRow } from './row';
export type { LinuxObject } from './object-members';
export {
  linuxAddressKey,
  linuxIpv4RouteKey,
  linuxIpv6RouteKey,
  linuxLinkKey,
  linuxNeighborKey,
  linuxNetconfKey,
  linuxNexthopKey,
  linuxRouteSlot,
  linuxRuleKey,
  type AddressIdentity,
  type HopIdentity,
  type LinuxFamily,
  type RouteSlotIdentity,
} from './object-keys';
export {
  isIpv6HopOfMany,
  leadsToTheHost,
  linuxRouteHops,
  linuxRouteUse,
  type LinuxRouteHop,
  type NexthopOf,
  type RouteUse,
} from './route-object';
export { compareRoutePreference, prefixOfRouteKey, type RankedRoute } from './route-store';
export { readRouteObjects, writeRouteObjects } from './route-object-columns';
