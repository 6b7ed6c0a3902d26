import { NOBODY } from './batch-number';
import { bitsFrom, type PrefixColumns } from './prefix-columns';
import { HEADER, LEAF_BITS, NODE_BITS, PREFIX_BITS, prefixNumber, STRIDE, type TrieNode } from './trie-node';
import { makeTail, type Tail } from './trie-tail';

/** Numbers that a prefix may have within its node. */
const NUMBERS = 32;
/** Nodes on the longest way down: 128 bits. */
const LEVELS = 26;

/** Builds the nodes of one trie from the bottom, each once and made to measure. */
class TrieBuilder {
  /** Of the nodes being built, one a level: which key has a prefix number. */
  readonly #keyOfNumber = new Uint32Array(LEVELS * NUMBERS);
  /** Of each level, what its node holds before the leaves, and the leaves: written again for each of its nodes. */
  readonly #members: unknown[][] = Array.from({ length: LEVELS }, () => [0, 0, 0, NOBODY]);
  readonly #leaves: unknown[][] = Array.from({ length: LEVELS }, () => []);

  constructor(
    private readonly keys: PrefixColumns,
    private readonly valueAt: (index: number) => unknown,
  ) {}

  /** The node of the keys from `start` to before `end`, all the same in the `level` times five bits above it. */
  node(start: number, end: number, level: number): TrieNode {
    const { keys } = this;
    const depth = level * STRIDE;
    const members = this.#members[level] as unknown[];
    const leaves = this.#leaves[level] as unknown[];
    let [prefixBits, leafBits, nodeBits] = [0, 0, 0];
    let size = HEADER;
    let leafSize = 0;
    for (let at = start; at < end;) {
      const bits = bitsFrom(keys.words, at, depth);
      const length = (keys.lengths[at] as number) - depth;
      if (length < STRIDE) {
        const number = prefixNumber(bits, length);
        prefixBits |= 1 << number;
        this.#keyOfNumber[level * NUMBERS + number] = at++;
        continue;
      }
      const chunk = bits >>> 27;
      const next = endOfChunk(keys, at + 1, end, depth, chunk);
      if (next === at + 1) {
        leafBits |= 1 << chunk;
        leaves[leafSize++] = tailFrom(keys, at, depth + STRIDE);
        leaves[leafSize++] = this.valueAt(at);
      } else {
        nodeBits |= 1 << chunk;
        members[size++] = this.node(at, next, level + 1);
      }
      at = next;
    }
    members[PREFIX_BITS] = prefixBits;
    members[LEAF_BITS] = leafBits;
    members[NODE_BITS] = nodeBits;
    // Keys come by address, but the values of a node stand by the number of the prefix.
    for (let rest = prefixBits; rest !== 0; rest &= rest - 1) {
      const number = 31 - Math.clz32(rest & -rest);
      members[size++] = this.valueAt(this.#keyOfNumber[level * NUMBERS + number] as number);
    }
    for (let index = 0; index < leafSize; index++) members[size++] = leaves[index];
    return members.slice(0, size);
  }
}

/** The first key from `at` on that is not below a chunk: those below one stand together, behind all shorter ones. */
const endOfChunk = (
  { words }: PrefixColumns,
  at: number,
  end: number,
  depth: number,
  chunk: number,
): number => {
  let next = at;
  while (next < end && bitsFrom(words, next, depth) >>> 27 === chunk) next++;
  return next;
};

const tailFrom = ({ words, lengths }: PrefixColumns, index: number, depth: number): Tail =>
  makeTail(
    bitsFrom(words, index, depth),
    bitsFrom(words, index, depth + 32),
    bitsFrom(words, index, depth + 64),
    bitsFrom(words, index, depth + 96),
    (lengths[index] as number) - depth,
  );

/**
 * Builds the trie of many prefixes at once: what putting them in one by one gives, without the versions in between.
 *
 * @param keys in ascending order by address, then length, each once
 * @param valueAt the value of a key by its number, asked once of each
 */
export const buildTrie = (keys: PrefixColumns, valueAt: (index: number) => unknown): TrieNode =>
  new TrieBuilder(keys, valueAt).node(0, keys.count, 0);
