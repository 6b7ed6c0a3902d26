import { draftsOf } from './draft-of';
import type { EventLog, Head, LogPosition } from './event-log';
import { ArchiveMismatch, LogCorrupt, LogMoved, NotALog } from './log-errors';
import type { BaseRecord, CommandOnRecord, CommandRecord, LogRecord, RecordDraft, Replaced } from './record';
import { sealDrafts } from './seal';
import { sha256Hex, type Hasher } from './sha256';

const firstOf = (log: EventLog): LogRecord => {
  for (const record of log.records(1, 1)) return record;
  throw new NotALog('no record at all');
};

/** What a compacted log replaces. @throws NotALog for one that was not compacted */
const replacedBy = (log: EventLog): Replaced => {
  const first = firstOf(log);
  if (first.kind !== 'base' || first.replaces === undefined)
    throw new NotALog(`a log that was not compacted: its first record is a ${first.kind}`);
  return first.replaces;
};

/** @throws ArchiveMismatch where the last record replaced is another one there, or is none */
const checkArchive = (replaced: Replaced, archive: EventLog): void => {
  const { records: n, hash } = replaced;
  if (archive.head.n < n)
    throw new ArchiveMismatch(n, `it ends with record ${archive.head.n}, replaced were ${n}`);
  const [last] = archive.records(n, n);
  if (last?.hash !== hash)
    throw new ArchiveMismatch(n, `its record ${n} has hash ${last?.hash}, replaced was one with ${hash}`);
};

/**
 * A compacted log with what it replaces: the log as it would be had it never been compacted, record for record and
 * hash for hash. New records go to the compacted log; the archive is only read.
 */
class ArchivedLog implements EventLog {
  readonly hasher: Hasher;
  readonly #base: BaseRecord;
  // Records of the archive that count: it may go on beyond what was replaced.
  readonly #replaced: number;
  // The end of the whole log after each page of the later records: hashes are made anew from the nearest one.
  readonly #heads: Head[];
  #end: Head;

  constructor(
    private readonly log: EventLog,
    private readonly archive: EventLog,
    replaced: number,
  ) {
    this.#base = firstOf(log) as BaseRecord;
    this.#replaced = replaced;
    this.hasher = archive.hasher ?? sha256Hex;
    const [last] = archive.records(replaced, replaced);
    if (last === undefined) throw new LogCorrupt(replaced, 'it is missing');
    this.#end = { n: last.n, hash: last.hash, seq: this.#base.seq, at: last.at };
    this.#heads = [this.#end];
  }

  get head(): Head {
    this.#catchUp();
    return this.#end;
  }

  append(expected: number, drafts: readonly RecordDraft[]): readonly LogRecord[] {
    const before = this.head;
    if (expected !== before.n) throw new LogMoved(expected, before.n);
    this.log.append(this.log.head.n, drafts);
    return sealDrafts(before, drafts, this.hasher).records.map(({ record }) => record);
  }

  records(fromN = 1, toN = Infinity): IterableIterator<LogRecord> {
    return this.#range(fromN, Math.min(toN, this.head.n));
  }

  *#range(fromN: number, last: number): IterableIterator<LogRecord> {
    if (fromN <= this.#replaced) yield* this.archive.records(fromN, Math.min(last, this.#replaced));
    if (last > this.#replaced) yield* this.#later(Math.max(fromN, this.#replaced + 1), last);
  }

  recordNumberOfSeq(seq: number): number | undefined {
    const n = this.log.recordNumberOfSeq(seq);
    return n === undefined ? this.archive.recordNumberOfSeq(seq) : this.#wholeNumber(n);
  }

  lastUpTo(instant: number): LogPosition | undefined {
    const later = this.log.lastUpTo(instant);
    if (later === undefined) return this.archive.lastUpTo(instant);
    if (later.n > 1) return { ...later, n: this.#wholeNumber(later.n) };
    const { n, seq, at } = this.#heads[0] as Head;
    return { n, seq, at };
  }

  findCommand(commandId: string): CommandOnRecord | undefined {
    const archived = this.archive.findCommand(commandId);
    if (archived !== undefined && archived.n <= this.#replaced) return archived;
    const found = this.log.findCommand(commandId);
    if (found === undefined) return undefined;
    const n = this.#wholeNumber(found.n);
    for (const record of this.records(n, n)) return record as CommandRecord;
    return undefined;
  }

  close(): void {
    this.archive.close();
    this.log.close();
  }

  /** The number of a later record, which the compacted log counts from its base on. */
  #wholeNumber(n: number): number {
    return n + this.#replaced - 1;
  }

  #ownNumber(wholeN: number): number {
    return wholeN - this.#replaced + 1;
  }

  /** Seals what was written since it was last looked at, by whoever writes. */
  #catchUp(): void {
    const last = this.#wholeNumber(this.log.head.n);
    if (this.#end.n >= last) return;
    for (const record of this.#later(this.#end.n + 1, last)) {
      this.#end = { n: record.n, hash: record.hash, seq: seqAfter(record, this.#end.seq), at: record.at };
      if ((record.n - this.#replaced) % PAGE_SIZE === 0) this.#heads.push(this.#end);
    }
  }

  *#later(fromN: number, toN: number): IterableIterator<LogRecord> {
    const page = Math.min(Math.floor((fromN - this.#replaced - 1) / PAGE_SIZE), this.#heads.length - 1);
    let head = this.#heads[page] as Head;
    for (const drafts of draftsOf(this.log.records(this.#ownNumber(head.n + 1), this.#ownNumber(toN)))) {
      const sealed = sealDrafts(head, drafts, this.hasher);
      for (const { record } of sealed.records) if (record.n >= fromN) yield record;
      head = sealed.head;
    }
  }
}

const PAGE_SIZE = 256;

const seqAfter = (record: LogRecord, before: number): number =>
  record.kind === 'commit' ? (record.events[record.events.length - 1]?.seq ?? before) : before;

/**
 * A compacted log together with what it replaces, so that reads of the past reach into the archive: open a host on
 * what this gives. It is the log as it would be had it never been compacted. What is written goes to the compacted
 * log; both are closed with it.
 *
 * @param archives the log that was compacted, or its records up to the position of the compaction; where that one was
 *   compacted too, what it replaces after it, and so on
 * @throws NotALog for a log that was not compacted; ArchiveMismatch for what is not its archive
 */
export const attachArchive = (log: EventLog, ...archives: readonly EventLog[]): EventLog => {
  const [archive, ...older] = archives;
  if (archive === undefined) return log;
  const replaced = replacedBy(log);
  checkArchive(replaced, archive);
  if (older.length === 0) return new ArchivedLog(log, archive, replaced.records);
  const whole = attachArchive(archive, ...older);
  // Its records are counted from the very first one now.
  return new ArchivedLog(log, whole, whole.head.n - archive.head.n + replaced.records);
};
