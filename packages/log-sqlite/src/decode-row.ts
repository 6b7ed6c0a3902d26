import {
  commandText,
  decodeRecord,
  eventText,
  LogCorrupt,
  type Hasher,
  type Head,
  type LogRecord,
} from '@netlapse/core';

import type { EventRow, RecordRow } from './fetch-rows';

/** The end of the log before a row: what its number, chain and events must go on from. */
export type Before = Pick<Head, 'n' | 'hash' | 'seq'>;

/**
 * Holds a row against its hash and its place in the chain. The hashed text is put together from the stored
 * texts themselves: whatever byte of them was changed, the hash is no longer theirs.
 *
 * @throws LogCorrupt where the row is not the one that follows, or is not what was written.
 */
export const checkRow = (row: RecordRow, before: Before, hasher: Hasher): void => {
  assertNext(row, before);
  const made = hasher(hashedTextOf(row, before));
  if (made !== row.hash) throw new LogCorrupt(row.n, `its hash is ${row.hash}, what is stored gives ${made}`);
  // The first record is decoded whole at every opening; this column of the others is in no hash.
  if (row.n > 1) assertLastSeq(row, before.seq + row.events.length);
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

const hashedTextOf = (row: RecordRow, before: Before): string => {
  const { n, kind, at, status, check, content, events } = row;
  // Nearly all rows, and so written out for speed.
  if (kind === 'commit' && check === undefined)
    return commandText(kind, { n, at, prev: before.hash, cause: content, status, events: textOf(events) });
  switch (kind) {
    case 'genesis':
    case 'base':
      if (n !== 1) throw new LogCorrupt(n, `a ${kind} can only be the first record`);
      if (status !== '' || check !== undefined || events.length > 0)
        throw new LogCorrupt(n, `a ${kind} has no status, no check and no events`);
      return content;
    case 'commit':
    case 'refusal':
    case 'noop':
      return commandText(kind, {
        n,
        at,
        prev: before.hash,
        cause: content,
        status,
        ...(kind === 'commit' || events.length > 0 ? { events: textOf(events) } : {}),
        ...(check === undefined ? {} : { check }),
      });
    default:
      throw new LogCorrupt(n, `no record is a ${kind}`);
  }
};

const textOf = (events: readonly EventRow[]): string => {
  let text = '';
  for (const event of events)
    text += text === '' ? eventText(event, event.payload) : `,${eventText(event, event.payload)}`;
  return text;
};

/** @throws LogCorrupt where the last event of a row is not the one that its `last_seq` names. */
export const assertLastSeq = ({ n, lastSeq }: Pick<RecordRow, 'n' | 'lastSeq'>, due: number): void => {
  if (lastSeq !== due) throw new LogCorrupt(n, `last_seq is ${lastSeq} and should be ${due}`);
};

const lastSeqAfter = (record: LogRecord, before: Before): number => {
  if (record.kind === 'base') return record.seq;
  return record.kind === 'commit' ? before.seq + record.events.length : before.seq;
};

const valueOf = (row: RecordRow, { hash: prev }: Before): unknown => {
  const { n, kind, at, hash, status, check } = row;
  const content = parseJson(row.content, n);
  if (kind === 'genesis' || kind === 'base') return { ...(content as object), hash };
  const ruled = check === undefined ? {} : { check };
  const value = { n, kind, at, prev, hash, cause: content, status, ...ruled };
  if (kind !== 'commit') return value;
  const events = row.events.map(({ seq, type, v, payload }) => ({
    seq,
    type,
    v,
    data: parseJson(payload, n),
  }));
  return { ...value, events };
};

/** @throws LogCorrupt for what is no JSON, naming the record. */
export const parseJson = (text: string, n: number): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LogCorrupt(n, 'a part of it is no JSON', { cause: error });
  }
};
