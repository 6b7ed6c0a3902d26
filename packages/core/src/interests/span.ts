import { familyOf, ipv4PrefixToNumber, ipv6PrefixToWords, prefixLength, type Prefix } from '../net';

/** A prefix as numbers: its bits in four uint32 (of an IPv4 prefix only the first counts), and how many they are. */
export type Span = readonly [w0: number, w1: number, w2: number, w3: number, length: number];

export const spanOf = (prefix: Prefix): Span => {
  const length = prefixLength(prefix);
  if (familyOf(prefix) === 'AF_INET') return [ipv4PrefixToNumber(prefix), 0, 0, 0, length];
  return [...ipv6PrefixToWords(prefix), length];
};

/** By address, then the shorter first: so all spans within one stand together, itself the first of them. */
export const compareSpans = (a: Span, b: Span): number =>
  a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3] || a[4] - b[4];

/** Whether two words are the same in their first `length` bits; lengths from 32 on stand for all. */
const isSameWord = (a: number, b: number, length: number): boolean =>
  length <= 0 || (length >= 32 ? a === b : (a ^ b) >>> (32 - length) === 0);

/** Whether a span lies within another one, or is the same. */
export const isWithinSpan = (a: Span, within: Span): boolean => {
  const length = within[4];
  return (
    a[4] >= length &&
    isSameWord(a[0], within[0], length) &&
    isSameWord(a[1], within[1], length - 32) &&
    isSameWord(a[2], within[2], length - 64) &&
    isSameWord(a[3], within[3], length - 96)
  );
};
