import type { LogRecord, SealedRecord } from '@netlapse/core';

import type { Connection, SqlValue } from './connection';

/**
 * Stores sealed records within the transaction at hand.
 *
 * @param before the last sequence number ahead of them.
 * @param hashedTextOf the hashed text of a first record, which is stored whole.
 */
export const insertRecords = (
  connection: Connection,
  sealed: readonly SealedRecord[],
  before: number,
  hashedTextOf: (record: LogRecord) => string,
): void => {
  const commits: SqlValue[] = [];
  const events: SqlValue[] = [];
  let lastSeq = before;
  for (const { record, cause, data } of sealed) {
    const { n, kind, at, hash } = record;
    if (kind === 'commit') {
      record.events.forEach(({ seq, type, v }, index) => events.push(seq, n, type, v, data[index] as string));
      lastSeq += record.events.length;
      commits.push(n, at, cause, record.status, lastSeq, hash);
    } else if (kind === 'refusal' || kind === 'noop') {
      const check = kind === 'refusal' ? (record.check ?? null) : null;
      connection.run(insertOther, [n, kind, at, cause, record.status, check, null, lastSeq, hash]);
    } else {
      if (kind === 'base') lastSeq = record.seq;
      connection.run(insertOther, [n, kind, at, null, null, null, hashedTextOf(record), lastSeq, hash]);
    }
  }
  insertRows(connection, insertCommits, commits);
  insertRows(connection, insertEvents, events);
};

const insertOther = `INSERT INTO records (n, kind, at, cause, status, check_rule, body, last_seq, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** An INSERT of several rows at once, by how many. Binding values is most of the work; a call is the rest. */
interface Insert {
  /** Values of one row. */
  readonly width: number;
  /** How many rows at once, and the statement for them; from many to one. */
  readonly bySize: readonly (readonly [number, string])[];
}

const sizes = [64, 8, 1] as const;

const insertOf = (into: string, row: string): Insert => ({
  width: row.split('?').length - 1,
  bySize: sizes.map((size) => [size, `INSERT INTO ${into} VALUES ${Array(size).fill(row).join(', ')}`]),
});

const insertCommits = insertOf(
  'records (n, kind, at, cause, status, last_seq, hash)',
  `(?, 'commit', ?, ?, ?, ?, ?)`,
);
const insertEvents = insertOf('events (seq, n, type, v, payload)', '(?, ?, ?, ?, ?)');

const insertRows = (connection: Connection, { width, bySize }: Insert, values: readonly SqlValue[]): void => {
  let done = 0;
  for (const [size, sql] of bySize)
    for (; values.length - done >= size * width; done += size * width)
      connection.run(sql, values.slice(done, done + size * width));
};
