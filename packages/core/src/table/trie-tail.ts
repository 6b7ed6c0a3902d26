/**
 * Tails: what is left of a prefix past the chunk at which its leaf hangs.
 *
 * Nearly all are short: up to 27 bits fit a small integer, as the bits, a 1 that ends them and zeros up to 28 bits
 * (101 is 0b1011 followed by 24 zeros). That is every IPv4 prefix, since a chunk takes five of the 32 bits. Longer ones,
 * such as a lone IPv6 host route, are objects.
 */
export type Tail = number | LongTail;

/** A tail of 28 to 123 bits, from the highest bit of `w0` on. The words are int32. */
export class LongTail {
  constructor(
    readonly w0: number,
    readonly w1: number,
    readonly w2: number,
    readonly w3: number,
    readonly length: number,
  ) {}
}

const SHORT_MAX = 27;

/** The tail of the first `length` bits of the words; bits past them must be zero. */
export const makeTail = (w0: number, w1: number, w2: number, w3: number, length: number): Tail =>
  length <= SHORT_MAX
    ? (w0 | (1 << (31 - length))) >>> 4
    : new LongTail(w0 | 0, w1 | 0, w2 | 0, w3 | 0, length);

/** How many bits a tail has. */
export const tailLength = (tail: Tail): number =>
  typeof tail === 'number' ? SHORT_MAX - (31 - Math.clz32(tail & -tail)) : tail.length;

/** The first word of a tail, an int32 whose bits past the tail are zero. */
export const tailWord = (tail: Tail): number =>
  typeof tail === 'number' ? (tail & (tail - 1)) << 4 : tail.w0;

/** Whether the address whose remaining bits are these words begins with the short tail. */
export const isInShortTail = (w0: number, tail: number): boolean => {
  const end = tail & -tail;
  // All bits above the ending 1: what is before it is the prefix, what is behind it is left open.
  return (((w0 >>> 4) ^ tail) & -(end << 1)) === 0;
};

/** Whether the address whose remaining bits are these words begins with the long tail. */
export const isInLongTail = (w0: number, w1: number, w2: number, w3: number, tail: LongTail): boolean => {
  const { length } = tail;
  return (
    isSameStart(w0, tail.w0, length) &&
    isSameStart(w1, tail.w1, length - 32) &&
    isSameStart(w2, tail.w2, length - 64) &&
    isSameStart(w3, tail.w3, length - 96)
  );
};

/** Whether the first `length` bits of two words are the same; of no bits they are, of 32 or more the whole counts. */
const isSameStart = (a: number, b: number, length: number): boolean =>
  length <= 0 || (length >= 32 ? (a | 0) === b : (a ^ b) >>> (32 - length) === 0);

/** Whether the tail is that of the first `length` bits of the words; bits past them must be zero. */
export const isTailOf = (
  tail: Tail,
  w0: number,
  w1: number,
  w2: number,
  w3: number,
  length: number,
): boolean =>
  typeof tail === 'number'
    ? length <= SHORT_MAX && tail === (w0 | (1 << (31 - length))) >>> 4
    : tail.length === length &&
      tail.w0 === (w0 | 0) &&
      tail.w1 === (w1 | 0) &&
      tail.w2 === (w2 | 0) &&
      tail.w3 === (w3 | 0);

/** The tail one level up: the five bits of `chunk`, then those of `tail`. */
export const prependChunk = (chunk: number, tail: Tail): Tail => {
  const length = tailLength(tail) + 5;
  const top = chunk << 27;
  // A short tail and a chunk are 32 bits at most: one word.
  if (typeof tail === 'number') return makeTail(top | (tailWord(tail) >>> 5), 0, 0, 0, length);
  const { w0, w1, w2, w3 } = tail;
  return makeTail(
    top | (w0 >>> 5),
    (w0 << 27) | (w1 >>> 5),
    (w1 << 27) | (w2 >>> 5),
    (w2 << 27) | (w3 >>> 5),
    length,
  );
};
