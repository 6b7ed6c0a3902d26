import { canonicalJson } from './canonical-json';
import { firstErrorText } from './closed-record';
import type { Head } from './event-log';
import type { Json } from './json';
import {
  NO_HASH,
  type BaseDraft,
  type CommitDraft,
  type GenesisDraft,
  type LogRecord,
  type NoopDraft,
  type RecordDraft,
  type RefusalDraft,
  type StoredEvent,
} from './record';
import { isCommitDraft, LogRecordCodec } from './record-codec';
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
  let end = head;
  const records = drafts.map((draft, index) => {
    const sealed = seal(end, draft, `drafts[${index}]`, hasher);
    end = headAfter(end, sealed.record);
    return sealed;
  });
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

const seal = (head: Head, draft: RecordDraft, path: string, hasher: Hasher): SealedRecord => {
  if (head.n > 0 && draft.at < head.at)
    throw new TypeError(`${path}.at: ${draft.at} is below the instant of the record before, ${head.at}`);
  switch (draft.kind) {
    case 'genesis':
    case 'base':
      if (head.n > 0) throw new TypeError(`${path}.kind: ${draft.kind} can only be the first record`);
      return sealFirst(draft, head, path, hasher);
    case 'commit':
    case 'refusal':
    case 'noop':
      if (head.n === 0) throw new TypeError(`${path}.kind: the first record is a genesis or a base`);
      return draft.kind === 'commit'
        ? sealCommit(draft, head, path, hasher)
        : sealWithoutEvents(draft, head, path, hasher);
    default:
      return refuse(draft, path);
  }
};

const sealFirst = (
  draft: GenesisDraft | BaseDraft,
  { hash: prev }: Head,
  path: string,
  hasher: Hasher,
): SealedRecord => {
  const unhashed: LogRecord = { ...draft, n: 1, prev, hash: prev };
  if (!LogRecordCodec.is(unhashed)) return refuse(draft, path);
  const hash = hasher(canonicalOf(draft, path, () => hashedText(unhashed)));
  return { record: { ...unhashed, hash }, cause: '', data: [] };
};

const sealCommit = (draft: CommitDraft, head: Head, path: string, hasher: Hasher): SealedRecord => {
  const { at, cause, status, events } = draft;
  const [n, prev] = [head.n + 1, head.hash];
  if (!isCommitDraft(draft)) return refuse(draft, path);
  assertSequence(events, head.seq + 1, path);
  return canonicalOf(draft, path, () => {
    const data = events.map((event) => canonicalJson(event.data));
    const causeText = canonicalJson(cause as unknown as Json);
    const eventTexts = events.map((event, index) => eventText(event, data[index] as string)).join(',');
    const hash = hasher(commandText('commit', { n, at, prev, status, cause: causeText, events: eventTexts }));
    return { record: { n, kind: 'commit', at, prev, hash, cause, status, events }, cause: causeText, data };
  });
};

const assertSequence = (events: readonly StoredEvent[], first: number, path: string): void => {
  for (let index = 0; index < events.length; index++) {
    const { seq } = events[index] as StoredEvent;
    if (seq !== first + index)
      throw new TypeError(`${path}.events[${index}].seq: ${seq} comes where ${first + index} is due`);
  }
};

const sealWithoutEvents = (
  draft: RefusalDraft | NoopDraft,
  head: Head,
  path: string,
  hasher: Hasher,
): SealedRecord => {
  const unhashed: LogRecord = { ...draft, n: head.n + 1, prev: head.hash, hash: head.hash };
  if (!LogRecordCodec.is(unhashed)) return refuse(draft, path);
  return canonicalOf(draft, path, () => {
    const hash = hasher(hashedText(unhashed));
    return { record: { ...unhashed, hash }, cause: canonicalJson(draft.cause as unknown as Json), data: [] };
  });
};

// What has no canonical form is found while writing it, in some part; the error names it within the draft.
const canonicalOf = <T>(draft: RecordDraft, path: string, make: () => T): T => {
  try {
    return make();
  } catch (error) {
    canonicalJson(draft as unknown as Json, path);
    throw error;
  }
};

// Only reached where something is wrong: works out what.
const refuse = (draft: RecordDraft, path: string): never => {
  const result = LogRecordCodec.decode({ ...draft, n: 1, prev: NO_HASH, hash: NO_HASH });
  throw new TypeError(
    `${path}: ${result._tag === 'Left' ? firstErrorText(result.left) : 'no draft of a record'}`,
  );
};
