import {
  ipv4Prefix,
  ipv4ToNumber,
  ipv6Prefix,
  ipv6ToWords,
  type AddressFamily,
  type IpAddress,
  type Prefix,
} from '../net';
import { nextBatchNumber, NOBODY } from './batch-number';
import { ipv4PrefixBits, ipv6PrefixBits, type PrefixBits } from './prefix-bits';
import { comparePrefixesAt, type PrefixColumns } from './prefix-columns';
import { buildTrie } from './trie-build';
import { eachIpv4Change, type VisitIpv4Change } from './trie-changes';
import { TrieEdit } from './trie-edit';
import {
  findPrefix,
  findPrefixes,
  longestAccepted,
  longestIpv4,
  longestIpv6,
  type Accept,
} from './trie-lookup';
import { emptyNode, type TrieNode } from './trie-node';
import { walk } from './trie-walk';

/** What a batch may do to the trie in the making. */
export interface PrefixTrieBatch<T> {
  readonly size: number;
  get(prefix: Prefix): T | undefined;
  /** Adds the prefix or replaces its value. */
  set(prefix: Prefix, value: T): void;
  /** Removes the prefix; does nothing when it is absent. */
  delete(prefix: Prefix): void;
  /** As `get`, `set` and `delete`, of a prefix of the trie's family as numbers. */
  getBits(bits: PrefixBits): T | undefined;
  setBits(bits: PrefixBits, value: T): void;
  deleteBits(bits: PrefixBits): void;
}

/**
 * The prefixes of one family, each with a value, that finds all those which hold an address: a persistent trie, five
 * bits a level. Every change makes a new trie that shares all nodes but those on the way to the changed prefix, and no
 * trie ever changes.
 *
 * Prefixes and addresses of the other family throw a TypeError. Values may be anything but `undefined`, which `get` and
 * `longestMatch` keep for absence.
 */
export class PrefixTrie<T> {
  private constructor(
    readonly family: AddressFamily,
    private readonly root: TrieNode,
    /** How many prefixes there are. */
    readonly size: number,
  ) {}

  /** The trie without prefixes. */
  static empty<T>(family: AddressFamily): PrefixTrie<T> {
    return new PrefixTrie<T>(family, emptyNode(), 0);
  }

  /**
   * The trie of many prefixes at once: what putting them in one by one gives, many times as fast.
   *
   * @param keys in ascending order by address, then length, each once
   * @param values one for each key, or what gives the one of a key by its number, asked once of each
   * @throws RangeError naming the first key that is out of order
   */
  static ofSorted<T>(
    family: AddressFamily,
    keys: PrefixColumns,
    values: readonly T[] | ((index: number) => T),
  ): PrefixTrie<T> {
    for (let index = 1; index < keys.count; index++)
      if (comparePrefixesAt(keys, index - 1, index) >= 0)
        throw new RangeError(`prefix ${index} of ${keys.count} does not come after the one before it`);
    const valueAt = typeof values === 'function' ? values : (index: number) => values[index];
    return new PrefixTrie<T>(family, buildTrie(keys, valueAt), keys.count);
  }

  /** The value of this very prefix. */
  get(prefix: Prefix): T | undefined {
    return this.getBits(bitsOf(this.family, prefix));
  }

  /** As `get`, of a prefix of this family as numbers. */
  getBits(bits: PrefixBits): T | undefined {
    return findIn(this.root, bits);
  }

  /** As `get`, of all `keys`, prefixes of this family in any order: several times as fast as one by one. */
  getAll(keys: PrefixColumns): (T | undefined)[] {
    return findPrefixes(this.root, keys);
  }

  has(prefix: Prefix): boolean {
    return this.get(prefix) !== undefined;
  }

  /** The trie with `value` at `prefix`; this very trie when it is there already. */
  with(prefix: Prefix, value: T): PrefixTrie<T> {
    return this.withBits(bitsOf(this.family, prefix), value);
  }

  /** As `with`, of a prefix of this family as numbers. */
  withBits({ w0, w1, w2, w3, length }: PrefixBits, value: T): PrefixTrie<T> {
    const edit = new TrieEdit(NOBODY);
    return this.next(edit.put(this.root, w0, w1, w2, w3, length, value), edit.grown);
  }

  /** The trie without `prefix`; this very trie when it is absent. */
  without(prefix: Prefix): PrefixTrie<T> {
    return this.withoutBits(bitsOf(this.family, prefix));
  }

  /** As `without`, of a prefix of this family as numbers. */
  withoutBits({ w0, w1, w2, w3, length }: PrefixBits): PrefixTrie<T> {
    const edit = new TrieEdit(NOBODY);
    return this.next(edit.take(this.root, w0, w1, w2, w3, length), edit.grown);
  }

  /**
   * The value of the longest prefix that holds `address` and whose value is accepted; all are where `accept` is left
   * out. Prefixes are offered to it from the longest to the shortest.
   */
  longestMatch(address: IpAddress, accept?: Accept<T>): T | undefined {
    if (this.family === 'AF_INET') return this.longestMatchIpv4(ipv4ToNumber(address), accept);
    const [w0, w1, w2, w3] = ipv6ToWords(address);
    return this.longestMatchIpv6(w0, w1, w2, w3, accept);
  }

  /** `longestMatch` of an IPv4 address as a uint32. */
  longestMatchIpv4(bits: number, accept?: Accept<T>): T | undefined {
    return accept === undefined
      ? longestIpv4(this.root, bits)
      : longestAccepted(this.root, bits, 0, 0, 0, 0, accept);
  }

  /** `longestMatch` of an IPv6 address as four uint32, the most significant first. */
  longestMatchIpv6(w0: number, w1: number, w2: number, w3: number, accept?: Accept<T>): T | undefined {
    return accept === undefined
      ? longestIpv6(this.root, w0, w1, w2, w3)
      : longestAccepted(this.root, w0, w1, w2, w3, 0, accept);
  }

  /** The values of all prefixes that hold `address`, of the longest prefix first. */
  matches(address: IpAddress): T[] {
    const found: T[] = [];
    this.longestMatch(address, (value) => {
      found.push(value);
      return false;
    });
    return found;
  }

  /**
   * Tells of an IPv4 trie every prefix whose value is another one than in `before`, undefined where it has none any
   * more, in no order to rely on. Of two versions that came of each other it costs what lies between them.
   */
  eachIpv4Change(before: PrefixTrie<T>, visit: VisitIpv4Change<T>): void {
    eachIpv4Change(before.root, this.root, 0, 0, visit);
  }

  /** The prefixes with their values, ascending by address, then the shorter prefix first. */
  entries(): IterableIterator<[Prefix, T]> {
    return this.family === 'AF_INET' ? walk(this.root, ipv4Entry<T>) : walk(this.root, ipv6Entry<T>);
  }

  [Symbol.iterator](): IterableIterator<[Prefix, T]> {
    return this.entries();
  }

  /** The values in the order of `entries`, without the cost of writing the prefixes. */
  values(): IterableIterator<T> {
    return walk(this.root, valueOnly<T>);
  }

  /**
   * The trie after all that `fn` does to the batch; nodes made in it are written in place, so that many changes cost
   * far less than one by one. The batch is of no use after `fn` returned; when `fn` throws nothing happened.
   */
  mutate(fn: (batch: PrefixTrieBatch<T>) => void): PrefixTrie<T> {
    const batch = new TrieBatch<T>(this.family, this.root, this.size);
    try {
      fn(batch);
    } finally {
      batch.end();
    }
    return this.next(batch.root, batch.grown);
  }

  private next(root: TrieNode, grown: number): PrefixTrie<T> {
    return root === this.root ? this : new PrefixTrie<T>(this.family, root, this.size + grown);
  }
}

/**
 * A trie in the making. A class, for an accessor in a literal makes a hidden class of its own each time, and what that
 * holds, the whole trie, is not collected before all the heap is.
 */
class TrieBatch<T> implements PrefixTrieBatch<T> {
  #isOpen = true;
  readonly #edit = new TrieEdit(nextBatchNumber());

  constructor(
    private readonly family: AddressFamily,
    public root: TrieNode,
    private readonly sizeBefore: number,
  ) {}

  get size(): number {
    return this.sizeBefore + this.grown;
  }

  /** How many prefixes came less those that went. */
  get grown(): number {
    return this.#edit.grown;
  }

  get(prefix: Prefix): T | undefined {
    return this.getBits(bitsOf(this.family, prefix));
  }

  set(prefix: Prefix, value: T): void {
    this.setBits(bitsOf(this.family, prefix), value);
  }

  delete(prefix: Prefix): void {
    this.deleteBits(bitsOf(this.family, prefix));
  }

  getBits(bits: PrefixBits): T | undefined {
    this.#assertOpen();
    return findIn(this.root, bits);
  }

  setBits({ w0, w1, w2, w3, length }: PrefixBits, value: T): void {
    this.#assertOpen();
    this.root = this.#edit.put(this.root, w0, w1, w2, w3, length, value);
  }

  deleteBits({ w0, w1, w2, w3, length }: PrefixBits): void {
    this.#assertOpen();
    this.root = this.#edit.take(this.root, w0, w1, w2, w3, length);
  }

  end(): void {
    this.#isOpen = false;
  }

  #assertOpen(): void {
    if (!this.#isOpen) throw new Error('the batch has ended: its trie was handed out');
  }
}

const bitsOf = (family: AddressFamily, prefix: Prefix): PrefixBits =>
  family === 'AF_INET' ? ipv4PrefixBits(prefix) : ipv6PrefixBits(prefix);

const findIn = <T>(root: TrieNode, { w0, w1, w2, w3, length }: PrefixBits): T | undefined =>
  findPrefix(root, w0, w1, w2, w3, length);

const ipv4Entry = <T>(
  w0: number,
  _w1: number,
  _w2: number,
  _w3: number,
  length: number,
  value: T,
): [Prefix, T] => [ipv4Prefix(w0, length), value];

const ipv6Entry = <T>(
  w0: number,
  w1: number,
  w2: number,
  w3: number,
  length: number,
  value: T,
): [Prefix, T] => [ipv6Prefix(w0, w1, w2, w3, length), value];

const valueOnly = <T>(_w0: number, _w1: number, _w2: number, _w3: number, _length: number, value: T): T =>
  value;
