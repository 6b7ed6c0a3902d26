import { decodeEvent } from '../catalogue';
import type { EventLog, LogRecord } from '../log';
import type { Numbered } from './evolve';
import { replay } from './replay';
import { Snapshots } from './snapshots';
import type { HostState } from './state';

/** Every past state of a log: kept states, and the log to fold from the nearest of them. */
export class Past {
  readonly #snapshots = new Snapshots();

  constructor(
    private readonly log: EventLog,
    private readonly start: HostState,
  ) {}

  /** Offers the state after an append, to be kept where none near it is. */
  offer(state: HostState): void {
    this.#snapshots.offer(state);
  }

  /** Drops kept states of appends that were never written. */
  forgetAfter(seq: number): void {
    this.#snapshots.forgetAfter(seq);
  }

  /** The state after an event of this log, or the one that it starts from. */
  stateAt(seq: number): HostState {
    if (seq === this.start.seq) return this.start;
    const near = this.#snapshots.nearest(seq) ?? this.start;
    return near.seq === seq ? near : replay(near, this.#between(near.seq, seq));
  }

  *#between(fromSeq: number, toSeq: number): IterableIterator<Numbered> {
    const from = this.log.recordNumberOfSeq(fromSeq + 1);
    const to = this.log.recordNumberOfSeq(toSeq);
    for (const numbered of eventsOf(this.log.records(from, to)))
      if (numbered.seq > fromSeq && numbered.seq <= toSeq) yield numbered;
  }
}

/** The events of records, decoded, in order. */
export function* eventsOf(records: Iterable<LogRecord>): IterableIterator<Numbered> {
  for (const record of records) {
    if (record.kind !== 'commit') continue;
    for (const stored of record.events) yield { event: decodeEvent(stored), seq: stored.seq, at: record.at };
  }
}
