import type { DomainEvent } from '../catalogue';
import type { Cause, RecordDraft } from '../log';
import { bearsOnTheHint } from '../state';
import { AppendBuilder } from './append-builder';
import { WrittenAppend } from './append-item';
import type { Delivery, Due } from './delivery';
import type { LinkPort } from './link-port';
import type { Timeline } from './timeline';

/**
 * Writes appends and has them delivered: what is written is visible at once, its notifications follow when the
 * call that wrote it, or the batch around that, is done.
 */
export class Writer {
  #batched: Array<readonly Due[]> | undefined;

  constructor(
    private readonly timeline: Timeline,
    private readonly delivery: Delivery,
    private readonly link: LinkPort,
  ) {}

  /** TRUE inside a batch: what is done there is not written yet, and nobody has been told of it. */
  get isBatching(): boolean {
    return this.#batched !== undefined;
  }

  /** Whether somebody is told of one of these events, or of what follows from them. */
  isToldOf(events: readonly DomainEvent[]): boolean {
    if (this.link.isLive || this.delivery.wantsAnyOf(events)) return true;
    const data = this.timeline.state.connectivityHint;
    const hint = { type: 'ConnectivityHintChanged', data } as const;
    return this.delivery.wantsAnyOf([hint]) && events.some(bearsOnTheHint);
  }

  /** Writes an append of a status, and queues what is to be told of it. */
  commit(cause: Cause, status: string, append: AppendBuilder): void {
    const committed = this.timeline.commit(cause, status, append);
    const written = new WrittenAppend(committed, this.timeline.identity, append.state);
    for (const dues of [this.delivery.tellingsOf(written), this.link.errandsOf(written)])
      if (this.#batched === undefined) this.delivery.enqueue(dues);
      else if (dues.length > 0) this.#batched.push(dues);
  }

  /** Writes what a live host said as one append, the events exactly as given. */
  repeat(cause: Cause, events: readonly DomainEvent[]): void {
    const append = new AppendBuilder(this.timeline.state, this.timeline.clock);
    if (this.isToldOf(events)) append.all(events);
    else append.together(events);
    this.commit(cause, 'STATUS_SUCCESS', append);
  }

  /** Writes down an outcome without an event. */
  note(draft: Extract<RecordDraft, { readonly kind: 'refusal' | 'noop' }>): void {
    this.timeline.note(draft);
  }

  /** Delivers what is queued, in the midst of a call. */
  deliver(): void {
    if (this.#batched === undefined) this.delivery.drain(this.timeline.clock);
  }

  /** Delivers what is queued: a call is done. */
  finish(): void {
    if (this.#batched === undefined) this.delivery.settle(this.timeline.clock);
  }

  /** Gathers everything done inside into one durable write; where it fails, nothing has happened. */
  batch<T>(work: () => T): T {
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
    for (const dues of written) this.delivery.enqueue(dues);
    this.finish();
    return result;
  }
}
