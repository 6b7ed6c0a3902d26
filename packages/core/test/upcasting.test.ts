import * as t from 'io-ts';

import {
  createHost,
  eventsBetween,
  findEvents,
  LogCorrupt,
  MemoryEventLog,
  netioapi,
  openHost,
  stateHash,
  tableOf,
  UnknownEvent,
  verifyLog,
  type EventLog,
  type JsonObject,
} from '@netlapse/core';

import { decodeEvent, MalformedEvent, Upcasters } from '../src/catalogue';

/*
 * Routes as versions of this program might have stored them that never were: RouteMade 1 had an address and a length,
 * RouteMade 2 a prefix, and RouteCreated 1 is what there is. The list of upcasters is replaced by one that knows them.
 */
jest.mock('../src/catalogue/upcasters', () => {
  const actual = jest.requireActual<typeof import('../src/catalogue/upcasters')>(
    '../src/catalogue/upcasters',
  );
  const io = jest.requireActual<typeof import('io-ts')>('io-ts');
  const key = { InterfaceLuid: io.string, InterfaceIndex: io.number };
  const first = io.strict(
    { ...key, Network: io.string, Length: io.number, Gateway: io.string },
    'RouteMade 1',
  );
  const second = io.strict({ ...key, DestinationPrefix: io.string, NextHop: io.string }, 'RouteMade 2');
  return {
    ...actual,
    releasedUpcasters: new actual.Upcasters([
      {
        from: { type: 'RouteMade', v: 1 },
        to: { type: 'RouteMade', v: 2 },
        data: first,
        upcast: ({ Network, Length, Gateway, ...rest }: t.TypeOf<typeof first>) => ({
          ...rest,
          DestinationPrefix: `${Network}/${Length}`,
          NextHop: Gateway,
        }),
      },
      {
        from: { type: 'RouteMade', v: 2 },
        to: { type: 'RouteCreated', v: 1 },
        data: second,
        upcast: (data: t.TypeOf<typeof second>, { seq, at }: { seq: number; at: number }) => ({
          ...data,
          SitePrefixLength: 0,
          // Not a number of any route: it shows that the event's own number is at hand, as the instant below does.
          Metric: seq,
          Protocol: 'MIB_IPPROTO_NETMGMT',
          Loopback: false,
          AutoconfigureAddress: false,
          Publish: false,
          Immortal: false,
          Origin: 'NlroManual',
          validUntil: null,
          preferredUntil: null,
          ageSince: at,
        }),
      },
    ] as never),
  };
});

const interfaceKey = { InterfaceLuid: '0x0006000005000000', InterfaceIndex: 5 };
const made1 = { ...interfaceKey, Network: '10.0.0.0', Length: 8, Gateway: '192.0.2.1' };
const made2 = { ...interfaceKey, DestinationPrefix: '172.16.0.0/12', NextHop: '192.0.2.1' };

/** A log in which an older program wrote two routes, in two versions, and this one a third. */
const oldLog = (...more: readonly { type: string; v: number; data: JsonObject }[]): EventLog => {
  const log = new MemoryEventLog();
  const host = createHost({ now: 0, log, interfaces: [{ InterfaceIndex: 5 }] });
  const begun = host.state.seq;
  const events = [
    { type: 'RouteMade', v: 1, data: made1 },
    { type: 'RouteMade', v: 2, data: made2 },
    ...more,
  ].map((event, index) => ({ seq: begun + 1 + index, ...event }));
  const cause = { kind: 'call', name: 'CreateIpForwardEntry2', params: {} } as const;
  log.append(log.head.n, [{ kind: 'commit', at: 1000, cause, status: 'STATUS_SUCCESS', events }]);
  return log;
};

const routesOf = (log: EventLog): readonly unknown[] =>
  Array.from(tableOf(openHost(log).state, 'routes').values(), (row) => [
    (row as unknown as { readonly DestinationPrefix: string }).DestinationPrefix,
    (row as unknown as { readonly Metric: number }).Metric,
    (row as unknown as { readonly ageSince: number }).ageSince,
  ]).sort();

describe('a log with events of older versions', () => {
  it('is folded through the chain of their upcasters', () => {
    expect(routesOf(oldLog())).toEqual([
      ['10.0.0.0/8', 4, 1000],
      ['172.16.0.0/12', 5, 1000],
    ]);
  });

  it('goes on, and gives every past state, as any other', () => {
    const host = openHost(oldLog());
    const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
    const Row = { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5, ...lasting };
    expect(netioapi(host).CreateIpForwardEntry2({ Row }).status).toBe('ERROR_OBJECT_ALREADY_EXISTS');
    expect(netioapi(host).DeleteIpForwardEntry2({ Row }).status).toBe('STATUS_SUCCESS');
    expect(host.view({ seq: 4 }).state.routes.size).toBe(1);
    expect(host.view({ seq: 5 }).state.routes.size).toBe(2);
    expect(stateHash(openHost(host.log).state)).toBe(stateHash(host.state));
  });

  it('keeps its bytes and its chain', () => {
    const log = oldLog();
    const before = [...log.records()];
    openHost(log);
    expect([...log.records()]).toEqual(before);
    expect(verifyLog(log).head).toEqual(log.head);
  });

  it('gives events in the present version, each with what is stored beside it', () => {
    const host = openHost(oldLog());
    const [first, second] = [...eventsBetween(host, { from: { seq: 3 } })];
    expect(first).toMatchObject({
      type: 'RouteCreated',
      v: 1,
      data: { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1' },
      stored: { seq: 4, type: 'RouteMade', v: 1, data: made1 },
      event: { type: 'RouteCreated' },
    });
    expect(second?.stored).toEqual({ seq: 5, type: 'RouteMade', v: 2, data: made2 });
    expect([...findEvents(host, { types: ['RouteCreated'] })]).toHaveLength(2);
    const [genesis] = [...eventsBetween(host, { from: { seq: 0 } })];
    expect(genesis).not.toHaveProperty('stored');
  });

  it.each([
    ['of a name that nobody knows', { type: 'RouteDreamt', v: 1, data: {} }],
    ['of a version above the known', { type: 'RouteCreated', v: 2, data: {} }],
    ['of a version between those that are known', { type: 'RouteMade', v: 3, data: {} }],
  ])('is refused for an event %s: nothing is skipped', (_, event) => {
    expect(() => openHost(oldLog(event))).toThrow(UnknownEvent);
  });

  it('is refused as damaged where an older event is not what its version promises', () => {
    const event = { type: 'RouteMade', v: 1, data: { ...made1, Length: 'eight' } };
    expect(() => openHost(oldLog(event))).toThrow(LogCorrupt);
    expect(() => decodeEvent({ seq: 1, ...event }, { at: 0 })).toThrow(MalformedEvent);
  });

  it('is refused as damaged where what comes of an older event is no event', () => {
    const event = { type: 'RouteMade', v: 2, data: { ...made2, DestinationPrefix: '10.1.0.0/8' } };
    expect(() => openHost(oldLog(event))).toThrow(LogCorrupt);
  });
});

describe('a list of upcasters', () => {
  const step = (type: string, v: number, to: { type: string; v: number }) =>
    ({ from: { type, v }, to, data: t.unknown, upcast: (data: unknown) => data }) as never;
  const created = { type: 'RouteCreated', v: 1 };

  it.each([
    [
      'two of its steps begin alike',
      [step('Old', 1, created), step('Old', 1, created)],
      'two upcasters begin with',
    ],
    ['a step leads nowhere', [step('Old', 1, { type: 'Old', v: 2 })], 'lead to no present version'],
    [
      'its steps lead in a circle',
      [step('Old', 1, { type: 'Old', v: 2 }), step('Old', 2, { type: 'Old', v: 1 })],
      'lead to no present version',
    ],
    [
      'a step leads on from the present version',
      [step('RouteCreated', 1, created)],
      'is the present version',
    ],
  ])('is a defect where %s', (_, list, message) => {
    expect(() => new Upcasters(list)).toThrow(message);
  });
});
