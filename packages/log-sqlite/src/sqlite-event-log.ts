import {
  canonicalJson,
  hashedText,
  LogClosed,
  LogCorrupt,
  LogMoved,
  LogWriteFailed,
  sealDrafts,
  type CheckpointStore,
  type CommandRecord,
  type CommitRecord,
  type EventLog,
  type Hasher,
  type Head,
  type LogPosition,
  type LogRecord,
  type NoopRecord,
  type RecordDraft,
  type Sealed,
} from '@netlapse/core';

import type { Connection } from './connection';
import { messageOf } from './error-facts';
import type { EventIndex } from './event-index';
import { insertRecords } from './insert-records';
import { LogReplaced } from './log-replaced';
import type { RecordReader } from './record-reader';
import type { SqliteLogOptions } from './sqlite-log-options';
import type { WriterLock } from './writer-lock';

/** What only the writer of a log has. */
export interface WriterParts {
  readonly connection: Connection;
  /** Called after each append is durable. */
  readonly keepHead: (head: Head) => void;
  /** How it was opened. */
  readonly options: SqliteLogOptions;
  /** Lets go of the files, and of all but the right to write them. */
  readonly letGo: () => WriterLock;
}

/** What a log is put together from by {@link openSqliteLog}. */
export interface LogParts {
  readonly file: string;
  readonly hasher: Hasher;
  readonly reader: RecordReader;
  /** Absent where none are to be used. */
  readonly checkpoints?: CheckpointStore | undefined;
  /** Absent where none is to be used. */
  readonly index?: EventIndex | undefined;
  /** Absent in a log opened for reading. */
  readonly writer?: WriterParts;
  /** Whether another log stands in the place of the one that is read; absent in a log opened for writing. */
  readonly isReplaced?: () => boolean;
  /** Lets go of files and lock. */
  readonly release: () => void;
}

/** So long somebody who reads is waited for, ms. */
const GATHER_MS = 20;

/**
 * A log in one SQLite file. An append is one transaction: many records at once cost little more than one.
 * Opened for reading, it shows what the writer has committed by the time of each call.
 */
export class SqliteEventLog implements EventLog {
  /** The real path of the file. */
  readonly file: string;
  readonly hasher: Hasher;
  readonly checksRecords = true;
  readonly checkpoints?: CheckpointStore;
  readonly #parts: LogParts;
  #head: Head;
  #closedBecause: string | undefined;

  /** Not for callers: see {@link openSqliteLog}. */
  constructor(parts: LogParts) {
    this.file = parts.file;
    this.hasher = parts.hasher;
    if (parts.checkpoints !== undefined) this.checkpoints = parts.checkpoints;
    this.#parts = parts;
    this.#head = parts.reader.head();
    if (parts.writer !== undefined) parts.index?.follow(this.#head.n);
  }

  /** @throws LogReplaced where a reader's log was compacted meanwhile, or another stands in its place */
  get head(): Head {
    // A writer is alone and knows; a reader looks.
    if (this.#closedBecause === undefined && this.#parts.writer === undefined) {
      if (this.#parts.isReplaced?.() === true) throw new LogReplaced(this.file);
      this.#head = this.#parts.reader.head();
    }
    return this.#head;
  }

  /** TRUE where it was closed, by its owner or after a failure. */
  get isClosed(): boolean {
    return this.#closedBecause !== undefined;
  }

  append(expected: number, drafts: readonly RecordDraft[]): readonly LogRecord[] {
    this.#assertOpen();
    const { writer } = this.#parts;
    if (writer === undefined) throw new LogWriteFailed(new Error('it was opened for reading'), this.file);
    if (expected !== this.#head.n) throw new LogMoved(expected, this.#head.n);
    if (drafts.length === 0) return [];
    const sealed = sealDrafts(this.#head, drafts, this.hasher);
    this.#write(writer.connection, sealed);
    this.#parts.reader.trust(this.#head.n + 1, sealed.head.n);
    this.#head = sealed.head;
    writer.keepHead(sealed.head);
    const added = sealed.records.map(({ record }) => record);
    this.#parts.index?.note(added);
    return added;
  }

  records(fromN = 1, toN = Infinity): IterableIterator<LogRecord> {
    this.#assertOpen();
    const [from, to] = [Math.max(fromN, 1), Math.min(toN, this.head.n)];
    if (from > to) return [].values();
    return this.#parts.reader.records(from, to, () => this.#assertOpen());
  }

  *touching(terms: readonly string[], fromN: number, toN: number): IterableIterator<CommitRecord> {
    this.#assertOpen();
    const { index, reader } = this.#parts;
    const headN = this.head.n;
    const [from, to] = [Math.max(fromN, 1), Math.min(toN, headN)];
    const found = index?.touching(terms, from, to, headN) ?? (from <= to ? reader.records(from, to) : []);
    for (const record of this.#whileOpen(found[Symbol.iterator]()))
      if (record.kind === 'commit') yield record;
  }

  *noops(fromN: number, toN: number): IterableIterator<NoopRecord> {
    this.#assertOpen();
    const { index, reader } = this.#parts;
    const headN = this.head.n;
    const [from, to] = [Math.max(fromN, 1), Math.min(toN, headN)];
    const found = index?.noops(from, to, headN) ?? (from <= to ? reader.records(from, to) : []);
    for (const record of this.#whileOpen(found[Symbol.iterator]())) if (record.kind === 'noop') yield record;
  }

  recordNumberOfSeq(seq: number): number | undefined {
    this.#assertOpen();
    return this.#parts.reader.recordNumberOfSeq(seq);
  }

  lastUpTo(instant: number): LogPosition | undefined {
    this.#assertOpen();
    return this.#parts.reader.lastUpTo(instant, this.head.n);
  }

  findCommand(commandId: string): CommandRecord | undefined {
    this.#assertOpen();
    const n = this.#parts.reader.findCommand(canonicalJson(commandId));
    if (n === undefined) return undefined;
    for (const record of this.records(n, n))
      if (record.kind !== 'genesis' && record.kind !== 'base' && record.cause.commandId === commandId)
        return record;
    throw new LogCorrupt(n, 'the index of command ids names it for an id that it does not have');
  }

  /**
   * Checks what the chain of hashes says nothing of: pages of the file that hold no record, the index of command ids,
   * and the tables and views that SQL tools read the log through.
   *
   * @param tableOfType as it was opened with for writing; left out, the views' names of tables are not checked
   * @throws LogCorrupt with the record number 0: it belongs to none
   */
  checkFile(tableOfType?: Readonly<Record<string, string>>): void {
    this.#assertOpen();
    this.#parts.reader.checkFile(tableOfType);
  }

  close(): void {
    if (this.#closedBecause !== undefined) return;
    this.#parts.index?.leave(this.#head);
    this.#close('the log is closed');
  }

  /**
   * Not for callers: see `replaceLog`. Closes the log but for the right to write it.
   *
   * @throws LogWriteFailed where it was opened for reading
   */
  letGo(because: string): { readonly lock: WriterLock; readonly options: SqliteLogOptions } {
    this.#assertOpen();
    const { writer } = this.#parts;
    if (writer === undefined) throw new LogWriteFailed(new Error('it was opened for reading'), this.file);
    this.#closedBecause = because;
    return { lock: writer.letGo(), options: writer.options };
  }

  /** Not for callers: puts all into the one file; FALSE where somebody is just reading what is not there yet. */
  gather(): boolean {
    this.#assertOpen();
    const connection = this.#parts.writer?.connection;
    if (connection === undefined) return false;
    const timeout = connection.pragma('busy_timeout');
    try {
      connection.pragma(`busy_timeout = ${GATHER_MS}`);
      return connection.pragma('wal_checkpoint(TRUNCATE)') === 0;
    } finally {
      connection.pragma(`busy_timeout = ${timeout}`);
    }
  }

  #write(connection: Connection, { records, head }: Sealed): void {
    try {
      connection.execute('BEGIN IMMEDIATE');
      insertRecords(connection, records, this.#head.seq, hashedText);
      connection.execute('COMMIT');
    } catch (error) {
      this.#undo(connection, head, error);
      throw new LogWriteFailed(error, this.file);
    }
  }

  // After a failed write the log must be as before. Where that cannot be seen, it is not written any more:
  // opening it again shows what is in the file.
  #undo(connection: Connection, attempted: Head, cause: unknown): void {
    try {
      if (connection.isInTransaction) connection.execute('ROLLBACK');
      const found = this.#parts.reader.head();
      if (found.n === this.#head.n && found.hash === this.#head.hash) return;
      this.#close(`record ${attempted.n} may or may not have been written: ${messageOf(cause)}`);
    } catch (error) {
      this.#close(`a write failed and could not be undone: ${messageOf(error)}`);
    }
  }

  *#whileOpen(records: IterableIterator<LogRecord>): IterableIterator<LogRecord> {
    for (;;) {
      this.#assertOpen();
      const next = records.next();
      if (next.done === true) return;
      yield next.value;
    }
  }

  #close(because: string): void {
    this.#closedBecause = because;
    this.#parts.release();
  }

  #assertOpen(): void {
    if (this.#closedBecause !== undefined) throw new LogClosed(this.#closedBecause);
  }
}
