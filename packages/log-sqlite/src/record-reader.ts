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

import type { Connection, SqlValue } from './connection';
import {
  assertNext,
  checkRow,
  decodeRow,
  rowColumns,
  rowOf,
  type Before,
  type RecordRow,
} from './decode-row';
import { messageOf } from './error-facts';
import { COMMAND_ID, HAS_COMMAND_ID } from './schema';
import { isDamage } from './sqlite-codes';

/** Rows fetched at once: enough to make a call cheap, few enough to hold. */
const PAGE_SIZE = 256;

const selectRows = `SELECT ${rowColumns} FROM records r WHERE r.n > ? AND r.n <= ? ORDER BY r.n LIMIT ?`;
const selectHead = `SELECT r.n, r.hash, r.last_seq, r.at, (SELECT max(e.seq) FROM events e)
  FROM records r ORDER BY r.n DESC LIMIT 1`;
const selectPosition = 'SELECT n, hash, last_seq, at FROM records WHERE n = ?';
const selectRecordOfSeq = 'SELECT n FROM events WHERE seq = ?';
const selectCommand = `SELECT n FROM records WHERE ${HAS_COMMAND_ID} AND ${COMMAND_ID} = ? ORDER BY n LIMIT 1`;

/**
 * Reads records from the tables. Each record's hash is checked against the stored bytes the first time that
 * this reader comes by it; after that only its form and place are.
 */
export class RecordReader {
  // Records up to this number were found to be whole.
  #checkedN = 0;

  /** @param connection asked for at each read: a log that is only read may have to be opened anew. */
  constructor(
    private readonly file: string,
    private readonly connection: () => Connection,
    private readonly hasher: Hasher,
  ) {}

  /** The end of the log at this moment. */
  head(): Head {
    const row = this.#row(0, selectHead);
    if (row === undefined) return this.#emptyHead();
    const [n, hash, seq, at, greatestSeq] = row as [number, string, number, number, number | null];
    if (greatestSeq !== null && greatestSeq > seq)
      throw new LogCorrupt(
        n + 1,
        `there are events up to ${greatestSeq}, but no record for those after ${seq}`,
      );
    return { n, hash, seq, at };
  }

  /** Takes records for whole without reading them: those just written, or checked by somebody trusted. */
  trustUpTo(n: number): void {
    this.#checkedN = Math.max(this.#checkedN, n);
  }

  /** The records of a range, read page by page; both ends included, within the log. */
  *records(fromN: number, toN: number): IterableIterator<LogRecord> {
    let before = this.#before(fromN);
    while (before.n < toN) {
      for (const row of this.#page(before.n, toN)) {
        this.#checkOnce(row, before);
        const record = decodeRow(row, before);
        yield record;
        before = { n: row.n, hash: row.hash, seq: row.lastSeq };
      }
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
      for (const row of this.#page(before.n, toN)) {
        this.#checkOnce(row, before);
        before = { n: row.n, hash: row.hash, seq: row.lastSeq };
      }
    }
  }

  hashOf(n: number): string {
    return this.#before(n + 1).hash;
  }

  recordNumberOfSeq(seq: number): number | undefined {
    return this.#row(0, selectRecordOfSeq, [seq])?.[0] as number | undefined;
  }

  /** By bisection: instants ascend with record numbers, so no index over them is needed. */
  lastUpTo(instant: number, headN: number): LogPosition | undefined {
    let found: LogPosition | undefined;
    for (let low = 1, high = headN; low <= high;) {
      const middle = Math.floor((low + high) / 2);
      const position = this.#position(middle);
      if (position.at <= instant) {
        found = { n: position.n, seq: position.seq, at: position.at };
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return found;
  }

  /** @param quotedId the command id as JSON text. */
  findCommand(quotedId: string): number | undefined {
    return this.#row(0, selectCommand, [quotedId])?.[0] as number | undefined;
  }

  #checkOnce(row: RecordRow, before: Before): void {
    if (row.n <= this.#checkedN) return assertNext(row, before);
    checkRow(row, before, this.hasher);
    if (row.n === this.#checkedN + 1) this.#checkedN = row.n;
  }

  #before(n: number): Before {
    return n === 1 ? EMPTY_HEAD : this.#position(n - 1);
  }

  #position(n: number): Head {
    const row = this.#row(n, selectPosition, [n]);
    if (row === undefined) throw new LogCorrupt(n, 'it is missing');
    const [, hash, seq, at] = row as [number, string, number, number];
    return { n, hash, seq, at };
  }

  #page(afterN: number, toN: number): readonly RecordRow[] {
    const fetch = (size: number): readonly RecordRow[] =>
      this.#guard(afterN + 1, () => this.connection().rows(selectRows, [afterN, toN, size]).map(rowOf));
    let rows: readonly RecordRow[];
    try {
      rows = fetch(PAGE_SIZE);
    } catch (error) {
      // Where a page of the file is damaged, the records before it are still given, and the right one named.
      if (!(error instanceof LogCorrupt)) throw error;
      rows = fetch(1);
    }
    if (rows.length === 0) throw new LogCorrupt(afterN + 1, 'it is missing');
    return rows;
  }

  #row(n: number, sql: string, values: readonly SqlValue[] = []): readonly SqlValue[] | undefined {
    return this.#guard(n, () => this.connection().row(sql, values));
  }

  #emptyHead(): Head {
    const orphan = this.#row(0, 'SELECT min(seq) FROM events')?.[0] ?? null;
    if (orphan !== null) throw new LogCorrupt(1, `there is event ${orphan}, but no record`);
    return EMPTY_HEAD;
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
