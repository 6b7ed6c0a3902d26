import {
  bitCount,
  HEADER,
  LEAF_BITS,
  leafBitsOf,
  leafSlot,
  NODE_BITS,
  nodeBitsOf,
  nodeSlot,
  OWNER,
  PREFIX_BITS,
  prefixBitsOf,
  prefixNumber,
  prefixSlot,
  STRIDE,
  type TrieNode,
} from './trie-node';
import { isTailOf, LongTail, makeTail, prependChunk, tailLength, tailWord, type Tail } from './trie-tail';

/**
 * One edit or one batch of edits of a trie: writes in place in nodes that bear its number, copies all others.
 *
 * `w0` to `w3` and `length` are what is left of the prefix at the node at hand (bits past the length are zero); for
 * IPv4 the last three words are zero. Both return the node that holds the result, the given one where nothing changed.
 */
export class TrieEdit {
  /** How many prefixes came less those that went. */
  grown = 0;

  /** @param owner the batch's number, or 0 for an edit of its own, which copies whatever it changes. */
  constructor(private readonly owner: number) {}

  put(
    node: TrieNode,
    w0: number,
    w1: number,
    w2: number,
    w3: number,
    length: number,
    value: unknown,
  ): TrieNode {
    if (length < STRIDE) return this.putPrefix(node, 1 << prefixNumber(w0, length), value);
    const chunk = w0 >>> 27;
    const bit = 1 << chunk;
    const rest0 = (w0 << 5) | (w1 >>> 27);
    const rest1 = (w1 << 5) | (w2 >>> 27);
    const rest2 = (w2 << 5) | (w3 >>> 27);
    const rest3 = w3 << 5;
    const restLength = length - STRIDE;
    if ((nodeBitsOf(node) & bit) !== 0) {
      const slot = nodeSlot(node, bit);
      const child = node[slot] as TrieNode;
      return this.replace(node, slot, this.put(child, rest0, rest1, rest2, rest3, restLength, value));
    }
    const slot = leafSlot(node, bit);
    if ((leafBitsOf(node) & bit) === 0) {
      this.grown++;
      const tail = makeTail(rest0, rest1, rest2, rest3, restLength);
      return this.header(node.toSpliced(slot, 0, tail, value), LEAF_BITS, leafBitsOf(node) | bit);
    }
    const tail = node[slot] as Tail;
    if (isTailOf(tail, rest0, rest1, rest2, rest3, restLength)) return this.replace(node, slot + 1, value);
    const alone = this.nodeOf(tail, node[slot + 1]);
    const child = this.put(alone, rest0, rest1, rest2, rest3, restLength, value);
    return this.leafToNode(node, bit, slot, child);
  }

  take(node: TrieNode, w0: number, w1: number, w2: number, w3: number, length: number): TrieNode {
    if (length < STRIDE) return this.takePrefix(node, 1 << prefixNumber(w0, length));
    const bit = 1 << (w0 >>> 27);
    const rest0 = (w0 << 5) | (w1 >>> 27);
    const rest1 = (w1 << 5) | (w2 >>> 27);
    const rest2 = (w2 << 5) | (w3 >>> 27);
    const rest3 = w3 << 5;
    if ((nodeBitsOf(node) & bit) !== 0) {
      const slot = nodeSlot(node, bit);
      const child = node[slot] as TrieNode;
      const before = this.grown;
      const rest = this.take(child, rest0, rest1, rest2, rest3, length - STRIDE);
      if (before === this.grown) return node;
      return isAlone(rest) ? this.nodeToLeaf(node, bit, slot, rest) : this.replace(node, slot, rest);
    }
    if ((leafBitsOf(node) & bit) === 0) return node;
    const slot = leafSlot(node, bit);
    if (!isTailOf(node[slot] as Tail, rest0, rest1, rest2, rest3, length - STRIDE)) return node;
    this.grown--;
    return this.header(this.cut(node, slot, 2), LEAF_BITS, leafBitsOf(node) & ~bit);
  }

  private putPrefix(node: TrieNode, bit: number, value: unknown): TrieNode {
    const slot = prefixSlot(node, bit);
    if ((prefixBitsOf(node) & bit) !== 0) return this.replace(node, slot, value);
    this.grown++;
    return this.header(node.toSpliced(slot, 0, value), PREFIX_BITS, prefixBitsOf(node) | bit);
  }

  private takePrefix(node: TrieNode, bit: number): TrieNode {
    if ((prefixBitsOf(node) & bit) === 0) return node;
    this.grown--;
    return this.header(this.cut(node, prefixSlot(node, bit), 1), PREFIX_BITS, prefixBitsOf(node) & ~bit);
  }

  private owns(node: TrieNode): boolean {
    return this.owner !== 0 && node[OWNER] === this.owner;
  }

  /** `made`, a node that no one has seen yet or that this batch owns, with one of its bit sets changed. */
  private header(made: TrieNode, which: number, bits: number): TrieNode {
    made[which] = bits;
    made[OWNER] = this.owner;
    return made;
  }

  private replace(node: TrieNode, slot: number, value: unknown): TrieNode {
    if (node[slot] === value) return node;
    const own = this.owns(node) ? node : node.slice();
    own[slot] = value;
    own[OWNER] = this.owner;
    return own;
  }

  /** The node without `count` members from `slot` on; the bit set is still to be put right. */
  private cut(node: TrieNode, slot: number, count: number): TrieNode {
    if (!this.owns(node)) return node.toSpliced(slot, count);
    const length = node.length - count;
    for (let at = slot; at < length; at++) node[at] = node[at + count];
    node.length = length;
    return node;
  }

  /** A node with the prefix of `tail` alone in it. */
  private nodeOf(tail: Tail, value: unknown): TrieNode {
    const length = tailLength(tail);
    const w0 = tailWord(tail);
    if (length < STRIDE) return [1 << prefixNumber(w0, length), 0, 0, this.owner, value];
    const rest =
      tail instanceof LongTail
        ? makeTail(
            (w0 << 5) | (tail.w1 >>> 27),
            (tail.w1 << 5) | (tail.w2 >>> 27),
            (tail.w2 << 5) | (tail.w3 >>> 27),
            tail.w3 << 5,
            length - STRIDE,
          )
        : makeTail(w0 << 5, 0, 0, 0, length - STRIDE);
    return [0, 1 << (w0 >>> 27), 0, this.owner, rest, value];
  }

  /** The node with `child` instead of the leaf of chunk `bit`, whose tail is at `slot`. */
  private leafToNode(node: TrieNode, bit: number, slot: number, child: TrieNode): TrieNode {
    const made = node.toSpliced(slot, 2);
    // The leaf is cut off first: nodes stand before leaves, so the place among the nodes is still the same.
    const own = made.toSpliced(nodeSlot(node, bit), 0, child);
    own[LEAF_BITS] = leafBitsOf(node) & ~bit;
    return this.header(own, NODE_BITS, nodeBitsOf(node) | bit);
  }

  /** The node with a leaf instead of the child of chunk `bit` at `slot`, where `alone` is all that is left of it. */
  private nodeToLeaf(node: TrieNode, bit: number, slot: number, alone: TrieNode): TrieNode {
    const made = node.toSpliced(slot, 1);
    made[NODE_BITS] = nodeBitsOf(node) & ~bit;
    const prefixBits = prefixBitsOf(alone);
    const tail = prefixBits === 0 ? tailOfLeaf(alone) : tailOfPrefix(prefixBits);
    const own = made.toSpliced(leafSlot(made, bit), 0, tail, alone[alone.length - 1]);
    return this.header(own, LEAF_BITS, leafBitsOf(node) | bit);
  }
}

/** Whether a node holds one prefix in all, in itself or as a leaf. */
const isAlone = (node: TrieNode): boolean =>
  nodeBitsOf(node) === 0 && bitCount(prefixBitsOf(node)) + bitCount(leafBitsOf(node)) === 1;

/** The tail of the only prefix that ends in a node. */
const tailOfPrefix = (prefixBits: number): Tail => {
  const number = 31 - Math.clz32(prefixBits);
  const length = 31 - Math.clz32(number);
  return makeTail((number << (31 - length)) << 1, 0, 0, 0, length);
};

/** The tail, as seen from above its node, of the only leaf of a node. */
const tailOfLeaf = (node: TrieNode): Tail =>
  prependChunk(31 - Math.clz32(leafBitsOf(node)), node[HEADER] as Tail);
