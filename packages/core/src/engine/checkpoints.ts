import type {
  BaseRecord,
  CheckpointLabel,
  CheckpointStore,
  EventLog,
  GenesisRecord,
  Head,
  StateBytes,
  StoredCheckpoint,
} from '../log';
import type { HostState } from '../state';

/** Least number of events between two checkpoints. */
const LEAST_SPACING = 50_000;
/** Events between two checkpoints for each row of the first: writing one must not weigh beside the events. */
const SPACING_PER_ROW = 2;
/** So many of the newest are never thinned out. */
const NEWEST = 16;
/** Beyond so many, every other one of the older ones goes. */
const MOST = 4 * NEWEST;

/** Rows of the tables that make a checkpoint large. */
const rowsOf = ({ routes, linux }: HostState): number => routes.size + linux.size;

/** What is looked at of the first record of a log. */
type Beginning = Pick<GenesisRecord, 'kind' | 'logId'> | Pick<BaseRecord, 'kind' | 'logId' | 'seq'>;

/** A state found on disk, and the record at whose end it was. */
export interface FoundCheckpoint {
  readonly state: HostState;
  readonly label: CheckpointLabel;
}

/**
 * The checkpoints of one log: states kept beside it, so that neither opening it nor reading its past begins at the
 * first event. What is kept there is believed only where it is of this very log and of this program's fold.
 */
export class Checkpoints {
  readonly #logId: string;
  readonly #states: StateBytes<HostState>;
  /** The event of the last one kept, as far as is known. */
  #lastSeq: number;
  /** Rows of that one. */
  #lastRows = 0;

  constructor(
    private readonly store: CheckpointStore,
    private readonly log: EventLog,
    first: Beginning,
  ) {
    this.#logId = first.logId;
    this.#states = store.states as StateBytes<HostState>;
    this.#lastSeq = first.kind === 'base' ? first.seq : 0;
  }

  /** The newest checkpoint after event `most` or before it, and after `least`; undefined where there is none. */
  nearest(most: number, least = -1): FoundCheckpoint | undefined {
    for (const stored of this.#believed(most, least)) {
      const state = this.decode(stored);
      if (state !== undefined) return { state, label: stored.label };
    }
    return undefined;
  }

  /** The newest one, as it is stored: `decode` gives its state. */
  newest(): StoredCheckpoint | undefined {
    for (const stored of this.#believed(Infinity, -1)) return stored;
    return undefined;
  }

  /** What it holds; where its bytes are no state, the newest before it that is one. */
  stateOf(stored: StoredCheckpoint): FoundCheckpoint | undefined {
    const state = this.decode(stored);
    return state === undefined ? this.nearest(stored.label.seq - 1) : { state, label: stored.label };
  }

  /** Those of this log and fold after event `most` or before it, and after `least`, the newest first. */
  *#believed(most: number, least: number): IterableIterator<StoredCheckpoint> {
    for (const seq of this.store.seqs().toReversed()) {
      if (seq <= least) return;
      const stored = seq > most ? undefined : this.store.read(seq);
      if (stored !== undefined && this.#isOurs(stored.label, seq)) yield stored;
    }
  }

  /** The state of a stored one; undefined where its bytes are none. */
  decode({ label: { seq }, state: bytes }: StoredCheckpoint): HostState | undefined {
    const state = this.#states.decode(bytes, seq);
    if (state !== undefined && seq > this.#lastSeq) this.#noteLast(state);
    return state;
  }

  /** The events after which there seem to be checkpoints. */
  seqs(): readonly number[] {
    return this.store.seqs();
  }

  remove(seq: number): void {
    this.store.remove(seq);
  }

  /** Whether the checkpoint of an event holds this state; undefined where there is none of this log and fold. */
  isRight(state: HostState): boolean | undefined {
    const stored = this.store.read(state.seq);
    if (stored === undefined || !this.#isOurs(stored.label, state.seq)) return undefined;
    const due = this.#states.encode(state);
    return due.length === stored.state.length && due.every((byte, index) => byte === stored.state[index]);
  }

  /** Whether it is of this fold and of this log: its record stands there, with that hash and after that event. */
  #isOurs({ logId, foldVersion, n, hash, seq: labelled, at }: CheckpointLabel, seq: number): boolean {
    if (logId !== this.#logId || foldVersion !== this.#states.foldVersion || labelled !== seq) return false;
    if (!(n >= 1 && n <= this.log.head.n)) return false;
    for (const record of this.log.records(n, n)) return record.hash === hash && record.at === at;
    return false;
  }

  /** Keeps the state at the end of a record where enough events lie behind the last one kept. */
  offer(state: HostState, head: Head): void {
    if (state.seq - this.#lastSeq >= Math.max(LEAST_SPACING, SPACING_PER_ROW * this.#lastRows))
      this.keep(state, head);
  }

  /** Keeps the state at the end of a log that is left; a few events are folded as fast as it is read. */
  offerLast(state: HostState, head: Head): void {
    if (state.seq - this.#lastSeq >= Math.min(LEAST_SPACING, 1000 + rowsOf(state) / 4))
      this.keep(state, head);
  }

  /** Keeps the state at the end of a record. */
  keep(state: HostState, { n, hash, at }: Head): void {
    const label = { logId: this.#logId, seq: state.seq, n, at, hash, foldVersion: this.#states.foldVersion };
    // Also where it cannot be written: it is not tried again with each event.
    this.#noteLast(state);
    if (this.store.write({ label, state: this.#states.encode(state) })) this.#thin();
  }

  #noteLast(state: HostState): void {
    this.#lastSeq = state.seq;
    this.#lastRows = rowsOf(state);
  }

  #thin(): void {
    const seqs = this.store.seqs();
    if (seqs.length <= MOST) return;
    seqs.slice(0, -NEWEST).forEach((seq, index) => {
      if (index % 2 === 1) this.store.remove(seq);
    });
  }
}

/** The checkpoints of a log that keeps some. */
export const checkpointsOf = (log: EventLog, first: Beginning): Checkpoints | undefined =>
  log.checkpoints === undefined ? undefined : new Checkpoints(log.checkpoints, log, first);
