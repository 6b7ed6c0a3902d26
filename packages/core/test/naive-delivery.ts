import type { DomainEvent } from '@netlapse/core';

/** What a registration of the twins below asks for and does. */
export interface TwinListener {
  readonly asksFor: (event: DomainEvent) => boolean;
  readonly onEvent: (seq: number) => void;
  readonly onAppend: (lastSeq: number) => void;
}

interface Registration extends TwinListener {
  readonly startSeq: number;
}

interface Append {
  readonly events: readonly DomainEvent[];
  /** Sequence number of the last of them. */
  readonly lastSeq: number;
}

/**
 * Delivery as the specification says it, in a few obvious lines: every registration is looked at for every event and
 * every append, and its filter asked.
 */
export class NaiveDelivery {
  #registrations: readonly Registration[] = [];
  readonly #queue: Append[] = [];
  #seq = 0;
  #isDelivering = false;

  register(listener: TwinListener): () => void {
    const registration = { ...listener, startSeq: this.#seq };
    this.#registrations = [...this.#registrations, registration];
    return () => {
      this.#registrations = this.#registrations.filter((each) => each !== registration);
    };
  }

  commit(events: readonly DomainEvent[]): void {
    this.#seq += events.length;
    this.#queue.push({ events, lastSeq: this.#seq });
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    for (let append = this.#queue.shift(); append !== undefined; append = this.#queue.shift())
      this.#deliver(append);
    this.#isDelivering = false;
  }

  #deliver({ events, lastSeq }: Append): void {
    events.forEach((event, index) => {
      const seq = lastSeq - events.length + 1 + index;
      for (const registration of this.#registrations)
        if (this.#isAsking(registration, event, seq)) registration.onEvent(seq);
    });
    for (const registration of this.#registrations)
      if (events.some((event) => this.#isAsking(registration, event, lastSeq)))
        registration.onAppend(lastSeq);
  }

  #isAsking(registration: Registration, event: DomainEvent, seq: number): boolean {
    return (
      this.#registrations.includes(registration) && seq > registration.startSeq && registration.asksFor(event)
    );
  }
}
