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
export const setPrefix = (
  columns: PrefixColumns,
  index: number,
  { w0, w1, w2, w3, length }: PrefixBits,
): void => setWords(columns, index, w0, w1, w2, w3, length);

const setWords = (
  { words, lengths }: PrefixColumns,
  index: number,
  w0: number,
  w1: number,
  w2: number,
  w3: number,
  length: number,
): void => {
  (words[0] as Uint32Array)[index] = w0;
  if (words.length > 1) {
    (words[1] as Uint32Array)[index] = w1;
    (words[2] as Uint32Array)[index] = w2;
    (words[3] as Uint32Array)[index] = w3;
  }
  lengths[index] = length;
};

/** Columns that grow with every prefix that comes. */
export class PrefixList {
  #columns: PrefixColumns;
  #count = 0;

  constructor(private readonly wordCount: 1 | 4) {
    this.#columns = makePrefixColumns(16, wordCount);
  }

  /** How many prefixes there are. */
  get count(): number {
    return this.#count;
  }

  push({ w0, w1, w2, w3, length }: PrefixBits): void {
    this.pushWords(w0, w1, w2, w3, length);
  }

  /** As `push`, without an object for the numbers. */
  pushWords(w0: number, w1: number, w2: number, w3: number, length: number): void {
    if (this.#count === this.#columns.count) this.#grow();
    setWords(this.#columns, this.#count++, w0, w1, w2, w3, length);
  }

  /** The prefixes in the order in which they came; the list is not to be used any more. */
  columns(): PrefixColumns {
    const { words, lengths } = this.#columns;
    return {
      count: this.#count,
      words: words.map((word) => word.subarray(0, this.#count)),
      lengths: lengths.subarray(0, this.#count),
    };
  }

  #grow(): void {
    const { words, lengths, count } = this.#columns;
    const grown = makePrefixColumns(2 * count, this.wordCount);
    for (const [index, word] of grown.words.entries()) word.set(words[index] as Uint32Array);
    grown.lengths.set(lengths);
    this.#columns = grown;
  }
}

/** The numbers of one prefix. */
export const prefixAt = ({ words, lengths }: PrefixColumns, index: number): PrefixBits => ({
  w0: (words[0]?.[index] ?? 0) | 0,
  w1: (words[1]?.[index] ?? 0) | 0,
  w2: (words[2]?.[index] ?? 0) | 0,
  w3: (words[3]?.[index] ?? 0) | 0,
  length: lengths[index] as number,
});

/** The prefixes of some rows, in the order of `rows`. */
export const takePrefixes = ({ words, lengths }: PrefixColumns, rows: Uint32Array): PrefixColumns => {
  const taken = makePrefixColumns(rows.length, words.length === 1 ? 1 : 4);
  for (const [at, word] of words.entries()) {
    const to = taken.words[at] as Uint32Array;
    for (let index = 0; index < rows.length; index++) to[index] = word[rows[index] as number] as number;
  }
  for (let index = 0; index < rows.length; index++)
    taken.lengths[index] = lengths[rows[index] as number] as number;
  return taken;
};

/** Whether two prefixes are the same. */
export const isSamePrefixAt = ({ words, lengths }: PrefixColumns, a: number, b: number): boolean => {
  for (const word of words) if (word[a] !== word[b]) return false;
  return lengths[a] === lengths[b];
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
