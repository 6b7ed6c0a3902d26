import type { Connection } from './connection';
import type { Before } from './decode-row';

/** Records that follow each other without a gap: of each the text that its hash is made of. */
export interface Lines {
  readonly texts: readonly string[];
  /** The hashes that are stored of them, 64 characters each. */
  readonly hashes: string;
  /** The last event up to each of them. */
  readonly lastSeqs: readonly number[];
}

/** Records fetched at once: more make a call no cheaper, and their text no longer fits where short-lived ones are kept. */
const RECORDS_MAX = 128;
/** A page ends where it holds so many events. */
const EVENTS_MAX = 1024;
const HASH_LENGTH = 64;

// Numbers as text too: a fraction that damage has put in place of a number must not be rounded to it.
const event = `format('{"data":%s,"seq":%s,"type":"%s","v":%s}', e.payload, e.seq, e.type, e.v)`;

/** A line around the events of a record; a body, which belongs to first records alone, makes it one of no kind. */
const lineWith = (
  events: string,
): string => `format('{"at":%s,"cause":%s,%s%s"kind":"%s","n":%s,"prev":"%s","status":%s}',
  r.at, r.cause, iif(r.check_rule IS NULL, '', '"check":' || json_quote(r.check_rule) || ','), ${events},
  iif(r.body IS NULL, r.kind, ''), r.n, p.hash, json_quote(r.status))`;

// By rowids alone: the plus keeps SQLite from making an index of the record numbers of all events at each call.
const rows = `(SELECT * FROM records WHERE n > ?1 AND n <= ?2 ORDER BY n) r
  JOIN records p ON p.n = r.n - 1`;

const selectLines = (from: string): string => `SELECT
  CAST(group_concat(line, char(10)) AS BLOB), CAST(group_concat(hash, '') AS BLOB),
  CAST(group_concat(last_seq, char(10)) AS BLOB), CAST(max(n) AS BLOB), CAST(min(is_due) AS BLOB) FROM (${from})`;

/** Where each record has one event, as in most logs. */
const selectSingles = selectLines(`
  SELECT r.n, r.hash, r.last_seq, r.last_seq = p.last_seq + 1 AS is_due,
    ${lineWith(`'"events":[' || ${event} || '],'`)} AS line
  FROM ${rows} JOIN events e ON e.seq = r.last_seq AND +e.n = r.n`);

/** Where a record has any number of them. */
const selectAny = selectLines(`
  SELECT r.n, r.hash, r.last_seq, r.last_seq = p.last_seq + count(e.seq) AS is_due,
    ${lineWith(`iif(count(e.seq) = 0, '', '"events":[' || group_concat(${event}, ',') || '],')`)} AS line
  FROM ${rows} LEFT JOIN events e ON e.seq > p.last_seq AND e.seq <= r.last_seq AND +e.n = r.n
  GROUP BY r.n ORDER BY r.n`);

const selectEnd = 'SELECT CAST(last_seq AS BLOB), CAST(hash AS BLOB) FROM records WHERE n = ?';

/** The statements by which lines come: a {@link LineQuery} names one. */
export const lineSelects = [selectSingles, selectAny] as const;

/** How records come as lines: those after `after`, the last of which is `last`. */
export interface LineQuery {
  readonly after: Before;
  readonly last: Before;
  /** Which of {@link lineSelects}; its values are the numbers of `after` and `last`. */
  readonly select: number;
}

/** The query for what comes after a record that is there; undefined where nothing does. */
export const lineQuery = (connection: Connection, after: Before, toN: number): LineQuery | undefined => {
  for (let count = Math.min(toN - after.n, RECORDS_MAX); count >= 1; count = count >> 1) {
    const n = after.n + count;
    const [lastSeq, hash] = connection.texts(selectEnd, [n]);
    if (hash === undefined) return undefined;
    const seq = Number(lastSeq);
    if (seq - after.seq > EVENTS_MAX && count > 1) continue;
    return { after, last: { n, hash, seq }, select: seq - after.seq === count ? 0 : 1 };
  }
  return undefined;
};

/**
 * Records as SQLite puts their texts together. It is for the hashes to tell whether those are the texts that were
 * hashed: what is canonical, core alone says.
 *
 * @returns undefined where they are not the records that are due: what is wrong, and with which of them, shows when
 *   they are fetched as rows
 */
export const fetchLines = (connection: Connection, query: LineQuery): Lines | undefined => {
  const { after, last, select } = query;
  return linesOf(connection.texts(lineSelects[select] as string, [after.n, last.n]), query);
};

/** The same of the columns that came. */
export const linesOf = (
  [text, hashes, lastSeqs, n, isDue]: readonly (string | undefined)[],
  { after, last }: LineQuery,
): Lines | undefined => {
  if (text === undefined || hashes === undefined || lastSeqs === undefined || isDue !== '1') return undefined;
  const lines = { texts: text.split('\n'), hashes, lastSeqs: lastSeqs.split('\n').map(Number) };
  const { length } = lines.texts;
  // Record numbers differ: where there are so many up to the last one, none is missing.
  if (Number(n) !== last.n || length !== last.n - after.n || lines.lastSeqs.length !== length)
    return undefined;
  if (lines.lastSeqs[length - 1] !== last.seq || hashes.length !== length * HASH_LENGTH) return undefined;
  // What another connection read is of this log where both ends are: each hash holds the one before.
  const isBetween = lines.texts[0]?.includes(`"prev":"${after.hash}"`) === true && hashes.endsWith(last.hash);
  return isBetween ? lines : undefined;
};

/** The hash that is stored of a record, by its place among the lines. */
export const hashAt = ({ hashes }: Lines, index: number): string =>
  hashes.slice(index * HASH_LENGTH, (index + 1) * HASH_LENGTH);
