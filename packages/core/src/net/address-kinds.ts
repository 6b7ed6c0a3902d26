import { familyOf, type IpAddress } from './ip-text';
import { ipv4ToNumber, ipv6ToWords } from './address';

const isIpv4 = (address: IpAddress): boolean => familyOf(address) === 'AF_INET';

/** `0.0.0.0` or `::`. */
export const isUnspecified = (address: IpAddress): boolean => address === '::' || address === '0.0.0.0';

/** 127.0.0.0/8 (RFC 1122, section 3.2.1.3) or ::1. */
export const isLoopback = (address: IpAddress): boolean =>
  address === '::1' || (isIpv4(address) && ipv4ToNumber(address) >>> 24 === 127);

/** 224.0.0.0/4 (RFC 5771) or ff00::/8. */
export const isMulticast = (address: IpAddress): boolean =>
  isIpv4(address) ? ipv4ToNumber(address) >>> 28 === 0xe : ipv6ToWords(address)[0] >>> 24 === 0xff;

/** Link-local unicast fe80::/10: the only addresses whose scope id counts. */
export const isLinkLocalIpv6 = (address: IpAddress): boolean =>
  !isIpv4(address) && ipv6ToWords(address)[0] >>> 22 === 0xfe80 >>> 6;

/** 169.254.0.0/16 (RFC 3927). */
export const isIpv4LinkLocal = (address: IpAddress): boolean =>
  isIpv4(address) && ipv4ToNumber(address) >>> 16 === 0xa9fe;

/** ::ffff:0:0/96, an IPv4 address in the form of an IPv6 one (RFC 4291, section 2.5.5.2). */
export const isIpv4Mapped = (address: IpAddress): boolean => {
  if (isIpv4(address)) return false;
  const [w0, w1, w2] = ipv6ToWords(address);
  return (w0 | w1) === 0 && w2 === 0xffff;
};

/** The limited broadcast 255.255.255.255; broadcast addresses of subnets are told by their prefix only. */
export const isIpv4Broadcast = (address: IpAddress): boolean => address === '255.255.255.255';
