import { canonicalText } from './canonical-text';
import type { AddressFamily } from './family';
import { familyOf, type IpAddress } from './ip-text';
import { readIpv4, writeIpv4 } from './ipv4-text';
import { readIpv6, writeIpv6, type Ipv6Words } from './ipv6-text';
import { isIpv6Text } from './plain-ip-text';

/**
 * Reads an address in any valid spelling.
 *
 * IPv4 is a dotted quad of four octets without leading zeros; IPv6 whatever RFC 4291, section 2.2 allows. Blanks,
 * scope ids and brackets make it no address.
 */
export const parseIpAddress = (text: string): IpAddress | undefined => {
  // A dotted quad without leading zeros is its own canonical spelling.
  if (readIpv4(text, 0, text.length) >= 0) return text as IpAddress;
  const words = readIpv6(text, 0, text.length);
  return words === undefined ? undefined : (writeIpv6(words[0], words[1], words[2], words[3]) as IpAddress);
};

/** Reads a dotted quad as a uint32; -1 where the text is none. */
export const readIpv4Address = (text: string): number => readIpv4(text, 0, text.length);

/** Reads an IPv6 address in any valid spelling as four uint32; undefined where the text is none. */
export const readIpv6Address = (text: string): Ipv6Words | undefined => readIpv6(text, 0, text.length);

/** The codec of an address in canonical text. */
export const IpAddressText = /* @__PURE__ */ canonicalText(
  'IpAddressText',
  {
    expected: 'an IPv4 or IPv6 address without scope id',
    isPlain: (text) => readIpv4(text, 0, text.length) >= 0 || isIpv6Text(text, false),
  },
  parseIpAddress,
);

/** An IPv4 address as a uint32. */
export const ipv4ToNumber = (address: IpAddress): number => {
  const bits = readIpv4(address, 0, address.length);
  if (bits < 0) throw new TypeError(`'${address}' is no IPv4 address`);
  return bits;
};

/** The IPv4 address that a uint32 (or the int32 of the same bits) stands for. */
export const ipv4FromNumber = (bits: number): IpAddress => writeIpv4(bits) as IpAddress;

/** An IPv6 address as four uint32, the most significant first. */
export const ipv6ToWords = (address: IpAddress): Ipv6Words => {
  const words = readIpv6(address, 0, address.length);
  if (words === undefined) throw new TypeError(`'${address}' is no IPv6 address`);
  return words;
};

/** The IPv6 address of four uint32 (or the int32 of the same bits), the most significant first. */
export const ipv6FromWords = (w0: number, w1: number, w2: number, w3: number): IpAddress =>
  writeIpv6(w0, w1, w2, w3) as IpAddress;

/** The address in network byte order: 4 bytes of IPv4, 16 of IPv6. */
export const addressToBytes = (address: IpAddress): Uint8Array => {
  const words = familyOf(address) === 'AF_INET' ? [ipv4ToNumber(address)] : ipv6ToWords(address);
  const bytes = new Uint8Array(words.length * 4);
  words.forEach((word, index) => {
    bytes[index * 4] = word >>> 24;
    bytes[index * 4 + 1] = word >>> 16;
    bytes[index * 4 + 2] = word >>> 8;
    bytes[index * 4 + 3] = word;
  });
  return bytes;
};

const wordFromBytes = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)) >>>
  0;

/** The address of 4 (IPv4) or 16 (IPv6) bytes in network byte order; throws a RangeError for any other number. */
export const addressFromBytes = (bytes: Uint8Array): IpAddress => {
  if (bytes.length === 4) return ipv4FromNumber(wordFromBytes(bytes, 0));
  if (bytes.length !== 16) throw new RangeError(`an address has 4 or 16 bytes, not ${bytes.length}`);
  return ipv6FromWords(
    wordFromBytes(bytes, 0),
    wordFromBytes(bytes, 4),
    wordFromBytes(bytes, 8),
    wordFromBytes(bytes, 12),
  );
};

/** The order of addresses: IPv4 before IPv6, then as unsigned numbers. */
export const compareAddresses = (a: IpAddress, b: IpAddress): number => {
  if (a === b) return 0;
  const aIsIpv4 = familyOf(a) === 'AF_INET';
  if (aIsIpv4 !== (familyOf(b) === 'AF_INET')) return aIsIpv4 ? -1 : 1;
  if (aIsIpv4) return ipv4ToNumber(a) - ipv4ToNumber(b);
  const [a0, a1, a2, a3] = ipv6ToWords(a);
  const [b0, b1, b2, b3] = ipv6ToWords(b);
  return a0 - b0 || a1 - b1 || a2 - b2 || a3 - b3;
};

/** The address whose bits are all zero: `0.0.0.0` or `::`. */
export const unspecifiedOf = (family: AddressFamily): IpAddress =>
  (family === 'AF_INET' ? '0.0.0.0' : '::') as IpAddress;

/** How many leading bits two addresses share; 0 when their families differ, else at most the family's width. */
export const commonPrefixLength = (a: IpAddress, b: IpAddress): number => {
  const family = familyOf(a);
  if (family !== familyOf(b)) return 0;
  if (family === 'AF_INET') return Math.clz32(ipv4ToNumber(a) ^ ipv4ToNumber(b));
  const [a0, a1, a2, a3] = ipv6ToWords(a);
  const [b0, b1, b2, b3] = ipv6ToWords(b);
  if (a0 !== b0) return Math.clz32(a0 ^ b0);
  if (a1 !== b1) return 32 + Math.clz32(a1 ^ b1);
  if (a2 !== b2) return 64 + Math.clz32(a2 ^ b2);
  return 96 + Math.clz32(a3 ^ b3);
};
