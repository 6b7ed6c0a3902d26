import { bitsFrom, type PrefixColumns } from './prefix-columns';
import {
  bitCount,
  HEADER,
  holders,
  leafBitsOf,
  leafSlot,
  nodeBitsOf,
  nodeSlot,
  prefixBitsOf,
  prefixNumber,
  prefixSlot,
  STRIDE,
  type TrieNode,
} from './trie-node';
import { isInLongTail, isInShortTail, isTailOf, tailLength, type Tail } from './trie-tail';

/** Says whether a value will do; the length is that of its prefix, in bits of the whole address. */
export type Accept<T> = (value: T, prefixLength: number) => boolean;

/** The value of the very prefix of the first `length` bits of the words (bits past them zero). */
export const findPrefix = <T>(
  root: TrieNode,
  w0: number,
  w1: number,
  w2: number,
  w3: number,
  length: number,
): T | undefined => {
  let node = root;
  while (length >= STRIDE) {
    const bit = 1 << (w0 >>> 27);
    w0 = (w0 << 5) | (w1 >>> 27);
    w1 = (w1 << 5) | (w2 >>> 27);
    w2 = (w2 << 5) | (w3 >>> 27);
    w3 <<= 5;
    length -= STRIDE;
    if ((nodeBitsOf(node) & bit) !== 0) {
      node = node[nodeSlot(node, bit)] as TrieNode;
      continue;
    }
    if ((leafBitsOf(node) & bit) === 0) return undefined;
    const slot = leafSlot(node, bit);
    return isTailOf(node[slot] as Tail, w0, w1, w2, w3, length) ? (node[slot + 1] as T) : undefined;
  }
  const bit = 1 << prefixNumber(w0, length);
  return (prefixBitsOf(node) & bit) === 0 ? undefined : (node[prefixSlot(node, bit)] as T);
};

/**
 * `findPrefix` of many prefixes, level by level: a processor waits for memory at each node, and goes down many ways in
 * the time of one where the next step of one need not wait for that of the other.
 *
 * @returns a value or undefined for each of `keys`
 */
export const findPrefixes = <T>(root: TrieNode, keys: PrefixColumns): (T | undefined)[] => {
  const found = new Array<T | undefined>(keys.count).fill(undefined);
  const nodes = new Array<TrieNode>(keys.count).fill(root);
  const open = Uint32Array.from(nodes.keys());
  for (let depth = 0, left = keys.count; left > 0; depth += STRIDE) {
    const count = left;
    left = 0;
    for (let at = 0; at < count; at++) {
      const row = open[at] as number;
      const node = nodes[row] as TrieNode;
      const word = bitsFrom(keys.words, row, depth);
      const length = (keys.lengths[row] as number) - depth;
      if (length < STRIDE) {
        const bit = 1 << prefixNumber(word, length);
        if ((prefixBitsOf(node) & bit) !== 0) found[row] = node[prefixSlot(node, bit)] as T;
        continue;
      }
      const bit = 1 << (word >>> 27);
      if ((nodeBitsOf(node) & bit) !== 0) {
        nodes[row] = node[nodeSlot(node, bit)] as TrieNode;
        open[left++] = row;
      } else if ((leafBitsOf(node) & bit) !== 0) {
        const slot = leafSlot(node, bit);
        if (isTailAt(node[slot] as Tail, keys, row, depth + STRIDE)) found[row] = node[slot + 1] as T;
      }
    }
  }
  return found;
};

const isTailAt = (tail: Tail, { words, lengths }: PrefixColumns, row: number, depth: number): boolean =>
  isTailOf(
    tail,
    bitsFrom(words, row, depth),
    bitsFrom(words, row, depth + 32),
    bitsFrom(words, row, depth + 64),
    bitsFrom(words, row, depth + 96),
    (lengths[row] as number) - depth,
  );

/** The value of the longest prefix that holds the IPv4 address, a uint32 or the int32 of the same bits. */
export const longestIpv4 = <T>(root: TrieNode, bits: number): T | undefined => {
  let node = root;
  let best: TrieNode | undefined;
  let bestHolders = 0;
  for (;;) {
    const chunk = bits >>> 27;
    const bit = 1 << chunk;
    bits <<= 5;
    const found = prefixBitsOf(node) & (holders[chunk] as number);
    if (found !== 0) {
      best = node;
      bestHolders = found;
    }
    const nodeBits = nodeBitsOf(node);
    if ((nodeBits & bit) !== 0) {
      node = node[HEADER + bitCount(nodeBits & (bit - 1))] as TrieNode;
      continue;
    }
    if ((leafBitsOf(node) & bit) !== 0) {
      const slot = leafSlot(node, bit);
      if (isInShortTail(bits, node[slot] as number)) return node[slot + 1] as T;
    }
    return best === undefined ? undefined : longestIn<T>(best, bestHolders);
  }
};

/** The value of the longest prefix that holds the IPv6 address, four uint32 or the int32 of the same bits. */
export const longestIpv6 = <T>(
  root: TrieNode,
  w0: number,
  w1: number,
  w2: number,
  w3: number,
): T | undefined => {
  let node = root;
  let best: TrieNode | undefined;
  let bestHolders = 0;
  for (;;) {
    const chunk = w0 >>> 27;
    const bit = 1 << chunk;
    w0 = (w0 << 5) | (w1 >>> 27);
    w1 = (w1 << 5) | (w2 >>> 27);
    w2 = (w2 << 5) | (w3 >>> 27);
    w3 <<= 5;
    const found = prefixBitsOf(node) & (holders[chunk] as number);
    if (found !== 0) {
      best = node;
      bestHolders = found;
    }
    const nodeBits = nodeBitsOf(node);
    if ((nodeBits & bit) !== 0) {
      node = node[HEADER + bitCount(nodeBits & (bit - 1))] as TrieNode;
      continue;
    }
    if ((leafBitsOf(node) & bit) !== 0) {
      const slot = leafSlot(node, bit);
      if (isInTail(w0, w1, w2, w3, node[slot] as Tail)) return node[slot + 1] as T;
    }
    return best === undefined ? undefined : longestIn<T>(best, bestHolders);
  }
};

const isInTail = (w0: number, w1: number, w2: number, w3: number, tail: Tail): boolean =>
  typeof tail === 'number' ? isInShortTail(w0, tail) : isInLongTail(w0, w1, w2, w3, tail);

/** The value of the longest of the prefixes `found` of a node: heap numbers of longer ones are greater. */
const longestIn = <T>(node: TrieNode, found: number): T =>
  node[prefixSlot(node, 1 << (31 - Math.clz32(found)))] as T;

/**
 * The value of the longest prefix that holds the address and whose value is accepted, of those in and below `node`;
 * `depth` is how many bits were decided above it. Any `accept` may itself look up in any trie.
 */
export const longestAccepted = <T>(
  node: TrieNode,
  w0: number,
  w1: number,
  w2: number,
  w3: number,
  depth: number,
  accept: Accept<T>,
): T | undefined => {
  const chunk = w0 >>> 27;
  const bit = 1 << chunk;
  if (((nodeBitsOf(node) | leafBitsOf(node)) & bit) !== 0) {
    const rest0 = (w0 << 5) | (w1 >>> 27);
    const rest1 = (w1 << 5) | (w2 >>> 27);
    const rest2 = (w2 << 5) | (w3 >>> 27);
    const rest3 = w3 << 5;
    if ((nodeBitsOf(node) & bit) !== 0) {
      const child = node[nodeSlot(node, bit)] as TrieNode;
      const below = longestAccepted(child, rest0, rest1, rest2, rest3, depth + STRIDE, accept);
      if (below !== undefined) return below;
    } else {
      const slot = leafSlot(node, bit);
      const tail = node[slot] as Tail;
      if (isInTail(rest0, rest1, rest2, rest3, tail)) {
        const value = node[slot + 1] as T;
        if (accept(value, depth + STRIDE + tailLength(tail))) return value;
      }
    }
  }
  let found = prefixBitsOf(node) & (holders[chunk] as number);
  while (found !== 0) {
    const number = 31 - Math.clz32(found);
    const value = node[prefixSlot(node, 1 << number)] as T;
    if (accept(value, depth + 31 - Math.clz32(number))) return value;
    found ^= 1 << number;
  }
  return undefined;
};
