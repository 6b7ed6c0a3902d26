import type { DomainEvent } from '../catalogue';
import type { Cause } from '../log';
import type { Envelope } from './envelope';
import { HostClosed, NotificationLoop } from './errors';
import type { Position } from './position';
import type { HostState } from './state';
import { Wakes } from './wakes';

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
  /** `each` makes one of several calls for the event: one that throws keeps no other from being made. */
  readonly onEvent?: (item: EventItem, each: (call: () => void) => void) => void;
  /** Whether an event is one that this listener is called for; left out: every one is. */
  readonly isOfInterest?: (item: EventItem) => boolean;
  /** After every event of an append. */
  readonly onAppend?: (item: AppendItem) => void;
  /** The clock has reached the instant asked for by `wakeAt`. */
  readonly onWake?: () => void;
  /** An outermost call is about to return: nothing is left to deliver. */
  readonly onQuiet?: () => void;
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
  /** Undefined for the initial notification, and for what time alone brought. */
  readonly envelope: Envelope | undefined;
  readonly error: unknown;
}

export interface DeliveryOptions {
  /** Gets what a callback throws; without it the error is rethrown asynchronously, so that it is not lost. */
  readonly onCallbackError?: (error: CallbackError) => void;
  /** How many notifications commands from inside callbacks may queue in one outermost call; 10,000. */
  readonly nestedNotificationsMax?: number;
}

/** Something to do after the notifications of an append: what it asks of the outside. */
export interface Errand {
  readonly handle: NotificationHandle;
  /** The event that asks for it. */
  readonly about: EventItem;
  readonly run: () => void;
}

interface Queued {
  readonly item: EventItem | AppendItem | Errand;
  readonly isNested: boolean;
}

const isEventItem = (item: EventItem | AppendItem): item is EventItem => 'envelope' in item;
const isErrand = (item: Queued['item']): item is Errand => 'run' in item;

/**
 * Turns committed events into calls, one after the other: events in ascending order, each to every registration
 * in order of registration, never two calls inside one another. What a callback causes joins the end of the queue.
 */
export class Delivery {
  readonly #registrations = new Map<NotificationHandle, Registration>();
  readonly #wakes = new Wakes<NotificationHandle>();
  /** Those of the registrations that want to know when all is quiet: few, so they are not searched for. */
  readonly #watchers = new Map<NotificationHandle, () => void>();
  #queue: Queued[] = [];
  #current: EventItem | undefined;
  #delivering = false;
  #nested = 0;
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

  /** The earliest instant at which a registration wants to be told that time has come. */
  get nextWake(): number | undefined {
    return this.#wakes.next;
  }

  /** @throws HostClosed */
  register(name: string, startSeq: number, listener: Listener): NotificationHandle {
    if (this.#isClosed) throw new HostClosed();
    this.#handles += 1;
    const handle = new NotificationHandle(`${name} #${this.#handles}`);
    this.#registrations.set(handle, { handle, listener, startSeq });
    if (listener.onQuiet !== undefined) this.#watchers.set(handle, listener.onQuiet);
    return handle;
  }

  /** Ends a registration; nothing is delivered to it any more. False where it does not stand. */
  cancel(handle: NotificationHandle): boolean {
    this.#wakes.set(handle, undefined);
    this.#watchers.delete(handle);
    return this.#registrations.delete(handle);
  }

  /**
   * Has a registration told when the clock reaches an instant, once, in place of the instant that it asked for
   * before; undefined: not any more. Nothing of it is in the state or in the log.
   */
  wakeAt(handle: NotificationHandle, at: number | undefined): void {
    if (this.#registrations.has(handle)) this.#wakes.set(handle, at);
  }

  /** Queues the events of an append, its end, and then what it asks of the outside. */
  enqueue(append: AppendItem, errands: readonly Errand[] = []): void {
    const isNested = this.#delivering;
    if (this.#registrations.size > 0) {
      for (const item of append.items) this.#queue.push({ item, isNested });
      this.#queue.push({ item: append, isNested });
    }
    for (const item of errands) this.#queue.push({ item, isNested });
  }

  /**
   * Delivers what is queued, and what that causes, until nothing is left; then those are told whose instant has
   * come. Called by the outermost call only.
   *
   * @throws NotificationLoop where callbacks answer notifications with commands without end; what was committed stays
   */
  drain(now: number): void {
    this.#deliverAll(() => this.#wake(now));
  }

  /** Delivers as `drain` does, and tells those who watch for it that all is quiet: the outermost call ends. */
  settle(now: number): void {
    this.#deliverAll(() => {
      if (this.#wake(now)) return true;
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
      this.#queue = [];
      this.#current = undefined;
      this.#delivering = false;
    }
  }

  #runQueue(): void {
    // The queue grows while it is walked: it is run to its end, first in, first out.
    for (let next = 0; next < this.#queue.length; next += 1) {
      const { item, isNested } = this.#queue[next] as Queued;
      if (isErrand(item)) this.#runErrand(item);
      else
        for (const registration of [...this.#registrations.values()])
          if (this.#deliver(registration, item) && isNested) this.#countNested(registration);
    }
    this.#queue = [];
  }

  #countNested({ handle }: Registration): void {
    this.#nested += 1;
    if (this.#nested > (this.options.nestedNotificationsMax ?? 10_000))
      throw new NotificationLoop(handle.name, this.#nested);
  }

  #runErrand({ handle, about, run }: Errand): void {
    if (this.#isClosed) return;
    this.#current = about;
    this.#call(handle, about.envelope, run);
  }

  #wake(now: number): boolean {
    const due = this.#wakes.takeDue(now);
    for (const handle of due) {
      const onWake = this.#registrations.get(handle)?.listener.onWake;
      this.#current = undefined;
      if (onWake !== undefined) this.#call(handle, undefined, onWake);
    }
    return due.length > 0;
  }

  #deliver({ handle, listener, startSeq }: Registration, item: EventItem | AppendItem): boolean {
    if (!this.#registrations.has(handle)) return false;
    if (isEventItem(item)) {
      if (listener.onEvent === undefined || item.envelope.seq <= startSeq) return false;
      if (listener.isOfInterest?.(item) === false) return false;
      this.#current = item;
      const each = (call: () => void): void => {
        if (this.#registrations.has(handle)) this.#call(handle, item.envelope, call);
      };
      this.#call(handle, item.envelope, () => listener.onEvent?.(item, each));
      return true;
    }
    if (listener.onAppend === undefined || item.position.seq <= startSeq) return false;
    this.#current = item.items[item.items.length - 1];
    this.#call(handle, this.#current?.envelope, () => listener.onAppend?.(item));
    return true;
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
    try {
      callback();
    } catch (error) {
      if (this.options.onCallbackError !== undefined)
        this.options.onCallbackError({ handle, envelope, error });
      else void Promise.reject(error);
    }
  }

  /** Ends every registration without a call; streams complete. */
  close(): void {
    this.#isClosed = true;
    const registrations = [...this.#registrations.values()];
    this.#registrations.clear();
    this.#watchers.clear();
    this.#wakes.clear();
    for (const { listener } of registrations) listener.onClose?.();
  }
}
