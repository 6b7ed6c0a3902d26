import type { DomainEvent } from '../catalogue';
import type { Cause } from '../log';
import type { Envelope } from './envelope';
import { HostClosed, NotificationLoop } from './errors';
import type { Position } from './position';
import type { HostState } from './state';

/** One event on its way to those who asked for it. */
export interface EventItem {
  readonly event: DomainEvent;
  readonly envelope: Envelope;
  /** The states before and after this event. */
  readonly before: HostState;
  readonly after: HostState;
}

/** The end of an append on its way: everything of it was delivered just before. */
export interface AppendItem {
  readonly position: Position;
  readonly cause: Cause;
  readonly items: readonly EventItem[];
  readonly after: HostState;
}

/** Names a registration; opaque, never reused. */
export class NotificationHandle {
  constructor(
    /** Function and number of the registration, for messages. */
    readonly name: string,
  ) {}
}

/** What a registration does with what is delivered to it. */
export interface Listener {
  readonly onEvent?: (item: EventItem) => void;
  /** Whether an event is one that this listener is called for; left out: every one is. */
  readonly isOfInterest?: (item: EventItem) => boolean;
  /** After every event of an append. */
  readonly onAppend?: (item: AppendItem) => void;
  /** The host closes; registrations of callbacks end without a call. */
  readonly onClose?: () => void;
}

interface Registration {
  readonly handle: NotificationHandle;
  readonly listener: Listener;
  /** Sequence number of the last committed event when it was made: only later ones are delivered. */
  readonly startSeq: number;
}

/** What an error hook gets of a callback that threw. */
export interface CallbackError {
  readonly handle: NotificationHandle;
  /** Undefined for the initial notification. */
  readonly envelope: Envelope | undefined;
  readonly error: unknown;
}

export interface DeliveryOptions {
  /** Gets what a callback throws; without it the error is rethrown asynchronously, so that it is not lost. */
  readonly onCallbackError?: (error: CallbackError) => void;
  /** How many notifications commands from inside callbacks may queue in one outermost call; 10,000. */
  readonly nestedNotificationsMax?: number;
}

interface Queued {
  readonly item: EventItem | AppendItem;
  readonly isNested: boolean;
}

const isEventItem = (item: EventItem | AppendItem): item is EventItem => 'envelope' in item;

/**
 * Turns committed events into calls, one after the other: events in ascending order, each to every registration
 * in order of registration, never two calls inside one another. What a callback causes joins the end of the queue.
 */
export class Delivery {
  readonly #registrations = new Map<NotificationHandle, Registration>();
  #queue: Queued[] = [];
  #current: EventItem | undefined;
  #delivering = false;
  #handles = 0;
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

  /** @throws HostClosed */
  register(name: string, startSeq: number, listener: Listener): NotificationHandle {
    if (this.#isClosed) throw new HostClosed();
    this.#handles += 1;
    const handle = new NotificationHandle(`${name} #${this.#handles}`);
    this.#registrations.set(handle, { handle, listener, startSeq });
    return handle;
  }

  /** Ends a registration; nothing is delivered to it any more. False where it does not stand. */
  cancel(handle: NotificationHandle): boolean {
    return this.#registrations.delete(handle);
  }

  /** Queues the events of an append, and its end. */
  enqueue(append: AppendItem): void {
    if (this.#registrations.size === 0) return;
    const isNested = this.#delivering;
    for (const item of append.items) this.#queue.push({ item, isNested });
    this.#queue.push({ item: append, isNested });
  }

  /**
   * Delivers what is queued, and what that causes, until nothing is left. Called by the outermost call only.
   *
   * @throws NotificationLoop where callbacks answer notifications with commands without end; what was committed stays
   */
  drain(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    let nested = 0;
    try {
      // The queue grows while it is walked: it is run to its end, first in, first out.
      for (let next = 0; next < this.#queue.length; next += 1) {
        const { item, isNested } = this.#queue[next] as Queued;
        for (const registration of [...this.#registrations.values()]) {
          if (!this.#deliver(registration, item) || !isNested) continue;
          nested += 1;
          if (nested > (this.options.nestedNotificationsMax ?? 10_000))
            throw new NotificationLoop(registration.handle.name, nested);
        }
      }
    } finally {
      this.#queue = [];
      this.#current = undefined;
      this.#delivering = false;
    }
  }

  #deliver({ handle, listener, startSeq }: Registration, item: EventItem | AppendItem): boolean {
    if (!this.#registrations.has(handle)) return false;
    if (isEventItem(item)) {
      if (listener.onEvent === undefined || item.envelope.seq <= startSeq) return false;
      if (listener.isOfInterest?.(item) === false) return false;
      this.#current = item;
      this.#call(handle, item.envelope, () => listener.onEvent?.(item));
      return true;
    }
    if (listener.onAppend === undefined || item.position.seq <= startSeq) return false;
    this.#current = item.items[item.items.length - 1];
    this.#call(handle, this.#current?.envelope, () => listener.onAppend?.(item));
    return true;
  }

  /** Calls a callback at once, on its registrant's stack: the initial notification. */
  callInitially(handle: NotificationHandle, callback: () => void): void {
    this.#call(handle, undefined, callback);
  }

  #call(handle: NotificationHandle, envelope: Envelope | undefined, callback: () => void): void {
    try {
      callback();
    } catch (error) {
      if (this.options.onCallbackError !== undefined) this.options.onCallbackError({ handle, envelope, error });
      else void Promise.reject(error);
    }
  }

  /** Ends every registration without a call; streams complete. */
  close(): void {
    this.#isClosed = true;
    const registrations = [...this.#registrations.values()];
    this.#registrations.clear();
    for (const { listener } of registrations) listener.onClose?.();
  }
}
