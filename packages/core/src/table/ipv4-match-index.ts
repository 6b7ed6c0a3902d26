import { MatchHandles, NO_HANDLE } from './match-handles';
import { PrefixTrie } from './prefix-trie';

/** 65,536 cells for the first 16 bits, then one for each value of the first 8. */
const OCTETS = 1 << 16;
const FIRST_BLOCK = OCTETS + 256;
/** A block is 256 cells, then the handle of the cell that it replaced, then how many of its cells are taken. */
const REPLACED = 256;
const TAKEN = 257;
const BLOCK_SIZE = 258;

/**
 * Finds the longest prefix that holds an IPv4 address with at most three reads (DIR-16-8-8): for one version of a trie
 * at a time, in place, beside it.
 *
 *     16 bits              8 bits               8 bits
 *     cells ── handle      block ── handle      block ── handle
 *           ── block ────▶       ── block ────▶       ── nothing: what the block replaced, then /8 and shorter
 *
 * A cell holds 0 for nothing, a handle, or the complement of where its block begins. A prefix stands in the cells of
 * the level in which it ends, never below: 128 of them at most. Those of 8 bits and less stand by themselves.
 */
export class Ipv4MatchIndex<T> {
  #cells = new Int32Array(FIRST_BLOCK + 64 * BLOCK_SIZE);
  #end = FIRST_BLOCK;
  readonly #freeBlocks: number[] = [];
  readonly #handles = new MatchHandles<T>();
  readonly #values = this.#handles.values;
  #trie: PrefixTrie<T> = PrefixTrie.empty<T>('AF_INET');

  /** Takes over what is different in `trie` from the one followed so far, at a cost of what is. */
  follow(trie: PrefixTrie<T>): void {
    if (trie === this.#trie) return;
    const before = this.#trie;
    this.#trie = trie;
    trie.eachIpv4Change(before, (bits, length, value) => this.#change(bits, length, value));
  }

  /** The value of the longest prefix that holds the address, a uint32 or the int32 of the same bits. */
  longestMatch(bits: number): T | undefined {
    const cells = this.#cells;
    let found = cells[bits >>> 16] as number;
    if (found < 0) {
      const block = ~found;
      found = cells[block + ((bits >>> 8) & 255)] as number;
      if (found < 0) {
        const inner = ~found;
        found = cells[inner + (bits & 255)] as number;
        if (found === 0) found = cells[inner + REPLACED] as number;
      }
      if (found === 0) found = cells[block + REPLACED] as number;
    }
    if (found === 0) found = cells[OCTETS + (bits >>> 24)] as number;
    return this.#values[found];
  }

  /** Bytes of the arrays of numbers. */
  get byteLength(): number {
    return this.#cells.byteLength;
  }

  #change(bits: number, length: number, value: T | undefined): void {
    if (value === undefined) this.#remove(bits, length);
    else this.#put(this.#openBlock(bits, length), bits, length, this.#handles.take(value, length));
  }

  // What takes the place of a removed prefix is the next shorter one of the trie as it is now, whatever else has
  // changed: so changes may come in any order. One that ends in a level above is found there.
  #remove(bits: number, length: number): void {
    const block = this.#blockOf(bits, length);
    if (block < 0) return;
    let otherLength = 0;
    const value = this.#trie.longestMatchIpv4(bits, (_, other) => {
      otherLength = other;
      return other < length;
    });
    const isOfLevel = value !== undefined && endOf(otherLength) === endOf(length);
    this.#put(block, bits, length, isOfLevel ? this.#handles.take(value, otherLength) : NO_HANDLE);
    this.#closeEmptyBlocks(bits, length);
  }

  /** Puts a handle into the cells of a prefix, but for those that a longer one has. */
  #put(block: number, bits: number, length: number, handle: number): void {
    const cells = this.#cells;
    const handles = this.#handles;
    const first = firstCellOf(block, bits, length);
    const end = first + (1 << (endOf(length) - length));
    for (let cell = first; cell < end; cell++) {
      const own = cells[cell] as number;
      const place = own < 0 ? ~own + REPLACED : cell;
      const old = cells[place] as number;
      if (handles.lengthOf(old) > length) continue;
      cells[place] = handle;
      if (own >= 0 && block > 0) this.#count(block, old, handle);
      handles.hold(handle);
      handles.letGo(old);
    }
    handles.releaseUnheld(handle);
  }

  /** Keeps the number of cells of a block that are taken. */
  #count(block: number, old: number, next: number): void {
    if ((old === 0) !== (next === 0))
      this.#cells[block + TAKEN] = (this.#cells[block + TAKEN] as number) + (next === 0 ? -1 : 1);
  }

  /** Where the block of a prefix begins, 0 for one of the first two levels; -1 where there is none. */
  #blockOf(bits: number, length: number): number {
    if (length <= 16) return 0;
    const outer = this.#cells[bits >>> 16] as number;
    if (outer >= 0) return -1;
    if (length <= 24) return ~outer;
    const inner = this.#cells[~outer + ((bits >>> 8) & 255)] as number;
    return inner >= 0 ? -1 : ~inner;
  }

  /** The same, with the blocks made that are not there. */
  #openBlock(bits: number, length: number): number {
    if (length <= 16) return 0;
    const outer = this.#blockAt(bits >>> 16, 0);
    return length <= 24 ? outer : this.#blockAt(outer + ((bits >>> 8) & 255), outer);
  }

  #blockAt(cell: number, owner: number): number {
    const own = this.#cells[cell] as number;
    if (own < 0) return ~own;
    const block = this.#freeBlocks.pop() ?? this.#newBlock();
    this.#cells.fill(0, block, block + BLOCK_SIZE);
    this.#cells[block + REPLACED] = own;
    this.#cells[cell] = ~block;
    if (owner > 0) this.#count(owner, own, ~block);
    return block;
  }

  #newBlock(): number {
    const block = this.#end;
    this.#end += BLOCK_SIZE;
    if (this.#end > this.#cells.length) {
      // By a quarter: the blocks of a full table are tens of megabytes.
      const cells = new Int32Array(
        this.#cells.length + BLOCK_SIZE * Math.ceil(this.#cells.length / BLOCK_SIZE / 4),
      );
      cells.set(this.#cells);
      this.#cells = cells;
    }
    return block;
  }

  #closeEmptyBlocks(bits: number, length: number): void {
    if (length <= 16) return;
    const outer = ~(this.#cells[bits >>> 16] as number);
    if (length > 24) this.#closeIfEmpty(outer + ((bits >>> 8) & 255), outer);
    this.#closeIfEmpty(bits >>> 16, 0);
  }

  #closeIfEmpty(cell: number, owner: number): void {
    const block = ~(this.#cells[cell] as number);
    if (this.#cells[block + TAKEN] !== 0) return;
    const replaced = this.#cells[block + REPLACED] as number;
    this.#cells[cell] = replaced;
    if (owner > 0) this.#count(owner, ~block, replaced);
    this.#freeBlocks.push(block);
  }
}

/** The level in which a prefix ends: 8, 16, 24 or 32 bits. */
const endOf = (length: number): number => (length <= 8 ? 8 : (length + 7) & ~7);

const firstCellOf = (block: number, bits: number, length: number): number => {
  if (length <= 8) return OCTETS + (bits >>> 24);
  if (length <= 16) return bits >>> 16;
  return block + ((length <= 24 ? bits >>> 8 : bits) & 255);
};
