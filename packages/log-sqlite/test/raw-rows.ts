import { pathToFileURL } from 'node:url';

import Database from 'libsql';

/** What stands in a log's file for one record: its row and those of its events; or why it cannot be read. */
export type RawRecord = { readonly text: string } | { readonly error: string };

/** The file of a log, read by plain SQL and row by row: an opinion of its own on what is damaged in it. */
export interface RawRows {
  /** What is read of a record by its own key, with the events of these numbers, and what scans come by. */
  readonly record: (
    n: number,
    firstSeq: number,
    lastSeq: number,
  ) => readonly [RawRecord, readonly RawRecord[]];
  /** What stands behind a record and an event: text is empty where there is nothing. */
  readonly behind: (n: number, seq: number) => RawRecord;
  readonly close: () => void;
}

// Hexadecimal, because libsql ends the process where a text is no UTF-8.
const hexed = (columns: readonly string[]): string =>
  columns
    .map((name) => `typeof(${name}) || ':' || coalesce(hex(CAST(${name} AS BLOB)), '')`)
    .join(` || ',' || `);

const record = hexed(['n', 'kind', 'at', 'cause', 'status', 'check_rule', 'body', 'last_seq', 'hash']);
const event = hexed(['seq', 'n', 'type', 'v', 'payload']);

/**
 * A record and its events as who reads from end to end comes by them. Where rows are in disorder a range misses some that
 * the table has, so all of it is read then. What claims to be of another record is that one's damage.
 */
const scanned = (
  read: (reading: () => string) => RawRecord,
  rows: (sql: string, ...values: readonly number[]) => string,
  n: number,
  firstSeq: number,
  lastSeq: number,
): readonly RawRecord[] => {
  const row = `SELECT ${record} FROM records WHERE n > ? ORDER BY n LIMIT 1`;
  // The signs keep SQLite from seeking, and it stops where it has all: what is broken behind that is not of this record.
  const wholeRow = `SELECT ${record} FROM records WHERE +n = ? LIMIT 1`;
  const select = `SELECT ${event} FROM events`;
  // Of a record without events nothing is looked for among them.
  if (firstSeq > lastSeq) return [read(() => rows(row, n - 1)), read(() => rows(wholeRow, n))];
  return [
    read(
      () =>
        `${rows(row, n - 1)}\n${rows(`${select} WHERE seq BETWEEN ? AND ? AND n = ? ORDER BY seq`, firstSeq, lastSeq, n)}`,
    ),
    read(
      () =>
        `${rows(wholeRow, n)}\n${rows(
          `${select} WHERE n = ? AND +seq BETWEEN ? AND ? LIMIT ?`,
          n,
          firstSeq,
          lastSeq,
          lastSeq - firstSeq + 1,
        )}`,
    ),
  ];
};

/** @throws what SQLite says where the file cannot be opened */
export const openRawRows = (file: string): RawRows => {
  const database = new Database(`${pathToFileURL(file).href}?mode=ro&immutable=1`);
  const statements = new Map<string, Database.Statement>();
  const rows = (sql: string, ...values: readonly number[]): string => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return JSON.stringify(statement.raw().all(values));
  };
  const read = (reading: () => string): RawRecord => {
    try {
      return { text: reading() };
    } catch (error) {
      return { error: (error as Error).message };
    }
  };
  return {
    record: (n, firstSeq, lastSeq) => [
      read(() => {
        const found = [rows(`SELECT ${record} FROM records WHERE n = ?`, n)];
        for (let seq = firstSeq; seq <= lastSeq; seq++)
          found.push(rows(`SELECT ${event} FROM events WHERE seq = ?`, seq));
        return found.join('\n');
      }),
      scanned(read, rows, n, firstSeq, lastSeq),
    ],
    behind: (n, seq) =>
      read(() =>
        `${rows(`SELECT ${record} FROM records WHERE n > ?`, n)}${rows(`SELECT ${event} FROM events WHERE seq > ?`, seq)}`.replaceAll(
          '[]',
          '',
        ),
      ),
    close: () => {
      statements.clear();
      database.close();
    },
  };
};
