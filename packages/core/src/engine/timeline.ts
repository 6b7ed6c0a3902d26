import {
  canonicalJson,
  commitsIn,
  LogError,
  type BaseRecord,
  type Cause,
  type CommandRecord,
  type Commit,
  type CommitDraft,
  type EventLog,
  type GenesisRecord,
  type MirrorKind,
  type RecordDraft,
} from '../log';
import type { AddressFamily } from '../net';
import { replay, emptyState, type HostState } from '../state';
import type { AppendBuilder } from './append-builder';
import type { AppendStates } from './append-states';
import { Batch } from './batch';
import { checkpointsOf } from './checkpoints';
import type { LogIdentity } from './envelope';
import { BeforeTheLog, HistoryCompacted, InTheFuture, UnknownMark } from './errors';
import { lineOfText } from './params-json';
import { eventsOf, Past } from './past';
import type { AsOf, Position } from './position';
import { UnreadState } from './unread-state';

/** An append that was written: the record, and the states around each of its events. */
export interface Committed {
  readonly record: Commit;
  readonly states: AppendStates;
}

/** What a timeline looks at of the first record of its log. */
export type LogBeginning =
  | Pick<GenesisRecord, 'kind' | 'at' | 'hostId' | 'logId' | 'mirror'>
  | Pick<BaseRecord, 'kind' | 'at' | 'hostId' | 'logId' | 'mirror' | 'seq' | 'replaces'>;

/** What a timeline starts from: its first record, and the state and position that its log leads to. */
export interface TimelineStart {
  readonly first: LogBeginning;
  readonly state: HostState | UnreadState;
  readonly clock: number;
  readonly past: Past;
}

/**
 * The line of a host's states: the log, the present state and clock, and every past state that can be read.
 * Writing is append first, state second; where writing fails, nothing has happened.
 */
export class Timeline {
  readonly identity: LogIdentity;
  /** TRUE where the host repeats a live one: the model's own rules are off. */
  readonly mirrored: boolean;
  /** What it repeats; undefined of a model. */
  readonly mirrorOf: MirrorKind | undefined;
  readonly stacks: readonly AddressFamily[];
  readonly #first: LogBeginning;
  readonly #marks = new Map<string, Position>();
  readonly #past: Past;
  /** Unread from when the log was opened until somebody asks for it. */
  #state: HostState | UnreadState;
  #clock: number;
  #batch: Batch | undefined;
  #forks = 0;

  constructor(
    readonly log: EventLog,
    start: TimelineStart,
  ) {
    this.#first = start.first;
    this.identity = { hostId: start.first.hostId, logId: start.first.logId };
    this.mirrorOf = start.first.mirror;
    this.mirrored = this.mirrorOf !== undefined;
    this.stacks = start.past.stacks;
    this.#state = start.state;
    this.#clock = start.clock;
    this.#past = start.past;
  }

  get state(): HostState {
    if (this.#state instanceof UnreadState) this.#state = this.#state.read();
    return this.#state;
  }

  get clock(): number {
    return this.#clock;
  }

  /** The present as a position. */
  get position(): Position {
    return { seq: this.#state.seq, at: this.#clock };
  }

  /** Sequence number before the first event of this log: 0, or that of the base it begins with. */
  get firstSeq(): number {
    return this.#first.kind === 'base' ? this.#first.seq : 0;
  }

  /** Instant of the first record. */
  get beginning(): number {
    return this.#first.at;
  }

  /** Moves the clock; it never goes back. */
  moveClock(at: number): void {
    if (at > this.#clock) this.#clock = at;
  }

  mark(name: string): Position {
    const position = this.position;
    this.#marks.set(name, position);
    return position;
  }

  /** Which fork of this line one is: 1, 2, 3 … */
  countFork(): number {
    this.#forks += 1;
    return this.#forks;
  }

  /** Takes over the marks of another line up to a position: a fork has the past that it comes from. */
  takeMarks(original: Timeline, upTo: Position): void {
    for (const [name, position] of original.#marks)
      if (position.seq <= upTo.seq && position.at <= upTo.at) this.#marks.set(name, position);
  }

  /** Writes an append and makes it the present. Inside a batch it is written with the batch's end. */
  commit(cause: Cause, status: string, append: AppendBuilder): Committed {
    append.finish();
    const { at, events } = append;
    const draft = { kind: 'commit', at, cause, status, events } as const;
    const record = this.#batch?.addCommit(draft) ?? this.#write(draft);
    this.#state = append.state;
    this.moveClock(append.at);
    this.#past.offer(append.state);
    if (this.#batch === undefined) this.#past.written(append.state, this.log.head);
    return { record, states: append.states };
  }

  /**
   * Takes appends whose events were folded together, inside a batch.
   *
   * @param state after the last of them
   */
  commitAll(drafts: readonly CommitDraft[], state: HostState): void {
    const batch = this.#batch as Batch;
    for (const draft of drafts) {
      batch.add(draft);
      this.moveClock(draft.at);
    }
    this.#state = state;
    this.#past.offer(state);
  }

  #write(draft: CommitDraft): Commit {
    const { n } = this.log.head;
    this.log.append(n, [draft]);
    return { ...draft, n: n + 1 };
  }

  /** Writes a refusal or a noop: it never influences a state. */
  note(draft: Extract<RecordDraft, { readonly kind: 'refusal' | 'noop' }>): void {
    const isInWords = draft.kind === 'refusal' && draft.check !== undefined;
    const noted = isInWords ? { ...draft, check: lineOfText(draft.check) } : draft;
    if (this.#batch === undefined) this.log.append(this.log.head.n, [noted]);
    else this.#batch.add(noted);
  }

  /** The first record of a command by its id, also where it is not written yet. */
  findCommand(commandId: string): Pick<CommandRecord, 'cause' | 'status'> | undefined {
    return this.log.findCommand(commandId) ?? this.#batch?.findCommand(commandId);
  }

  /** Begins to gather appends, for one durable write of all of them. */
  beginBatch(): void {
    this.#batch = new Batch(this.state, this.#clock, this.log.head.n);
  }

  /** Writes what was gathered. Where writing fails, the state is what it was when the batch began. */
  endBatch(): void {
    const batch = this.#batch;
    this.#batch = undefined;
    if (batch === undefined || batch.drafts.length === 0) return;
    try {
      this.log.append(this.log.head.n, batch.drafts);
    } catch (error) {
      this.#forget(batch);
      throw error;
    }
    this.#past.written(this.state, this.log.head);
  }

  /** Ends it: the present state is kept beside the log where it took long to get there. The log stays open. */
  close(): void {
    const { checkpoints } = this.#past;
    // An unread one is kept already.
    if (checkpoints === undefined || this.#state instanceof UnreadState) return;
    try {
      const { head } = this.log;
      if (head.seq === this.#state.seq) checkpoints.offerLast(this.#state, head);
    } catch (error) {
      // A log that cannot be asked any more can be left.
      if (!(error instanceof LogError)) throw error;
    }
  }

  /** Drops what was gathered: nothing of it has happened. */
  abortBatch(): void {
    const batch = this.#batch;
    this.#batch = undefined;
    if (batch !== undefined) this.#forget(batch);
  }

  #forget({ state, clock }: Batch): void {
    this.#state = state;
    this.#clock = clock;
    this.#past.forgetAfter(state.seq);
    for (const [name, { seq, at }] of this.#marks)
      if (seq > state.seq || at > clock) this.#marks.delete(name);
  }

  /**
   * The position that a caller names.
   *
   * @throws InTheFuture, BeforeTheLog, HistoryCompacted, UnknownMark
   */
  resolve(asOf: AsOf): Position {
    if (typeof asOf === 'string') {
      const mark = this.#marks.get(asOf);
      if (mark === undefined) throw new UnknownMark(asOf);
      // A fork knows the marks of the past that it comes from, but begins later than they are.
      return this.#checkSeq(mark.seq, mark.at);
    }
    if ('seq' in asOf && 'at' in asOf) return this.#checkSeq(asOf.seq, asOf.at);
    return 'seq' in asOf ? this.#checkSeq(asOf.seq, undefined) : this.#atInstant(asOf.at);
  }

  #checkSeq(seq: number, at: number | undefined): Position {
    if (!(seq <= this.#state.seq)) throw new InTheFuture(seq, this.#state.seq, 'event');
    if (seq < this.firstSeq || seq < 0) throw this.#tooEarly(seq, this.firstSeq, 'event');
    if (!Number.isInteger(seq)) throw new RangeError(`events are numbered 1, 2, 3 …: there is none ${seq}`);
    if (at === undefined) return { seq, at: this.instantOf(seq) };
    if (!(at <= this.#clock)) throw new InTheFuture(at, this.#clock, 'instant');
    if (at < this.beginning) throw this.#tooEarly(at, this.beginning, 'instant');
    return { seq, at };
  }

  #atInstant(at: number): Position {
    if (!(at <= this.#clock)) throw new InTheFuture(at, this.#clock, 'instant');
    if (at < this.beginning) throw this.#tooEarly(at, this.beginning, 'instant');
    const unwritten = this.#batch?.lastSeqUpTo(at);
    if (unwritten !== undefined) return { seq: unwritten, at };
    if (at >= this.log.head.at) return { seq: (this.#batch?.state ?? this.#state).seq, at };
    // A log that another program writes may hold more than this timeline has read of it.
    const seq = Math.min(this.log.lastUpTo(at)?.seq ?? this.firstSeq, this.#state.seq);
    return { seq, at };
  }

  #tooEarly(asked: number, earliest: number, what: 'instant' | 'event'): BeforeTheLog | HistoryCompacted {
    const compacted = this.#first.kind === 'base' && this.#first.replaces !== undefined;
    return compacted ? new HistoryCompacted(asked, earliest, what) : new BeforeTheLog(asked, earliest, what);
  }

  /** Instant of an event; of the one before the first, that of the first record. */
  instantOf(seq: number): number {
    for (const { at } of this.commits(seq - 1, seq)) return at;
    return this.beginning;
  }

  /** The state after an event. */
  stateAt(seq: number): HostState {
    if (seq === this.#state.seq) return this.state;
    const batch = this.#batch;
    if (batch === undefined || seq <= batch.state.seq) return this.#past.stateAt(seq);
    return replay(batch.state, eventsOf(batch.commits(batch.state.seq, seq), batch.state.seq, seq));
  }

  /** The appends that hold the events fromSeq < seq ≤ toSeq, in order. */
  *commits(fromSeq: number, toSeq: number): IterableIterator<Commit> {
    if (fromSeq >= toSeq) return;
    const from = this.log.recordNumberOfSeq(fromSeq + 1);
    const to = this.log.recordNumberOfSeq(Math.min(toSeq, this.log.head.seq));
    if (from !== undefined && to !== undefined) yield* commitsIn(this.log, from, to);
    if (this.#batch !== undefined) yield* this.#batch.commits(fromSeq, toSeq);
  }

  /**
   * As commits, but only those that hold an event under one of some terms (`termOf`), and perhaps others: a long log
   * finds them without being read.
   */
  *touching(terms: readonly string[], fromSeq: number, toSeq: number): IterableIterator<Commit> {
    if (this.log.touching === undefined) {
      yield* this.commits(fromSeq, toSeq);
      return;
    }
    const from = this.log.recordNumberOfSeq(fromSeq + 1);
    const to = this.log.recordNumberOfSeq(Math.min(toSeq, this.log.head.seq));
    if (fromSeq < toSeq && from !== undefined && to !== undefined) yield* this.log.touching(terms, from, to);
    if (this.#batch !== undefined) yield* this.#batch.commits(fromSeq, toSeq);
  }
}

/** What the first record of a fresh log says. */
export interface Genesis {
  readonly hostId: string;
  readonly logId: string;
  readonly stacks: readonly AddressFamily[];
  readonly now: number;
  readonly mirror: MirrorKind | undefined;
}

/** Begins a log: writes its genesis record. */
export const beginTimeline = (log: EventLog, genesis: Genesis): Timeline => {
  const { hostId, logId, stacks, now, mirror } = genesis;
  const [first] = log.append(0, [
    {
      kind: 'genesis',
      at: now,
      format: 'netlapse-log',
      formatVersion: 1,
      logId,
      hostId,
      stacks: [...stacks],
      ...(mirror === undefined ? {} : { mirror }),
    },
  ]);
  const state = emptyState(stacks);
  const past = new Past(log, state, checkpointsOf(log, first as GenesisRecord));
  return new Timeline(log, { first: first as GenesisRecord, state, clock: now, past });
};

/** Whether two parameter objects are the same to a log. */
export const isSameParams = (a: Cause['params'], b: Cause['params']): boolean =>
  canonicalJson(a) === canonicalJson(b);
