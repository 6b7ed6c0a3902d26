import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import type { Connection } from './connection';
import type { Before } from './decode-row';
import { lineQuery, lineSelects, linesOf, type LineQuery, type Lines } from './fetch-lines';
import { COLUMNS, hashAheadSource, PAGE, PAGE_PLACES, PLACE } from './hash-ahead-source';

/** So many records are worth the start of a thread. */
const RECORDS_MIN = 20_000;
/** Pages that are read ahead, and the bytes of one: what is longer is not read so. */
const PAGES = 6;
const PAGE_BYTES = 1 << 20;
/** So long a page is waited for, ms: then it is read without the other thread. */
const PATIENCE_MS = 5_000;

/**
 * Lines that another thread reads and holds against their hashes while those before them are decoded. That thread has a
 * connection of its own, and judges bytes alone: a page that is not plainly good is left to who asks.
 */
export class HashAhead {
  readonly #places = new Int32Array(new SharedArrayBuffer(4 * (PLACE.pages + PAGES * PAGE_PLACES)));
  readonly #ranges = new Float64Array(new SharedArrayBuffer(8 * 2 * PAGES));
  readonly #bytes = Buffer.from(new SharedArrayBuffer(PAGES * PAGE_BYTES));
  readonly #asked: LineQuery[] = [];
  /** How many pages were asked for so far, and how many of them taken. */
  #askedCount = 0;
  #takenCount = 0;

  /**
   * A thread for a range of records; undefined where it is not worth it, or where no thread can be had.
   *
   * @param connection the connection that asks which pages there are
   */
  static begin(connection: () => Connection, after: Before, toN: number): HashAhead | undefined {
    if (after.n === 0 || toN - after.n < RECORDS_MIN || availableParallelism() < 2) return undefined;
    try {
      return new HashAhead(connection, after, toN);
    } catch {
      return undefined;
    }
  }

  private constructor(
    private readonly connection: () => Connection,
    after: Before,
    private readonly toN: number,
  ) {
    const { readUrl: url, busyTimeoutMs: timeout } = connection();
    const worker = new Worker(hashAheadSource, {
      eval: true,
      // None of the options that this program was started with: they may load more than a thread needs.
      execArgv: [],
      workerData: {
        url,
        timeout,
        libsql: require.resolve('libsql'),
        selects: lineSelects,
        shared: this.#places.buffer,
        ranges: this.#ranges.buffer,
        bytes: this.#bytes.buffer,
        pageBytes: PAGE_BYTES,
        pages: PAGES,
      },
    });
    worker.unref();
    // Seen by waiting in vain.
    worker.on('error', () => undefined);
    this.#askFrom(after);
  }

  /** What follows a record, all of it held against its hashes; undefined where that has to be found out without. */
  take(after: Before): Lines | undefined {
    const query = this.#asked.shift();
    if (query?.after.n !== after.n || query.after.hash !== after.hash) return undefined;
    const page = this.#takenCount % PAGES;
    const base = PLACE.pages + page * PAGE_PLACES;
    while (Atomics.load(this.#places, base) === PAGE.asked)
      if (Atomics.wait(this.#places, base, PAGE.asked, PATIENCE_MS) === 'timed-out') return undefined;
    if (Atomics.load(this.#places, base) !== PAGE.good) return undefined;
    const texts = this.#textsOf(page, base);
    Atomics.store(this.#places, base, PAGE.free);
    this.#takenCount += 1;
    this.#askFrom((this.#asked[this.#asked.length - 1] ?? query).last);
    return linesOf(texts, query);
  }

  /** Ends the thread, and waits until it has let go of the file. */
  close(): void {
    Atomics.store(this.#places, PLACE.isOver, 1);
    for (let page = 0; page < PAGES; page++) {
      const base = PLACE.pages + page * PAGE_PLACES;
      Atomics.store(this.#places, base, PAGE.over);
      Atomics.notify(this.#places, base);
    }
    Atomics.wait(this.#places, PLACE.isClosed, 0, PATIENCE_MS);
  }

  #askFrom(after: Before): void {
    let end = after;
    for (; this.#askedCount - this.#takenCount < PAGES && end.n < this.toN; this.#askedCount++) {
      const query = lineQuery(this.connection(), end, this.toN);
      if (query === undefined) return;
      const page = this.#askedCount % PAGES;
      const base = PLACE.pages + page * PAGE_PLACES;
      this.#ranges[2 * page] = query.after.n;
      this.#ranges[2 * page + 1] = query.last.n;
      this.#places[base + PLACE.select] = query.select;
      Atomics.store(this.#places, base, PAGE.asked);
      Atomics.notify(this.#places, base);
      this.#asked.push(query);
      end = query.last;
    }
  }

  #textsOf(page: number, base: number): readonly string[] {
    let at = page * PAGE_BYTES;
    return Array.from({ length: COLUMNS }, (_, column) => {
      const from = at;
      at += this.#places[base + PLACE.lengths + column] as number;
      return this.#bytes.toString('utf8', from, at);
    });
  }
}
