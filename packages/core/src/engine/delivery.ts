import type { DomainEvent } from '../catalogue';
import { inOrder } from '../interests';
import type { WrittenAppend } from './append-item';
import type { Envelope } from './envelope';
import { HostClosed, NotificationLoop } from './errors';
import type { CallbackError, Errand, EventItem, Listener, NotificationHandle } from './listener';
import { Registrations, type Registration, type Telling } from './registrations';
import { Wakes } from './wakes';

export interface DeliveryOptions {
  /** Gets what a callback throws; without it the error is rethrown asynchronously, so that it is not lost. */
  readonly onCallbackError?: (error: CallbackError) => void;
  /** How many notifications commands from inside callbacks may queue in one outermost call; 10,000. */
  readonly nestedNotificationsMax?: number;
}

/** What an append leads to: notifications, then errands. */
export type Due = Telling | Errand;

interface Queued {
  readonly due: Due;
  /** The registration whose callback caused it; undefined: what no callback of this outermost call did. */
  by: NotificationHandle | undefined;
  /** Those who are still to be told, once the first of them was. */
  rest?: IterableIterator<Registration>;
}

const isErrand = (due: Due): due is Errand => 'run' in due;

/**
 * Turns committed events into calls, one after the other: events in ascending order, each to every registration that
 * asks for it in order of registration, never two calls inside one another. What a callback causes joins the end of the
 * queue.
 */
export class Delivery {
  readonly #registrations = new Registrations();
  readonly #wakes = new Wakes<NotificationHandle>();
  /** Those of the registrations that want to know when all is quiet: few, so they are not searched for. */
  readonly #watchers = new Map<NotificationHandle, () => void>();
  #queue: Queued[] = [];
  /** How many of the queue are done. */
  #done = 0;
  #current: EventItem | undefined;
  #delivering = false;
  /** The registration whose callback runs. */
  #running: NotificationHandle | undefined;
  #nested = 0;
  #isClosed = false;

  constructor(private readonly options: DeliveryOptions) {}

  /** TRUE while callbacks run: the clock belongs to the outermost call. */
  get isDelivering(): boolean {
    return this.#delivering;
  }

  /** The event being delivered, whose cause commands issued now carry on. */
  get current(): EventItem | undefined {
    return this.#current;
  }

  get hasListeners(): boolean {
    return this.#registrations.size > 0;
  }

  /** The earliest instant at which a registration wants to be told that time has come. */
  get nextWake(): number | undefined {
    return this.#wakes.next;
  }

  /**
   * Registers somebody for what is written from now on: nothing that was is delivered, even where it is still queued.
   *
   * @param name the function called, for messages
   * @throws HostClosed
   */
  register(name: string, listener: Listener): NotificationHandle {
    if (this.#isClosed) throw new HostClosed();
    const handle = this.#registrations.add(name, listener);
    if (listener.onQuiet !== undefined) this.#watchers.set(handle, listener.onQuiet);
    return handle;
  }

  /** Ends a registration; nothing is delivered to it any more. False where it does not stand. */
  cancel(handle: NotificationHandle): boolean {
    this.#wakes.set(handle, undefined);
    this.#watchers.delete(handle);
    return this.#registrations.remove(handle);
  }

  /** Delivers no event and no append to a registration any more; it stands until it is cancelled. */
  silence(handle: NotificationHandle): void {
    this.#registrations.silence(handle);
  }

  /**
   * Has a registration told when the clock reaches an instant, once, in place of the instant that it asked for
   * before; undefined: not any more. Nothing of it is in the state or in the log.
   */
  wakeAt(handle: NotificationHandle, at: number | undefined): void {
    if (this.#registrations.get(handle) !== undefined) this.#wakes.set(handle, at);
  }

  /** Whether anybody asks for one of these events. */
  wantsAnyOf(events: readonly DomainEvent[]): boolean {
    return this.#registrations.wantsAnyOf(events);
  }

  /** Who is to be told what of an append just written: those who are registered now and ask for it. */
  tellingsOf(append: WrittenAppend): readonly Telling[] {
    return this.#registrations.tellingsOf(append);
  }

  /** Queues what an append leads to. */
  enqueue(dues: readonly Due[]): void {
    for (const due of dues) this.#queue.push({ due, by: this.#running });
  }

  /**
   * Delivers what is queued, and what that causes, until nothing is left; then those are told whose instant has
   * come. Called by the outermost call only.
   *
   * @throws NotificationLoop where callbacks answer notifications with commands without end; what was committed
   *   stays, and what was not delivered yet is delivered by the next call that has something to deliver
   */
  drain(now: number): void {
    this.#deliverAll(() => this.#wake(now));
  }

  /** Delivers as `drain` does, and tells those who watch for it that all is quiet: the outermost call ends. */
  settle(now: number): void {
    this.#deliverAll(() => {
      if (this.#wake(now)) return true;
      if (this.#watchers.size === 0) return false;
      for (const [handle, onQuiet] of [...this.#watchers]) {
        this.#current = undefined;
        if (this.#watchers.has(handle)) this.#call(handle, undefined, onQuiet);
      }
      return this.#queue.length > 0;
    });
  }

  #deliverAll(isThereMore: () => boolean): void {
    if (this.#delivering) return;
    this.#delivering = true;
    this.#nested = 0;
    try {
      do this.#runQueue();
      while (isThereMore());
    } finally {
      this.#keepTheRest();
      this.#current = undefined;
      this.#delivering = false;
    }
  }

  /** What an error left undelivered is not lost; to the call that delivers it, it is nothing that callbacks caused. */
  #keepTheRest(): void {
    if (this.#queue.length === 0) return;
    this.#queue = this.#queue.slice(this.#done);
    this.#done = 0;
    for (const queued of this.#queue) queued.by = undefined;
  }

  #runQueue(): void {
    // The queue grows while it is walked: it is run to its end, first in, first out.
    for (let queued = this.#queue[0]; queued !== undefined; queued = this.#queue[this.#done]) {
      if (isErrand(queued.due)) {
        this.#done += 1;
        this.#runErrand(queued.due);
        continue;
      }
      this.#tell(queued, queued.due);
      this.#done += 1;
    }
    if (this.#done > 0) this.#queue = [];
    this.#done = 0;
  }

  #tell(queued: Queued, { append, index, asking, last }: Telling): void {
    const item = append.item(index ?? append.events.length - 1);
    const rest = (queued.rest ??= inOrder(asking));
    // Where a call throws out of here, those after it are still in `rest`, and are told another time.
    for (const registration of rest) {
      if (!registration.isStanding || registration.number > last) continue;
      this.#current = item;
      if (index === undefined) this.#callAtEnd(registration, append, item);
      else if (!this.#callOnEvent(registration, item)) continue;
      if (queued.by !== undefined) this.#countNested(queued.by);
    }
  }

  #countNested({ name }: NotificationHandle): void {
    this.#nested += 1;
    if (this.#nested > (this.options.nestedNotificationsMax ?? 10_000))
      throw new NotificationLoop(name, this.#nested);
  }

  #runErrand({ handle, about, run }: Errand): void {
    if (this.#isClosed) return;
    this.#current = about;
    this.#call(handle, about.envelope, run);
  }

  #wake(now: number): boolean {
    const { next } = this.#wakes;
    if (next === undefined || next > now) return false;
    const due = this.#wakes.takeDue(now);
    for (const handle of due) {
      const onWake = this.#registrations.get(handle)?.listener.onWake;
      this.#current = undefined;
      if (onWake !== undefined) this.#call(handle, undefined, onWake);
    }
    return due.length > 0;
  }

  /** False where the registration is not called for the event. */
  #callOnEvent({ handle, listener }: Registration, item: EventItem): boolean {
    if (listener.isOfInterest?.(item) === false) return false;
    const outer = this.#enter(handle);
    try {
      listener.onEvent?.(item, this.#each);
    } catch (error) {
      this.#report(handle, item.envelope, error);
    } finally {
      this.#running = outer;
    }
    return true;
  }

  /** One of several calls for the event at hand, to the registration whose turn it is. */
  readonly #each = (call: () => void): void => {
    const handle = this.#running;
    if (handle !== undefined && this.#registrations.get(handle)?.isStanding === true)
      this.#call(handle, this.#current?.envelope, call);
  };

  #callAtEnd({ handle, listener }: Registration, append: WrittenAppend, last: EventItem): void {
    this.#call(handle, last.envelope, () => listener.onAppend?.(append));
  }

  /**
   * Calls a callback at once, on its registrant's stack: the initial notification. What it causes is delivered
   * when it is done, as with any callback.
   */
  callInitially(handle: NotificationHandle, now: number, callback: () => void): void {
    if (this.#delivering) {
      this.#call(handle, undefined, callback);
      return;
    }
    this.#delivering = true;
    try {
      this.#call(handle, undefined, callback);
    } finally {
      this.#delivering = false;
    }
    if (this.#queue.length > 0) this.settle(now);
  }

  #call(handle: NotificationHandle, envelope: Envelope | undefined, callback: () => void): void {
    const outer = this.#enter(handle);
    try {
      callback();
    } catch (error) {
      this.#report(handle, envelope, error);
    } finally {
      this.#running = outer;
    }
  }

  /** Whose callback runs from here on; returns whose ran until then. */
  #enter(handle: NotificationHandle): NotificationHandle | undefined {
    const outer = this.#running;
    this.#running = handle;
    return outer;
  }

  #report(handle: NotificationHandle, envelope: Envelope | undefined, error: unknown): void {
    if (this.options.onCallbackError !== undefined) this.options.onCallbackError({ handle, envelope, error });
    else void Promise.reject(error);
  }

  /** Ends every registration without a call; streams complete. */
  close(): void {
    this.#isClosed = true;
    const registrations = this.#registrations.clear();
    this.#watchers.clear();
    this.#wakes.clear();
    for (const { listener } of registrations) listener.onClose?.();
  }
}
