import type { DomainEvent } from '../catalogue';
import { InterestIndex, type Bucket } from '../interests';
import type { WrittenAppend } from './append-item';
import { NotificationHandle, type Listener } from './listener';

/** Somebody who is told of what happens. */
export interface Registration {
  /** Of all registrations of the host, in the order in which they were made. */
  readonly number: number;
  readonly handle: NotificationHandle;
  readonly listener: Listener;
  /** FALSE once nothing is to be delivered to it any more. */
  isStanding: boolean;
}

/** An event, or the end, of an append: who asked for it when it was written. */
export interface Telling {
  readonly append: WrittenAppend;
  /** Place of the event in the append; undefined: its end. */
  readonly index: number | undefined;
  /** One registration may be in several of them. */
  readonly asking: Iterable<Bucket<Registration>>;
  /** The number of the last registration then: later ones are not told. */
  readonly last: number;
}

const nothing: readonly Telling[] = [];

/** Who is registered, by handle and by what they ask for: whoever asks for something else is never looked at. */
export class Registrations {
  readonly #byHandle = new Map<NotificationHandle, Registration>();
  /** Those who are told of events, and those who are told of the ends of appends. */
  readonly #ofEvents = new InterestIndex<Registration>();
  readonly #ofAppends = new InterestIndex<Registration>();
  #last = 0;

  get size(): number {
    return this.#byHandle.size;
  }

  get(handle: NotificationHandle): Registration | undefined {
    return this.#byHandle.get(handle);
  }

  add(name: string, listener: Listener): NotificationHandle {
    this.#last += 1;
    const handle = new NotificationHandle(name, this.#last);
    const registration = { number: this.#last, handle, listener, isStanding: true };
    this.#byHandle.set(handle, registration);
    if (listener.onEvent !== undefined) this.#ofEvents.add(registration, listener.interests);
    if (listener.onAppend !== undefined) this.#ofAppends.add(registration, listener.interests);
    return handle;
  }

  /** False where it does not stand. */
  remove(handle: NotificationHandle): boolean {
    this.silence(handle);
    return this.#byHandle.delete(handle);
  }

  /** Has nothing delivered to a registration any more, which stands until it is removed. */
  silence(handle: NotificationHandle): void {
    const registration = this.#byHandle.get(handle);
    if (registration?.isStanding !== true) return;
    registration.isStanding = false;
    const { interests } = registration.listener;
    this.#ofEvents.remove(registration, interests);
    this.#ofAppends.remove(registration, interests);
  }

  /** Whether anybody asks for one of these events. */
  wantsAnyOf(events: readonly DomainEvent[]): boolean {
    const isWanted = (event: DomainEvent): boolean =>
      this.#ofEvents.find(event).length > 0 || this.#ofAppends.find(event).length > 0;
    return this.#isAsked && events.some(isWanted);
  }

  /** Who is to be told what of an append just written: those who are registered now and ask for it. */
  tellingsOf(append: WrittenAppend): readonly Telling[] {
    if (!this.#isAsked) return nothing;
    const tellings: Telling[] = [];
    const last = this.#last;
    const { events } = append;
    for (let index = 0; index < events.length; index += 1) {
      const asking = this.#ofEvents.find(events[index] as DomainEvent);
      if (asking.length > 0) tellings.push({ append, index, asking, last });
    }
    const atEnd = this.#askingAtEnd(events);
    if (atEnd.size > 0) tellings.push({ append, index: undefined, asking: atEnd, last });
    return tellings;
  }

  #askingAtEnd(events: readonly DomainEvent[]): ReadonlySet<Bucket<Registration>> {
    const asking = new Set<Bucket<Registration>>();
    if (!this.#ofAppends.isEmpty)
      for (const event of events) for (const bucket of this.#ofAppends.find(event)) asking.add(bucket);
    return asking;
  }

  get #isAsked(): boolean {
    return !this.#ofEvents.isEmpty || !this.#ofAppends.isEmpty;
  }

  /** Takes all out, in the order in which they came. */
  clear(): readonly Registration[] {
    const all = [...this.#byHandle.values()];
    for (const registration of all) registration.isStanding = false;
    this.#byHandle.clear();
    this.#ofEvents.clear();
    this.#ofAppends.clear();
    return all;
  }
}
