import * as fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import { ip, luid, prefix } from '../../test/route-host';
import type { DomainEvent } from '../catalogue';
import { interfaceOf } from '../interfaces';
import { evolve, evolveAll, emptyState, type HostState, stateDocument } from '../state';
import { AppendBuilder } from './append-builder';

const key = { InterfaceIndex: 5, InterfaceLuid: luid('0x0006000005000000') };

/** A host with one interface and so many routes on it, created in the order of `rank`. */
const hostWith = (count: number, rank: (index: number) => number): HostState => {
  const start = emptyState(['AF_INET', 'AF_INET6']);
  const append = new AppendBuilder(start, 0);
  const made = interfaceOf(
    { ...start },
    { InterfaceLuid: key.InterfaceLuid, InterfaceIndex: 5, Alias: 'eth0' },
    { formsLinkLocal: false, draw: () => 0.5 },
  );
  if (made._tag === 'Left') throw new Error(made.left.why);
  for (const event of made.right) append.plain(event);
  const numbers = Array.from({ length: count }, (_, index) => index).sort((a, b) => rank(a) - rank(b));
  for (const number of numbers)
    append.plain({
      type: 'RouteCreated',
      data: {
        ...key,
        DestinationPrefix: prefix(number % 3 === 0 ? `2001:db8:${number}::/48` : `10.${number}.0.0/16`),
        NextHop: ip(number % 3 === 0 ? '::' : '0.0.0.0'),
        AutoconfigureAddress: false,
        Immortal: false,
        Loopback: false,
        Metric: number % 5,
        Origin: 'NlroManual',
        Protocol: 'MIB_IPPROTO_NETMGMT',
        Publish: false,
        SitePrefixLength: 0,
        ageSince: 0,
        preferredUntil: null,
        validUntil: number % 2 === 0 ? null : 1000 + number,
      },
    });
  return append.state;
};

describe('AppendBuilder', () => {
  it('takes an interface away with all its routes as if event by event, and knows every state between', () => {
    const counts = fc.oneof(fc.nat({ max: 6 }), fc.integer({ min: 50, max: 200 }));
    fc.assert(
      fc.property(counts, fc.func(fc.integer()), fc.array(fc.nat()), (count, rank, asked) => {
        const start = hostWith(count, rank);
        const append = new AppendBuilder(start, 7);
        append.step([{ type: 'InterfaceDeparted', data: { ...key, reason: 'interface-departed' } }]);
        expect(append.state.routes.size).toBe(0);
        const states: HostState[] = [start];
        for (const { type, data, seq } of append.events) {
          const event = { type, data } as unknown as DomainEvent;
          states.push(evolve(states.at(-1) ?? start, event, { seq, at: 7 }));
        }
        const documents = states.map(stateDocument);
        expect(stateDocument(append.state)).toEqual(documents.at(-1));
        const last = append.events.length - 1;
        const inTurn = Array.from(append.events.keys());
        for (const number of [last, ...asked, ...(count < 100 ? inTurn : [])]) {
          const index = number % append.events.length;
          expect(stateDocument(append.states.after(index))).toEqual(documents[index + 1]);
          expect(stateDocument(append.states.before(index))).toEqual(documents[index]);
        }
        expect(stateDocument(start)).toEqual(documents[0]);
      }),
      propertyRuns(25),
    );
  });

  it('leaves what was there when one of many events does not fit', () => {
    const start = hostWith(70, (index) => index);
    const deletions: DomainEvent[] = Array.from(start.routes.keysOnInterface(key.InterfaceLuid), (data) => ({
      type: 'RouteDeleted',
      data: { ...data, reason: 'call' },
    }));
    const append = new AppendBuilder(start, 0);
    expect(() => {
      append.together([...deletions, ...deletions.slice(0, 1)]);
    }).toThrow('does not fold: no row of that key stands');
    expect([append.state, append.events]).toEqual([start, []]);
    expect(evolveAll(start, []).routes).toBe(start.routes);
  });
});
