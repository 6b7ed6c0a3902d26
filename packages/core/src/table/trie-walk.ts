import {
  leafBitsOf,
  leafSlot,
  nodeBitsOf,
  nodeSlot,
  prefixBitsOf,
  prefixSlot,
  STRIDE,
  type TrieNode,
} from './trie-node';
import { LongTail, tailLength, tailWord, type Tail } from './trie-tail';

/** What is made of a prefix on the walk: its four words (bits past the length zero), length and value. */
export type Visit<T, Item> = (
  w0: number,
  w1: number,
  w2: number,
  w3: number,
  length: number,
  value: T,
) => Item;

/**
 * The 31 prefix numbers and 32 chunks (number 32 + chunk) of a node in pre-order of the heap: by address, then the
 * shorter first.
 */
const order: readonly number[] = ((): number[] => {
  const numbers: number[] = [];
  const visit = (number: number): void => {
    numbers.push(number);
    if (number >= 32) return;
    visit(2 * number);
    visit(2 * number + 1);
  };
  visit(1);
  return numbers;
})();

/** 128 bits, the highest first; of an IPv4 prefix only the first word counts. */
type Words = readonly [number, number, number, number];

/** The words with the 32 bits of `bits` from bit `at` on, where they are zero so far; those past the end are dropped. */
const writeBits = (words: Words, at: number, bits: number): Words => {
  const index = at >>> 5;
  const offset = at & 31;
  const next: [number, number, number, number] = [...words];
  next[index] = (next[index] as number) | (bits >>> offset);
  if (offset > 0 && index < 3) next[index + 1] = (next[index + 1] as number) | (bits << (32 - offset));
  return next;
};

/** A node on the way to the present item: its words so far, how many bits they are, and where in `order` it stands. */
interface Step {
  readonly node: TrieNode;
  readonly words: Words;
  readonly depth: number;
  position: number;
}

/** All prefixes below a root, ascending by address, then by length. */
export function* walk<T, Item>(root: TrieNode, visit: Visit<T, Item>): IterableIterator<Item> {
  const path: Step[] = [{ node: root, words: [0, 0, 0, 0], depth: 0, position: 0 }];
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    if (step.position === order.length) {
      path.pop();
      continue;
    }
    const { node, words, depth } = step;
    const number = order[step.position++] as number;
    if (number < 32) {
      const bit = 1 << number;
      if ((prefixBitsOf(node) & bit) === 0) continue;
      const length = 31 - Math.clz32(number);
      const [w0, w1, w2, w3] = writeBits(words, depth, (number << (31 - length)) << 1);
      yield visit(w0, w1, w2, w3, depth + length, node[prefixSlot(node, bit)] as T);
      continue;
    }
    const chunk = number - 32;
    const bit = 1 << chunk;
    if ((nodeBitsOf(node) & bit) !== 0) {
      const child = node[nodeSlot(node, bit)] as TrieNode;
      path.push({
        node: child,
        words: writeBits(words, depth, chunk << 27),
        depth: depth + STRIDE,
        position: 0,
      });
      continue;
    }
    if ((leafBitsOf(node) & bit) === 0) continue;
    const slot = leafSlot(node, bit);
    const tail = node[slot] as Tail;
    const [w0, w1, w2, w3] = writeTail(writeBits(words, depth, chunk << 27), depth + STRIDE, tail);
    yield visit(w0, w1, w2, w3, depth + STRIDE + tailLength(tail), node[slot + 1] as T);
  }
}

const writeTail = (words: Words, at: number, tail: Tail): Words => {
  const first = writeBits(words, at, tailWord(tail));
  if (!(tail instanceof LongTail)) return first;
  let all = first;
  if (at + 32 < 128) all = writeBits(all, at + 32, tail.w1);
  if (at + 64 < 128) all = writeBits(all, at + 64, tail.w2);
  if (at + 96 < 128) all = writeBits(all, at + 96, tail.w3);
  return all;
};
