import {
  familyOf,
  ipv4Prefix,
  ipv4PrefixToNumber,
  ipv6Prefix,
  ipv6PrefixToWords,
  prefixLength,
  type AddressFamily,
  type Prefix,
} from '../net';

/**
 * A prefix as numbers, read from its text once: four words as int32, the most significant first, bits past the length
 * zero; of IPv4 only the first counts and the others are 0.
 */
export interface PrefixBits {
  readonly w0: number;
  readonly w1: number;
  readonly w2: number;
  readonly w3: number;
  /** 0 to 32 or 128. */
  readonly length: number;
}

/** The numbers of an IPv4 prefix; throws a TypeError for another. */
export const ipv4PrefixBits = (prefix: Prefix): PrefixBits => ({
  w0: ipv4PrefixToNumber(prefix) | 0,
  w1: 0,
  w2: 0,
  w3: 0,
  length: prefixLength(prefix),
});

/** The numbers of an IPv6 prefix; throws a TypeError for another. */
export const ipv6PrefixBits = (prefix: Prefix): PrefixBits => {
  const [w0, w1, w2, w3] = ipv6PrefixToWords(prefix);
  return { w0: w0 | 0, w1: w1 | 0, w2: w2 | 0, w3: w3 | 0, length: prefixLength(prefix) };
};

/** The numbers of a prefix of either family. */
export const prefixBitsOf = (prefix: Prefix): PrefixBits =>
  familyOf(prefix) === 'AF_INET' ? ipv4PrefixBits(prefix) : ipv6PrefixBits(prefix);

/** The text of a prefix. */
export const prefixOfBits = (family: AddressFamily, { w0, w1, w2, w3, length }: PrefixBits): Prefix =>
  family === 'AF_INET' ? ipv4Prefix(w0, length) : ipv6Prefix(w0, w1, w2, w3, length);

/** By address, then the shorter first: negative, 0 or positive as `a` stands before, is the same as or stands after `b`. */
export const comparePrefixBits = (a: PrefixBits, b: PrefixBits): number =>
  (a.w0 >>> 0) - (b.w0 >>> 0) ||
  (a.w1 >>> 0) - (b.w1 >>> 0) ||
  (a.w2 >>> 0) - (b.w2 >>> 0) ||
  (a.w3 >>> 0) - (b.w3 >>> 0) ||
  a.length - b.length;
