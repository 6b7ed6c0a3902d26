import {
  ipv4Prefix,
  ipv4PrefixToNumber,
  ipv4ToNumber,
  ipv6Prefix,
  ipv6PrefixToWords,
  ipv6ToWords,
  prefixLength,
  type AddressFamily,
  type IpAddress,
  type Prefix,
} from '../net';
import { nextBatchNumber } from './batch-number';
import { eachIpv4Change, type VisitIpv4Change } from './trie-changes';
import { TrieEdit } from './trie-edit';
import { findPrefix, longestAccepted, longestIpv4, longestIpv6, type Accept } from './trie-lookup';
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

  /** The value of this very prefix. */
  get(prefix: Prefix): T | undefined {
    return getIn(this.family, this.root, prefix);
  }

  has(prefix: Prefix): boolean {
    return this.get(prefix) !== undefined;
  }

  /** The trie with `value` at `prefix`; this very trie when it is there already. */
  with(prefix: Prefix, value: T): PrefixTrie<T> {
    const edit = new TrieEdit(0);
    return this.next(putIn(edit, this.family, this.root, prefix, value), edit.grown);
  }

  /** The trie without `prefix`; this very trie when it is absent. */
  without(prefix: Prefix): PrefixTrie<T> {
    const edit = new TrieEdit(0);
    return this.next(takeIn(edit, this.family, this.root, prefix), edit.grown);
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
    const { family, size } = this;
    const edit = new TrieEdit(nextBatchNumber());
    let root = this.root;
    let isOpen = true;
    const assertOpen = (): void => {
      if (!isOpen) throw new Error('the batch has ended: its trie was handed out');
    };
    try {
      fn({
        get size() {
          return size + edit.grown;
        },
        get: (prefix) => {
          assertOpen();
          return getIn(family, root, prefix);
        },
        set: (prefix, value) => {
          assertOpen();
          root = putIn(edit, family, root, prefix, value);
        },
        delete: (prefix) => {
          assertOpen();
          root = takeIn(edit, family, root, prefix);
        },
      });
    } finally {
      isOpen = false;
    }
    return this.next(root, edit.grown);
  }

  private next(root: TrieNode, grown: number): PrefixTrie<T> {
    return root === this.root ? this : new PrefixTrie<T>(this.family, root, this.size + grown);
  }
}

const getIn = <T>(family: AddressFamily, root: TrieNode, prefix: Prefix): T | undefined => {
  const length = prefixLength(prefix);
  if (family === 'AF_INET') return findPrefix(root, ipv4PrefixToNumber(prefix), 0, 0, 0, length);
  const [w0, w1, w2, w3] = ipv6PrefixToWords(prefix);
  return findPrefix(root, w0, w1, w2, w3, length);
};

const putIn = <T>(
  edit: TrieEdit,
  family: AddressFamily,
  root: TrieNode,
  prefix: Prefix,
  value: T,
): TrieNode => {
  const length = prefixLength(prefix);
  if (family === 'AF_INET') return edit.put(root, ipv4PrefixToNumber(prefix), 0, 0, 0, length, value);
  const [w0, w1, w2, w3] = ipv6PrefixToWords(prefix);
  return edit.put(root, w0, w1, w2, w3, length, value);
};

const takeIn = (edit: TrieEdit, family: AddressFamily, root: TrieNode, prefix: Prefix): TrieNode => {
  const length = prefixLength(prefix);
  if (family === 'AF_INET') return edit.take(root, ipv4PrefixToNumber(prefix), 0, 0, 0, length);
  const [w0, w1, w2, w3] = ipv6PrefixToWords(prefix);
  return edit.take(root, w0, w1, w2, w3, length);
};

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
