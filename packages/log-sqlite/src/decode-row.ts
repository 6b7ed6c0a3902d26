import {
  commandText,
  decodeRecord,
  LogCorrupt,
  type Hasher,
  type Head,
  type LogRecord,
} from '@netlapse/core';

import type { SqlValue } from './connection';

/** A row of `records` with the events of the record, as canonical JSON separated by commas. */
export interface RecordRow {
  readonly n: number;
  readonly kind: string;
  readonly at: number;
  readonly cause: string | null;
  readonly status: string | null;
  readonly check: string | null;
  readonly body: string | null;
  readonly lastSeq: number;
  readonly hash: string;
  readonly events: string | null;
}

/** The columns of a {@link RecordRow} for a SELECT from `records r`, in the order of {@link rowOf}. */
export const rowColumns = `r.n, r.kind, r.at, r.cause, r.status, r.check_rule, r.body, r.last_seq, r.hash,
  (SELECT group_concat('{"data":' || e.payload || ',"seq":' || e.seq || ',"type":"' || e.type || '","v":' || e.v || '}', ',')
    FROM events e
    WHERE e.seq > coalesce((SELECT p.last_seq FROM records p WHERE p.n = r.n - 1), 0)
      AND e.seq <= r.last_seq AND e.n = r.n)`;

export const rowOf = (columns: readonly SqlValue[]): RecordRow => {
  const [n, kind, at, cause, status, check, body, lastSeq, hash, events] = columns;
  return { n, kind, at, cause, status, check, body, lastSeq, hash, events } as RecordRow;
};

/** The end of the log before a row: what its number, chain and events must go on from. */
export type Before = Pick<Head, 'n' | 'hash' | 'seq'>;

/**
 * The text that was hashed when a row was stored, put together from the stored texts themselves: whatever
 * byte of them was changed, the hash is no longer theirs.
 *
 * @throws LogCorrupt where the row cannot have been stored by us.
 */
export const hashedTextOfRow = (row: RecordRow, before: Before): string => {
  const { n, kind, at, cause, status, check, body, events } = row;
  if (kind === 'genesis' || kind === 'base') {
    if (body === null) throw new LogCorrupt(n, `a ${kind} without its body`);
    if (n !== 1) throw new LogCorrupt(n, `a ${kind} can only be the first record`);
    return body;
  }
  if (kind !== 'commit' && kind !== 'refusal' && kind !== 'noop')
    throw new LogCorrupt(n, `no record is a ${kind}`);
  if (cause === null || status === null) throw new LogCorrupt(n, 'its cause or status is missing');
  return commandText(kind, {
    n,
    at,
    prev: before.hash,
    cause,
    status,
    ...(kind === 'commit' ? { events: events ?? '' } : {}),
    ...(check === null ? {} : { check }),
  });
};

/** @throws LogCorrupt where the row is not the one that follows, or is not what was hashed. */
export const checkRow = (row: RecordRow, before: Before, hasher: Hasher): void => {
  assertNext(row, before);
  const made = hasher(hashedTextOfRow(row, before));
  if (made !== row.hash) throw new LogCorrupt(row.n, `its hash is ${row.hash}, what is stored gives ${made}`);
  // The first record is decoded whole at every opening; this column of the others is in no hash.
  if (row.n > 1) assertLastSeq(row, before.seq + eventCount(row, before));
};

// Rows beyond a record's own do not come into its text, so a last_seq too great would not show there. Behind
// the data of the last event stands only its number, type and version, and the type holds no quotes.
const eventCount = ({ events }: RecordRow, before: Before): number => {
  if (events === null) return 0;
  return Number.parseInt(events.slice(events.lastIndexOf('"seq":') + '"seq":'.length), 10) - before.seq;
};

const assertLastSeq = ({ n, lastSeq }: RecordRow, due: number): void => {
  if (lastSeq !== due) throw new LogCorrupt(n, `last_seq is ${lastSeq} and should be ${due}`);
};

/** @throws LogCorrupt where a row is missing before this one. */
export const assertNext = ({ n }: RecordRow, before: Before): void => {
  if (n !== before.n + 1) throw new LogCorrupt(before.n + 1, `it is missing; record ${n} comes in its place`);
};

/**
 * The record of a row.
 *
 * @throws LogCorrupt where the row does not follow, is ill-formed, or differs from what it holds whole.
 */
export const decodeRow = (row: RecordRow, before: Before): LogRecord => {
  assertNext(row, before);
  const record = decodeRecord(valueOf(row, before), row.n);
  if (record.n !== row.n || record.kind !== row.kind || record.at !== row.at || record.prev !== before.hash)
    throw new LogCorrupt(row.n, 'its columns are not those of its body');
  assertLastSeq(row, lastSeqAfter(record, before));
  return record;
};

const lastSeqAfter = (record: LogRecord, before: Before): number => {
  if (record.kind === 'base') return record.seq;
  return record.kind === 'commit' ? before.seq + record.events.length : before.seq;
};

const valueOf = (row: RecordRow, { hash: prev }: Before): unknown => {
  const { n, kind, at, hash, status } = row;
  if (kind === 'genesis' || kind === 'base') return { ...(parse(row.body, n) as object), hash };
  const cause = parse(row.cause, n);
  if (kind === 'commit')
    return { n, kind, at, prev, hash, cause, status, events: parse(`[${row.events ?? ''}]`, n) };
  const check = row.check === null ? {} : { check: row.check };
  return { n, kind, at, prev, hash, cause, status, ...check };
};

const parse = (text: string | null, n: number): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch (error) {
    throw new LogCorrupt(n, 'a part of it is no JSON', { cause: error });
  }
};
