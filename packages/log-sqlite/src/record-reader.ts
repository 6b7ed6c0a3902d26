import {
  EMPTY_HEAD,
  LogCorrupt,
  LogError,
  LogUnavailable,
  type Hasher,
  type Head,
  type LogPosition,
  type LogRecord,
} from '@netlapse/core';

import { CheckedSpan } from './checked-span';
import type { Connection, SqlValue } from './connection';
import { assertNext, checkRow, type Before } from './decode-row';
import { messageOf } from './error-facts';
import { checkFile } from './file-check';
import { fetchRows, type RecordRow } from './fetch-rows';
import { RowDecoder } from './row-decoder';
import { COMMAND_ID, HAS_COMMAND_ID } from './schema';
import { isDamage } from './sqlite-codes';

/** Rows fetched at once: enough to make a call cheap, few enough to hold. */
const PAGE_SIZE = 256;

// Casts, because in a damaged file any column may hold anything: see Connection.
const selectEnds = 'SELECT (SELECT max(n) FROM records), (SELECT max(seq) FROM events)';
const selectPosition = 'SELECT CAST(last_seq AS INTEGER), CAST(at AS INTEGER) FROM records WHERE n = ?';
const selectHash = 'SELECT CAST(hash AS BLOB) FROM records WHERE n = ?';
const selectRecordOfSeq = 'SELECT CAST(n AS INTEGER) FROM events WHERE seq = ?';
const selectCommand = `SELECT n FROM records WHERE ${HAS_COMMAND_ID} AND ${COMMAND_ID} = ? ORDER BY n LIMIT 1`;

/**
 * Reads records from the tables. Each record's hash is checked against the stored bytes the first time that
 * this reader comes by it; after that only its form and place are.
 */
export class RecordReader {
  readonly #checked = new CheckedSpan();
  readonly #decoder = new RowDecoder();

  /**
   * @param connection asked for at each read: a log that is only read may have to be opened anew
   * @param onProgress called after each page of a range, with the record reached and the last of the range
   */
  constructor(
    private readonly file: string,
    private readonly connection: () => Connection,
    private readonly hasher: Hasher,
    private readonly onProgress: (n: number, ofN: number) => void = () => undefined,
  ) {}

  /** The end of the log at this moment. */
  head(): Head {
    // One statement, so that no writer comes in between; what it finds stays as it is.
    const [n, greatestSeq] = this.#integers(0, selectEnds) ?? [];
    const head = typeof n === 'number' ? this.#headAt(n) : EMPTY_HEAD;
    if (typeof greatestSeq === 'number' && greatestSeq > head.seq)
      throw new LogCorrupt(head.n + 1, `it is missing; there are events up to ${greatestSeq}`);
    return head;
  }

  /** Takes records for whole without reading them: those just written. */
  trust(fromN: number, toN: number): void {
    this.#checked.add(fromN, toN);
  }

  /**
   * The records of a range, read page by page; both ends included, within the log.
   *
   * @param assertOpen called whenever a record is asked for
   */
  *records(fromN: number, toN: number, assertOpen?: () => void): IterableIterator<LogRecord> {
    assertOpen?.();
    let before = this.#before(fromN);
    while (before.n < toN) {
      for (const row of this.#page(before, toN)) {
        const isHashed = this.#checkOnce(row, before);
        yield this.#decoder.decode(row, before, isHashed);
        assertOpen?.();
        before = { n: row.n, hash: row.hash, seq: row.lastSeq };
      }
      this.onProgress(before.n, toN);
    }
  }

  /**
   * Checks the chain of a range without decoding its records.
   *
   * @throws LogCorrupt with the number of the first record that is not as it was written.
   */
  checkChain(fromN: number, toN: number): void {
    let before = this.#before(fromN);
    while (before.n < toN) {
      for (const row of this.#page(before, toN)) {
        this.#checkOnce(row, before);
        before = { n: row.n, hash: row.hash, seq: row.lastSeq };
      }
      this.onProgress(before.n, toN);
    }
  }

  /**
   * Checks what no record's hash says anything of; see {@link checkFile}.
   *
   * @throws LogCorrupt with the record number 0
   */
  checkFile(tableOfType?: Readonly<Record<string, string>>): void {
    this.#guard(0, () => checkFile(this.connection(), tableOfType));
  }

  /** The hash of a record of the log; that of the empty head for 0. */
  hashOf(n: number): string {
    return this.#before(n + 1).hash;
  }

  recordNumberOfSeq(seq: number): number | undefined {
    return this.#integers(0, selectRecordOfSeq, [seq])?.[0] ?? undefined;
  }

  /** By bisection: instants ascend with record numbers, so no index over them is needed. */
  lastUpTo(instant: number, headN: number): LogPosition | undefined {
    let found: LogPosition | undefined;
    for (let low = 1, high = headN; low <= high;) {
      const middle = Math.floor((low + high) / 2);
      const position = this.#position(middle);
      if (position.at <= instant) {
        found = position;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return found;
  }

  /** @param quotedId the command id as JSON text. */
  findCommand(quotedId: string): number | undefined {
    return this.#integers(0, selectCommand, [quotedId])?.[0] ?? undefined;
  }

  /** Whether the row was held against its hash, or only against its place. */
  #checkOnce(row: RecordRow, before: Before): boolean {
    if (this.#checked.has(row.n)) {
      assertNext(row, before);
      return false;
    }
    checkRow(row, before, this.hasher);
    this.#checked.add(row.n, row.n);
    return true;
  }

  #before(n: number): Before {
    return n === 1 ? EMPTY_HEAD : this.#headAt(n - 1);
  }

  #headAt(n: number): Head {
    const hash = this.#guard(n, () => this.connection().text(selectHash, [n]));
    if (hash === undefined) throw new LogCorrupt(n, 'it is missing');
    return { ...this.#position(n), hash };
  }

  #position(n: number): LogPosition {
    const row = this.#integers(n, selectPosition, [n]);
    if (row === undefined) throw new LogCorrupt(n, 'it is missing');
    const [seq, at] = row as [number, number];
    return { n, seq, at };
  }

  // Where a page of the file is damaged, the records before it are still given, and the right one is named.
  #page(after: Before, toN: number): readonly RecordRow[] {
    const fetch = (size: number): readonly RecordRow[] =>
      this.#guard(after.n + 1, () => fetchRows(this.connection(), after, toN, size));
    let rows: readonly RecordRow[];
    try {
      rows = fetch(PAGE_SIZE);
    } catch {
      rows = fetch(1);
    }
    if (rows.length === 0) throw new LogCorrupt(after.n + 1, 'it is missing');
    return rows;
  }

  #integers(
    n: number,
    sql: string,
    values: readonly SqlValue[] = [],
  ): readonly (number | null)[] | undefined {
    return this.#guard(n, () => this.connection().integers(sql, values));
  }

  #guard<T>(n: number, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof LogError) throw error;
      throw isDamage(error)
        ? new LogCorrupt(n, messageOf(error), { cause: error })
        : new LogUnavailable(this.file, error);
    }
  }
}
