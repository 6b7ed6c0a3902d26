import { prefixAddress, prefixLength, type AddressFamily, type Prefix } from '../net';
import { PrefixTrie, SortedMap } from '../table';
import type { Bucket } from './buckets';
import { compareSpans, isWithinSpan, spanOf, type Span } from './span';

/** Members by the prefix within which they ask for all, of one family: a trie finds all that hold a prefix. */
export class WithinBuckets<Member> {
  #trie: PrefixTrie<Bucket<Member>>;

  constructor(family: AddressFamily) {
    this.#trie = PrefixTrie.empty(family);
  }

  get isEmpty(): boolean {
    return this.#trie.size === 0;
  }

  add(within: Prefix, member: Member): void {
    const bucket = this.#trie.get(within);
    if (bucket === undefined) this.#trie = this.#trie.with(within, new Set([member]));
    else bucket.add(member);
  }

  remove(within: Prefix, member: Member): void {
    const bucket = this.#trie.get(within);
    if (bucket?.delete(member) === true && bucket.size === 0) this.#trie = this.#trie.without(within);
  }

  /** Adds the buckets of all prefixes in which `prefix` lies to those found. */
  find(prefix: Prefix, found: Bucket<Member>[]): void {
    const length = prefixLength(prefix);
    this.#trie.longestMatch(prefixAddress(prefix), (bucket, heldBits) => {
      if (heldBits <= length) found.push(bucket);
      return false;
    });
  }
}

/** Members by what the prefixes that they ask for have to hold, of one family: in order, so that those in a prefix stand together. */
export class HoldingBuckets<Member> {
  #bySpan = SortedMap.empty<Span, Bucket<Member>>(compareSpans);

  get isEmpty(): boolean {
    return this.#bySpan.size === 0;
  }

  add(holding: Prefix, member: Member): void {
    const span = spanOf(holding);
    const bucket = this.#bySpan.get(span);
    if (bucket === undefined) this.#bySpan = this.#bySpan.with(span, new Set([member]));
    else bucket.add(member);
  }

  remove(holding: Prefix, member: Member): void {
    const span = spanOf(holding);
    const bucket = this.#bySpan.get(span);
    if (bucket?.delete(member) === true && bucket.size === 0) this.#bySpan = this.#bySpan.without(span);
  }

  /** Adds the buckets of all that `prefix` holds to those found. */
  find(prefix: Prefix, found: Bucket<Member>[]): void {
    const span = spanOf(prefix);
    for (const [held, bucket] of this.#bySpan.entries(span)) {
      if (!isWithinSpan(held, span)) return;
      found.push(bucket);
    }
  }
}
