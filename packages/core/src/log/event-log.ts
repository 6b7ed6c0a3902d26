import type { CheckpointStore } from './checkpoint-store';
import type { Hasher } from './sha256';
import {
  NO_HASH,
  type CommandOnRecord,
  type Commit,
  type LogRecord,
  type NoopRecord,
  type RecordDraft,
} from './record';

/** The end of a log. */
export interface Head {
  /** Number of the last record; 0 before the first. */
  readonly n: number;
  /** Its hash; 64 zeros before the first. */
  readonly hash: string;
  /** Sequence number of the last event; 0 before the first, that of the state in a log that begins with one. */
  readonly seq: number;
  /** Instant of the last record; 0 before the first. */
  readonly at: number;
}

/** The head of a log without records. */
export const EMPTY_HEAD: Head = { n: 0, hash: NO_HASH, seq: 0, at: 0 };

/** A record, its instant, and the last event up to it. */
export interface LogPosition {
  readonly n: number;
  readonly seq: number;
  readonly at: number;
}

/**
 * A host's records in order, only ever added to. Synchronous: what returned has happened. One writer at a
 * time; any number of readers. After `close` everything but `head` and `close` throws LogClosed.
 */
export interface EventLog {
  /** What makes this log's hashes; SHA-256 where absent. */
  readonly hasher?: Hasher;

  /** Where states of this log are kept, so that it need not be folded from its beginning; absent: nowhere. */
  readonly checkpoints?: CheckpointStore;

  /** TRUE where `records` holds each record against its hash and the record before: nobody need do it again. */
  readonly checksRecords?: true;

  /** The end of the log; in a log opened for reading that of the moment, in a closed one the last known. */
  readonly head: Head;

  /**
   * Adds records after the last: numbers, chains and hashes them. All or nothing, and durable on return.
   * What the drafts hold belongs to the log from then on and must not be changed.
   *
   * @param expected the record number that the writer takes for the last: `head.n`.
   * @returns the records as added, in the order of the drafts.
   * @throws LogMoved where `expected` is not the last; LogClosed; LogWriteFailed where it cannot be made
   *   durable; TypeError, naming the path, for drafts that make no log: ill-formed, not canonical, an instant
   *   below the last, a gap in the sequence numbers, a first record that is neither genesis nor base.
   */
  append(expected: number, drafts: readonly RecordDraft[]): readonly LogRecord[];

  /**
   * Records by number, in order, both ends included; from the first and to the present last by default.
   * Numbers outside the log are passed over. Records added later do not show in an iterator at hand.
   *
   * @throws LogCorrupt (while iterating) at the first record that is not whole; those before it are given.
   */
  records(fromN?: number, toN?: number): IterableIterator<LogRecord>;

  /** The commits among the records, for who reads no hashes; left out where that spares nothing. */
  commits?(fromN: number, toN: number): IterableIterator<Commit>;

  /**
   * The appends of a range that hold an event under any of these terms, and perhaps others, in order: a log that is
   * asked often and is long finds them without reading all. Absent: it has to be read. Terms are those that the log's
   * keeper was told to have its events under.
   *
   * @param fromN the first record of the range, `toN` the last
   */
  touching?(terms: readonly string[], fromN: number, toN: number): IterableIterator<Commit>;

  /** The noops of a range, in order, where a log finds them without reading all. */
  noops?(fromN: number, toN: number): IterableIterator<NoopRecord>;

  /** The number of the record that holds an event; undefined where the log does not have it. */
  recordNumberOfSeq(seq: number): number | undefined;

  /** The last record at or before an instant; undefined where the log begins later or is empty. */
  lastUpTo(instant: number): LogPosition | undefined;

  /** The first record of a command by its id. */
  findCommand(commandId: string): CommandOnRecord | undefined;

  /** Lets go of file and lock. Doing it twice is no error. */
  close(): void;
}

/** The commits among the records `fromN` to `toN`, by the way that costs a log least. */
export const commitsIn = (log: EventLog, fromN: number, toN: number): IterableIterator<Commit> =>
  log.commits === undefined ? commitsAmong(log.records(fromN, toN)) : log.commits(fromN, toN);

function* commitsAmong(records: Iterable<LogRecord>): IterableIterator<Commit> {
  for (const record of records) if (record.kind === 'commit') yield record;
}

/** The noops of a log, in order: what was told that changed nothing. */
export const noopsIn = (log: EventLog): IterableIterator<LogRecord> =>
  log.noops === undefined ? noopsAmong(log.records()) : log.noops(1, log.head.n);

function* noopsAmong(records: Iterable<LogRecord>): IterableIterator<LogRecord> {
  for (const record of records) if (record.kind === 'noop') yield record;
}
