import type { DomainEvent } from '../catalogue';
import type { AppendStates } from './append-states';
import type { AppendItem, EventItem } from './delivery';
import { envelopeOf, type Envelope, type LogIdentity } from './envelope';
import type { HostState } from './state';
import type { Committed } from './timeline';

/** One event; the states around it are looked up when somebody asks. */
class StoredEventItem implements EventItem {
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

/** A written append as it is delivered: each event with its envelope and the states around it. */
export const appendItemOf = ({ record, states }: Committed, identity: LogIdentity): AppendItem => {
  const items = record.events.map(({ type, data }, index) => {
    const event = { type, data } as unknown as DomainEvent;
    return new StoredEventItem(event, envelopeOf(record, index, identity), states, index);
  });
  const after = states.after(record.events.length - 1);
  return { position: { seq: after.seq, at: record.at }, cause: record.cause, items, after };
};
