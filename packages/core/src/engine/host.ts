import type { either } from 'fp-ts';

import type { Answer, CommandView, QueryFunction, Refusal, ReportDefinition, View } from '../call';
import type { DomainEvent } from '../catalogue';
import type { Cause, EventLog, MirrorKind } from '../log';
import type { HostState } from '../state';
import type { AnyCommand } from './any-command';
import { AppendBuilder } from './append-builder';
import { causeMembers, outcomeOnRecord, toldCause } from './cause-members';
import { Delivery } from './delivery';
import { disposeSymbol } from './dispose-symbol';
import { ClockIsOwned, Conflict, HostClosed, ReportRefused, WrongKindOfHost } from './errors';
import { checkExpectation, type Expectation } from './expectation';
import { HostClock } from './host-clock';
import type {
  CommandOptions,
  HostRunOptions,
  MirrorMessage,
  MirrorStep,
  Outcome,
  ReportOptions,
} from './host-options';
import { LinkPort } from './link-port';
import { MirrorRun } from './mirror-run';
import { paramsJson } from './params-json';
import type { AsOf, Position } from './position';
import type { Timeline } from './timeline';
import { Writer } from './writer';

/**
 * A host: one line of states, fed with inputs one at a time, each run to its end. Whatever falls due by the
 * instant of an input happens first; nothing is visible before it is written; notifications follow.
 */
export class Host {
  readonly delivery: Delivery;
  readonly #link: LinkPort;
  readonly #writer: Writer;
  readonly #clock: HostClock;
  #isClosed = false;

  constructor(
    readonly timeline: Timeline,
    private readonly options: HostRunOptions = {},
  ) {
    this.delivery = new Delivery(options);
    this.#link = new LinkPort(options.link);
    this.#writer = new Writer(timeline, this.delivery, this.#link);
    this.#clock = new HostClock(timeline, this.delivery, this.#writer, this.#link, options.clock);
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

  /** The instant of a call made now: the caller's clock where there is one, never before the host's own. */
  get now(): number {
    return this.#clock.now;
  }

  /** TRUE where the host was given a clock when it began. */
  get hasOwnClock(): boolean {
    return this.#clock.hasOwn;
  }

  /** The next instant at which something happens here by time alone; undefined where nothing waits for any. */
  get nextDueAt(): number | undefined {
    return this.#clock.nextDueAt;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** TRUE where the host repeats a live one: calls that would change it are not supported. */
  get mirrored(): boolean {
    return this.timeline.mirrored;
  }

  /** What kind of live host it repeats; undefined of a model. */
  get mirrorOf(): MirrorKind | undefined {
    return this.timeline.mirrorOf;
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

  #present(state = this.timeline.state): CommandView<HostState> {
    return {
      state: this.#link.seen(state),
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
      kind: options.isReplay === true ? 'replay' : 'call',
      name: definition.name,
      params: paramsJson(params),
      ...causeMembers(options, this.delivery.current),
    };
    const repeated = outcomeOnRecord(this.timeline, cause);
    if (repeated !== undefined) return repeated;
    this.#begin(options.at);
    this.#checkExpected(definition, params, options.expect, cause);
    const decided = definition.decide(this.#present(), params as never);
    if (decided._tag === 'Left') return this.#refuse(cause, decided.left);
    const { events, status = 'STATUS_SUCCESS', out } = decided.right;
    if (events.length === 0) {
      if (this.options.auditing === 'all') this.#writer.note({ kind: 'noop', at: this.clock, cause, status });
    } else {
      const append = new AppendBuilder(this.state, this.clock);
      append.step(events as readonly DomainEvent[]);
      this.#writer.commit(cause, status, append);
    }
    const outcome: Outcome = out === undefined ? { status } : { status, out: out(this.#present()) };
    this.#writer.finish();
    return outcome;
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
    this.#writer.finish();
    return refusal;
  }

  #note(cause: Cause, status: string, check: string | undefined): void {
    if (this.options.auditing === 'none') return;
    this.#writer.note({
      kind: 'refusal',
      at: this.clock,
      cause,
      status,
      ...(check === undefined ? {} : { check }),
    });
  }

  /**
   * Takes a report of the host: hardware, the link, a router. One report is one append; where its command id is
   * in the log already, it was taken before.
   *
   * @throws ReportRefused where it names what the host does not have: nothing has changed then; CommandIdReused
   */
  report<Params>(
    definition: ReportDefinition<HostState, Params>,
    members: object,
    read: (
      input: ReportDefinition<HostState, Params>['input'],
      members: object,
    ) => either.Either<Refusal, Params>,
    options: ReportOptions = {},
  ): void {
    this.#refuseClosed();
    if (this.mirrored)
      throw new WrongKindOfHost(`${definition.name}: a mirrored host only repeats its live host`);
    const fault = this.#link.faultOf(definition.name);
    if (fault !== undefined) throw new ReportRefused(definition.name, fault, undefined);
    const cause: Cause = {
      kind: options.isReplay === true ? 'replay' : 'hardware',
      name: definition.name,
      params: paramsJson(members),
      ...causeMembers(options, this.delivery.current),
    };
    if (outcomeOnRecord(this.timeline, cause) !== undefined) return;
    const params = read(definition.input, members);
    if (params._tag === 'Left') throw new ReportRefused(definition.name, params.left.why, params.left.member);
    this.#begin(options.at);
    const decided = definition.decide(this.#present(), params.right);
    if (decided._tag === 'Left')
      throw new ReportRefused(definition.name, decided.left.why, decided.left.member);
    const append = new AppendBuilder(this.state, this.clock);
    for (const step of decided.right)
      append.step(step(this.#present(append.state)) as readonly DomainEvent[]);
    if (append.events.length > 0) this.#writer.commit(cause, 'STATUS_SUCCESS', append);
    this.#writer.finish();
  }

  /**
   * Repeats what a live host said: one message is one append, the events exactly as given. A message that
   * changes nothing makes none.
   */
  mirror(message: MirrorMessage, decide: (state: HostState) => readonly DomainEvent[]): void {
    this.#refuseUnlessMirror();
    this.#clock.repeat(message.at);
    const events = decide(this.state);
    if (events.length === 0) return;
    this.#writer.repeat(toldCause('import', message), events);
    this.#writer.finish();
  }

  /**
   * Repeats messages in their order, as one durable write: the very appends that `mirror` makes of each. Of those that
   * have a place and do not bear on each other, many are decided on one state and folded together.
   */
  mirrorAll(steps: Iterable<MirrorStep>): void {
    this.#refuseUnlessMirror();
    this.batch(() => {
      const run = new MirrorRun(this.#writer, this.timeline);
      try {
        for (const step of steps) {
          const { place } = step;
          const at = Math.max(step.at, this.clock);
          if (place === undefined) {
            run.settle();
            this.mirror({ ...step, at }, (state) => step.decide(state, at));
          } else {
            this.#clock.repeat(at);
            run.take(step, place, at);
          }
        }
      } finally {
        run.settle();
      }
    });
  }

  /**
   * Takes what a file says of another host at an instant as one append, the events exactly as given: on a mirror, or on
   * a model, whose own rules go on from there. What is due on a model by then happens first.
   */
  import(message: MirrorMessage, decide: (state: HostState) => readonly DomainEvent[]): void {
    if (this.mirrored) this.mirror(message, decide);
    else this.reenact(message, [decide], 'import');
  }

  /** Writes down what is to be said of a live host beside its messages: a record without events. */
  remark(message: MirrorMessage): void {
    this.#refuseUnlessMirror();
    this.#clock.repeat(message.at);
    const cause = toldCause('import', message);
    this.#writer.note({ kind: 'noop', at: this.clock, cause, status: 'STATUS_SUCCESS' });
    this.#writer.finish();
  }

  /**
   * Appends again, as events, what another log holds of a message: a model has no message of a live host to repeat.
   * Each step is decided on the state that those before it leave.
   */
  reenact(
    message: MirrorMessage,
    steps: Iterable<(state: HostState) => readonly DomainEvent[]>,
    kind: 'import' | 'replay' = 'replay',
  ): void {
    this.#begin(message.at);
    const append = new AppendBuilder(this.state, this.clock);
    for (const step of steps) for (const event of step(append.state)) append.plain(event);
    if (append.events.length > 0) this.#writer.commit(toldCause(kind, message), 'STATUS_SUCCESS', append);
    this.#writer.finish();
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
    this.#clock.reach(at);
  }

  /**
   * Takes the instants of calls and reads from a clock from here on, as the option `clock` does.
   *
   * @returns ends it: time passes by `advance` alone again
   * @throws ClockIsTaken where there is a clock already
   */
  followClock(clock: () => number): () => void {
    this.#refuseClosed();
    return this.#clock.follow(clock);
  }

  /** Gathers everything done inside into one durable write; notifications follow when it is written. */
  batch<T>(work: () => T): T {
    this.#refuseClosed();
    return this.#writer.batch(work);
  }

  #refuseUnlessMirror(): void {
    this.#refuseClosed();
    if (!this.mirrored)
      throw new WrongKindOfHost('only a host that was begun as a mirror repeats a live one');
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
    this.timeline.close();
    this.log.close();
  }

  /** Closes it at the end of a block: `using host = createHost()`. */
  [disposeSymbol](): void {
    this.close();
  }
}
