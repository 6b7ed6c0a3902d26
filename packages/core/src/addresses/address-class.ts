import {
  familyOf,
  ipv4ToNumber,
  ipv6FromWords,
  ipv6ToWords,
  isIpv4Mapped,
  isLinkLocalIpv6,
  isMulticast,
  isUnspecified,
  type IpAddress,
} from '../net';

/**
 * Whether an address may be a unicast or anycast address of an interface.
 *
 * Not 0.0.0.0/8, 224.0.0.0/4 and 240.0.0.0/4 with the limited broadcast; not ::, ff00::/8 and ::ffff:0:0/96. The first
 * and the last address of a prefix are accepted: nothing here knows their prefix.
 */
export const isUnicast = (address: IpAddress): boolean => {
  if (familyOf(address) === 'AF_INET6')
    return !isUnspecified(address) && !isMulticast(address) && !isIpv4Mapped(address);
  const firstOctet = ipv4ToNumber(address) >>> 24;
  return firstOctet !== 0 && firstOctet < 224;
};

/** Whether a group has link-local or interface-local scope, the low four bits of its second octet (RFC 4291, 2.7). */
const isLocalGroup = (address: IpAddress): boolean => {
  const scope = (ipv6ToWords(address)[0] >>> 16) & 0xf;
  return isMulticast(address) && (scope === 1 || scope === 2);
};

/**
 * ScopeId of a row: the InterfaceIndex where an IPv6 address means something on that link or interface only; 0 for all
 * other addresses.
 */
export const scopeIdOf = (address: IpAddress, interfaceIndex: number): number =>
  familyOf(address) === 'AF_INET6' && (isLinkLocalIpv6(address) || isLocalGroup(address))
    ? interfaceIndex
    : 0;

/**
 * The solicited-node group of an IPv6 address, which tells its low 24 bits only (RFC 4291, 2.7.1):
 * 2001:db8::12:3456 → ff02::1:ff12:3456.
 */
export const solicitedNodeOf = (address: IpAddress): IpAddress =>
  ipv6FromWords(0xff02_0000, 0, 1, (0xff00_0000 | (ipv6ToWords(address)[3] & 0xff_ffff)) >>> 0);
