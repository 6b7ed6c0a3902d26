import type { either } from 'fp-ts';

import type { Answer, CommandView, QueryFunction, Refusal, ReportDefinition, View } from '../call';
import type { DomainEvent } from '../catalogue';
import type { Cause, EventLog } from '../log';
import type { AnyCommand } from './any-command';
import { AppendBuilder } from './append-builder';
import { Delivery, type AppendItem, type DeliveryOptions } from './delivery';
import { nextDue } from './due';
import { envelopeOf } from './envelope';
import {
  ClockIsOwned,
  CommandIdReused,
  Conflict,
  HostClosed,
  ReportRefused,
  WrongKindOfHost,
} from './errors';
import { checkExpectation, type Expectation } from './expectation';
import { paramsJson } from './params-json';
import type { AsOf, Position } from './position';
import type { HostState } from './state';
import { isSameParams, type Committed, type Timeline } from './timeline';

/** Which outcomes without an event are recorded: refused commands, also those that changed nothing, or none. */
export type Auditing = 'none' | 'refused' | 'all';

export interface HostRunOptions extends DeliveryOptions {
  /** Default: `refused`. */
  readonly auditing?: Auditing;
  /** The caller's clock, epoch milliseconds; left out, time is virtual and passes by `advance` alone. */
  readonly clock?: () => number;
  /** The host's number source, 0 ≤ r < 1; left out, always 0.5, so that runs repeat. */
  readonly draw?: () => number;
}

/** Who does something, when, and under which conditions. */
export interface CommandOptions {
  /** Instant of the command; before the clock's, it takes the clock's. */
  readonly at?: number;
  readonly actor?: string;
  /** Unique per command: the same id again is not carried out again. */
  readonly commandId?: string;
  readonly correlationId?: string;
  readonly expect?: Expectation;
}

/** What a command gives back. */
export interface Outcome extends Answer {
  /** TRUE where the command id was in the log already: nothing was done again. */
  readonly repeated?: true;
}

/** Something that a live host said, to be repeated by its mirror. */
export interface MirrorMessage {
  readonly at: number;
  /** Name of the message: `RTM_NEWROUTE`. */
  readonly name: string;
  readonly params: object;
  readonly actor?: string;
}

/**
 * A host: one line of states, fed with inputs one at a time, each run to its end. Whatever falls due by the
 * instant of an input happens first; nothing is visible before it is written; notifications follow.
 */
export class Host {
  readonly delivery: Delivery;
  #isClosed = false;
  #batched: AppendItem[] | undefined;

  constructor(
    readonly timeline: Timeline,
    private readonly options: HostRunOptions = {},
  ) {
    this.delivery = new Delivery(options);
  }

  get log(): EventLog {
    return this.timeline.log;
  }

  /** The newest committed state. */
  get state(): HostState {
    return this.timeline.state;
  }

  get clock(): number {
    return this.timeline.clock;
  }

  get position(): Position {
    return this.timeline.position;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** TRUE where the host repeats a live one: calls that would change it are not supported. */
  get mirrored(): boolean {
    return this.timeline.mirrored;
  }

  /** State and instant as of a past moment, or now: all that a read looks at. */
  view(asOf?: AsOf): View<HostState> {
    if (asOf === undefined) {
      this.#begin(undefined);
      return this.#present();
    }
    const { seq, at } = this.timeline.resolve(asOf);
    return { state: this.timeline.stateAt(seq), at, mirrored: this.mirrored };
  }

  #present(): CommandView<HostState> {
    return {
      state: this.timeline.state,
      at: this.timeline.clock,
      mirrored: this.mirrored,
      draw: this.options.draw ?? (() => 0.5),
    };
  }

  /** Answers a call that only reads, now or as of a past moment. */
  ask<Params extends object, Out extends object>(
    definition: QueryFunction<HostState, Params, Out>,
    params: Params,
    asOf?: AsOf,
  ): Answer<Out> {
    return definition.run(this.view(asOf), params);
  }

  /**
   * Runs a call that may change state.
   *
   * @throws Conflict, CommandIdReused, HostClosed, and what the log throws when it cannot write
   */
  execute(definition: AnyCommand, params: object, options: CommandOptions = {}): Outcome {
    this.#refuseClosed();
    const cause: Cause = {
      kind: 'call',
      name: definition.name,
      params: paramsJson(params),
      ...this.#meta(options),
    };
    const repeated = this.#repeated(cause);
    if (repeated !== undefined) return repeated;
    this.#begin(options.at);
    this.#checkExpected(definition, params, options.expect, cause);
    const decided = definition.decide(this.#present(), params as never);
    if (decided._tag === 'Left') return this.#refuse(cause, decided.left);
    const { events, status = 'STATUS_SUCCESS', out } = decided.right;
    if (events.length === 0) {
      if (this.options.auditing === 'all')
        this.timeline.note({ kind: 'noop', at: this.clock, cause, status });
    } else {
      const append = new AppendBuilder(this.state, this.clock);
      append.step(events as readonly DomainEvent[]);
      this.#commit(cause, status, append);
    }
    const outcome: Outcome = out === undefined ? { status } : { status, out: out(this.#present()) };
    this.#drain();
    return outcome;
  }

  #meta({ actor, commandId, correlationId }: CommandOptions): Partial<Cause> {
    const delivered = this.delivery.current?.envelope;
    const correlation = correlationId ?? delivered?.cause.correlationId;
    return {
      ...(actor === undefined ? {} : { actor }),
      ...(commandId === undefined ? {} : { commandId }),
      ...(correlation === undefined ? {} : { correlationId: correlation }),
      ...(delivered === undefined ? {} : { causationSeq: delivered.seq }),
    };
  }

  #repeated(cause: Cause): Outcome | undefined {
    if (cause.commandId === undefined) return undefined;
    const found = this.log.findCommand(cause.commandId);
    if (found === undefined) return undefined;
    if (found.cause.name !== cause.name || !isSameParams(found.cause.params, cause.params))
      throw new CommandIdReused(cause.commandId);
    return { status: found.status as Outcome['status'], repeated: true };
  }

  #checkExpected(
    definition: AnyCommand,
    params: object,
    expect: Expectation | undefined,
    cause: Cause,
  ): void {
    if (expect === undefined) return;
    const conflict = checkExpectation(this.state, definition, params, expect);
    if (conflict === undefined) return;
    this.#note(cause, 'CONFLICT', undefined);
    throw new Conflict(conflict.expected, conflict.actual);
  }

  #refuse(cause: Cause, refusal: Refusal): Outcome {
    this.#note(cause, refusal.status, refusal.why);
    this.#drain();
    return refusal;
  }

  #note(cause: Cause, status: string, check: string | undefined): void {
    if (this.options.auditing === 'none') return;
    this.timeline.note({
      kind: 'refusal',
      at: this.clock,
      cause,
      status,
      ...(check === undefined ? {} : { check }),
    });
  }

  /**
   * Takes a report of the host: hardware, the link, a router. One report is one append.
   *
   * @throws ReportRefused where it names what the host does not have: nothing has changed then
   */
  report<Params>(
    definition: ReportDefinition<HostState, Params>,
    members: object,
    read: (
      input: ReportDefinition<HostState, Params>['input'],
      members: object,
    ) => either.Either<Refusal, Params>,
    options: CommandOptions = {},
  ): void {
    this.#refuseClosed();
    if (this.mirrored)
      throw new WrongKindOfHost(`${definition.name}: a mirrored host only repeats its live host`);
    const params = read(definition.input, members);
    if (params._tag === 'Left') throw new ReportRefused(definition.name, params.left.why, params.left.member);
    this.#begin(options.at);
    const decided = definition.decide(this.#present(), params.right);
    if (decided._tag === 'Left')
      throw new ReportRefused(definition.name, decided.left.why, decided.left.member);
    const append = new AppendBuilder(this.state, this.clock);
    for (const step of decided.right)
      append.step(step({ ...this.#present(), state: append.state }) as readonly DomainEvent[]);
    if (append.events.length > 0) {
      const cause: Cause = {
        kind: 'hardware',
        name: definition.name,
        params: paramsJson(members),
        ...this.#meta(options),
      };
      this.#commit(cause, 'STATUS_SUCCESS', append);
    }
    this.#drain();
  }

  /**
   * Repeats what a live host said: one message is one append, the events exactly as given. A message that
   * changes nothing makes none.
   */
  mirror(message: MirrorMessage, decide: (state: HostState) => readonly DomainEvent[]): void {
    this.#refuseClosed();
    if (!this.mirrored)
      throw new WrongKindOfHost('only a host that was begun as a mirror repeats a live one');
    this.timeline.moveClock(message.at);
    const events = decide(this.state);
    if (events.length === 0) return;
    const append = new AppendBuilder(this.state, this.clock);
    for (const event of events) append.plain(event);
    const { name, params, actor } = message;
    const cause: Cause = {
      kind: 'import',
      name,
      params: paramsJson(params),
      ...(actor === undefined ? {} : { actor }),
    };
    this.#commit(cause, 'STATUS_SUCCESS', append);
    this.#drain();
  }

  /** Lets virtual time pass: whatever falls due happens, in order, each with its notifications. */
  advance(milliseconds: number): void {
    this.advanceTo(this.clock + milliseconds);
  }

  /** As advance, up to an instant; an instant before the clock's changes nothing. */
  advanceTo(at: number): void {
    this.#refuseClosed();
    if (!Number.isSafeInteger(at)) throw new RangeError(`an instant is whole milliseconds, not ${at}`);
    if (this.delivery.isDelivering) throw new ClockIsOwned();
    this.#begin(at);
  }

  #begin(at: number | undefined): void {
    this.#refuseClosed();
    if (this.delivery.isDelivering) {
      if (at !== undefined && at > this.clock) throw new ClockIsOwned();
      this.#happenUpTo(this.clock);
      return;
    }
    const target = Math.max(this.clock, at ?? this.options.clock?.() ?? this.clock);
    this.#happenUpTo(target);
    this.timeline.moveClock(target);
  }

  #happenUpTo(target: number): void {
    if (this.mirrored) return;
    for (let due = nextDue(this.state, target); due !== undefined; due = nextDue(this.state, target)) {
      this.timeline.moveClock(due.at);
      const append = new AppendBuilder(this.state, this.clock);
      append.step(due.events);
      const cause: Cause = { kind: 'time', name: due.rule, params: {}, causationSeq: due.causationSeq };
      this.#commit(cause, 'STATUS_SUCCESS', append);
      this.#drain();
    }
  }

  /** Gathers everything done inside into one durable write; notifications follow when it is written. */
  batch<T>(work: () => T): T {
    this.#refuseClosed();
    if (this.#batched !== undefined) return work();
    this.#batched = [];
    this.timeline.beginBatch();
    let result: T;
    try {
      result = work();
      this.timeline.endBatch();
    } catch (error) {
      this.timeline.abortBatch();
      this.#batched = undefined;
      throw error;
    }
    const written = this.#batched;
    this.#batched = undefined;
    for (const item of written) this.delivery.enqueue(item);
    this.#drain();
    return result;
  }

  #commit(cause: Cause, status: string, append: AppendBuilder): void {
    const committed = this.timeline.commit(cause, status, append);
    if (!this.delivery.hasListeners) return;
    const item = this.#itemOf(committed);
    if (this.#batched === undefined) this.delivery.enqueue(item);
    else this.#batched.push(item);
  }

  #itemOf({ record, before, states }: Committed): AppendItem {
    const items = record.events.map(({ type, data }, index) => ({
      event: { type, data } as unknown as DomainEvent,
      envelope: envelopeOf(record, index, this.timeline.identity),
      before: index === 0 ? before : (states[index - 1] as HostState),
      after: states[index] as HostState,
    }));
    const after = states[states.length - 1] as HostState;
    return { position: { seq: after.seq, at: record.at }, cause: record.cause, items, after };
  }

  #drain(): void {
    if (this.#batched === undefined) this.delivery.drain();
  }

  #refuseClosed(): void {
    if (this.#isClosed) throw new HostClosed();
  }

  /** Names the present, for reads as of it. */
  mark(name: string): Position {
    this.#refuseClosed();
    return this.timeline.mark(name);
  }

  /** Ends every registration, completes every stream and closes the log. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.delivery.close();
    this.log.close();
  }
}
