/**
 * The nodes of PrefixTrie: what one holds, and where.
 *
 * A node decides five bits of the address (its stride). Bits are taken from the front, so what is left of an address
 * or prefix always begins at the highest bit of its first word: at every level it is shifted up by five.
 *
 * Prefixes that end within the stride (0 to 4 bits left) sit in the node itself, numbered like the nodes of a binary
 * heap: a 1 followed by the bits left. All that hold an address are on the way from its leaf to the root:
 *
 *                         1                          no bits left
 *                 2               3                  0   1
 *             4       5       6       7              00  01  10  11
 *            8 9    10 11   12 13   14 15            …
 *          16 …                        31            0000 … 1111, each above two of the 32 ways down
 *
 * Behind each of the 32 ways down (a *chunk*, the next five bits) is nothing, a node, or a leaf: one prefix alone, told
 * by its tail, which is what is left of it past the chunk.
 *
 *     node = [prefixBits, leafBits, nodeBits, owner, ...nodes, ...values of prefixes, ...tail and value of leaves]
 *
 * The three bit sets say which prefixes and chunks are there; a member's place in the array is the number of bits
 * below its own. A node other than the root holds at least two prefixes in all: one alone is a leaf, so that equal
 * contents have equal nodes whatever was done to get there.
 */
export type TrieNode = unknown[];

export const PREFIX_BITS = 0;
export const LEAF_BITS = 1;
export const NODE_BITS = 2;
export const OWNER = 3;
export const HEADER = 4;

/** The bits that one node decides. */
export const STRIDE = 5;

/** A node without anything in it, which belongs to nobody. */
export const emptyNode = (): TrieNode => [0, 0, 0, 0];

/** How many bits of an int32 are set. */
export const bitCount = (bits: number): number => {
  const pairs = bits - ((bits >>> 1) & 0x5555_5555);
  const nibbles = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
};

export const prefixBitsOf = (node: TrieNode): number => node[PREFIX_BITS] as number;
export const leafBitsOf = (node: TrieNode): number => node[LEAF_BITS] as number;
export const nodeBitsOf = (node: TrieNode): number => node[NODE_BITS] as number;

/** Where the child node of chunk `bit` is, or would be. */
export const nodeSlot = (node: TrieNode, bit: number): number =>
  HEADER + bitCount(nodeBitsOf(node) & (bit - 1));

/** Where the value of the prefix of number `bit` is, or would be. */
export const prefixSlot = (node: TrieNode, bit: number): number =>
  HEADER + bitCount(nodeBitsOf(node)) + bitCount(prefixBitsOf(node) & (bit - 1));

/** Where the tail of the leaf of chunk `bit` is, or would be; its value is right behind. */
export const leafSlot = (node: TrieNode, bit: number): number =>
  HEADER +
  bitCount(nodeBitsOf(node)) +
  bitCount(prefixBitsOf(node)) +
  2 * bitCount(leafBitsOf(node) & (bit - 1));

/** The number of the prefix of the `length` (0 to 4) first bits of `word`. */
export const prefixNumber = (word: number, length: number): number =>
  (32 | (word >>> 27)) >>> (STRIDE - length);

/** For each chunk the set of the prefix numbers that hold it. */
export const holders: readonly number[] = Array.from({ length: 32 }, (_, chunk) => {
  let bits = 0;
  for (let number = (32 | chunk) >>> 1; number > 0; number >>>= 1) bits |= 1 << number;
  return bits;
});
