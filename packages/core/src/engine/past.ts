import { decodeEvent } from '../catalogue';
import { commitsIn, type Commit, type EventLog, type Head, type LogRecord } from '../log';
import { type Numbered, replay, type HostState } from '../state';
import type { Checkpoints } from './checkpoints';
import { SNAPSHOT_INTERVAL, Snapshots } from './snapshots';

/** Events that are folded about as fast as a checkpoint is sought and read, besides one for each four of its rows. */
const WORTH_A_CHECKPOINT = 10_000;
/** States reached by a long way that are held for the next read; each may be as large as a whole table. */
const RECENT = 2;

/** Every past state of a log: kept states, in memory and on disk, and the log to fold from the nearest of them. */
export class Past {
  readonly #snapshots = new Snapshots();
  #recent: readonly HostState[] = [];

  /**
   * @param start the state before the first event of the log
   * @param checkpoints states kept on disk
   */
  constructor(
    private readonly log: EventLog,
    private readonly start: HostState,
    readonly checkpoints?: Checkpoints,
  ) {}

  get stacks(): HostState['stacks'] {
    return this.start.stacks;
  }

  /** Offers the state after an append, to be kept where none near it is. */
  offer(state: HostState): void {
    this.#snapshots.offer(state);
  }

  /** Tells that the log has come to its head durably, and in which state: it may be kept on disk. */
  written(state: HostState, head: Head): void {
    this.checkpoints?.offer(state, head);
  }

  /** Drops kept states of appends that were never written. */
  forgetAfter(seq: number): void {
    this.#snapshots.forgetAfter(seq);
    this.#recent = this.#recent.filter((state) => state.seq <= seq);
  }

  /** The state after an event of this log, or the one that it starts from. */
  stateAt(seq: number): HostState {
    if (seq === this.start.seq) return this.start;
    const near = this.#nearest(seq);
    if (near.seq === seq) return near;
    const state = replay(near, this.#between(near.seq, seq));
    if (seq - near.seq >= SNAPSHOT_INTERVAL) this.#remember(state);
    return state;
  }

  #nearest(seq: number): HostState {
    let near = this.#snapshots.nearest(seq) ?? this.start;
    for (const state of this.#recent) if (state.seq <= seq && state.seq > near.seq) near = state;
    const far = seq - near.seq - WORTH_A_CHECKPOINT;
    if (this.checkpoints === undefined || far <= 0) return near;
    const found = this.checkpoints.nearest(seq, near.seq + WORTH_A_CHECKPOINT)?.state;
    if (found === undefined) return near;
    this.#remember(found);
    return found;
  }

  #remember(state: HostState): void {
    this.#recent = [state, ...this.#recent].slice(0, RECENT);
  }

  #between(fromSeq: number, toSeq: number): IterableIterator<Numbered> {
    const from = this.log.recordNumberOfSeq(fromSeq + 1);
    const to = this.log.recordNumberOfSeq(toSeq);
    return eventsOf(commitsIn(this.log, from ?? 1, to ?? this.log.head.n), fromSeq, toSeq);
  }
}

/** The events of records, decoded, in order: those with fromSeq < seq ≤ toSeq. */
export function* eventsOf(
  records: Iterable<LogRecord | Commit>,
  fromSeq = 0,
  toSeq = Infinity,
): IterableIterator<Numbered> {
  for (const record of records) {
    if (record.kind !== 'commit') continue;
    for (const stored of record.events) {
      const { seq } = stored;
      if (seq > fromSeq && seq <= toSeq) yield { event: decodeEvent(stored, record), seq, at: record.at };
    }
  }
}
