import { bitCount } from './trie-node';

/** Cells of a block. */
export const BLOCK_CELLS = 64;
/** Words of a block: two of bits, two of where the values are. */
export const BLOCK_WORDS = 4;

/** The length of a run whose value is the number of what lies below its cell. Longer than any prefix. */
export const BELOW = 255;

/** The slot of cells that nothing holds. */
const NO_SLOT = 0;

/** What runs of certain lengths give way to. */
export interface Paint<T> {
  /** Runs of prefixes from `least` to `most` bits give way, all others stay. */
  readonly least: number;
  readonly most: number;
  readonly value: T | undefined;
  /** Bits of the prefix that has the value; 0 of nothing. */
  readonly length: number;
}

/**
 * Rows of 64 cells in which neighbors mostly hold the same, packed: only where the value changes is one kept.
 *
 *     words   [bits of cells 0…31, bits of cells 32…63, where 0…31 begin, where 32…63 begin] of each block
 *     slots   the values of the runs of a block, one beside the other; slot 0 is of cells that nothing holds
 *     lengths bits of the prefix that each of them has
 *
 * A bit is set where a run begins, so the slot of a cell is where its half begins and the number of bits up to its own.
 * A block that nothing holds is zeros and takes no slot. The lowest bit of where a half begins is set where the block
 * has runs of length BELOW.
 */
export class MatchRuns<T> {
  words = new Int32Array(0);
  readonly slots: (T | number | undefined)[] = [undefined];
  lengths = new Uint8Array(256);
  /** For each number of slots, where as many are free in a row. */
  readonly #free: number[][] = Array.from({ length: BLOCK_CELLS + 1 }, () => []);
  // The runs of the block that is being written.
  #count = 0;
  #firstBits = 0;
  #secondBits = 0;
  #hasBelow = 0;
  readonly #values: (T | number | undefined)[] = new Array<T | number | undefined>(BLOCK_CELLS).fill(
    undefined,
  );
  readonly #lengths = new Uint8Array(BLOCK_CELLS);

  /** Bytes of the arrays of numbers. */
  get byteLength(): number {
    return this.words.byteLength + this.lengths.byteLength;
  }

  /** Makes room for the blocks of so many words; new ones are empty. */
  makeRoom(words: number): void {
    if (words <= this.words.length) return;
    const grown = new Int32Array(words + (words >>> 2) + 16 * BLOCK_WORDS);
    grown.set(this.words);
    this.words = grown;
  }

  /** The slot of a cell (its last six bits) of a block. */
  slotOf(block: number, cell: number): number {
    const half = block + ((cell >>> 5) & 1);
    return beginOf(this.words, half) + bitCount((this.words[half] as number) & upTo(cell));
  }

  /** Whether the block has runs of length BELOW. */
  hasBelow(block: number): boolean {
    return ((this.words[block + 2] as number) & 1) !== 0;
  }

  /** The slot of all cells of a block; -1 where it holds more than one run. */
  onlySlotOf(block: number): number {
    const { words } = this;
    return (words[block] as number) >>> 0 > 1 || words[block + 1] !== 0 ? -1 : this.slotOf(block, 0);
  }

  /** Paints the cells of a block from `from` to before `to` whose runs give way. */
  paint(block: number, from: number, to: number, paint: Paint<T | number>): void {
    if (from < to && !this.#paintRun(block, from, to, paint)) this.#rewrite(block, from, to, paint);
  }

  /** Paints what is one run and stays one, as when a value is replaced: false where that is not so. */
  #paintRun(
    block: number,
    from: number,
    to: number,
    { least, most, value, length }: Paint<T | number>,
  ): boolean {
    const { words, slots, lengths } = this;
    const firstBits = words[block] as number;
    const half = from < 32 ? firstBits : (words[block + 1] as number);
    if ((half & (1 << from)) === 0 || nextBegin(firstBits, words[block + 1] as number, from + 1) !== to)
      return false;
    const slot = this.slotOf(block, from);
    const own = lengths[slot] as number;
    if (own < least || own > most) return true;
    if (value === undefined || own === BELOW || length === BELOW) return false;
    if ((from > 0 && slots[slot - 1] === value) || (to < BLOCK_CELLS && slots[slot + 1] === value))
      return false;
    slots[slot] = value;
    lengths[slot] = length;
    return true;
  }

  #rewrite(block: number, from: number, to: number, { least, most, value, length }: Paint<T | number>): void {
    const { words, slots, lengths } = this;
    // The first run begins at cell 0, also where the block is empty.
    const firstBits = (words[block] as number) | 1;
    const secondBits = words[block + 1] as number;
    let slot = this.slotOf(block, 0);
    this.#begin();
    for (let start = 0, end = 0; start < BLOCK_CELLS; start = end, slot++) {
      end = nextBegin(firstBits, secondBits, start + 1);
      const own = slots[slot];
      const ownLength = lengths[slot] as number;
      if (end <= from || start >= to || ownLength < least || ownLength > most) {
        this.#add(start, own, ownLength);
        continue;
      }
      if (start < from) this.#add(start, own, ownLength);
      this.#add(Math.max(start, from), value, length);
      if (end > to) this.#add(to, own, ownLength);
    }
    this.#write(block);
  }

  /** Gives the one run of a cell that is in no block another value; the slot where it is from now on. */
  repaint(slot: number, value: T | number | undefined, length: number): number {
    if (value === undefined) {
      if (slot !== NO_SLOT) this.#giveBack(slot, 1);
      return NO_SLOT;
    }
    const next = slot === NO_SLOT ? this.#take(1) : slot;
    this.slots[next] = value;
    this.lengths[next] = length;
    return next;
  }

  #begin(): void {
    this.#count = 0;
    this.#firstBits = 0;
    this.#secondBits = 0;
    this.#hasBelow = 0;
  }

  #add(start: number, value: T | number | undefined, length: number): void {
    const count = this.#count;
    if (count > 0 && this.#values[count - 1] === value && this.#lengths[count - 1] === length) return;
    if (start < 32) this.#firstBits |= 1 << start;
    else this.#secondBits |= 1 << start;
    if (length === BELOW) this.#hasBelow = 1;
    this.#values[count] = value;
    this.#lengths[count] = length;
    this.#count = count + 1;
  }

  #write(block: number): void {
    const { words, slots } = this;
    const isEmpty = this.#count === 1 && this.#values[0] === undefined;
    const count = isEmpty ? 0 : this.#count;
    const held = bitCount(words[block] as number) + bitCount(words[block + 1] as number);
    let first = beginOf(words, block) + 1;
    if (roomFor(count) !== roomFor(held)) {
      this.#giveBack(first, held);
      first = this.#take(count);
    } else for (let slot = first + count; slot < first + held; slot++) slots[slot] = undefined;
    for (let index = 0; index < count; index++) {
      slots[first + index] = this.#values[index];
      this.lengths[first + index] = this.#lengths[index] as number;
    }
    words[block] = isEmpty ? 0 : this.#firstBits;
    words[block + 1] = this.#secondBits;
    const begin = isEmpty ? NO_SLOT : first - 1;
    words[block + 2] = (begin << 1) | this.#hasBelow;
    words[block + 3] = isEmpty ? NO_SLOT : ((begin + bitCount(this.#firstBits)) << 1) | this.#hasBelow;
  }

  #take(count: number): number {
    const room = roomFor(count);
    const free = this.#free[room]?.pop();
    if (free !== undefined || room === 0) return free ?? 1;
    const first = this.slots.length;
    for (let added = 0; added < room; added++) this.slots.push(undefined);
    if (this.slots.length > this.lengths.length) {
      const lengths = new Uint8Array(this.slots.length + (this.slots.length >>> 1));
      lengths.set(this.lengths);
      this.lengths = lengths;
    }
    return first;
  }

  #giveBack(first: number, count: number): void {
    if (count === 0) return;
    this.slots.fill(undefined, first, first + count);
    this.#free[roomFor(count)]?.push(first);
  }
}

/** Where the runs of half a block begin, less one. */
const beginOf = (words: Int32Array, half: number): number => (words[half + 2] as number) >> 1;

/** The bits of the cells up to this one, of those in its half. */
const upTo = (cell: number): number => (2 << cell) - 1;

/** Slots for so many runs: by fours, so that few changes move a block. */
const roomFor = (count: number): number => (count <= 4 ? count : (count + 3) & ~3);

/** The first cell from `cell` on where a run begins; 64 where none does. */
const nextBegin = (firstBits: number, secondBits: number, cell: number): number => {
  if (cell < 32) {
    const rest = firstBits & (-1 << cell);
    if (rest !== 0) return lowestBit(rest);
  }
  if (cell === BLOCK_CELLS) return BLOCK_CELLS;
  const rest = cell <= 32 ? secondBits : secondBits & (-1 << cell);
  return rest === 0 ? BLOCK_CELLS : 32 + lowestBit(rest);
};

const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits);
