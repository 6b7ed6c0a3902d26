import { nextBatchNumber, NOBODY } from './batch-number';
import { buildSortedMap } from './sorted-map-build';
import { SortedMapEdit } from './sorted-map-edit';
import { childIndex, Leaf, lowerBound, type Branch, type Compare, type Node } from './sorted-map-node';

/** What a batch may do to the map in the making. */
export interface SortedMapBatch<K, V> {
  readonly size: number;
  get(key: K): V | undefined;
  has(key: K): boolean;
  /** Adds the key or replaces its value. */
  set(key: K, value: V): void;
  /** Removes the key; does nothing when it is absent. */
  delete(key: K): void;
}

/**
 * A map in the order of its keys, as a persistent B+ tree: every change makes a new map that shares all nodes but those
 * on the way to the changed one, and no map ever changes.
 *
 * Keys are the same when `compare` gives 0. Values may be anything but `undefined`, which `get` keeps for absence.
 */
export class SortedMap<K, V> {
  private constructor(
    private readonly compare: Compare<K>,
    private readonly root: Node<K, V>,
    /** How many keys there are. */
    readonly size: number,
  ) {}

  /** The map without keys; `compare` is a total order: negative, 0 or positive. */
  static empty<K, V>(compare: (a: K, b: K) => number): SortedMap<K, V> {
    return new SortedMap<K, V>(compare, new Leaf<K, V>(NOBODY, [], []), 0);
  }

  /**
   * The map of many entries at once, its nodes full: what putting them in one by one gives, many times as fast.
   *
   * @param keys ascending, none equal to another
   * @param values one for each key
   */
  static ofSorted<K, V>(
    compare: (a: K, b: K) => number,
    keys: readonly K[],
    values: readonly V[],
  ): SortedMap<K, V> {
    return new SortedMap<K, V>(compare, buildSortedMap(keys, values), keys.length);
  }

  get(key: K): V | undefined {
    return find(this.root, key, this.compare);
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  /**
   * The map with `value` at `key`; an equal key that was there gives way to the new one, value and key.
   *
   * @returns this very map when both are there already.
   */
  with(key: K, value: V): SortedMap<K, V> {
    const edit = new SortedMapEdit<K, V>(this.compare, NOBODY);
    return this.next(edit.put(this.root, key, value), edit.grown);
  }

  /** The map without `key`; this very map when it is absent. */
  without(key: K): SortedMap<K, V> {
    const edit = new SortedMapEdit<K, V>(this.compare, NOBODY);
    return this.next(edit.take(this.root, key), edit.grown);
  }

  /** The map with all of `entries`, the later one where keys are equal. */
  withAll(entries: Iterable<readonly [K, V]>): SortedMap<K, V> {
    return this.mutate((batch) => {
      for (const [key, value] of entries) batch.set(key, value);
    });
  }

  /**
   * The map after all that `fn` does to the batch; nodes made in it are written in place, so that many changes cost
   * far less than one by one. The batch is of no use after `fn` returned; when `fn` throws nothing happened.
   */
  mutate(fn: (batch: SortedMapBatch<K, V>) => void): SortedMap<K, V> {
    const batch = new MapBatch<K, V>(this.compare, this.root, this.size);
    try {
      fn(batch);
    } finally {
      batch.end();
    }
    return this.next(batch.root, batch.grown);
  }

  /** The entries in ascending order, from the first key that is not below `from` where it is given. */
  entries(from?: K): IterableIterator<[K, V]> {
    return ascending(this.root, this.compare, from, pairOf);
  }

  /** The keys in ascending order, from the first that is not below `from` where it is given. */
  keys(from?: K): IterableIterator<K> {
    return ascending(this.root, this.compare, from, keyAt);
  }

  /** The values in ascending order of their keys, from the first key that is not below `from` where it is given. */
  values(from?: K): IterableIterator<V> {
    return ascending(this.root, this.compare, from, valueAt);
  }

  /** The entries in descending order. */
  entriesDescending(): IterableIterator<[K, V]> {
    return descending(this.root);
  }

  [Symbol.iterator](): IterableIterator<[K, V]> {
    return this.entries();
  }

  /** The entry of the least key. */
  first(): [K, V] | undefined {
    let node = this.root;
    while (!(node instanceof Leaf)) node = node.children[0] as Node<K, V>;
    return node.keys.length === 0 ? undefined : pairOf(node, 0);
  }

  /** The entry of the greatest key. */
  last(): [K, V] | undefined {
    let node = this.root;
    while (!(node instanceof Leaf)) node = node.children[node.children.length - 1] as Node<K, V>;
    return node.keys.length === 0 ? undefined : pairOf(node, node.keys.length - 1);
  }

  private next(root: Node<K, V>, grown: number): SortedMap<K, V> {
    return root === this.root ? this : new SortedMap(this.compare, root, this.size + grown);
  }
}

/** A map in the making. A class for the reason that TrieBatch is one. */
class MapBatch<K, V> implements SortedMapBatch<K, V> {
  #isOpen = true;
  readonly #edit: SortedMapEdit<K, V>;

  constructor(
    private readonly compare: Compare<K>,
    public root: Node<K, V>,
    private readonly sizeBefore: number,
  ) {
    this.#edit = new SortedMapEdit<K, V>(compare, nextBatchNumber());
  }

  get size(): number {
    return this.sizeBefore + this.grown;
  }

  /** How many keys came less those that went. */
  get grown(): number {
    return this.#edit.grown;
  }

  get(key: K): V | undefined {
    this.#assertOpen();
    return find(this.root, key, this.compare);
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  set(key: K, value: V): void {
    this.#assertOpen();
    this.root = this.#edit.put(this.root, key, value);
  }

  delete(key: K): void {
    this.#assertOpen();
    this.root = this.#edit.take(this.root, key);
  }

  end(): void {
    this.#isOpen = false;
  }

  #assertOpen(): void {
    if (!this.#isOpen) throw new Error('the batch has ended: its map was handed out');
  }
}

const find = <K, V>(root: Node<K, V>, key: K, compare: Compare<K>): V | undefined => {
  let node = root;
  while (!(node instanceof Leaf)) node = node.children[childIndex(node.keys, key, compare)] as Node<K, V>;
  const index = lowerBound(node.keys, key, compare);
  return index < node.keys.length && compare(node.keys[index] as K, key) === 0
    ? node.values[index]
    : undefined;
};

const pairOf = <K, V>(leaf: Leaf<K, V>, index: number): [K, V] => [
  leaf.keys[index] as K,
  leaf.values[index] as V,
];
const keyAt = <K, V>(leaf: Leaf<K, V>, index: number): K => leaf.keys[index] as K;
const valueAt = <K, V>(leaf: Leaf<K, V>, index: number): V => leaf.values[index] as V;

/** The branches above the present leaf, and which child of each leads to it. */
interface Step<K, V> {
  readonly branch: Branch<K, V>;
  index: number;
}

/** Goes on to the next child of the lowest branch that has one; undefined at the end of the map. */
const nextStep = <K, V>(path: Step<K, V>[]): Step<K, V> | undefined => {
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    step.index++;
    if (step.index < step.branch.children.length) return step;
    path.pop();
  }
  return undefined;
};

function* ascending<K, V, Item>(
  root: Node<K, V>,
  compare: Compare<K>,
  from: K | undefined,
  itemAt: (leaf: Leaf<K, V>, index: number) => Item,
): IterableIterator<Item> {
  const path: Step<K, V>[] = [];
  let node: Node<K, V> = root;
  while (!(node instanceof Leaf)) {
    const index: number = from === undefined ? 0 : childIndex(node.keys, from, compare);
    path.push({ branch: node, index });
    node = node.children[index] as Node<K, V>;
  }
  let index = from === undefined ? 0 : lowerBound(node.keys, from, compare);
  for (;;) {
    for (const width = node.keys.length; index < width; index++) yield itemAt(node, index);
    const step = nextStep(path);
    if (step === undefined) return;
    let below = step.branch.children[step.index] as Node<K, V>;
    while (!(below instanceof Leaf)) {
      path.push({ branch: below, index: 0 });
      below = below.children[0] as Node<K, V>;
    }
    node = below;
    index = 0;
  }
}

function* descending<K, V>(node: Node<K, V>): IterableIterator<[K, V]> {
  if (node instanceof Leaf) {
    for (let index = node.keys.length - 1; index >= 0; index--) yield pairOf(node, index);
    return;
  }
  for (let index = node.children.length - 1; index >= 0; index--)
    yield* descending(node.children[index] as Node<K, V>);
}
