import { canonicalText } from './canonical-text';
import { ipv4FromNumber, ipv4ToNumber, ipv6FromWords, ipv6ToWords } from './address';
import { familyOf, type IpAddress, type Prefix } from './ip-text';
import { widthOf } from './family';
import { readIpv4, writeIpv4 } from './ipv4-text';
import { readIpv6, writeIpv6, type Ipv6Words } from './ipv6-text';
import { isIpv4PrefixText, isIpv6Text } from './plain-ip-text';

const SLASH = 0x2f;
const ZERO = 0x30;

/** Where the '/' of `text` is, looked for from the end; -1 when there is none among the last four characters. */
const slashOf = (text: string): number => {
  const first = Math.max(0, text.length - 4);
  for (let at = text.length - 1; at >= first; at--) if (text.charCodeAt(at) === SLASH) return at;
  return -1;
};

/** Reads a decimal number of one to three digits without leading zeros that ends `text`; -1 when it is none. */
const readLength = (text: string, start: number): number => {
  const digits = text.length - start;
  if (digits < 1 || digits > 3 || (digits > 1 && text.charCodeAt(start) === ZERO)) return -1;
  let length = 0;
  for (let at = start; at < text.length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    length = length * 10 + digit;
  }
  return length;
};

/** The uint32 whose first `length` bits are set; lengths below 0 count as 0, above 32 as 32. */
const maskWord = (length: number): number => {
  if (length <= 0) return 0;
  return length >= 32 ? 0xffff_ffff : (-1 << (32 - length)) >>> 0;
};

/**
 * Reads `address/length`.
 *
 * @returns undefined when it is malformed, the length is over 32 or 128, or a bit past the length is set; the length
 *   has no leading zeros.
 */
export const parsePrefix = (text: string): Prefix | undefined => {
  const slash = slashOf(text);
  if (slash < 0) return undefined;
  const length = readLength(text, slash + 1);
  if (length < 0) return undefined;
  const bits = readIpv4(text, 0, slash);
  if (bits >= 0) {
    if (length > 32 || (bits & ~maskWord(length)) !== 0) return undefined;
    return text as Prefix;
  }
  const words = length > 128 ? undefined : readIpv6(text, 0, slash);
  if (words === undefined) return undefined;
  const [w0, w1, w2, w3] = words;
  const isClear =
    (w0 & ~maskWord(length)) === 0 &&
    (w1 & ~maskWord(length - 32)) === 0 &&
    (w2 & ~maskWord(length - 64)) === 0 &&
    (w3 & ~maskWord(length - 96)) === 0;
  return isClear ? (`${writeIpv6(w0, w1, w2, w3)}/${length}` as Prefix) : undefined;
};

/** The codec of a prefix in canonical text. */
export const PrefixText = /* @__PURE__ */ canonicalText(
  'PrefixText',
  {
    expected: 'an IPv4 or IPv6 prefix such as 10.0.0.0/8',
    isPlain: (text) => isIpv4PrefixText(text) || isIpv6Text(text, true),
    recurs: false,
  },
  parsePrefix,
);

/**
 * The prefix of `length` bits that holds `address`; bits past the length are cleared.
 *
 * Throws a RangeError when the length is not a whole number from 0 to the width of the family.
 */
export const prefixOf = (address: IpAddress, length: number): Prefix => {
  const family = familyOf(address);
  if (!Number.isInteger(length) || length < 0 || length > widthOf(family))
    throw new RangeError(`no prefix of ${address} has ${length} bits`);
  if (family === 'AF_INET') return ipv4Prefix(ipv4ToNumber(address), length);
  const [w0, w1, w2, w3] = ipv6ToWords(address);
  return ipv6Prefix(w0, w1, w2, w3, length);
};

/** The IPv4 prefix of the first `length` bits (0 to 32) of a uint32. */
export const ipv4Prefix = (bits: number, length: number): Prefix =>
  `${writeIpv4(bits & maskWord(length))}/${length}` as Prefix;

/** The IPv6 prefix of the first `length` bits (0 to 128) of four uint32. */
export const ipv6Prefix = (w0: number, w1: number, w2: number, w3: number, length: number): Prefix => {
  const text = writeIpv6(
    w0 & maskWord(length),
    w1 & maskWord(length - 32),
    w2 & maskWord(length - 64),
    w3 & maskWord(length - 96),
  );
  return `${text}/${length}` as Prefix;
};

/** The first address of a prefix, the one it is written with. */
export const prefixAddress = (prefix: Prefix): IpAddress => prefix.slice(0, slashOf(prefix)) as IpAddress;

/** Bits of the prefix: 0 to 32 or 128. */
export const prefixLength = (prefix: Prefix): number => readLength(prefix, slashOf(prefix) + 1);

/** The first address of an IPv4 prefix as a uint32. */
export const ipv4PrefixToNumber = (prefix: Prefix): number => {
  const bits = readIpv4(prefix, 0, slashOf(prefix));
  if (bits < 0) throw new TypeError(`'${prefix}' is no IPv4 prefix`);
  return bits;
};

/** The first address of an IPv6 prefix as four uint32, the most significant first. */
export const ipv6PrefixToWords = (prefix: Prefix): Ipv6Words => {
  const words = readIpv6(prefix, 0, slashOf(prefix));
  if (words === undefined) throw new TypeError(`'${prefix}' is no IPv6 prefix`);
  return words;
};

/** The order of prefixes: IPv4 before IPv6, then the address as an unsigned number, then the shorter first. */
export const comparePrefixes = (a: Prefix, b: Prefix): number => {
  if (a === b) return 0;
  const aIsIpv4 = familyOf(a) === 'AF_INET';
  if (aIsIpv4 !== (familyOf(b) === 'AF_INET')) return aIsIpv4 ? -1 : 1;
  if (aIsIpv4) return ipv4PrefixToNumber(a) - ipv4PrefixToNumber(b) || prefixLength(a) - prefixLength(b);
  const [a0, a1, a2, a3] = ipv6PrefixToWords(a);
  const [b0, b1, b2, b3] = ipv6PrefixToWords(b);
  return a0 - b0 || a1 - b1 || a2 - b2 || a3 - b3 || prefixLength(a) - prefixLength(b);
};

/** Whether the address is of the prefix' family and begins with its bits. */
export const isInPrefix = (address: IpAddress, prefix: Prefix): boolean => {
  const family = familyOf(address);
  if (family !== familyOf(prefix)) return false;
  const length = prefixLength(prefix);
  if (family === 'AF_INET')
    return ((ipv4ToNumber(address) ^ ipv4PrefixToNumber(prefix)) & maskWord(length)) === 0;
  const [a0, a1, a2, a3] = ipv6ToWords(address);
  const [p0, p1, p2, p3] = ipv6PrefixToWords(prefix);
  return (
    ((a0 ^ p0) & maskWord(length)) === 0 &&
    ((a1 ^ p1) & maskWord(length - 32)) === 0 &&
    ((a2 ^ p2) & maskWord(length - 64)) === 0 &&
    ((a3 ^ p3) & maskWord(length - 96)) === 0
  );
};

/** The last address of a prefix: all bits past the length set. For IPv4 that is the subnet's broadcast address. */
export const lastAddressOf = (prefix: Prefix): IpAddress => {
  const length = prefixLength(prefix);
  if (familyOf(prefix) === 'AF_INET') return ipv4FromNumber(ipv4PrefixToNumber(prefix) | ~maskWord(length));
  const [w0, w1, w2, w3] = ipv6PrefixToWords(prefix);
  return ipv6FromWords(
    w0 | ~maskWord(length),
    w1 | ~maskWord(length - 32),
    w2 | ~maskWord(length - 64),
    w3 | ~maskWord(length - 96),
  );
};
