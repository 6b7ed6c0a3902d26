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
import { assertNext, checkRow, decodeRow, type Before } from './decode-row';
import { messageOf } from './error-facts';
import { hashAt } from './fetch-lines';
import { checkFile } from './file-check';
import { fetchRows, type RecordRow } from './fetch-rows';
import { LineDecoder } from './line-decoder';
import { LineSource, type LinesRead } from './line-source';
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
  readonly #decoder = new LineDecoder();

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
    const source = this.#source(toN);
    try {
      while (before.n < toN) {
        const { n: start } = before;
        const read = source.after(before);
        const count = read?.lines.texts.length ?? 0;
        for (let index = 0; index < count; index++) {
          const record = this.#recordAt(read as LinesRead, index, before);
          if (record === undefined) break;
          yield record;
          assertOpen?.();
          before = { n: record.n, hash: record.hash, seq: read?.lines.lastSeqs[index] as number };
        }
        // What is no line that is due is fetched as a row, which tells what is wrong with it.
        if (before.n === start)
          for (const row of this.#page(before, toN)) {
            this.#checkRowOnce(row, before);
            yield decodeRow(row, before);
            assertOpen?.();
            before = endOf(row);
          }
        this.onProgress(before.n, toN);
      }
    } finally {
      source.close();
    }
  }

  /**
   * Checks the chain of a range without decoding its records.
   *
   * @throws LogCorrupt with the number of the first record that is not as it was written.
   */
  checkChain(fromN: number, toN: number): void {
    let before = this.#before(fromN);
    const source = this.#source(toN);
    try {
      while (before.n < toN) {
        before = this.#checkLines(source, before) ?? this.#checkRows(before, toN);
        this.onProgress(before.n, toN);
      }
    } finally {
      source.close();
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

  #source(toN: number): LineSource {
    const isToHash = !this.#checked.has(toN);
    return new LineSource(this.connection, isToHash ? this.hasher : undefined, toN);
  }

  /** The record of a line; undefined where it is not the one that is due. */
  #recordAt({ lines, areHashed }: LinesRead, index: number, before: Before): LogRecord | undefined {
    const n = before.n + 1;
    const [text, hash] = [lines.texts[index] as string, hashAt(lines, index)];
    const isToHash = !areHashed && !this.#checked.has(n);
    if (isToHash && this.hasher(text) !== hash) return undefined;
    const isHashed = areHashed || isToHash;
    try {
      const lastSeq = lines.lastSeqs[index] as number;
      const record = this.#decoder.decode({ text, hash, lastSeq, isHashed }, before);
      if (isHashed) this.#checked.add(n, n);
      return record;
    } catch {
      return undefined;
    }
  }

  /** The end of a page that was checked as lines; undefined where one of them is not what is due. */
  #checkLines(source: LineSource, before: Before): Before | undefined {
    const read = source.after(before);
    if (read === undefined) return undefined;
    const { lines, areHashed } = read;
    const { texts, lastSeqs } = lines;
    for (const [index, text] of texts.entries()) {
      const n = before.n + 1 + index;
      if (areHashed || this.#checked.has(n)) continue;
      if (this.hasher(text) !== hashAt(lines, index)) return undefined;
      this.#checked.add(n, n);
    }
    const last = texts.length - 1;
    if (areHashed) this.#checked.add(before.n + 1, before.n + texts.length);
    return { n: before.n + texts.length, hash: hashAt(lines, last), seq: lastSeqs[last] as number };
  }

  #checkRows(before: Before, toN: number): Before {
    let last = before;
    for (const row of this.#page(before, toN)) {
      this.#checkRowOnce(row, last);
      last = endOf(row);
    }
    return last;
  }

  #checkRowOnce(row: RecordRow, before: Before): void {
    if (this.#checked.has(row.n)) {
      assertNext(row, before);
      return;
    }
    checkRow(row, before, this.hasher);
    this.#checked.add(row.n, row.n);
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
      // The record after the first is read as a line again.
      rows = fetch(after.n === 0 ? 1 : PAGE_SIZE);
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

const endOf = ({ n, hash, lastSeq: seq }: RecordRow): Before => ({ n, hash, seq });
