import { definitionOf, type DomainEvent } from '../catalogue';
import type { Cause, CommitDraft, JsonObject, StoredEvent } from '../log';
import { bearsOnTheHint, type Numbered, foldTogether } from '../state';
import { toldCause } from './cause-members';
import type { MirrorStep } from './host-options';
import { paramsJson } from './params-json';
import type { Timeline } from './timeline';
import type { Writer } from './writer';

/** So many events are folded together at most: a past state is never much further from one that is kept. */
const EVENTS_MAX = 1000;

/**
 * Messages of a live host that do not bear on each other, each an append: all are decided on the state before the first
 * of them, and folded together. To be used inside a batch.
 */
export class MirrorRun {
  #drafts: CommitDraft[] = [];
  #events: Numbered[] = [];
  readonly #places = new Set<string>();
  #cause: Cause | undefined;

  constructor(
    private readonly writer: Writer,
    private readonly timeline: Timeline,
  ) {}

  /**
   * Takes a message at its place.
   *
   * @param at the instant of its append, which the clock has reached
   */
  take(step: MirrorStep, place: string, at: number): void {
    if (this.#places.has(place) || this.#events.length >= EVENTS_MAX) this.settle();
    const events = step.decide(this.timeline.state, at);
    if (events.length === 0) return;
    const cause = this.#causeOf(step);
    if (this.writer.isToldOf(events) || events.some(bearsOnTheHint)) {
      this.settle();
      this.writer.repeat(cause, events);
    } else this.#add(place, at, cause, events);
  }

  /** A process makes many changes of one kind: all of them have one cause. */
  #causeOf(step: MirrorStep): Cause {
    const last = this.#cause;
    // Parameters that nobody can change become the same JSON each time.
    const isSame =
      last?.name === step.name && last.actor === step.actor && last.params === paramsJson(step.params);
    if (!isSame) this.#cause = toldCause('import', step);
    return this.#cause as Cause;
  }

  #add(place: string, at: number, cause: Cause, events: readonly DomainEvent[]): void {
    const first = this.timeline.state.seq + this.#events.length + 1;
    const stored = events.map((event, index): StoredEvent => {
      const [{ data, type }, seq] = [event, first + index];
      this.#events.push({ event, seq, at });
      return { seq, type, v: definitionOf(type).v, data: data as unknown as JsonObject };
    });
    this.#places.add(place);
    this.#drafts.push({ kind: 'commit', at, cause, status: 'STATUS_SUCCESS', events: stored });
  }

  /** Makes them the present: what comes next is decided on what they leave. */
  settle(): void {
    const [drafts, events] = [this.#drafts, this.#events];
    if (drafts.length === 0) return;
    [this.#drafts, this.#events] = [[], []];
    this.#places.clear();
    this.timeline.commitAll(drafts, foldTogether(this.timeline.state, events));
  }
}
