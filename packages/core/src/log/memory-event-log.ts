import { EMPTY_HEAD, type EventLog, type Head, type LogPosition } from './event-log';
import { LogClosed, LogMoved } from './log-errors';
import type { CommandRecord, LogRecord, RecordDraft } from './record';
import { sealDrafts } from './seal';
import { sha256Hex, type Hasher } from './sha256';

/** A log in memory: for tests, forks and hosts in a browser. Durable as long as it is held. */
export class MemoryEventLog implements EventLog {
  readonly hasher: Hasher;
  readonly #records: LogRecord[] = [];
  // For each record the last event up to it: both lists ascend, so positions are found by bisection.
  readonly #lastSeqs: number[] = [];
  readonly #commands = new Map<string, CommandRecord>();
  #head: Head = EMPTY_HEAD;
  #isClosed = false;

  /** @param options.hasher makes the hashes; the runtime's own SHA-256, or an HMAC for a keyed log. */
  constructor(options: { readonly hasher?: Hasher } = {}) {
    this.hasher = options.hasher ?? sha256Hex;
  }

  get head(): Head {
    return this.#head;
  }

  append(expected: number, drafts: readonly RecordDraft[]): readonly LogRecord[] {
    this.#assertOpen();
    if (expected !== this.#head.n) throw new LogMoved(expected, this.#head.n);
    const sealed = sealDrafts(this.#head, drafts, this.hasher);
    const added = sealed.records.map(({ record }) => record);
    for (const record of added) this.#add(record);
    this.#head = sealed.head;
    return added;
  }

  records(fromN = 1, toN: number = this.#head.n): IterableIterator<LogRecord> {
    this.#assertOpen();
    return this.#range(Math.max(fromN, 1), Math.min(toN, this.#head.n));
  }

  recordNumberOfSeq(seq: number): number | undefined {
    this.#assertOpen();
    const before = countWhile(this.#lastSeqs.length, (index) => (this.#lastSeqs[index] as number) < seq);
    const record = this.#records[before];
    // A base stands for the events up to its own, and holds none of them.
    return record?.kind === 'commit' && record.events.some((event) => event.seq === seq)
      ? record.n
      : undefined;
  }

  lastUpTo(instant: number): LogPosition | undefined {
    this.#assertOpen();
    const n = countWhile(this.#records.length, (index) => (this.#records[index] as LogRecord).at <= instant);
    const record = this.#records[n - 1];
    return record && { n, seq: this.#lastSeqs[n - 1] as number, at: record.at };
  }

  findCommand(commandId: string): CommandRecord | undefined {
    this.#assertOpen();
    return this.#commands.get(commandId);
  }

  close(): void {
    this.#isClosed = true;
  }

  #add(record: LogRecord): void {
    const before = this.#lastSeqs[this.#lastSeqs.length - 1] ?? 0;
    this.#records.push(record);
    this.#lastSeqs.push(record.kind === 'base' ? record.seq : before + eventCount(record));
    if (record.kind === 'genesis' || record.kind === 'base') return;
    const { commandId } = record.cause;
    if (commandId !== undefined && !this.#commands.has(commandId)) this.#commands.set(commandId, record);
  }

  *#range(from: number, to: number): IterableIterator<LogRecord> {
    for (let n = from; n <= to; n++) {
      this.#assertOpen();
      yield this.#records[n - 1] as LogRecord;
    }
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new LogClosed();
  }
}

const eventCount = (record: LogRecord): number => (record.kind === 'commit' ? record.events.length : 0);

/** How many of the first `size` indexes hold, where those that hold come before those that do not. */
const countWhile = (size: number, holds: (index: number) => boolean): number => {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
};
