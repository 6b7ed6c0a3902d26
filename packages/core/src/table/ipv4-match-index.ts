import { BELOW, BLOCK_CELLS, BLOCK_WORDS, MatchRuns, type Paint } from './match-runs';
import { PrefixTrie } from './prefix-trie';

/** A group of four blocks has a cell for each value of eight bits. */
const GROUP_WORDS = 4 * BLOCK_WORDS;
/** Prefixes up to this length stand by themselves, each in a cell for every value of the first 8 bits that it holds. */
const SHORT_MAX = 8;
/** The bits that are decided by the cells of the top, of a group below it, and of one below that. */
const TOP_MAX = 16;
const GROUP_MAX = 24;
const ADDRESS = 32;

/**
 * Finds the longest prefix that holds an IPv4 address, for one version of a trie at a time, in place, beside it. Of a full
 * table a lookup reads a quarter of a megabyte at random, then two, then nine: so few as to stay in a processor's cache.
 *
 *     16 bits           8 bits             8 bits
 *     top ── value
 *         ── group ───▶ cells ── value
 *                             ── group ───▶ cells ── value
 *         ── nothing, at any level: then /8 and shorter
 *
 * A cell holds the value of its longest prefix of more than 8 bits, whatever its length, or what is below it. Cells of
 * a group mostly hold the same as their neighbors, so groups keep their runs alone (MatchRuns).
 */
export class Ipv4MatchIndex<T> {
  /** The slot of a cell, or the complement of where the group below it begins. */
  readonly #top = new Int32Array(1 << TOP_MAX);
  readonly #runs = new MatchRuns<T>();
  readonly #short: (T | undefined)[] = new Array<T | undefined>(1 << SHORT_MAX).fill(undefined);
  /** Bits of the prefixes there and one more; 0 of nothing. */
  readonly #shortLengths = new Uint8Array(1 << SHORT_MAX);
  readonly #freeGroups: number[] = [];
  #end = 0;
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
    const runs = this.#runs;
    let slot = this.#top[bits >>> 16] as number;
    if (slot < 0) {
      const block = blockOf(~slot, bits >>> 8);
      slot = runs.slotOf(block, bits >>> 8);
      if (runs.hasBelow(block) && runs.lengths[slot] === BELOW)
        slot = runs.slotOf(blockOf(runs.slots[slot] as number, bits), bits);
    }
    const found = runs.slots[slot] as T | undefined;
    return found === undefined ? this.#short[bits >>> 24] : found;
  }

  /** Bytes of the arrays of numbers. */
  get byteLength(): number {
    return this.#top.byteLength + this.#runs.byteLength;
  }

  #change(bits: number, length: number, value: T | undefined): void {
    const isGone = value === undefined;
    const paint = isGone ? this.#removal(bits, length) : { least: 0, most: length, value, length };
    if (length <= SHORT_MAX) return this.#paintShort(bits, length, paint);
    if (length <= TOP_MAX) return this.#paintTop(bits, length, paint);
    const group = this.#groupBelowTop(bits >>> 16);
    const cell = (bits >>> 8) & 255;
    if (length <= GROUP_MAX) this.#paintGroup(group, cell, cell + (1 << (GROUP_MAX - length)), paint);
    else {
      const inner = this.#groupBelow(group, cell);
      this.#paintGroup(inner, bits & 255, (bits & 255) + (1 << (ADDRESS - length)), paint);
      if (isGone) this.#closeBelow(group, cell, inner);
    }
    if (isGone) this.#closeBelowTop(bits >>> 16, group);
  }

  // What takes the place of a removed prefix is the next shorter one of the trie as it is now, whatever else has
  // changed: so changes may come in any order. One that stands by itself is found there.
  #removal(bits: number, length: number): Paint<T> {
    let shorter = -1;
    const value = this.#trie.longestMatchIpv4(bits, (_, other) => {
      shorter = other;
      return other < length;
    });
    return value !== undefined && shorter > SHORT_MAX === length > SHORT_MAX
      ? { least: length, most: length, value, length: shorter }
      : { least: length, most: length, value: undefined, length: length > SHORT_MAX ? 0 : -1 };
  }

  #paintShort(bits: number, length: number, { least, most, value, length: next }: Paint<T>): void {
    const first = bits >>> 24;
    const end = first + (1 << (SHORT_MAX - length));
    for (let cell = first; cell < end; cell++) {
      const own = (this.#shortLengths[cell] as number) - 1;
      if (own > most || (own >= 0 && own < least)) continue;
      this.#short[cell] = value;
      this.#shortLengths[cell] = next + 1;
    }
  }

  #paintTop(bits: number, length: number, paint: Paint<T>): void {
    const runs = this.#runs;
    const first = bits >>> 16;
    const end = first + (1 << (TOP_MAX - length));
    for (let cell = first; cell < end; cell++) {
      const slot = this.#top[cell] as number;
      if (slot < 0) {
        this.#paintGroup(~slot, 0, 256, paint);
        continue;
      }
      const own = runs.lengths[slot] as number;
      if (own >= paint.least && own <= paint.most)
        this.#top[cell] = runs.repaint(slot, paint.value, paint.length);
    }
  }

  /** Paints the cells of a group from `first` to before `end`, and all that is below them. */
  #paintGroup(group: number, first: number, end: number, paint: Paint<T>): void {
    const runs = this.#runs;
    for (let cell = first; cell < end; cell = (cell | (BLOCK_CELLS - 1)) + 1) {
      const block = blockOf(group, cell);
      const from = cell & (BLOCK_CELLS - 1);
      const to = Math.min(from + end - cell, BLOCK_CELLS);
      if (runs.hasBelow(block)) this.#paintBelow(block, from, to, paint);
      runs.paint(block, from, to, paint);
    }
  }

  #paintBelow(block: number, from: number, to: number, paint: Paint<T>): void {
    const runs = this.#runs;
    for (let cell = from; cell < to; cell++) {
      const slot = runs.slotOf(block, cell);
      if (runs.lengths[slot] === BELOW) this.#paintGroup(runs.slots[slot] as number, 0, 256, paint);
    }
  }

  /** Where the group below a cell of the top begins; it is made where it is not there. */
  #groupBelowTop(cell: number): number {
    const slot = this.#top[cell] as number;
    if (slot < 0) return ~slot;
    const group = this.#newGroup(slot);
    this.#runs.repaint(slot, undefined, 0);
    this.#top[cell] = ~group;
    return group;
  }

  /** The same below a cell of a group. */
  #groupBelow(group: number, cell: number): number {
    const runs = this.#runs;
    const block = blockOf(group, cell);
    const slot = runs.slotOf(block, cell);
    const length = runs.lengths[slot] as number;
    if (length === BELOW) return runs.slots[slot] as number;
    const inner = this.#newGroup(slot);
    paintCell(runs, block, cell, { least: length, most: length, value: inner, length: BELOW });
    return inner;
  }

  /** Gives back the group below a cell where nothing is left in it that the cell itself could not hold. */
  #closeBelowTop(cell: number, group: number): void {
    const runs = this.#runs;
    const slot = this.#onlySlotOf(group, TOP_MAX);
    if (slot < 0) return;
    this.#top[cell] = runs.repaint(0, runs.slots[slot], runs.lengths[slot] as number);
    this.#giveBack(group);
  }

  #closeBelow(group: number, cell: number, inner: number): void {
    const runs = this.#runs;
    const slot = this.#onlySlotOf(inner, GROUP_MAX);
    if (slot < 0) return;
    const [value, length] = [runs.slots[slot], runs.lengths[slot] as number];
    paintCell(runs, blockOf(group, cell), cell, { least: BELOW, most: BELOW, value, length });
    this.#giveBack(inner);
  }

  /** A slot of the value that all cells of a group hold; -1 where they differ, or its prefix is longer than `most`. */
  #onlySlotOf(group: number, most: number): number {
    const { slots, lengths } = this.#runs;
    const first = this.#runs.onlySlotOf(group);
    if (first < 0 || (lengths[first] as number) > most) return -1;
    for (let block = group + BLOCK_WORDS; block < group + GROUP_WORDS; block += BLOCK_WORDS) {
      const slot = this.#runs.onlySlotOf(block);
      if (slot < 0 || slots[slot] !== slots[first] || lengths[slot] !== lengths[first]) return -1;
    }
    return first;
  }

  /** A group whose cells hold what is at a slot. */
  #newGroup(slot: number): number {
    const runs = this.#runs;
    const group = this.#freeGroups.pop() ?? this.#end;
    if (group === this.#end) {
      this.#end += GROUP_WORDS;
      runs.makeRoom(this.#end);
    }
    const [value, length] = [runs.slots[slot], runs.lengths[slot] as number];
    for (let block = group; block < group + GROUP_WORDS; block += BLOCK_WORDS)
      runs.paint(block, 0, BLOCK_CELLS, { least: 0, most: 0, value, length });
    return group;
  }

  #giveBack(group: number): void {
    for (let block = group; block < group + GROUP_WORDS; block += BLOCK_WORDS)
      this.#runs.paint(block, 0, BLOCK_CELLS, { least: 0, most: BELOW, value: undefined, length: 0 });
    this.#freeGroups.push(group);
  }
}

/** The block of a cell (its last eight bits) of a group. */
const blockOf = (group: number, cell: number): number => group + ((cell >>> 6) & 3) * BLOCK_WORDS;

const paintCell = <T>(runs: MatchRuns<T>, block: number, cell: number, paint: Paint<T | number>): void => {
  const place = cell & (BLOCK_CELLS - 1);
  runs.paint(block, place, place + 1, paint);
};
