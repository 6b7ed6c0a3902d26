import { checkDrafts, type End } from './check-drafts';
import { EMPTY_HEAD, type EventLog, type Head, type LogPosition } from './event-log';
import { LazyChain, type LaterBase } from './lazy-chain';
import { laterList } from './later-list';
import { LogClosed, LogMoved } from './log-errors';
import type { CommandOnRecord, Commit, LogRecord, RecordDraft } from './record';
import { sha256Hex, type Hasher } from './sha256';

/**
 * A head whose hash is made when it is read. All share one accessor: one of its own for each would make a hidden class
 * for each, with every append.
 */
class LaterHead implements Head {
  static readonly #ofHash: PropertyDescriptor & ThisType<LaterHead> = {
    enumerable: true,
    get() {
      return this.#chain.record(this.n).hash;
    },
  };

  readonly n: number;
  readonly seq: number;
  readonly at: number;
  declare readonly hash: string;
  readonly #chain: LazyChain;

  constructor(chain: LazyChain, { n, seq, at }: End) {
    this.#chain = chain;
    this.n = n;
    this.seq = seq;
    this.at = at;
    Object.defineProperty(this, 'hash', LaterHead.#ofHash);
  }
}

/**
 * A log in memory: for tests, forks and hosts in a browser. Durable as long as it is held. What is added is checked at
 * once; hashes are made when somebody reads them, so that a host whose log nobody reads does not pay for them.
 */
export class MemoryEventLog implements EventLog {
  readonly hasher: Hasher;
  readonly #chain: LazyChain;
  // For each record the last event up to it: both lists ascend, so positions are found by bisection.
  readonly #lastSeqs: number[] = [];
  #commands: Map<string, number> | undefined;
  #end: End = EMPTY_HEAD;
  #head: Head | undefined = EMPTY_HEAD;
  #isClosed = false;

  /** @param options.hasher makes the hashes; the runtime's own SHA-256, or an HMAC for a keyed log. */
  constructor(options: { readonly hasher?: Hasher } = {}) {
    this.hasher = options.hasher ?? sha256Hex;
    this.#chain = new LazyChain(this.hasher);
  }

  /** A log that begins with a base which is written out when somebody reads it. */
  static goingOnFrom(base: LaterBase): MemoryEventLog {
    const log = new MemoryEventLog();
    log.#put(base, base.seq);
    log.#setEnd({ n: 1, seq: base.seq, at: base.at });
    return log;
  }

  get head(): Head {
    return (this.#head ??= new LaterHead(this.#chain, this.#end));
  }

  append(expected: number, drafts: readonly RecordDraft[]): readonly LogRecord[] {
    this.#assertOpen();
    const { n } = this.#end;
    if (expected !== n) throw new LogMoved(expected, n);
    const end = checkDrafts(this.#end, drafts);
    if (drafts.length === 0) return [];
    for (const draft of drafts) this.#put(draft, lastSeqOf(draft));
    this.#setEnd(end);
    return laterList(() => drafts.map((_, index) => this.#chain.record(n + 1 + index)));
  }

  records(fromN = 1, toN: number = this.#end.n): IterableIterator<LogRecord> {
    this.#assertOpen();
    return this.#range(Math.max(fromN, 1), Math.min(toN, this.#end.n));
  }

  commits(fromN: number, toN: number): IterableIterator<Commit> {
    this.#assertOpen();
    return this.#commitRange(Math.max(fromN, 1), Math.min(toN, this.#end.n));
  }

  recordNumberOfSeq(seq: number): number | undefined {
    this.#assertOpen();
    const before = countWhile(this.#lastSeqs.length, (index) => (this.#lastSeqs[index] as number) < seq);
    const entry = this.#chain.at(before);
    // A base stands for the events up to its own, and holds none of them.
    return entry?.kind === 'commit' && entry.events.some((event) => event.seq === seq)
      ? before + 1
      : undefined;
  }

  lastUpTo(instant: number): LogPosition | undefined {
    this.#assertOpen();
    const atOf = (index: number): number => (this.#chain.at(index) as { readonly at: number }).at;
    const n = countWhile(this.#chain.length, (index) => atOf(index) <= instant);
    return n === 0 ? undefined : { n, seq: this.#lastSeqs[n - 1] as number, at: atOf(n - 1) };
  }

  findCommand(commandId: string): CommandOnRecord | undefined {
    this.#assertOpen();
    const n = this.#commands?.get(commandId);
    return n === undefined ? undefined : this.#chain.commandAt(n - 1);
  }

  /** The hash of a record, made when it is asked for; it can be even when the log has been closed since. */
  hashLater(n: number): () => string {
    this.#assertOpen();
    const chain = this.#chain;
    if (!chain.isChained(n)) return () => chain.record(n).hash;
    const { hash } = chain.record(n);
    return () => hash;
  }

  close(): void {
    this.#isClosed = true;
  }

  #put(entry: RecordDraft | LaterBase, lastSeq: number | undefined): void {
    this.#chain.add(entry);
    this.#lastSeqs.push(lastSeq ?? this.#lastSeqs[this.#lastSeqs.length - 1] ?? 0);
    if (entry.kind === 'genesis' || entry.kind === 'base') return;
    const { commandId } = entry.cause;
    if (commandId === undefined) return;
    this.#commands ??= new Map();
    if (!this.#commands.has(commandId)) this.#commands.set(commandId, this.#chain.length);
  }

  #setEnd({ n, seq, at }: End): void {
    this.#end = { n, seq, at };
    this.#head = undefined;
  }

  *#range(from: number, to: number): IterableIterator<LogRecord> {
    for (let n = from; n <= to; n++) {
      this.#assertOpen();
      yield this.#chain.record(n);
    }
  }

  *#commitRange(from: number, to: number): IterableIterator<Commit> {
    for (let n = from; n <= to; n++) {
      this.#assertOpen();
      const commit = this.#chain.commitAt(n - 1);
      if (commit !== undefined) yield commit;
    }
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new LogClosed();
  }
}

/** The last event of an entry; undefined where it has none. */
const lastSeqOf = (draft: RecordDraft): number | undefined => {
  if (draft.kind === 'base') return draft.seq;
  return draft.kind === 'commit' ? draft.events[draft.events.length - 1]?.seq : undefined;
};

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
