import { familyOf, ipv4ToNumber, ipv6ToWords, type IpAddress } from '../net';

const LINK_LOCAL = 2;
const SITE_LOCAL = 5;
const GLOBAL = 14;

/**
 * The scope of an address as a number that compares (RFC 6724, sections 3.1 and 3.2): that of a multicast address as it
 * says itself, loopback and link-local ones 2, site-local ones 5, all else 14.
 *
 * IPv4 has no scope in the address: its local control block 224.0.0.0/24 counts as link-local, other groups as global.
 */
export const scopeOf = (address: IpAddress): number => {
  if (familyOf(address) === 'AF_INET') return ipv4Scope(ipv4ToNumber(address));
  const [w0, w1, w2, w3] = ipv6ToWords(address);
  if (w0 >>> 24 === 0xff) return (w0 >>> 16) & 0xf;
  if (w0 >>> 22 === 0xfe80 >>> 6 || (w0 === 0 && w1 === 0 && w2 === 0 && w3 === 1)) return LINK_LOCAL;
  return w0 >>> 22 === 0xfec0 >>> 6 ? SITE_LOCAL : GLOBAL;
};

const ipv4Scope = (bits: number): number => {
  const isLocal = bits >>> 8 === 0xe000_00 || bits >>> 24 === 127 || bits >>> 16 === 0xa9fe;
  return isLocal ? LINK_LOCAL : GLOBAL;
};
