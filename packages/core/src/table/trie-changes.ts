import {
  emptyNode,
  HEADER,
  leafBitsOf,
  leafSlot,
  nodeBitsOf,
  nodeSlot,
  prefixBitsOf,
  prefixSlot,
  STRIDE,
  type TrieNode,
} from './trie-node';
import { TrieEdit } from './trie-edit';
import { tailLength, tailWord, type Tail } from './trie-tail';

/** A prefix that is another one than before: its first bits (those past the length zero), and its value, if any. */
export type VisitIpv4Change<T> = (bits: number, length: number, value: T | undefined) => void;

/**
 * Tells every IPv4 prefix that has another value below `after` than below `before`, undefined where it has none any
 * more, in no order to rely on. Nodes that both share are not looked into: the cost is that of what changed.
 *
 * @param bits the bits decided above these nodes, `depth` of them
 */
export const eachIpv4Change = <T>(
  before: TrieNode,
  after: TrieNode,
  bits: number,
  depth: number,
  visit: VisitIpv4Change<T>,
): void => {
  if (before === after) return;
  const isSameShape =
    nodeBitsOf(before) === nodeBitsOf(after) &&
    prefixBitsOf(before) === prefixBitsOf(after) &&
    leafBitsOf(before) === leafBitsOf(after);
  const nodes = nodeBitsOf(before) | nodeBitsOf(after);
  const prefixes = prefixBitsOf(before) | prefixBitsOf(after);
  const leaves = (leafBitsOf(before) | leafBitsOf(after)) & ~nodes;
  // Two versions of a node nearly always hold the same ways down: then what is equal is passed over by its place.
  let place = HEADER;
  for (let rest = nodes; rest !== 0; rest &= rest - 1, place++) {
    if (isSameShape && before[place] === after[place]) continue;
    const bit = rest & -rest;
    eachIpv4Change(childIn(before, bit), childIn(after, bit), down(bits, bit, depth), depth + STRIDE, visit);
  }
  for (let rest = prefixes; rest !== 0; rest &= rest - 1, place++) {
    if (isSameShape && before[place] === after[place]) continue;
    eachPrefixChange(before, after, rest & -rest, bits, depth, visit);
  }
  for (let rest = leaves; rest !== 0; rest &= rest - 1, place += 2) {
    if (isSameShape && before[place] === after[place] && before[place + 1] === after[place + 1]) continue;
    const bit = rest & -rest;
    eachLeafChange(before, after, bit, down(bits, bit, depth), depth + STRIDE, visit);
  }
};

/** The bits with the five of a chunk behind them. */
const down = (bits: number, chunkBit: number, depth: number): number =>
  bits | (((31 - Math.clz32(chunkBit)) << 27) >>> depth);

const eachPrefixChange = <T>(
  before: TrieNode,
  after: TrieNode,
  bit: number,
  bits: number,
  depth: number,
  visit: VisitIpv4Change<T>,
): void => {
  const value = prefixIn<T>(after, bit);
  if (value === prefixIn<T>(before, bit)) return;
  const number = 31 - Math.clz32(bit);
  const length = 31 - Math.clz32(number);
  visit(bits | (((number << (31 - length)) << 1) >>> depth), depth + length, value);
};

/** The same of one way down where neither has a node: leaves of which one may be absent. */
const eachLeafChange = <T>(
  before: TrieNode,
  after: TrieNode,
  bit: number,
  bits: number,
  depth: number,
  visit: VisitIpv4Change<T>,
): void => {
  const oldSlot = (leafBitsOf(before) & bit) === 0 ? -1 : leafSlot(before, bit);
  const slot = (leafBitsOf(after) & bit) === 0 ? -1 : leafSlot(after, bit);
  const isSamePrefix = oldSlot >= 0 && slot >= 0 && before[oldSlot] === after[slot];
  if (isSamePrefix && before[oldSlot + 1] === after[slot + 1]) return;
  if (oldSlot >= 0 && !isSamePrefix) tellLeaf(before[oldSlot] as Tail, bits, depth, undefined, visit);
  if (slot >= 0) tellLeaf(after[slot] as Tail, bits, depth, after[slot + 1] as T, visit);
};

const tellLeaf = <T>(
  tail: Tail,
  bits: number,
  depth: number,
  value: T | undefined,
  visit: VisitIpv4Change<T>,
): void => visit(bits | (tailWord(tail) >>> depth), depth + tailLength(tail), value);

const prefixIn = <T>(node: TrieNode, bit: number): T | undefined =>
  (prefixBitsOf(node) & bit) === 0 ? undefined : (node[prefixSlot(node, bit)] as T);

/** The node below a chunk; a leaf as the node that it would be with a second prefix beside it. */
const childIn = (node: TrieNode, bit: number): TrieNode => {
  if ((nodeBitsOf(node) & bit) !== 0) return node[nodeSlot(node, bit)] as TrieNode;
  if ((leafBitsOf(node) & bit) === 0) return emptyNode();
  const slot = leafSlot(node, bit);
  const tail = node[slot] as Tail;
  return new TrieEdit(0).put(emptyNode(), tailWord(tail), 0, 0, 0, tailLength(tail), node[slot + 1]);
};
