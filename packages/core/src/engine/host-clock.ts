import { nextDue, nextDueAt, type DomainDue } from '../state';
import { AppendBuilder } from './append-builder';
import type { Delivery } from './delivery';
import { ClockIsOwned, ClockIsTaken } from './errors';
import type { LinkPort } from './link-port';
import type { Timeline } from './timeline';
import { timerSetBy } from './timer-origin';
import type { Writer } from './writer';

/** What time does to a host: it stands at each instant in turn at which something waits, and never goes back. */
export class HostClock {
  /** TRUE where the host was given a clock when it began: it follows no other. */
  readonly hasOwn: boolean;
  #source: (() => number) | undefined;

  constructor(
    private readonly timeline: Timeline,
    private readonly delivery: Delivery,
    private readonly writer: Writer,
    private readonly link: LinkPort,
    source: (() => number) | undefined,
  ) {
    this.hasOwn = source !== undefined;
    this.#source = source;
  }

  /** The instant of a call made now: the caller's clock where there is one, never before the host's own. */
  get now(): number {
    return Math.max(this.timeline.clock, Math.floor(this.#source?.() ?? this.timeline.clock));
  }

  /** The next instant at which something happens by time alone; undefined where nothing waits for any. */
  get nextDueAt(): number | undefined {
    const due = this.timeline.mirrored ? undefined : nextDueAt(this.link.seen(this.timeline.state));
    const wake = this.delivery.nextWake;
    return due === undefined || (wake !== undefined && wake < due) ? wake : due;
  }

  /**
   * Takes instants from a clock from here on; what is returned ends it.
   *
   * @throws ClockIsTaken where there is one already
   */
  follow(clock: () => number): () => void {
    if (this.#source !== undefined) throw new ClockIsTaken();
    this.#source = clock;
    return () => {
      if (this.#source === clock) this.#source = undefined;
    };
  }

  /**
   * Goes on to the instant of an input, or where that names none to now: all that is due by then happens first.
   *
   * @throws ClockIsOwned for a later instant from inside a callback
   */
  reach(at: number | undefined): void {
    if (this.delivery.isDelivering) {
      if (at !== undefined && at > this.timeline.clock) throw new ClockIsOwned();
      this.#pass(this.timeline.clock);
      return;
    }
    const target = Math.max(this.timeline.clock, at ?? this.now);
    const { seq } = this.timeline.state;
    this.#pass(target);
    this.timeline.moveClock(target);
    if (this.timeline.state.seq !== seq) this.writer.finish();
  }

  /** As `reach` for what is repeated of a live host: that host's word on the instant counts, inside callbacks too. */
  repeat(at: number): void {
    if (!this.delivery.isDelivering) this.#pass(at);
    this.timeline.moveClock(at);
  }

  /** At each instant come first those who watch the clock, then what is due. */
  #pass(target: number): void {
    const { timeline } = this;
    for (;;) {
      const due = timeline.mirrored ? undefined : nextDue(this.link.seen(timeline.state), target);
      const wake = this.#wakeUpTo(due?.at ?? target);
      if (wake === undefined && due === undefined) return;
      timeline.moveClock(wake ?? due?.at ?? target);
      if (wake === undefined && due !== undefined) this.#happen(due);
      this.writer.deliver();
    }
  }

  #wakeUpTo(at: number): number | undefined {
    // While notifications wait, so do those who watch the clock: what they gather is not complete.
    if (this.writer.isBatching || this.delivery.isDelivering) return undefined;
    const { nextWake } = this.delivery;
    return nextWake !== undefined && nextWake <= at ? nextWake : undefined;
  }

  #happen(due: DomainDue): void {
    const append = new AppendBuilder(this.timeline.state, this.timeline.clock);
    append.step(due.events);
    const causationSeq = timerSetBy(this.timeline, due);
    this.writer.commit({ kind: 'time', name: due.rule, params: {}, causationSeq }, 'STATUS_SUCCESS', append);
  }
}
