import * as fc from 'fast-check';

import { sampleEvents, sampleInterests } from '../../test/interest-samples';
import { NaiveDelivery, type TwinListener } from '../../test/naive-delivery';
import { propertyRuns } from '../../test/property-runs';
import { definitionOf, type DomainEvent } from '../catalogue';
import { familyOfKey, isWhere, type Interest, type KeyMembers } from '../interests';
import type { CommitRecord, StoredEvent } from '../log';
import { emptyState } from '../state';
import { WrittenAppend } from './append-item';
import { AppendStates } from './append-states';
import { Delivery } from './delivery';

const asksFor = ({ about, family, interface: on, where }: Interest, { type, data }: DomainEvent): boolean => {
  const key = data as KeyMembers;
  return (
    (about === undefined || about === type || about === definitionOf(type).table) &&
    (family === undefined || family === familyOfKey(key)) &&
    (on === undefined || on === key.InterfaceIndex || on === key.InterfaceLuid) &&
    (where === undefined || isWhere(key, where))
  );
};

/** What registrations are made with: the naive twin asks the filter, the other one declares the interests. */
type Register = (interests: readonly Interest[] | undefined, listener: TwinListener) => () => void;

interface Twin {
  readonly register: Register;
  readonly commit: (events: readonly DomainEvent[]) => void;
}

const naiveTwin = (): Twin => {
  const delivery = new NaiveDelivery();
  return {
    register: (_, listener) => delivery.register(listener),
    commit: (events) => delivery.commit(events),
  };
};

const stateAt = (seq: number) => ({ ...emptyState(['AF_INET']), seq });

/** An append of the given events as a log would have it. */
const appendOf = (events: readonly DomainEvent[], firstSeq: number): WrittenAppend => {
  const stored = events.map((event, index) => ({ ...event, seq: firstSeq + index, v: 1 }));
  const cause = { kind: 'call', name: 'Test', params: {} } as const;
  const record = { kind: 'commit', n: firstSeq, at: 0, cause, status: 'STATUS_SUCCESS' };
  const committed = {
    record: { ...record, events: stored as unknown as readonly StoredEvent[] } as unknown as CommitRecord,
    states: new AppendStates(stateAt(firstSeq - 1), 0, stored as unknown as readonly StoredEvent[]),
  };
  events.forEach((_, index) => committed.states.push(stateAt(firstSeq + index)));
  return new WrittenAppend(
    committed,
    { hostId: 'host', logId: 'log' },
    stateAt(firstSeq + events.length - 1),
  );
};

const indexedTwin = (): Twin => {
  const delivery = new Delivery({});
  let seq = 0;
  return {
    register: (interests, { onEvent, onAppend }) => {
      const handle = delivery.register('twin', {
        ...(interests === undefined ? {} : { interests }),
        onEvent: ({ envelope }) => onEvent(envelope.seq),
        onAppend: ({ position }) => onAppend(position.seq),
      });
      return () => void delivery.cancel(handle);
    },
    commit: (events) => {
      const append = appendOf(events, seq + 1);
      seq += events.length;
      delivery.enqueue(delivery.tellingsOf(append));
      delivery.settle(0);
    },
  };
};

type Step =
  | { readonly kind: 'register'; readonly interests: readonly Interest[] | undefined }
  | { readonly kind: 'cancel'; readonly place: number }
  | { readonly kind: 'commit'; readonly events: readonly DomainEvent[] }
  | { readonly kind: 'nothing' };

const interests = fc.option(fc.array(sampleInterests, { minLength: 1, maxLength: 3 }), { nil: undefined });
const registering = fc.record({ kind: fc.constant('register' as const), interests });
const cancelling = fc.record({ kind: fc.constant('cancel' as const), place: fc.nat(1000) });
const committing = fc.record({
  kind: fc.constant('commit' as const),
  events: fc.array(sampleEvents, { minLength: 1, maxLength: 4 }),
});
const idling = fc.constant({ kind: 'nothing' as const });
const steps = fc.array(fc.oneof({ weight: 2, arbitrary: registering }, cancelling, committing), {
  minLength: 10,
  maxLength: 60,
});
/** What each call of a callback does, in the order of the calls: most do nothing. */
const reactions = fc.array(fc.oneof({ weight: 4, arbitrary: idling }, registering, cancelling, committing), {
  minLength: 10,
  maxLength: 80,
});

/** Every call that a twin makes while it is taken through the steps. */
const callsOf = (
  { register, commit }: Twin,
  all: readonly Step[],
  reacting: readonly Step[],
): readonly string[] => {
  const calls: string[] = [];
  const cancels: Array<() => void> = [];
  const take = (step: Step | undefined): void => {
    if (step?.kind === 'register') add(step.interests);
    if (step?.kind === 'cancel') cancels[step.place % cancels.length]?.();
    if (step?.kind === 'commit') commit(step.events);
  };
  const add = (asked: readonly Interest[] | undefined): void => {
    const name = cancels.length;
    const called = (what: string): void => {
      calls.push(`${what} to ${name}`);
      take(reacting[calls.length]);
    };
    cancels.push(
      register(asked, {
        asksFor: (event) => (asked ?? [{}]).some((interest) => asksFor(interest, event)),
        onEvent: (seq) => called(`event ${seq}`),
        onAppend: (seq) => called(`append up to ${seq}`),
      }),
    );
  };
  for (const step of all) take(step);
  return calls;
};

describe('delivery to those who asked', () => {
  it('makes the calls that a walk over all registrations makes, in the same order', () => {
    let made = 0;
    fc.assert(
      fc.property(steps, reactions, (all, reacting) => {
        const calls = callsOf(indexedTwin(), all, reacting);
        made += calls.length;
        expect(calls).toEqual(callsOf(naiveTwin(), all, reacting));
      }),
      propertyRuns(300),
    );
    expect(made).toBeGreaterThan(1000);
  });
});
