import type { CommitRecord, LogRecord, SealedRecord } from '@netlapse/core';

import type { Connection, SqlValue } from './connection';

/** A commit to be stored, and the last event up to it. */
interface SealedCommit {
  readonly record: CommitRecord;
  readonly cause: string;
  readonly lastSeq: number;
}

/** An event to be stored. */
interface SealedEvent {
  readonly n: number;
  readonly seq: number;
  readonly type: string;
  readonly v: number;
  readonly payload: string;
}

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
  const commits: SealedCommit[] = [];
  const events: SealedEvent[] = [];
  let lastSeq = before;
  for (const { record, cause, data } of sealed) {
    const { n, kind, at, hash } = record;
    if (kind === 'commit') {
      record.events.forEach(({ seq, type, v }, index) =>
        events.push({ n, seq, type, v, payload: data[index] as string }),
      );
      lastSeq += record.events.length;
      commits.push({ record, cause, lastSeq });
    } else if (kind === 'refusal' || kind === 'noop') {
      const check = kind === 'refusal' ? (record.check ?? null) : null;
      connection.run(insertOther, [n, kind, at, cause, record.status, check, null, lastSeq, hash]);
    } else {
      if (kind === 'base') lastSeq = record.seq;
      connection.run(insertOther, [n, kind, at, null, null, null, hashedTextOf(record), lastSeq, hash]);
    }
  }
  inChunks(commits, (chunk) => insertCommits(connection, chunk));
  inChunks(events, (chunk) => insertEvents(connection, chunk));
};

const insertOther = `INSERT INTO records (n, kind, at, cause, status, check_rule, body, last_seq, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** How many rows are inserted by one statement, from many to one. */
const sizes = [64, 8, 1] as const;

const inChunks = <Row>(rows: readonly Row[], insert: (chunk: readonly Row[]) => void): void => {
  let done = 0;
  for (const size of sizes)
    for (; rows.length - done >= size; done += size) insert(rows.slice(done, done + size));
};

/*
 * Binding values is most of the work. What neighboring rows have in common is bound once; their numbers, which ascend
 * one by one, are counted from that of the first.
 */
const insertCommits = (connection: Connection, chunk: readonly SealedCommit[]): void => {
  const [{ record: first, cause }] = chunk as readonly [SealedCommit];
  const { n, status } = first;
  if (
    chunk.every((one, k) => one.cause === cause && one.record.status === status && one.record.n === n + k)
  ) {
    const values: SqlValue[] = [n, cause, status];
    for (const { record, lastSeq } of chunk) values.push(record.at, lastSeq, record.hash);
    connection.run(statement(alikeCommits, chunk.length), values);
    return;
  }
  const values: SqlValue[] = [];
  for (const { record, cause: own, lastSeq } of chunk)
    values.push(record.n, record.at, own, record.status, lastSeq, record.hash);
  connection.run(statement(anyCommits, chunk.length), values);
};

/** Events of one append to the log follow each other without a gap. */
const insertEvents = (connection: Connection, chunk: readonly SealedEvent[]): void => {
  const [{ seq, v }] = chunk as readonly [SealedEvent];
  const isAlike = chunk.every((one) => one.v === v);
  const values: SqlValue[] = isAlike ? [seq, v] : [seq];
  for (const event of chunk) {
    values.push(event.n, event.type, event.payload);
    if (!isAlike) values.push(event.v);
  }
  connection.run(statement(isAlike ? alikeEvents : anyEvents, chunk.length), values);
};

/** An INSERT of several rows: how its row number `k` reads. */
interface Insert {
  readonly into: string;
  readonly rowAt: (k: number) => string;
  /** The statements made so far, by how many rows they are for. */
  readonly made: Map<number, string>;
}

const insertOf = (into: string, rowAt: (k: number) => string): Insert => ({ into, rowAt, made: new Map() });

const statement = ({ into, rowAt, made }: Insert, size: number): string => {
  const known = made.get(size);
  if (known !== undefined) return known;
  const sql = `INSERT INTO ${into} VALUES ${Array.from({ length: size }, (_, k) => rowAt(k)).join(', ')}`;
  made.set(size, sql);
  return sql;
};

const commitColumns = 'records (n, kind, at, cause, status, last_seq, hash)';
const eventColumns = 'events (n, type, payload, seq, v)';

const alikeCommits = insertOf(commitColumns, (k) => {
  const own = 4 + 3 * k;
  return `(?1 + ${k}, 'commit', ?${own}, ?2, ?3, ?${own + 1}, ?${own + 2})`;
});
const anyCommits = insertOf(commitColumns, () => `(?, 'commit', ?, ?, ?, ?, ?)`);
const alikeEvents = insertOf(eventColumns, (k) => {
  const own = 3 + 3 * k;
  return `(?${own}, ?${own + 1}, ?${own + 2}, ?1 + ${k}, ?2)`;
});
const anyEvents = insertOf(eventColumns, (k) => {
  const own = 2 + 4 * k;
  return `(?${own}, ?${own + 1}, ?${own + 2}, ?1 + ${k}, ?${own + 3})`;
});
