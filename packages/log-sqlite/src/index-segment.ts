/*
 * A segment of the index of a log: for a stretch of records the numbers of those that hold events under a term. A term
 * is kept as a hash of 32 bits: two that have the same are found together, and told apart by reading the records.
 *
 *     [order mark, distinct hashes, entries, ...hashes ascending, ...starts of their entries, ...record numbers]
 *
 * all of them uint32, record numbers counted from the segment's first.
 */

/** Tells files that were written on a machine of another byte order. */
const ORDER_MARK = 0x6e6c_6978;
const HEADER = 3;

/** Records of one segment at most: hash and number of a record fit into one number of 53 bits. */
export const RECORDS_MAX = 1 << 21;

/** FNV-1a over the UTF-16 code units of a term. */
export const hashOfTerm = (term: string): number => {
  let hash = 0x811c_9dc5;
  for (let index = 0; index < term.length; index++)
    hash = Math.imul(hash ^ term.charCodeAt(index), 0x0100_0193);
  return hash >>> 0;
};

/** What a segment is made of: each term's hash with the number of a record that it is in, from the first. */
export class SegmentEntries {
  #pairs = new Float64Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(hash: number, record: number): void {
    if (this.#size === this.#pairs.length) {
      const grown = new Float64Array(2 * this.#pairs.length);
      grown.set(this.#pairs);
      this.#pairs = grown;
    }
    this.#pairs[this.#size++] = hash * RECORDS_MAX + record;
  }

  /** The segment of these entries. */
  encode(): Uint8Array {
    const pairs = this.#pairs.subarray(0, this.#size).sort();
    const hashes: number[] = [];
    const starts: number[] = [];
    const records: number[] = [];
    let before = -1;
    for (const pair of pairs) {
      // An append may hold several events under one term.
      if (pair === before) continue;
      before = pair;
      const hash = Math.floor(pair / RECORDS_MAX);
      if (hashes[hashes.length - 1] !== hash) {
        hashes.push(hash);
        starts.push(records.length);
      }
      records.push(pair % RECORDS_MAX);
    }
    const words = Uint32Array.of(ORDER_MARK, hashes.length, records.length);
    const all = new Uint32Array(HEADER + 2 * hashes.length + records.length);
    all.set(words);
    all.set(hashes, HEADER);
    all.set(starts, HEADER + hashes.length);
    all.set(records, HEADER + 2 * hashes.length);
    return new Uint8Array(all.buffer);
  }
}

/** A segment as it is kept, for looking up. */
export class Segment {
  private constructor(private readonly words: Uint32Array) {}

  /** @returns undefined for bytes that are no segment */
  static of(bytes: Uint8Array): Segment | undefined {
    if (bytes.length % 4 !== 0) return undefined;
    // A view of words must begin at a multiple of four bytes.
    const words = new Uint32Array(Uint8Array.from(bytes).buffer);
    const [mark, hashes = 0, records = 0] = words;
    return mark === ORDER_MARK && words.length === HEADER + 2 * hashes + records
      ? new Segment(words)
      : undefined;
  }

  /** Adds the records of a hash to a set. */
  collect(hash: number, into: Set<number>): void {
    const { words } = this;
    const count = words[1] as number;
    const end = HEADER + count;
    let low = HEADER;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((words[middle] as number) < hash) low = middle + 1;
      else high = middle;
    }
    if (low === end || words[low] !== hash) return;
    const first = end + count;
    const from = words[low + count] as number;
    const to = low + 1 === end ? (words[2] as number) : (words[low + 1 + count] as number);
    for (let at = from; at < to; at++) into.add(words[first + at] as number);
  }
}
