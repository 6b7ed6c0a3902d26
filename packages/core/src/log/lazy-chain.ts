import { EMPTY_HEAD, type Head } from './event-log';
import type { BaseDraft, Commit, CommandOnRecord, LogRecord, RecordDraft } from './record';
import { sealDrafts } from './seal';
import type { Hasher } from './sha256';

/** A first record that is written out when somebody reads it: of a fork, which need not write its state down. */
export interface LaterBase {
  readonly kind: 'base';
  readonly seq: number;
  readonly at: number;
  /** Makes the draft: once, at the first reading. */
  readonly draft: () => BaseDraft;
}

/** An entry whose texts and hashes nobody has read yet, or a record. */
type Entry = LogRecord | RecordDraft | LaterBase;

/**
 * Records of which only those are numbered, chained and hashed that somebody has read, with all before them, for each
 * hash goes into the next. What is added was checked before.
 */
export class LazyChain {
  readonly #entries: Entry[] = [];
  /** The end of the part that is chained. */
  #chained: Head = EMPTY_HEAD;

  constructor(private readonly hasher: Hasher) {}

  get length(): number {
    return this.#entries.length;
  }

  add(entry: RecordDraft | LaterBase): void {
    this.#entries.push(entry);
  }

  /** What an entry says, without its place in the chain; by its index, from 0. */
  at(index: number): Entry | undefined {
    return this.#entries[index];
  }

  /** A commit by its index; undefined where the entry is none. */
  commitAt(index: number): Commit | undefined {
    const entry = this.#entries[index];
    if (entry?.kind !== 'commit') return undefined;
    // Member by member: past states are folded from these by the hundred, and spreading an object takes many times as long.
    const { kind, at, cause, status, events } = entry;
    return { kind, n: index + 1, at, cause, status, events };
  }

  commandAt(index: number): CommandOnRecord | undefined {
    const entry = this.#entries[index];
    if (entry === undefined || entry.kind === 'genesis' || entry.kind === 'base') return undefined;
    return { ...entry, n: index + 1 };
  }

  /** The record of a number, from 1. */
  record(n: number): LogRecord {
    this.#chainUpTo(n);
    return this.#entries[n - 1] as LogRecord;
  }

  /** Whether a record is hashed already. */
  isChained(n: number): boolean {
    return n <= this.#chained.n;
  }

  #chainUpTo(n: number): void {
    for (let index = this.#chained.n; index < n; index++) {
      const entry = this.#entries[index] as Exclude<Entry, LogRecord>;
      const draft = 'draft' in entry ? entry.draft() : entry;
      const { records, head } = sealDrafts(this.#chained, [draft], this.hasher);
      this.#entries[index] = (records[0] as { readonly record: LogRecord }).record;
      this.#chained = head;
    }
  }
}
