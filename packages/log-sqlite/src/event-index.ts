import { termOf, type CommitRecord, type LogRecord, type NoopRecord } from '@netlapse/core';

import type { CacheFiles } from './cache-files';
import { hashOfTerm, RECORDS_MAX, Segment, SegmentEntries } from './index-segment';

/** The number of this program's way to index: segments of another one are made anew. */
const INDEX_VERSION = 2;

/** Entries after which a segment is done. */
const SEGMENT_SIZE = 32_768;

/** The end of a log is worth a segment of its own, once it was written or read, from this part of a whole one on. */
const TAIL_PART = 1 / 16;

/** Records between two that are wanted which are read over rather than sought anew. */
const READ_OVER = 16;

/** So many records that no segment has yet are looked through again by whoever writes on; beyond it, nobody does. */
const GAP_MAX = 200_000;

/** Under this noops are, which hold no event; no term of one begins so. */
const NOOP_HASH = hashOfTerm('record/noop');

/** Under which hashes a record is found. */
function* hashesOf(record: LogRecord): IterableIterator<number> {
  if (record.kind === 'noop') yield NOOP_HASH;
  if (record.kind === 'commit') for (const event of record.events) yield hashOfTerm(termOf(event));
}

const nameForm = /^(\d{1,16})-(\d{1,16})\.index$/;

/** A stretch of records. */
interface Stretch {
  readonly fromN: number;
  readonly toN: number;
}

const nameOf = ({ fromN, toN }: Stretch): string => `${fromN}-${toN}.index`;

/** What an index reads of its log. */
export interface IndexedRecords {
  records(fromN: number, toN: number): IterableIterator<LogRecord>;
  /** Hash of a record. */
  hashOf(n: number): string;
}

/**
 * Finds the records of a log that hold events under a term, in segments kept as files of the log's cache: whoever
 * appends adds to it, and whoever finds one missing makes it while reading. Never believed beyond its digest and the
 * hash of the last record of each segment; what no segment has is read.
 */
export class EventIndex {
  /** Of the segment in the making. */
  #entries = new SegmentEntries();
  #fromN = 1;
  /** The last record that is in the entries; undefined where nobody adds to the index. */
  #toN: number | undefined;

  /** @param segmentSize entries of a segment; only tests give another than the usual one */
  constructor(
    private readonly files: CacheFiles,
    private readonly log: IndexedRecords,
    private readonly segmentSize = SEGMENT_SIZE,
  ) {}

  /** Begins to take note of what is appended to a log that ends with a record. */
  follow(headN: number): void {
    const covered = this.#stretches().at(-1)?.toN ?? 0;
    if (covered > headN || headN - covered > GAP_MAX) return;
    this.#begin(covered + 1);
    this.#toN = covered;
  }

  /** Takes note of records that were appended. */
  note(records: readonly LogRecord[]): void {
    if (this.#toN === undefined) return;
    const [first] = records;
    // What was there when it was opened, and is in no segment: it is read when the first record follows.
    if (first !== undefined && first.n > this.#toN + 1)
      for (const record of this.log.records(this.#toN + 1, first.n - 1)) this.#add(record);
    for (const record of records) this.#add(record);
  }

  /** Takes leave of a log at its head: its end becomes a segment where it is worth one. */
  leave(head: Pick<LogRecord, 'n' | 'hash'>): void {
    if (this.#toN === head.n && this.#isWorthASegment) this.#finish(head);
  }

  get #isWorthASegment(): boolean {
    return this.#entries.size >= TAIL_PART * this.segmentSize;
  }

  #begin(fromN: number): void {
    this.#entries = new SegmentEntries();
    this.#fromN = fromN;
  }

  #add(record: LogRecord): void {
    this.#toN = record.n;
    for (const hash of hashesOf(record)) this.#entries.add(hash, record.n - this.#fromN);
    if (this.#entries.size < this.segmentSize && record.n - this.#fromN < RECORDS_MAX - 1) return;
    this.#finish(record);
  }

  /** Writes the segment that ends with a record. */
  #finish(last: Pick<LogRecord, 'n' | 'hash'>): void {
    const stretch = { fromN: this.#fromN, toN: last.n };
    this.files.write(nameOf(stretch), {
      label: { ...stretch, hash: last.hash, version: INDEX_VERSION },
      body: this.#entries.encode(),
    });
    this.#begin(last.n + 1);
  }

  /**
   * The stretches of the segments that there seem to be, from the first record on without a gap. Of those that begin
   * alike the longest: whoever reads may have made a shorter one of an end that went on.
   */
  #stretches(): readonly Stretch[] {
    const found = this.files
      .names()
      .flatMap((name) => {
        const [, fromN, toN] = nameForm.exec(name) ?? [];
        return fromN === undefined || toN === undefined ? [] : [{ fromN: Number(fromN), toN: Number(toN) }];
      })
      .sort((a, b) => a.fromN - b.fromN || b.toN - a.toN);
    const chained: Stretch[] = [];
    for (const stretch of found)
      if (stretch.fromN === (chained.at(-1)?.toN ?? 0) + 1 && stretch.toN >= stretch.fromN)
        chained.push(stretch);
    return chained;
  }

  #segment(stretch: Stretch, headN: number): Segment | undefined {
    if (stretch.toN > headN) return undefined;
    const segment = this.#ours(stretch);
    // It would stand in the way of the one that is made now.
    if (segment === undefined) this.files.remove(nameOf(stretch));
    return segment;
  }

  #ours(stretch: Stretch): Segment | undefined {
    const found = this.files.read(nameOf(stretch));
    if (found === undefined) return undefined;
    const { fromN, toN, hash, version } = found.label as Readonly<Record<string, unknown>>;
    const isOurs =
      version === INDEX_VERSION &&
      fromN === stretch.fromN &&
      toN === stretch.toN &&
      hash === this.log.hashOf(stretch.toN);
    return isOurs ? Segment.of(found.body) : undefined;
  }

  /** The appends of a range that hold an event under one of some terms, or one that is taken for it; in order. */
  *touching(
    terms: readonly string[],
    fromN: number,
    toN: number,
    headN: number,
  ): IterableIterator<CommitRecord> {
    for (const record of this.#under(new Set(terms.map(hashOfTerm)), fromN, toN, headN))
      if (record.kind === 'commit') yield record;
  }

  /** The noops of a range, in order. */
  *noops(fromN: number, toN: number, headN: number): IterableIterator<NoopRecord> {
    for (const record of this.#under(new Set([NOOP_HASH]), fromN, toN, headN))
      if (record.kind === 'noop') yield record;
  }

  *#under(
    hashes: ReadonlySet<number>,
    fromN: number,
    toN: number,
    headN: number,
  ): IterableIterator<LogRecord> {
    let next = 1;
    for (const stretch of this.#stretches()) {
      if (stretch.fromN > toN) return;
      const isWanted = stretch.toN >= fromN;
      const segment = isWanted ? this.#segment(stretch, headN) : undefined;
      if (isWanted && segment === undefined) break;
      if (segment !== undefined) yield* this.#found(segment, hashes, stretch, fromN, toN);
      next = stretch.toN + 1;
    }
    if (next <= toN) yield* this.#read(hashes, next, fromN, toN, headN);
  }

  *#found(
    segment: Segment,
    hashes: ReadonlySet<number>,
    stretch: Stretch,
    fromN: number,
    toN: number,
  ): IterableIterator<LogRecord> {
    const places = new Set<number>();
    for (const hash of hashes) segment.collect(hash, places);
    const wanted = Uint32Array.from(places)
      .sort()
      .map((place) => stretch.fromN + place)
      .filter((n) => n >= fromN && n <= toN);
    for (let start = 0; start < wanted.length;) {
      let end = start + 1;
      while (end < wanted.length && (wanted[end] as number) - (wanted[end - 1] as number) <= READ_OVER) end++;
      const run = new Set(wanted.subarray(start, end));
      for (const record of this.log.records(wanted[start] as number, wanted[end - 1] as number))
        if (run.has(record.n)) yield record;
      start = end;
    }
  }

  /** Reads what no segment has; segments are made on the way where the reading begins where the first is missing. */
  *#read(
    hashes: ReadonlySet<number>,
    next: number,
    fromN: number,
    toN: number,
    headN: number,
  ): IterableIterator<LogRecord> {
    const makes = fromN <= next;
    const index = makes ? new EventIndex(this.files, this.log, this.segmentSize) : undefined;
    if (index !== undefined) {
      index.#begin(next);
      index.#toN = next - 1;
    }
    let last: LogRecord | undefined;
    for (const record of this.log.records(makes ? next : fromN, Math.min(toN, headN))) {
      index?.note([record]);
      last = record;
      for (const hash of hashesOf(record))
        if (hashes.has(hash)) {
          yield record;
          break;
        }
    }
    if (last?.n === headN) index?.leave(last);
  }
}
