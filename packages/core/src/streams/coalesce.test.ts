import { tap } from 'rxjs';

import { addressRow, collect, inShort, streamHost } from '../../test/stream-host';
import { ClockIsOwned } from '../engine';
import { hardware } from '../netioapi';
import { changes$, changesSince, type Change, type Coalesce } from '.';

const metricOf = (row: object | null): unknown => (row !== null && 'Metric' in row ? row.Metric : undefined);

/** Does something to the route 1 before a window, and something in it. */
const inOneWindow = (
  coalesce: Coalesce,
  before: readonly (number | 'gone')[],
  within: readonly (number | 'gone')[],
): readonly Change[] => {
  const { host, addRoute, setRoute, deleteRoute } = streamHost();
  const apply = (steps: readonly (number | 'gone')[]): void => {
    for (const step of steps) {
      const stands = host.state.routes.size > 0;
      if (step === 'gone') deleteRoute(1);
      else if (stands) setRoute(1, { Metric: step });
      else addRoute(1, { Metric: step });
    }
  };
  apply(before);
  const { items } = collect(changes$(host, { tables: ['routes'] }, { coalesce }));
  apply(within);
  expect(items).toEqual([]);
  host.advance(100);
  return items;
};

describe('changes of one key within a window', () => {
  it.each([
    ['added, changed', [], [1, 2], 'added', undefined, 2, ['RouteCreated', 'RouteSet']],
    ['changed, changed', [1], [2, 3], 'changed', 1, 3, ['RouteSet', 'RouteSet']],
    ['changed, removed', [1], [2, 'gone'], 'removed', 1, undefined, ['RouteSet', 'RouteDeleted']],
    ['removed, added', [1], ['gone', 2], 'changed', 1, 2, ['RouteDeleted', 'RouteCreated']],
    ['added, removed, added', [], [1, 'gone', 2], 'added', undefined, 2, ['RouteCreated']],
    [
      'removed, added, removed',
      [1],
      ['gone', 2, 'gone'],
      'removed',
      1,
      undefined,
      ['RouteDeleted', 'RouteCreated', 'RouteDeleted'],
    ],
    ['one alone', [1], [5], 'changed', 1, 5, ['RouteSet']],
  ] as const)('merge: %s', (_, before, within, kind, metricBefore, metricAfter, types) => {
    const [item, ...others] = inOneWindow({ ms: 100 }, before, within);
    expect(others).toEqual([]);
    expect(item).toMatchObject({ kind, types });
    expect(metricOf(item?.before ?? null)).toBe(metricBefore);
    expect(metricOf(item?.after ?? null)).toBe(metricAfter);
  });

  it.each([
    ['added, removed', [], [1, 'gone']],
    ['changed there and back', [1], [2, 1]],
    ['removed, added the same', [1], ['gone', 1]],
  ] as const)('vanish where nothing is left of them: %s', (_, before, within) => {
    expect(inOneWindow({ ms: 100 }, before, within)).toEqual([]);
  });

  it('bear the position of the last, the number of the first, and the last event', () => {
    const { host, addRoute, setRoute } = streamHost();
    const { items } = collect(changes$(host, {}, { coalesce: { ms: 50 } }));
    const { seq } = host.position;
    addRoute(1);
    host.advance(20);
    setRoute(1, { Metric: 4 });
    host.advance(30);
    expect(items).toMatchObject([
      { position: { seq: seq + 2, at: 20 }, firstSeq: seq + 1, type: 'RouteSet', event: { seq: seq + 2 } },
    ]);
  });

  it('come in order of the first event of each key', () => {
    const { host, addRoute, setRoute } = streamHost();
    const { items } = collect(changes$(host, {}, { coalesce: { ms: 10 } }));
    for (const third of [3, 1, 2]) addRoute(third);
    setRoute(3, { Metric: 9 });
    host.advance(10);
    expect(items.map(inShort)).toEqual(['added 10.0.3.0/24', 'added 10.0.1.0/24', 'added 10.0.2.0/24']);
  });

  it('are left out where the merged rows differ in ignored members alone', () => {
    const { host, addRoute, setRoute } = streamHost();
    addRoute(1, { Metric: 1, ValidLifetime: 60, PreferredLifetime: 60 });
    const { items } = collect(changes$(host, { ignore: ['validUntil'] }, { coalesce: { ms: 10 } }));
    setRoute(1, { Metric: 2, ValidLifetime: 70, PreferredLifetime: 60 });
    setRoute(1, { Metric: 1, ValidLifetime: 90, PreferredLifetime: 60 });
    host.advance(10);
    expect(items).toEqual([]);
  });

  it('of what the host has but once are told apart', () => {
    const { host, api } = streamHost();
    const { items } = collect(
      changes$(host, { types: ['TeredoPortChanged', 'ConnectivityHintChanged'] }, { coalesce: { ms: 5000 } }),
    );
    hardware(host)['teredo-port']({ Port: 40_000 });
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    host.advance(4000);
    hardware(host)['teredo-port']({ Port: 41_000 });
    host.advance(1000);
    expect(items).toMatchObject([
      { table: null, before: { Port: 0 }, after: { Port: 41_000 } },
      { table: null, types: ['ConnectivityHintChanged'] },
    ]);
  });
});

describe('a window', () => {
  it('begins with the first change that waits and ends when the clock reaches its end', () => {
    const { host, addRoute } = streamHost();
    const instants: number[] = [];
    const { items } = collect(
      changes$(host, {}, { coalesce: { ms: 100 } }).pipe(tap(() => instants.push(host.clock))),
    );
    host.advance(40);
    addRoute(1);
    host.advance(60);
    addRoute(2);
    host.advance(39);
    expect(items).toEqual([]);
    host.advance(1);
    expect(items.map(inShort)).toEqual(['added 10.0.1.0/24', 'added 10.0.2.0/24']);
    addRoute(3);
    host.advance(10_000);
    expect(items).toHaveLength(3);
    expect(instants).toEqual([140, 140, 240]);
  });

  it('does not begin while nothing is left of what changed', () => {
    const { host, addRoute, deleteRoute } = streamHost();
    const { items } = collect(changes$(host, {}, { coalesce: { ms: 100 } }));
    addRoute(1);
    expect(host.nextDueAt).toBe(100);
    deleteRoute(1);
    expect(host.nextDueAt).toBeUndefined();
    host.advance(90);
    addRoute(2);
    host.advance(99);
    expect(items).toEqual([]);
    host.advance(1);
    expect(items.map(inShort)).toEqual(['added 10.0.2.0/24']);
  });

  it('ends before what happens at its end, which falls into the next', () => {
    const { host, addRoute } = streamHost();
    const { items } = collect(changes$(host, {}, { coalesce: { ms: 1000 } }));
    addRoute(1, { ValidLifetime: 1, PreferredLifetime: 1 });
    host.advance(1000);
    expect(items.map(inShort)).toEqual(['added 10.0.1.0/24']);
    host.advance(1000);
    expect(items.map(inShort)).toEqual(['added 10.0.1.0/24', 'removed 10.0.1.0/24']);
  });

  it('leaves no trace in log and state', () => {
    const { host, addRoute } = streamHost();
    addRoute(1);
    const { head } = host.log;
    const { state } = host;
    collect(changesSince(host, { seq: 0 }, {}, { coalesce: { ms: 60_000 } }));
    host.advance(120_000);
    expect(host.log.head).toBe(head);
    expect(host.state).toBe(state);
  });

  it('lets its end be the instant of commands that are issued then, and advances nothing', () => {
    const { host, addRoute } = streamHost();
    const refusals: unknown[] = [];
    const { items } = collect(
      changes$(host, { tables: ['routes'] }, { coalesce: { ms: 100 } }).pipe(
        tap(({ key }) => {
          if (!key.includes('10.0.1.0')) return;
          addRoute(2);
          try {
            host.advance(1);
          } catch (error) {
            refusals.push(error);
          }
        }),
      ),
    );
    addRoute(1);
    host.advance(1000);
    expect(refusals).toEqual([expect.any(ClockIsOwned)]);
    expect(items.map((item) => [inShort(item), item.position.at])).toEqual([
      ['added 10.0.1.0/24', 0],
      ['added 10.0.2.0/24', 100],
    ]);
  });

  it('ends with the stream when the host closes: what waited is given', () => {
    const { host, addRoute } = streamHost();
    const { items, isComplete } = collect(changes$(host, {}, { coalesce: { ms: 100 } }));
    addRoute(1);
    host.close();
    expect([items.length, isComplete()]).toEqual([1, true]);
  });

  it('is forgotten when nobody listens any more', () => {
    const { host, addRoute } = streamHost();
    const { items, stop } = collect(changes$(host, {}, { coalesce: { ms: 100 } }));
    addRoute(1);
    stop();
    expect(host.nextDueAt).toBeUndefined();
    host.advance(100);
    expect(items).toEqual([]);
  });

  it.each([0, 0.5, -1, Number.NaN])('is not of %d milliseconds', (ms) => {
    const { errors } = collect(changes$(streamHost().host, {}, { coalesce: { ms } }));
    expect(errors).toEqual([expect.any(RangeError)]);
  });

  it('of a batch is that of the instants in it, though all are told together', () => {
    const groupsOf = (isBatch: boolean): readonly (readonly string[])[] => {
      const { host, addRoute, setRoute } = streamHost();
      const { items } = collect(changes$(host, {}, { coalesce: { ms: 100 } }));
      const work = (): void => {
        addRoute(1);
        host.advance(60);
        setRoute(1, { Metric: 2 });
        host.advance(60);
        setRoute(1, { Metric: 3 });
        host.advance(30);
      };
      if (isBatch) host.batch(work);
      else work();
      host.advance(1000);
      return items.map(({ types }) => types);
    };
    expect(groupsOf(true)).toEqual([['RouteCreated', 'RouteSet'], ['RouteSet']]);
    expect(groupsOf(true)).toEqual(groupsOf(false));
  });
});

describe('changes of one append', () => {
  it('are merged at its end', () => {
    const { host, api } = streamHost();
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    host.advance(3000);
    const [none, append] = (['none', 'append'] as const).map((coalesce) =>
      collect(changes$(host, { tables: ['unicast'] }, { coalesce })),
    );
    api.SetUnicastIpAddressEntry({
      Row: addressRow({ PreferredLifetime: 0 }),
    });
    expect(none?.items.map(({ types }) => types)).toEqual([['UnicastAddressSet'], ['DadStateChanged']]);
    expect(append?.items).toMatchObject([
      {
        kind: 'changed',
        types: ['UnicastAddressSet', 'DadStateChanged'],
        after: { DadState: 'IpDadStateDeprecated' },
      },
    ]);
  });
});
