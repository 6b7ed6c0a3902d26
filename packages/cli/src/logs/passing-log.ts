import {
  EMPTY_HEAD,
  LogMoved,
  sealDrafts,
  sha256Hex,
  type CommandRecord,
  type EventLog,
  type Head,
  type LogPosition,
  type LogRecord,
  type RecordDraft,
} from '@netlapse/core';

/**
 * A log that keeps nothing but its last append: for a host that is watched as it goes, however long, and never asked
 * for its past.
 */
export class PassingLog implements EventLog {
  #head: Head = EMPTY_HEAD;
  #last: readonly LogRecord[] = [];

  get head(): Head {
    return this.#head;
  }

  append(expected: number, drafts: readonly RecordDraft[]): readonly LogRecord[] {
    if (expected !== this.#head.n) throw new LogMoved(expected, this.#head.n);
    const { head, records } = sealDrafts(this.#head, drafts, sha256Hex);
    this.#head = head;
    this.#last = records.map(({ record }) => record);
    return this.#last;
  }

  *records(fromN = 1, toN = this.#head.n): IterableIterator<LogRecord> {
    for (const record of this.#last) if (record.n >= fromN && record.n <= toN) yield record;
  }

  recordNumberOfSeq(seq: number): number | undefined {
    return this.#last.find(
      (record) => record.kind === 'commit' && record.events.some((event) => event.seq === seq),
    )?.n;
  }

  lastUpTo(instant: number): LogPosition | undefined {
    const { at, n, seq } = this.#head;
    return at <= instant ? { at, n, seq } : undefined;
  }

  findCommand(): CommandRecord | undefined {
    return undefined;
  }

  close(): void {
    this.#last = [];
  }
}
