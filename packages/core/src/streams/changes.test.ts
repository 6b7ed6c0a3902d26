import { addressRow, collect, inShort, routeRow, streamHost } from '../../test/stream-host';
import type { EventType } from '../catalogue';
import { hardware } from '../netioapi';
import { appends$, bufferedChanges, changes$, changesSince, type ChangeFilter } from '.';

/** What a filter lets through of an address that comes, and of what it brings. */
const passed = (filter: ChangeFilter): readonly EventType[] => {
  const { host, api } = streamHost();
  const { items } = collect(changes$(host, filter));
  api.CreateUnicastIpAddressEntry({ Row: addressRow() });
  return items.map(({ type }) => type);
};

describe('changes$', () => {
  it('gives each event with the whole row before and after, and its cause', () => {
    const { host, api, setRoute, deleteRoute } = streamHost();
    const { items } = collect(changes$(host));
    api.CreateIpForwardEntry2({ Row: routeRow(1, { Metric: 5 }) }, { actor: 'me' });
    setRoute(1, { Metric: 6 });
    deleteRoute(1);
    expect(items).toMatchObject([
      { kind: 'added', before: null, after: { Metric: 5 } },
      { kind: 'changed', before: { Metric: 5 }, after: { Metric: 6 } },
      { kind: 'removed', before: { Metric: 6 }, after: null },
    ]);
    expect(items[0]).toMatchObject({
      table: 'routes',
      key: 'routes/0x0006000005000000/10.0.1.0/24/192.0.2.1',
      type: 'RouteCreated',
      types: ['RouteCreated'],
      position: { seq: 7, at: 0 },
      firstSeq: 7,
      event: { cause: { name: 'CreateIpForwardEntry2', actor: 'me' } },
    });
    for (const { before, after } of items) expect([before, after].every(Object.isFrozen)).toBe(true);
  });

  it.each<readonly [string, ChangeFilter, readonly EventType[]]>([
    ['tables', { tables: ['unicast'] }, ['UnicastAddressCreated']],
    ['families, of a prefix', { families: ['AF_INET6'], tables: ['routes'] }, []],
    ['families, of an address', { families: ['AF_INET'], tables: ['unicast'] }, ['UnicastAddressCreated']],
    ['interfaces by index', { interfaces: [6] }, []],
    [
      'interfaces by LUID',
      { interfaces: ['0x0006000005000000'], tables: ['unicast'] },
      ['UnicastAddressCreated'],
    ],
    [
      'prefixWithin, of a route',
      { prefixWithin: '192.0.2.0/24', tables: ['routes'] },
      ['RouteCreated', 'RouteCreated', 'RouteCreated'],
    ],
    [
      'prefixWithin, of a longer one',
      { prefixWithin: '192.0.2.255/32', tables: ['routes'] },
      ['RouteCreated'],
    ],
    ['prefixWithin, of an address', { prefixWithin: '192.0.2.11/32', tables: ['unicast'] }, []],
    ['prefix, of a route', { prefix: '192.0.2.0/24' }, ['RouteCreated']],
    ['prefix, of an address', { prefix: '192.0.2.10/32', tables: ['unicast'] }, ['UnicastAddressCreated']],
    ['prefix, of a longer or shorter one', { prefix: '192.0.2.0/25' }, []],
    [
      'prefixHolding, of all that may be the way to an address',
      { prefixHolding: '192.0.2.77', tables: ['routes'] },
      ['RouteCreated'],
    ],
    ['prefixHolding, of a prefix', { prefixHolding: '192.0.2.0/30' }, ['RouteCreated']],
    ['prefixHolding, of a shorter one', { prefixHolding: '192.0.0.0/16' }, []],
    [
      'prefixHolding and prefixWithin, which both must hold',
      { prefixHolding: '224.0.0.1', prefixWithin: '224.0.0.0/4', tables: ['routes'] },
      ['RouteCreated'],
    ],
    ['types and tables, which both must hold', { types: ['RouteCreated'], tables: ['unicast'] }, []],
    ['no tables at all', { tables: [] }, []],
    ['types', { types: ['MulticastGroupJoined'] }, ['MulticastGroupJoined']],
    ['reasons', { reasons: ['call'] }, []],
    ['several, which all must hold', { tables: ['unicast'], families: ['AF_INET6'] }, []],
  ])('is narrowed by %s', (_, filter, types) => {
    expect(passed(filter)).toEqual(types);
  });

  it.each<readonly [ChangeFilter, string]>([
    [{ prefix: '10.0.0.1/8' }, "prefix: '10.0.0.1/8' is no prefix"],
    [{ prefixWithin: '10.0.0.0' }, "prefixWithin: '10.0.0.0' is no prefix"],
    [{ prefixHolding: 'nowhere' }, "prefixHolding: 'nowhere' is no prefix"],
    [{ interfaces: ['Ethernet'] }, "interfaces: 'Ethernet' is neither an index nor a LUID"],
    [{ tables: ['route' as 'routes'] }, "tables: there is no 'route'"],
    [{ types: ['RouteAdded' as 'RouteSet'] }, "types: there is no 'RouteAdded'"],
    [{ families: ['AF_UNSPEC' as 'AF_INET'] }, "families: there is no 'AF_UNSPEC'"],
  ])('refuses %o when it is called, naming the member, as every stream does', (filter, message) => {
    const { host } = streamHost();
    for (const call of [
      () => changes$(host, filter),
      () => appends$(host, filter),
      () => changesSince(host, { seq: 0 }, filter),
      () => bufferedChanges(host, filter),
    ])
      expect(call).toThrow(message);
  });

  it('is narrowed by the reason of an end', () => {
    const { host, api } = streamHost();
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    const { items } = collect(changes$(host, { tables: ['routes'], reasons: ['address-deleted'] }));
    api.DeleteUnicastIpAddressEntry({ Row: addressRow() });
    expect(items.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'removed'));
  });

  it('lets what has no family, no interface and no address pass no filter that asks for one', () => {
    for (const filter of [
      { families: ['AF_INET'] },
      { interfaces: [5] },
      { prefixWithin: '0.0.0.0/0' },
    ] as const) {
      const { host } = streamHost();
      const { items } = collect(changes$(host, { types: ['TeredoPortChanged'], ...filter }));
      hardware(host)['teredo-port']({ Port: 40_000 });
      expect(items).toEqual([]);
    }
  });

  it('leaves out changes in which only ignored members differ', () => {
    const { host, addRoute, setRoute } = streamHost();
    const { items } = collect(changes$(host, { ignore: ['validUntil', 'preferredUntil'] }));
    const minute = { ValidLifetime: 60, PreferredLifetime: 60 };
    addRoute(1, minute);
    host.advance(5000);
    setRoute(1, minute);
    setRoute(1, { ...minute, ValidLifetime: 90, Metric: 8 });
    expect(items.map(({ type }) => type)).toEqual(['RouteCreated', 'RouteSet']);
  });

  it('gives a change of the media as one item, on the interface', () => {
    const { host } = streamHost();
    const { items } = collect(changes$(host, { tables: ['interfaces', 'ipInterfaces'] }));
    hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
    expect(items).toMatchObject([
      { table: 'interfaces', kind: 'changed', after: { MediaConnectState: 'MediaConnectStateDisconnected' } },
    ]);
  });

  it('counts as registered when it is subscribed to: what came before is not given, also where it waits in the queue', () => {
    const { host, addRoute } = streamHost();
    const late: string[] = [];
    let isFirst = true;
    changes$(host).subscribe(() => {
      if (isFirst) changes$(host).subscribe((change) => late.push(inShort(change)));
      isFirst = false;
    });
    host.batch(() => {
      addRoute(1);
      addRoute(2);
    });
    addRoute(3);
    expect(late).toEqual(['added 10.0.3.0/24']);
  });

  it('stops when it is unsubscribed, and completes when the host closes', () => {
    const { host, addRoute } = streamHost();
    const [stopped, open] = [collect(changes$(host)), collect(changes$(host))];
    stopped.stop();
    addRoute(1);
    expect([stopped.items.length, open.items.length]).toEqual([0, 1]);
    host.close();
    expect([open.isComplete(), stopped.isComplete()]).toEqual([true, false]);
    expect(collect(changes$(host)).errors).toMatchObject([{ code: 'HostClosed' }]);
  });
});

describe('appends$', () => {
  it('gives one item for each append, with all that it changed', () => {
    const { host, api } = streamHost();
    const { items, isComplete } = collect(appends$(host, { tables: ['routes', 'multicast'] }));
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    hardware(host)['teredo-port']({ Port: 1 });
    expect(items.map(({ cause, changes, position }) => [cause.name, changes.length, position.at])).toEqual([
      ['CreateUnicastIpAddressEntry', 6, 0],
    ]);
    host.close();
    expect(isComplete()).toBe(true);
  });

  it('merges the changes of one key where it is asked to', () => {
    const { host, api } = streamHost();
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    host.advance(3000);
    const { items } = collect(appends$(host, { tables: ['unicast'] }, { coalesce: 'append' }));
    api.SetUnicastIpAddressEntry({ Row: addressRow({ PreferredLifetime: 0 }) });
    expect(items.map(({ changes }) => changes.map(({ types }) => types))).toEqual([
      [['UnicastAddressSet', 'DadStateChanged']],
    ]);
  });
});
