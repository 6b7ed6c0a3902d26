import type { Observable } from 'rxjs';

import { createHost, type Host } from '../engine';
import { hardware, netioapi } from '../netioapi';
import { parsePrefix, type Prefix } from '../net';
import {
  appends$,
  changes$,
  changesSince,
  connectivityHint$,
  routeChanges$,
  snapshotThenChanges,
  teredoPort$,
  type Change,
} from '.';

const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const row = (third: number, members: object = {}) =>
  ({
    DestinationPrefix: `10.0.${third}.0/24`,
    NextHop: '192.0.2.1',
    InterfaceIndex: 5,
    ...lasting,
    ...members,
  }) as const;

const begin = (): Host => createHost({ now: 0, interfaces: [{ InterfaceIndex: 5 }, { InterfaceIndex: 6 }] });

const collect = <T>(
  stream: Observable<T>,
): { readonly items: T[]; stop: () => void; ended: () => boolean } => {
  const items: T[] = [];
  const subscription = stream.subscribe((item) => items.push(item));
  return { items, stop: () => subscription.unsubscribe(), ended: () => subscription.closed };
};

const within = (text: string): Prefix => parsePrefix(text) as Prefix;

describe('changes$', () => {
  it('gives each event with the whole row before and after, and its cause', () => {
    const host = begin();
    const api = netioapi(host);
    const { items } = collect(changes$(host));
    api.CreateIpForwardEntry2({ Row: row(1, { Metric: 5 }) }, { actor: 'me' });
    api.SetIpForwardEntry2({ Route: row(1, { Metric: 6 }) });
    api.DeleteIpForwardEntry2({ Row: row(1) });
    expect(
      items.map(({ kind, before, after }) => [
        kind,
        (before as { Metric?: number } | null)?.Metric,
        (after as { Metric?: number } | null)?.Metric,
      ]),
    ).toEqual([
      ['added', undefined, 5],
      ['changed', 5, 6],
      ['removed', 6, undefined],
    ]);
    expect(items[0]).toMatchObject({
      table: 'routes',
      key: 'routes/0x0006000005000000/10.0.1.0/24/192.0.2.1',
      type: 'RouteCreated',
      position: { at: 0 },
      event: { cause: { name: 'CreateIpForwardEntry2', actor: 'me' } },
    });
  });

  it.each([
    ['tables', { tables: ['unicast'] }, ['UnicastAddressCreated']],
    ['families', { families: ['AF_INET6'], tables: ['routes'] }, []],
    ['interfaces', { interfaces: [6] }, []],
    [
      'prefixWithin',
      { prefixWithin: within('192.0.2.0/24'), tables: ['routes'] },
      ['RouteCreated', 'RouteCreated', 'RouteCreated'],
    ],
    ['types', { types: ['MulticastGroupJoined'] }, ['MulticastGroupJoined']],
    ['reasons', { reasons: ['call'] }, []],
  ] as const)('is narrowed by %s', (_, filter, types) => {
    const host = begin();
    const { items } = collect(changes$(host, filter));
    netioapi(host).CreateUnicastIpAddressEntry({
      Row: { Address: '192.0.2.10', InterfaceIndex: 5, OnLinkPrefixLength: 24, ...lasting },
    });
    expect(items.map(({ type }) => type)).toEqual(types);
  });

  it('leaves out changes in which only ignored members differ', () => {
    const host = begin();
    const api = netioapi(host);
    const { items } = collect(changes$(host, { ignore: ['validUntil', 'preferredUntil'] }));
    api.CreateIpForwardEntry2({ Row: row(1, { ValidLifetime: 60, PreferredLifetime: 60 }) });
    host.advance(5000);
    api.SetIpForwardEntry2({ Route: row(1, { ValidLifetime: 60, PreferredLifetime: 60, Metric: 0 }) });
    api.SetIpForwardEntry2({ Route: row(1, { ValidLifetime: 90, PreferredLifetime: 60, Metric: 8 }) });
    expect(items.map(({ type }) => type)).toEqual(['RouteCreated', 'RouteSet']);
  });

  it('stops when it is unsubscribed, and completes when the host closes', () => {
    const host = begin();
    const [stopped, open] = [collect(changes$(host)), collect(changes$(host))];
    stopped.stop();
    netioapi(host).CreateIpForwardEntry2({ Row: row(1) });
    expect([stopped.items.length, open.items.length]).toEqual([0, 1]);
    host.close();
    expect(open.ended()).toBe(true);
  });
});

describe('appends$', () => {
  it('gives one item for each append, with all that it changed', () => {
    const host = begin();
    const { items } = collect(appends$(host, { tables: ['routes', 'multicast'] }));
    netioapi(host).CreateUnicastIpAddressEntry({
      Row: { Address: '192.0.2.10', InterfaceIndex: 5, OnLinkPrefixLength: 24, ...lasting },
    });
    expect(items.map(({ cause, changes }) => [cause.name, changes.length])).toEqual([
      ['CreateUnicastIpAddressEntry', 6],
    ]);
  });
});

describe('changesSince', () => {
  it('replays what came after a position, then goes on live, none missing and none twice', () => {
    const host = begin();
    const api = netioapi(host);
    for (const third of [1, 2, 3]) api.CreateIpForwardEntry2({ Row: row(third) });
    const { items } = collect(changesSince(host, { seq: host.position.seq - 2 }));
    api.CreateIpForwardEntry2({ Row: row(4) });
    expect(items.map(({ key }) => key.split('/')[2])).toEqual(['10.0.2.0', '10.0.3.0', '10.0.4.0']);
    expect(items[0]?.before).toBeNull();
    expect(items[0]?.after).toMatchObject({ DestinationPrefix: '10.0.2.0/24' });
  });

  it('misses nothing that its own subscriber does while it catches up', () => {
    const host = begin();
    const api = netioapi(host);
    api.CreateIpForwardEntry2({ Row: row(1) });
    const seen: string[] = [];
    changesSince(host, { seq: 6 }).subscribe(({ key, type }) => {
      seen.push(`${type} ${key.split('/')[2]}`);
      if (seen.length === 1) api.CreateIpForwardEntry2({ Row: row(2) });
    });
    expect(seen).toEqual(['RouteCreated 10.0.1.0', 'RouteCreated 10.0.2.0']);
  });
});

describe('snapshotThenChanges', () => {
  it('applied to the rows it begins with, gives the table that stands', () => {
    const host = begin();
    const api = netioapi(host);
    api.CreateIpForwardEntry2({ Row: row(1) });
    const rows = new Map<string, object>();
    snapshotThenChanges(host, 'routes').subscribe((item) => {
      if (item.kind === 'snapshot')
        for (const each of item.rows)
          rows.set(JSON.stringify([(each as { DestinationPrefix?: string }).DestinationPrefix]), each);
      else {
        const change: Change = item;
        const key = JSON.stringify([
          ((change.after ?? change.before) as { DestinationPrefix?: string }).DestinationPrefix,
        ]);
        if (change.after === null) rows.delete(key);
        else rows.set(key, change.after);
      }
    });
    api.CreateIpForwardEntry2({ Row: row(2) });
    api.SetIpForwardEntry2({ Route: row(1, { Metric: 3 }) });
    api.DeleteIpForwardEntry2({ Row: row(2) });
    expect([...rows.values()]).toEqual([...host.state.routes.values()]);
  });
});

describe('streams of notifications', () => {
  it('give what a callback would get', () => {
    const host = begin();
    const { items } = collect(routeChanges$(host, 'AF_INET', { initial: true }));
    netioapi(host).CreateIpForwardEntry2({ Row: row(1, { Metric: 9 }) });
    expect(items).toMatchObject([
      { NotificationType: 'MibInitialNotification', Row: null },
      {
        NotificationType: 'MibAddInstance',
        Row: { DestinationPrefix: '10.0.1.0/24', InterfaceIndex: 5, Metric: 0 },
      },
    ]);
  });

  it('tell the Teredo port and the connectivity hint', () => {
    const host = begin();
    const [ports, hints] = [collect(teredoPort$(host, { initial: true })), collect(connectivityHint$(host))];
    hardware(host)['teredo-port']({ Port: 40_000 });
    netioapi(host).CreateUnicastIpAddressEntry({
      Row: { Address: '192.0.2.10', InterfaceIndex: 5, OnLinkPrefixLength: 24, ...lasting },
    });
    host.advance(3000);
    expect(ports.items.map(({ Port }) => Port)).toEqual([0, 40_000]);
    expect(hints.items.map(({ ConnectivityHint }) => ConnectivityHint.ConnectivityLevel)).toEqual([
      'NetworkConnectivityLevelHintLocalAccess',
    ]);
  });

  it('cancel their registration when unsubscribed and complete when the host closes', () => {
    const host = begin();
    const [stopped, open] = [collect(routeChanges$(host)), collect(routeChanges$(host))];
    stopped.stop();
    netioapi(host).CreateIpForwardEntry2({ Row: row(1) });
    expect([stopped.items.length, open.items.length]).toEqual([0, 1]);
    host.close();
    expect(open.ended()).toBe(true);
  });
});
