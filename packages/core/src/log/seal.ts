import { firstErrorText } from '../codec';
import { canonicalJson } from './canonical-json';
import type { Head } from './event-log';
import { flatText } from './flat-text';
import type { Json } from './json';
import { NO_HASH, type CommitDraft, type LogRecord, type RecordDraft, type StoredEvent } from './record';
import { isCommitDraft, isLogRecord, LogRecordCodec } from './record-codec';
import { commandText, eventText, hashedText } from './record-text';
import type { Hasher } from './sha256';

/** A record ready to be stored, with the canonical texts that hashing it took: a store need not make them again. */
export interface SealedRecord {
  readonly record: LogRecord;
  /** Canonical JSON of the cause; empty for genesis and base, which have none. */
  readonly cause: string;
  /** Canonical JSON of the data of each event, in order; empty for all but a commit. */
  readonly data: readonly string[];
}

/** Drafts made into records, and the end of the log once they are in it. */
export interface Sealed {
  readonly records: readonly SealedRecord[];
  readonly head: Head;
}

/**
 * Numbers, chains and hashes drafts as the records that follow a log's head, after checking that they make a
 * log. Every EventLog adds what this gives, so that all of them refuse the same.
 *
 * @throws TypeError naming the path: see {@link EventLog.append}. Whoever writes drafts that are none has a
 *   defect that no caller can mend.
 */
export const sealDrafts = (head: Head, drafts: readonly RecordDraft[], hasher: Hasher): Sealed => {
  const records: SealedRecord[] = [];
  let end = head;
  for (const draft of drafts) {
    const sealed = seal(end, draft, records.length, hasher);
    records.push(sealed);
    end = headAfter(end, sealed.record);
  }
  return { records, head: end };
};

/** The end of a log after one more record. */
export const headAfter = (head: Head, record: LogRecord): Head => ({
  n: record.n,
  hash: record.hash,
  seq: lastSeqOf(record) ?? head.seq,
  at: record.at,
});

const lastSeqOf = (record: LogRecord): number | undefined => {
  if (record.kind === 'base') return record.seq;
  return record.kind === 'commit' ? record.events[record.events.length - 1]?.seq : undefined;
};

const seal = (head: Head, draft: RecordDraft, index: number, hasher: Hasher): SealedRecord => {
  if (head.n > 0 && draft.at < head.at)
    throw new TypeError(
      `${pathOf(index)}.at: ${draft.at} is below the instant of the record before, ${head.at}`,
    );
  switch (draft.kind) {
    case 'genesis':
    case 'base':
      if (head.n > 0)
        throw new TypeError(`${pathOf(index)}.kind: ${draft.kind} can only be the first record`);
      return sealOther({ ...draft, n: 1, prev: head.hash, hash: head.hash }, draft, index, hasher);
    case 'commit':
    case 'refusal':
    case 'noop':
      if (head.n === 0) throw new TypeError(`${pathOf(index)}.kind: the first record is a genesis or a base`);
      return draft.kind === 'commit'
        ? sealCommit(draft, head, index, hasher)
        : sealOther({ ...draft, n: head.n + 1, prev: head.hash, hash: head.hash }, draft, index, hasher);
    default:
      return refuse(draft, index);
  }
};

// Most records are commits, and an import seals tens of thousands a second: written out for speed.
const sealCommit = (draft: CommitDraft, head: Head, index: number, hasher: Hasher): SealedRecord => {
  if (!isCommitDraft(draft)) return refuse(draft, index);
  const { at, cause, status, events } = draft;
  const [n, prev] = [head.n + 1, head.hash];
  assertSequence(events, head.seq + 1, index);
  try {
    const data: string[] = [];
    let eventTexts = '';
    for (const event of events) {
      const text = flatText(canonicalJson(event.data));
      eventTexts += data.length === 0 ? eventText(event, text) : `,${eventText(event, text)}`;
      data.push(text);
    }
    const causeText = flatText(canonicalJson(cause as unknown as Json));
    const hash = hasher(commandText('commit', { n, at, prev, status, cause: causeText, events: eventTexts }));
    return { record: { n, kind: 'commit', at, prev, hash, cause, status, events }, cause: causeText, data };
  } catch (error) {
    return withPath(error, draft, index);
  }
};

const sealOther = (unhashed: LogRecord, draft: RecordDraft, index: number, hasher: Hasher): SealedRecord => {
  if (!isLogRecord(unhashed)) return refuse(draft, index);
  try {
    const cause = 'cause' in draft ? canonicalJson(draft.cause as unknown as Json) : '';
    return { record: { ...unhashed, hash: hasher(hashedText(unhashed)) }, cause, data: [] };
  } catch (error) {
    return withPath(error, draft, index);
  }
};

const pathOf = (index: number): string => `drafts[${index}]`;

const assertSequence = (events: readonly StoredEvent[], first: number, index: number): void => {
  for (let place = 0; place < events.length; place++) {
    const { seq } = events[place] as StoredEvent;
    if (seq !== first + place)
      throw new TypeError(
        `${pathOf(index)}.events[${place}].seq: ${seq} comes where ${first + place} is due`,
      );
  }
};

// What has no canonical form is found while writing it, in some part; looked for again within the draft, it
// is named by its whole path.
const withPath = (error: unknown, draft: RecordDraft, index: number): never => {
  canonicalJson(draft as unknown as Json, pathOf(index));
  throw error;
};

// Only reached where something is wrong: works out what.
const refuse = (draft: RecordDraft, index: number): never => {
  const result = LogRecordCodec.decode({ ...draft, n: 1, prev: NO_HASH, hash: NO_HASH });
  const fault = result._tag === 'Left' ? firstErrorText(result.left) : 'no draft of a record';
  throw new TypeError(`${pathOf(index)}: ${fault}`);
};
