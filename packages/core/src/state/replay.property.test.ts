import * as fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import { ip, luid, prefix } from '../../test/route-host';
import { overScripts, run } from '../../test/simulation';
import type { DomainEvent } from '../catalogue';
import { eventsOf } from '../engine';
import { familyOf } from '../net';
import { evolveAll, type Numbered } from './evolve';
import { checkFold, DoesNotFold } from './fold-check';
import { replay } from './replay';
import { emptyState, type HostState } from './state';
import { stateDocument } from './state-document';

/** What folding comes to: the state with all orders in which its routes are read, or the error. */
const outcomeOf = (fold: () => HostState): unknown => {
  try {
    const state = fold();
    return {
      seq: state.seq,
      document: stateDocument(state),
      routes: [...state.routes.inTableOrder()],
      due: [...state.routes.dueUpTo(Infinity)],
      linux: [...state.linux.values()],
    };
  } catch (error) {
    if (!(error instanceof DoesNotFold)) return { thrown: error };
    return { message: error.message, seq: error.seq };
  }
};

const expectSame = (state: HostState, events: readonly Numbered[]): void => {
  const before = stateDocument(state);
  const expected = outcomeOf(() => evolveAll(state, events, checkFold));
  expect(outcomeOf(() => replay(state, events))).toEqual(expected);
  // As when there are too many to wait all together.
  expect(outcomeOf(() => replay(state, events, 1 + (events.length >> 2)))).toEqual(expected);
  expect(stateDocument(state)).toEqual(before);
};

const numbered = (events: readonly DomainEvent[], after = 0): Numbered[] =>
  events.map((event, index) => ({ event, seq: after + index + 1, at: 0 }));

const nothing = emptyState(['AF_INET', 'AF_INET6']);

const luids = [luid('0x0006000005000000'), luid('0x0006000006000000')];
const prefixes = ['0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/9', '10.0.0.7/32', '::/0', '2001:db8::/64'].map(
  prefix,
);
const ipv4Hops = Array.from({ length: 12 }, (_, index) => ip(`192.0.2.${index}`));
const ipv6Hops = Array.from({ length: 12 }, (_, index) => ip(`fe80::${index.toString(16)}`));

const routeEvent = (hopMax: number): fc.Arbitrary<DomainEvent> =>
  fc
    .record({
      type: fc.constantFrom('RouteCreated', 'RouteCreated', 'RouteSet', 'RouteDeleted'),
      on: fc.nat({ max: 1 }),
      DestinationPrefix: fc.constantFrom(...prefixes),
      hop: fc.nat({ max: hopMax }),
      Metric: fc.nat({ max: 2 }),
      validUntil: fc.option(fc.nat({ max: 3 }), { nil: null }),
      ageSince: fc.constantFrom(0, 2 ** 40),
    })
    .map(({ type, on, DestinationPrefix, hop, ...members }) => {
      const hops = familyOf(DestinationPrefix) === 'AF_INET' ? ipv4Hops : ipv6Hops;
      const key = {
        DestinationPrefix,
        InterfaceIndex: 5 + on,
        InterfaceLuid: luids[on] ?? luid('0x0'),
        NextHop: hops[hop] ?? ip('::'),
      };
      if (type === 'RouteDeleted') return { type, data: { ...key, reason: 'call' as const } };
      return {
        type,
        data: {
          ...key,
          ...members,
          AutoconfigureAddress: false,
          Immortal: false,
          Loopback: false,
          Origin: 'NlroManual' as const,
          Protocol: 'MIB_IPPROTO_NETMGMT' as const,
          Publish: false,
          SitePrefixLength: 0,
          preferredUntil: null,
        },
      };
    });

const linuxKeys = [
  '10.0.0.0/8 table main metric 0 unicast via 192.0.2.1 dev 3',
  '10.0.0.0/8 table main metric 0 unicast via 192.0.2.2 dev 3',
  '10.0.0.0/8 table local metric 0 local dev 1',
  '2001:db8::/64 table main metric 1024 unicast dev 3',
  'no key of a route',
];
const linuxEvent: fc.Arbitrary<DomainEvent> = fc
  .record({
    isReport: fc.boolean(),
    kind: fc.constantFrom('route', 'route', 'neigh'),
    key: fc.constantFrom(...linuxKeys),
    object: fc.record(
      {
        dst: fc.constantFrom('10.0.0.0/8', 'default'),
        metric: fc.nat({ max: 1 }),
        oif: fc.nat({ max: 1 }),
        nhid: fc.nat({ max: 1 }),
        table: fc.constantFrom('main', 'local'),
        family: fc.constant('inet'),
        prefsrc: fc.constantFrom('192.0.2.9'),
        flags: fc.array(fc.constant('dead'), { maxLength: 1 }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ isReport, kind, key, object }) =>
    isReport
      ? { type: 'LinuxObjectReported', data: { kind, key, object } }
      : { type: 'LinuxObjectWithdrawn', data: { kind, key, inferred: false } },
  );

/** Events that fit, made of any by leaving out those that do not. */
const fitting = (events: readonly DomainEvent[], start: HostState): readonly DomainEvent[] => {
  let state = start;
  return events.filter((event) => {
    try {
      state = evolveAll(state, [{ event, seq: state.seq + 1, at: 0 }], checkFold);
      return true;
    } catch {
      return false;
    }
  });
};

describe('replay', () => {
  // With many next hops a prefix has more keys than are searched one after the other.
  it.each([1, 11])('of routes and Linux objects is folding one by one, %d next hops', (hopMax) => {
    const events = fc.array(
      fc.oneof({ weight: 3, arbitrary: routeEvent(hopMax) }, { weight: 1, arbitrary: linuxEvent }),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(events, events, fc.nat({ max: 20 }), (before, after, wrongAt) => {
        expectSame(nothing, numbered(before));
        const fit = fitting(before, nothing);
        const state = evolveAll(nothing, numbered(fit), checkFold);
        expectSame(nothing, numbered(fit));
        const fitAfter = fitting(after, state);
        expectSame(state, numbered(fitAfter, state.seq));
        // Any event, put where it may not fit.
        const some = fitAfter.slice(0, wrongAt);
        expectSame(state, numbered([...some, ...after.slice(0, 3), ...fitAfter.slice(wrongAt)], state.seq));
      }),
      propertyRuns(120),
    );
  });

  it('of the events of random hosts is folding one by one, also where one is missing or comes twice', () => {
    overScripts(60, 60, (script) => {
      const { host } = run(script, {});
      const events = Array.from(eventsOf(host.log.records()), ({ event }) => event);
      const middle = script.seed % (events.length + 1);
      const state = evolveAll(nothing, numbered(events.slice(0, middle)));
      expectSame(nothing, numbered(events));
      expectSame(state, numbered(events.slice(middle), middle));
      expectSame(nothing, numbered(events.toSpliced(middle, 1)));
      expectSame(nothing, numbered(events.toSpliced(middle, 0, ...events.slice(middle, middle + 1))));
      host.close();
    });
  });

  it('lets through what reading the events throws, unless one before does not fit', () => {
    const [created] = fc
      .sample(routeEvent(0), { numRuns: 200, seed: 1 })
      .filter(({ type }) => type === 'RouteCreated') as [DomainEvent];
    function* broken(...events: readonly DomainEvent[]): IterableIterator<Numbered> {
      yield* numbered(events);
      throw new Error('the reader broke');
    }
    expect(() => replay(nothing, broken(created))).toThrow('the reader broke');
    expect(() => replay(nothing, broken(created, created))).toThrow(DoesNotFold);
  });
});
