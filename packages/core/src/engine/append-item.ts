import type { DomainEvent } from '../catalogue';
import type { AppendItem } from './delivery';
import { envelopeOf, type LogIdentity } from './envelope';
import type { HostState } from './state';
import type { Committed } from './timeline';

/** A written append as it is delivered: each event with its envelope and the states around it. */
export const appendItemOf = ({ record, before, states }: Committed, identity: LogIdentity): AppendItem => {
  const items = record.events.map(({ type, data }, index) => ({
    event: { type, data } as unknown as DomainEvent,
    envelope: envelopeOf(record, index, identity),
    before: index === 0 ? before : (states[index - 1] as HostState),
    after: states[index] as HostState,
  }));
  const after = states[states.length - 1] as HostState;
  return { position: { seq: after.seq, at: record.at }, cause: record.cause, items, after };
};
