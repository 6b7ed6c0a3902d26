/**
 * The nodes of the B+ tree below SortedMap, and what is done to them one at a time.
 *
 * A leaf holds keys beside values, a branch holds children and, between each two of them, the least key of the right
 * one:
 *
 *     branch   keys:        k1    k2
 *              children: c0 |  c1 |  c2      keys of c1: k1 <= key < k2
 *
 * Every node but the root has WIDTH_MIN to WIDTH_MAX entries (a branch: children).
 */

import { NOBODY } from './batch-number';

export const WIDTH_MAX = 32;
export const WIDTH_MIN = 16;

/** Keys are never written in place, so that a copy with other values or children may share them. */
export class Leaf<K, V> {
  constructor(
    readonly owner: number,
    public keys: readonly K[],
    public values: V[],
  ) {}
}

export class Branch<K, V> {
  constructor(
    readonly owner: number,
    public keys: readonly K[],
    public children: Node<K, V>[],
  ) {}
}

export type Node<K, V> = Leaf<K, V> | Branch<K, V>;

export type Compare<K> = (a: K, b: K) => number;

/** How many entries a node has: values of a leaf, children of a branch. */
export const widthOfNode = <K, V>(node: Node<K, V>): number =>
  node instanceof Leaf ? node.values.length : node.children.length;

/** The first index of a leaf's `keys` whose key is not below `key`; their number when there is none. */
export const lowerBound = <K>(keys: readonly K[], key: K, compare: Compare<K>): number => {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(keys[middle] as K, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The index of the child of a branch below which `key` belongs. */
export const childIndex = <K>(keys: readonly K[], key: K, compare: Compare<K>): number => {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(keys[middle] as K, key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The leaf itself where `owner` owns it, else a copy that `owner` does. */
export const ownLeaf = <K, V>(leaf: Leaf<K, V>, owner: number): Leaf<K, V> =>
  owner !== NOBODY && leaf.owner === owner ? leaf : new Leaf(owner, leaf.keys, leaf.values.slice());

/** The branch itself where `owner` owns it, else a copy that `owner` does. */
export const ownBranch = <K, V>(branch: Branch<K, V>, owner: number): Branch<K, V> =>
  owner !== NOBODY && branch.owner === owner
    ? branch
    : new Branch(owner, branch.keys, branch.children.slice());
