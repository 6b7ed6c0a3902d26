import { LogCorrupt } from '@netlapse/core';

import type { Connection } from './connection';

/** A row of `records` with the events of the record. */
export interface RecordRow {
  readonly n: number;
  readonly kind: string;
  readonly at: number;
  readonly lastSeq: number;
  readonly hash: string;
  /** Empty for genesis and base, which have none. */
  readonly status: string;
  readonly check: string | undefined;
  /** Canonical JSON of the cause; for genesis and base of the whole record without its hash. */
  readonly content: string;
  /** The events as canonical JSON, separated by commas; empty for all but a commit. */
  readonly events: string;
}

const selectEvents = `
  SELECT group_concat(
    '{"data":' || e.payload || ',"seq":' || e.seq || ',"type":"' || e.type || '","v":' || e.v || '}', ',')
  FROM events e
  WHERE e.seq > coalesce((SELECT p.last_seq FROM records p WHERE p.n = r.n - 1), 0)
    AND e.seq <= r.last_seq AND e.n = r.n`;

const orNothing = (expression: string): string => `coalesce(${expression}, '')`;

const columns = [
  'r.n',
  orNothing('r.kind'),
  orNothing('r.at'),
  orNothing('r.last_seq'),
  orNothing('r.hash'),
  orNothing('r.status'),
  // So that no check and one of no text are told apart.
  orNothing(`'=' || r.check_rule`),
  // Only one of them is stored: what was put into the other shows.
  `${orNothing('r.cause')} || ${orNothing('r.body')}`,
  orNothing(`(${selectEvents})`),
];

/*
 * A page of records comes as one text, a line for each column: fetching many values from libsql costs more
 * than all the rest. None of the columns holds a line feed as we store them. Where one was put in, what
 * follows is out of place, and no hash is right any more.
 */
const selectPage = `
  SELECT CAST(group_concat(line, char(10)) AS BLOB) FROM (
    SELECT ${columns.join(' || char(10) || ')} AS line
    FROM records r WHERE r.n > ? AND r.n <= ? ORDER BY r.n LIMIT ?)`;

/**
 * At most so many rows after record `afterN` up to record `toN`, in order.
 *
 * @throws LogCorrupt naming record `afterN + 1` where what comes are no rows of records; which of them is at
 *   fault shows when they are fetched one by one.
 */
export const fetchRows = (
  connection: Connection,
  afterN: number,
  toN: number,
  size: number,
): readonly RecordRow[] => {
  const text = connection.text(selectPage, [afterN, toN, size]);
  if (text === undefined) return [];
  const values = text.split('\n');
  if (values.length % columns.length !== 0)
    throw new LogCorrupt(afterN + 1, 'a line feed is where none is stored');
  const rows: RecordRow[] = [];
  for (let start = 0; start < values.length; start += columns.length)
    rows.push(rowAt(values, start, afterN + 1));
  return rows;
};

const rowAt = (values: readonly string[], start: number, n: number): RecordRow => {
  const check = values[start + 6] as string;
  return {
    n: integer(values[start] as string, n),
    kind: values[start + 1] as string,
    at: integer(values[start + 2] as string, n),
    lastSeq: integer(values[start + 3] as string, n),
    hash: values[start + 4] as string,
    status: values[start + 5] as string,
    check: check === '' ? undefined : check.slice(1),
    content: values[start + 7] as string,
    events: values[start + 8] as string,
  };
};

const integer = (text: string, n: number): number => {
  const value = Number(text);
  if (text === '' || !Number.isSafeInteger(value))
    throw new LogCorrupt(n, `${JSON.stringify(text)} is stored where a number is due`);
  return value;
};
