import type { Cause, RecordDraft } from '../log';
import type { AppendBuilder } from './append-builder';
import { appendItemOf } from './append-item';
import type { AppendItem, Delivery } from './delivery';
import type { LinkPort } from './link-port';
import type { Timeline } from './timeline';

/**
 * Writes appends and has them delivered: what is written is visible at once, its notifications follow when the
 * call that wrote it, or the batch around that, is done.
 */
export class Writer {
  #batched: AppendItem[] | undefined;

  constructor(
    private readonly timeline: Timeline,
    private readonly delivery: Delivery,
    private readonly link: LinkPort,
  ) {}

  /** TRUE inside a batch: what is done there is not written yet, and nobody has been told of it. */
  get isBatching(): boolean {
    return this.#batched !== undefined;
  }

  /** TRUE where somebody is told of each event: then the state after each of them is asked for. */
  get isFollowed(): boolean {
    return this.delivery.hasListeners || this.link.isLive;
  }

  /** Writes an append of a status, and queues what is to be told of it. */
  commit(cause: Cause, status: string, append: AppendBuilder): void {
    const committed = this.timeline.commit(cause, status, append);
    if (!this.isFollowed) return;
    const item = appendItemOf(committed, this.timeline.identity);
    if (this.#batched === undefined) this.#enqueue(item);
    else this.#batched.push(item);
  }

  /** Writes down an outcome without an event. */
  note(draft: Extract<RecordDraft, { readonly kind: 'refusal' | 'noop' }>): void {
    this.timeline.note(draft);
  }

  #enqueue(item: AppendItem): void {
    this.delivery.enqueue(item, this.link.errandsOf(item));
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
    for (const item of written) this.#enqueue(item);
    this.finish();
    return result;
  }
}
