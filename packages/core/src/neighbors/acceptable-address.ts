import { familyOf, ipv4ToNumber, isIpv4Mapped, isLoopback, isUnspecified, type IpAddress } from '../net';

/**
 * Why an address cannot be a neighbor's, in words; undefined where it can.
 *
 * Any unicast, anycast or multicast address that may stand on a link is fit: whether a subnet uses it as its
 * broadcast address, or whether any prefix or route covers it, does not show in the address and is not asked.
 */
export const faultOfNeighborAddress = (address: IpAddress): string | undefined => {
  if (isLoopback(address)) return 'is a loopback address';
  if (isUnspecified(address)) return 'is the unspecified address';
  if (isIpv4Mapped(address)) return 'is IPv4-mapped and so never on a link';
  if (familyOf(address) === 'AF_INET6') return undefined;
  const firstByte = ipv4ToNumber(address) >>> 24;
  if (firstByte === 0) return 'lies in 0.0.0.0/8';
  if (firstByte >= 240) return 'lies in 240.0.0.0/4, which is neither unicast nor multicast';
  return undefined;
};
