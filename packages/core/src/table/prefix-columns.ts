import type { PrefixBits } from './prefix-bits';

/** Prefixes of one family, word by word: the form in which many are sorted and built into a trie at once. */
export interface PrefixColumns {
  readonly count: number;
  /** The words as uint32, the most significant first: one column for IPv4, four for IPv6. */
  readonly words: readonly Uint32Array[];
  /** Bits of each prefix. */
  readonly lengths: Uint8Array;
}

/** Room for `count` prefixes of a family; all of them are zero so far. */
export const makePrefixColumns = (count: number, wordCount: 1 | 4): PrefixColumns => ({
  count,
  words: Array.from({ length: wordCount }, () => new Uint32Array(count)),
  lengths: new Uint8Array(count),
});

/** Writes one prefix into its place. */
export const setPrefix = ({ words, lengths }: PrefixColumns, index: number, bits: PrefixBits): void => {
  const [first, second, third, fourth] = words;
  (first as Uint32Array)[index] = bits.w0;
  if (second !== undefined) second[index] = bits.w1;
  if (third !== undefined) third[index] = bits.w2;
  if (fourth !== undefined) fourth[index] = bits.w3;
  lengths[index] = bits.length;
};

/** By address, then the shorter first: negative, 0 or positive as `a` stands before, is the same as or stands after `b`. */
export const comparePrefixesAt = ({ words, lengths }: PrefixColumns, a: number, b: number): number => {
  for (const word of words) if (word[a] !== word[b]) return (word[a] as number) - (word[b] as number);
  return (lengths[a] as number) - (lengths[b] as number);
};

/** The 32 bits of a prefix from bit `depth` on, as an int32; bits past the last word are zero. */
export const bitsFrom = (words: readonly Uint32Array[], index: number, depth: number): number => {
  const first = words[depth >>> 5];
  if (first === undefined) return 0;
  const offset = depth & 31;
  const high = (first[index] as number) << offset;
  const second = offset === 0 ? undefined : words[(depth >>> 5) + 1];
  return second === undefined ? high : high | ((second[index] as number) >>> (32 - offset));
};
