import type { DomainEvent } from '../catalogue';
import type { Cause } from '../log';
import type { HostState } from '../state';
import type { AppendStates } from './append-states';
import { envelopeOf, type Envelope, type LogIdentity } from './envelope';
import type { AppendItem, EventItem } from './listener';
import type { Position } from './position';
import type { Committed } from './timeline';

/** One event; the states around it are looked up when somebody asks. */
class WrittenEvent implements EventItem {
  constructor(
    readonly event: DomainEvent,
    readonly envelope: Envelope,
    private readonly states: AppendStates,
    private readonly index: number,
  ) {}

  get before(): HostState {
    return this.states.before(this.index);
  }

  get after(): HostState {
    return this.states.after(this.index);
  }
}

/**
 * A written append as it is delivered. Events with their envelopes and the states around them are put together when
 * they are asked for, each once.
 */
export class WrittenAppend implements AppendItem {
  readonly #items: EventItem[] = [];

  constructor(
    private readonly committed: Committed,
    private readonly identity: LogIdentity,
    readonly after: HostState,
  ) {}

  get position(): Position {
    return { seq: this.after.seq, at: this.committed.record.at };
  }

  get cause(): Cause {
    return this.committed.record.cause;
  }

  /** Its events without what is around them. */
  get events(): readonly DomainEvent[] {
    return this.committed.record.events as unknown as readonly DomainEvent[];
  }

  get items(): readonly EventItem[] {
    return this.itemsOf(() => true);
  }

  itemsOf(passes: (event: DomainEvent) => boolean): readonly EventItem[] {
    const items: EventItem[] = [];
    this.events.forEach((event, index) => {
      if (passes(event)) items.push(this.item(index));
    });
    return items;
  }

  /** An event by its place in the append, from 0. */
  item(index: number): EventItem {
    return (this.#items[index] ??= this.#make(index));
  }

  #make(index: number): EventItem {
    const { record, states } = this.committed;
    const { type, data } = this.events[index] as DomainEvent;
    const event = { type, data } as DomainEvent;
    return new WrittenEvent(event, envelopeOf(record, index, this.identity), states, index);
  }
}
