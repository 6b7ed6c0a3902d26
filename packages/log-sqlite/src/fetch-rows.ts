import { LogCorrupt, type Head } from '@netlapse/core';

import type { Connection } from './connection';

/** A row of `events`. */
export interface EventRow {
  readonly seq: number;
  readonly type: string;
  readonly v: number;
  /** Canonical JSON of the event's data. */
  readonly payload: string;
}

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
  /** The events that name the record and stand between the last one of the record before and its own last one. */
  readonly events: readonly EventRow[];
}

const orNothing = (expression: string): string => `coalesce(${expression}, '')`;

/*
 * Of a page of rows each column comes as one text, a line for each row: fetching many values from libsql costs more
 * than all the rest. None of the columns holds a line feed as we store them. Where one was put in, its column has
 * too many lines.
 */
const column = (expression: string): string => `CAST(group_concat(${expression}, '\n') AS BLOB)`;

const recordColumns = [
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
].map(column);

const selectRecords = `SELECT ${recordColumns.join(', ')}
  FROM (SELECT * FROM records WHERE n > ? AND n <= ? ORDER BY n LIMIT ?) r`;

const eventColumns = ['e.seq', 'e.n', 'e.type', 'e.v', 'e.payload'].map((name) => column(orNothing(name)));

// By record too: a last_seq that is damaged may reach far beyond the page.
const selectEvents = `SELECT ${eventColumns.join(', ')}
  FROM (SELECT * FROM events WHERE seq > ? AND seq <= ? AND n <= ? ORDER BY seq) e`;

/** A page ends where it holds so many events: a record of very many makes a page of its own. */
const EVENTS_MAX = 1024;

/**
 * At most so many rows after a record up to record `toN`, in order.
 *
 * @throws LogCorrupt naming the record that is due where what comes are no rows of records; which of them is at
 *   fault shows when they are fetched one by one.
 */
export const fetchRows = (
  connection: Connection,
  after: Pick<Head, 'n' | 'seq'>,
  toN: number,
  size: number,
): readonly RecordRow[] => {
  const due = after.n + 1;
  const lines = linesOf(connection.texts(selectRecords, [after.n, toN, size]), due);
  const count = lines[0]?.length ?? 0;
  if (count === 0) return [];
  const [ns, kinds, ats, lastSeqs, hashes, statuses, checks, contents] = lines as RecordColumns;
  const rows: Filled[] = [];
  for (let index = 0; index < count; index++) {
    const lastSeq = integer(lastSeqs[index] as string, due);
    if (index > 0 && lastSeq - after.seq > EVENTS_MAX) break;
    const check = checks[index] as string;
    rows.push({
      n: integer(ns[index] as string, due),
      kind: kinds[index] as string,
      at: integer(ats[index] as string, due),
      lastSeq,
      hash: hashes[index] as string,
      status: statuses[index] as string,
      check: check === '' ? undefined : check.slice(1),
      content: contents[index] as string,
      events: [],
    });
  }
  fill(connection, rows, after.seq, due);
  return rows;
};

type Filled = RecordRow & { readonly events: EventRow[] };

const fill = (connection: Connection, rows: readonly Filled[], afterSeq: number, due: number): void => {
  const toSeq = rows.reduce((most, { lastSeq }) => Math.max(most, lastSeq), afterSeq);
  if (toSeq === afterSeq) return;
  const { n: lastN } = rows[rows.length - 1] as Filled;
  const lines = linesOf(connection.texts(selectEvents, [afterSeq, toSeq, lastN]), due);
  const count = lines[0]?.length ?? 0;
  if (count === 0) return;
  const [seqs, ns, types, vs, payloads] = lines as EventColumns;
  let next = 0;
  for (const { n, lastSeq, events } of rows)
    for (; next < count; next++) {
      const seq = integer(seqs[next] as string, due);
      if (seq > lastSeq) break;
      if (integer(ns[next] as string, due) !== n) continue;
      const v = integer(vs[next] as string, due);
      events.push({ seq, type: types[next] as string, v, payload: payloads[next] as string });
    }
};

type Lines = readonly string[];
type RecordColumns = readonly [Lines, Lines, Lines, Lines, Lines, Lines, Lines, Lines];
type EventColumns = readonly [Lines, Lines, Lines, Lines, Lines];

const linesOf = (texts: readonly (string | undefined)[], due: number): readonly Lines[] => {
  if (texts[0] === undefined) return [];
  const columns = texts.map((text) => (text ?? '').split('\n'));
  for (const { length } of columns)
    if (length !== columns[0]?.length) throw new LogCorrupt(due, 'a line feed is where none is stored');
  return columns;
};

const integer = (text: string, n: number): number => {
  const value = Number(text);
  if (text === '' || !Number.isSafeInteger(value))
    throw new LogCorrupt(n, `${JSON.stringify(text)} is stored where a number is due`);
  return value;
};
