import type { DomainEvent } from '../catalogue';
import type { Interest } from '../interests';
import type { Cause } from '../log';
import type { HostState } from '../state';
import type { Envelope } from './envelope';
import type { Position } from './position';

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
  readonly after: HostState;
  /** Its events, in order, as they are delivered. */
  readonly items: readonly EventItem[];
  /** Those of `items` whose event passes: only these are put together. */
  itemsOf(passes: (event: DomainEvent) => boolean): readonly EventItem[];
}

/** Names a registration; opaque, never reused. */
export class NotificationHandle {
  constructor(
    private readonly calledBy: string,
    private readonly number?: number,
  ) {}

  /** Function and number of the registration, for messages. */
  get name(): string {
    return this.number === undefined ? this.calledBy : `${this.calledBy} #${this.number}`;
  }
}

/** What a registration does with what is delivered to it. */
export interface Listener {
  /**
   * The events that it asks for: whoever asks for others costs it nothing. Left out: all of them; an empty list: none.
   */
  readonly interests?: readonly Interest[] | undefined;
  /** `each` makes one of several calls for the event: one that throws keeps no other from being made. */
  readonly onEvent?: ((item: EventItem, each: (call: () => void) => void) => void) | undefined;
  /** What `interests` cannot say: whether `onEvent` is called for an event that they ask for. Left out: always. */
  readonly isOfInterest?: ((item: EventItem) => boolean) | undefined;
  /** After every event of an append that holds one of `interests`. */
  readonly onAppend?: ((item: AppendItem) => void) | undefined;
  /** The clock has reached the instant asked for by `wakeAt`. */
  readonly onWake?: (() => void) | undefined;
  /** An outermost call is about to return: nothing is left to deliver. */
  readonly onQuiet?: (() => void) | undefined;
  /** The host closes; registrations of callbacks end without a call. */
  readonly onClose?: (() => void) | undefined;
}

/** What an error hook gets of a callback that threw. */
export interface CallbackError {
  readonly handle: NotificationHandle;
  /** Undefined for the initial notification, and for what time alone brought. */
  readonly envelope: Envelope | undefined;
  readonly error: unknown;
}

/** Something to do after the notifications of an append: what it asks of the outside. */
export interface Errand {
  readonly handle: NotificationHandle;
  /** The event that asks for it. */
  readonly about: EventItem;
  readonly run: () => void;
}
