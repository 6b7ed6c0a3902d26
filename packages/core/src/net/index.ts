export type { CanonicalTextType } from './canonical-text';
export { addressFamilies, widthOf, type AddressFamily } from './family';
export { familyOf, type IpAddress, type Prefix } from './ip-text';
export type { Ipv6Words } from './ipv6-text';
export { isIpv4PrefixText, isIpv6Text } from './plain-ip-text';
export {
  IpAddressText,
  addressFromBytes,
  addressToBytes,
  commonPrefixLength,
  compareAddresses,
  ipv4FromNumber,
  ipv4ToNumber,
  ipv6FromWords,
  ipv6ToWords,
  parseIpAddress,
  readIpv4Address,
  readIpv6Address,
  unspecifiedOf,
} from './address';
export {
  isIpv4Broadcast,
  isIpv4LinkLocal,
  isIpv4Mapped,
  isLinkLocalIpv6,
  isLoopback,
  isMulticast,
  isUnspecified,
} from './address-kinds';
export {
  PrefixText,
  comparePrefixes,
  ipv4Prefix,
  ipv4PrefixToNumber,
  ipv6Prefix,
  ipv6PrefixToWords,
  isInPrefix,
  lastAddressOf,
  parsePrefix,
  prefixAddress,
  prefixLength,
  prefixOf,
} from './prefix';
export { LuidText, ZERO_LUID, luidIfType, luidNetIndex, makeLuid, parseLuid, type Luid } from './luid';
export { GuidText, ZERO_GUID, guidOfLuid, parseGuid, type Guid } from './guid';
export {
  PhysicalAddressText,
  parsePhysicalAddress,
  physicalAddressFromBytes,
  physicalAddressLength,
  physicalAddressToBytes,
  type PhysicalAddress,
} from './physical-address';
export { formatSocketAddress, parseSocketAddress, type SocketAddress } from './socket-address';
