import { collect } from '../../test/stream-host';
import { decodeEvent, type DomainEvent } from '../catalogue';
import { hardware, netioapi, type Netioapi } from '../netioapi';
import { stateDocument } from '../state';
import { changes$ } from '../streams';
import { createHost, type CreateHostOptions } from './create-host';
import type { Host } from './host';
import type { NotificationHandle } from './listener';

const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const row = (third: number) =>
  ({ DestinationPrefix: `10.0.${third}.0/24`, NextHop: '192.0.2.1', InterfaceIndex: 5, ...lasting }) as const;
const address = {
  Address: '192.0.2.10',
  InterfaceIndex: 5,
  OnLinkPrefixLength: 24,
  ...lasting,
} as const;

const begin = (options: CreateHostOptions = {}): { host: Host; api: Netioapi } => {
  const host = createHost({ now: 0, interfaces: [{ InterfaceIndex: 5 }], ...options });
  return { host, api: netioapi(host) };
};

const prefixOf = (Row: object | null): string => (Row as { DestinationPrefix: string }).DestinationPrefix;

describe('delivery to those who ask for an event', () => {
  it('keeps the order of registration between those who ask for much and those who ask for little', () => {
    const { host, api } = begin();
    const told: string[] = [];
    const tell = (name: string) => () => void told.push(name);
    const DestinationPrefix = '10.0.1.0/24' as never;
    host.delivery.register('1', {
      interests: [{ where: { exactly: DestinationPrefix } }],
      onEvent: tell('1'),
    });
    host.delivery.register('2', { onEvent: tell('2') });
    host.delivery.register('3', {
      interests: [{ about: 'routes' }, { interface: 5 }, { about: 'RouteCreated' }],
      onEvent: tell('3'),
    });
    host.delivery.register('4', { interests: [{ about: 'neighbors' }], onEvent: tell('4') });
    host.delivery.register('5', {
      interests: [{ where: { within: DestinationPrefix } }],
      onEvent: tell('5'),
    });
    host.delivery.register('6', { interests: [], onEvent: tell('6') });
    api.CreateIpForwardEntry2({ Row: row(1) });
    expect(told).toEqual(['1', '2', '3', '5']);
  });

  it('tells of the end of an append those alone who ask for an event in it, each once', () => {
    const { host, api } = begin();
    const told: string[] = [];
    const tell =
      (name: string) =>
      ({ position }: { readonly position: { readonly seq: number } }) =>
        void told.push(`${name} up to ${position.seq}`);
    host.delivery.register('all', { onAppend: tell('all') });
    host.delivery.register('routes', { interests: [{ about: 'routes' }], onAppend: tell('routes') });
    host.delivery.register('neighbors', { interests: [{ about: 'neighbors' }], onAppend: tell('neighbors') });
    api.CreateUnicastIpAddressEntry({ Row: address });
    expect(told).toEqual([`all up to ${host.state.seq}`, `routes up to ${host.state.seq}`]);
  });

  it('builds nothing for an append of which nobody asks for anything', () => {
    const { host, api } = begin();
    const told: unknown[] = [];
    const tellings = jest.spyOn(host.delivery, 'enqueue');
    host.delivery.register('other', {
      interests: [{ about: 'routes', where: { exactly: '10.0.2.0/24' as never } }],
      onEvent: ({ event }) => told.push(event.type),
    });
    api.CreateIpForwardEntry2({ Row: row(1) });
    expect(tellings.mock.calls.flatMap(([dues]) => dues)).toEqual([]);
    api.CreateIpForwardEntry2({ Row: row(2) });
    expect(told).toEqual(['RouteCreated']);
  });

  it('tells of what is written after a batch that was given up to those who registered inside it', () => {
    const { host, api } = begin();
    const told: string[] = [];
    const giveUp = (): void =>
      host.batch(() => {
        for (const third of [1, 2, 3]) api.CreateIpForwardEntry2({ Row: row(third) });
        api.NotifyRouteChange2({ Callback: (_, Row) => told.push(prefixOf(Row)) });
        throw new Error('given up');
      });
    expect(giveUp).toThrow('given up');
    api.CreateIpForwardEntry2({ Row: row(4) });
    expect(told).toEqual(['10.0.4.0/24']);
  });

  it('tells inside a batch nobody who registers after the event of what was done before', () => {
    const { host, api } = begin();
    const told: string[] = [];
    host.batch(() => {
      api.CreateIpForwardEntry2({ Row: row(1) });
      api.NotifyRouteChange2({ Callback: (_, Row) => told.push(prefixOf(Row)) });
      api.CreateIpForwardEntry2({ Row: row(2) });
    });
    expect(told).toEqual(['10.0.2.0/24']);
  });

  it('lets one callback end thousands of others before their turn', () => {
    const { api } = begin();
    const handles: Array<NotificationHandle | null> = [];
    let calls = 0;
    api.NotifyRouteChange2({
      Callback: () => {
        for (const NotificationHandle of handles) api.CancelMibChangeNotify2({ NotificationHandle });
      },
    });
    for (let index = 0; index < 5000; index += 1) {
      const { NotificationHandle = null } = api.NotifyRouteChange2({ Callback: () => (calls += 1) });
      handles.push(NotificationHandle);
    }
    api.CreateIpForwardEntry2({ Row: row(1) });
    expect(calls).toBe(0);
  });

  it('calls a request for the stable table no more once it is complete, and its handle stays valid', () => {
    const { host, api } = begin();
    api.CreateUnicastIpAddressEntry({ Row: address });
    const tables: number[] = [];
    const { NotificationHandle = null } = api.NotifyStableUnicastIpAddressTable({
      CallerCallback: (_, table) => tables.push(table.length),
    });
    host.advance(3000);
    const tellings = jest.spyOn(host.delivery, 'enqueue');
    hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
    expect(tellings.mock.calls.flatMap(([dues]) => dues)).toEqual([]);
    expect(tables).toEqual([1]);
    expect(api.CancelMibChangeNotify2({ NotificationHandle }).status).toBe('STATUS_SUCCESS');
  });
});

describe('a message of a mirrored host', () => {
  /** What a host of the model did, as one message; the hint follows by itself. */
  const messageOf = (host: Host): readonly DomainEvent[] => {
    const events: DomainEvent[] = [];
    for (const record of host.log.records())
      if (record.kind === 'commit')
        events.push(...record.events.map((stored) => decodeEvent(stored, record)));
    return events.filter(({ type }) => type !== 'ConnectivityHintChanged');
  };

  const mirrored = (): { readonly mirror: Host; readonly repeat: () => void } => {
    const { host, api } = begin();
    api.CreateUnicastIpAddressEntry({ Row: { ...address, DadState: 'IpDadStatePreferred' } });
    api.CreateIpForwardEntry2({ Row: { ...row(1), DestinationPrefix: '0.0.0.0/0' } });
    const mirror = createHost({ now: 0, mirror: 'linux' });
    const repeat = (): void => mirror.mirror({ at: 0, name: 'dump', params: {} }, () => messageOf(host));
    return { mirror, repeat };
  };

  it('tells who asks for the hint alone of its change, with the states around it', () => {
    const { mirror, repeat } = mirrored();
    const { items } = collect(changes$(mirror, { types: ['ConnectivityHintChanged'] }));
    repeat();
    expect(items).toMatchObject([
      {
        before: { ConnectivityLevel: 'NetworkConnectivityLevelHintNone' },
        after: mirror.state.connectivityHint,
      },
    ]);
  });

  it('tells who asks for one row of it of that row, as it was after its event', () => {
    const { mirror, repeat } = mirrored();
    const { items } = collect(changes$(mirror, { prefix: '192.0.2.10/32', tables: ['unicast'] }));
    repeat();
    expect(items.map(({ kind, after }) => [kind, (after as { Address: string }).Address])).toEqual([
      ['added', '192.0.2.10'],
    ]);
  });

  it('is folded to the same state, whoever asks for what', () => {
    const alone = mirrored();
    alone.repeat();
    for (const filter of [{}, { prefix: '0.0.0.0/0' }, { prefix: '198.51.100.0/24' }]) {
      const { mirror, repeat } = mirrored();
      collect(changes$(mirror, filter));
      repeat();
      expect(stateDocument(mirror.state)).toEqual(stateDocument(alone.mirror.state));
    }
  });
});

describe('callbacks that answer each other without end', () => {
  /** A route for each that is told of: one callback that never comes to rest. */
  const runAway = (api: Netioapi): NotificationHandle | null => {
    let third = 1;
    const { NotificationHandle = null } = api.NotifyRouteChange2({
      Callback: () => {
        third += 1;
        api.CreateIpForwardEntry2({ Row: row(third) });
      },
    });
    return NotificationHandle;
  };

  it('cost others nothing that was committed: what was still queued is delivered by the next call', () => {
    const { host, api } = begin({ nestedNotificationsMax: 50 });
    const seqs: number[] = [];
    changes$(host).subscribe(({ position }) => seqs.push(position.seq));
    const handle = runAway(api);
    changes$(host).subscribe(({ position }) => seqs.push(position.seq));
    const { seq } = host.position;
    expect(() => api.CreateIpForwardEntry2({ Row: row(1) })).toThrow('NotifyRouteChange2 #2');
    expect(seqs.length).toBeLessThan(2 * (host.position.seq - seq));
    api.CancelMibChangeNotify2({ NotificationHandle: handle });
    api.DeleteIpForwardEntry2({ Row: row(1) });
    const told = Array.from({ length: host.position.seq - seq }, (_, index) => seq + 1 + index);
    expect(seqs).toEqual(told.flatMap((each) => [each, each]));
  });

  it('are stopped again by each call after which they go on', () => {
    const { host, api } = begin({ nestedNotificationsMax: 50 });
    runAway(api);
    expect(() => api.CreateIpForwardEntry2({ Row: row(1) })).toThrow('NotifyRouteChange2 #1');
    const { size } = host.state.routes;
    expect(() => api.DeleteIpForwardEntry2({ Row: row(1) })).toThrow('NotifyRouteChange2 #1');
    expect(host.state.routes.size).toBeGreaterThan(size + 40);
  });

  it('do not leave a wait that is counted against who comes after them', () => {
    const { host, api } = begin({ nestedNotificationsMax: 5 });
    let third = 1;
    const { NotificationHandle = null } = api.NotifyRouteChange2({
      Callback: () => {
        for (let count = 0; count < 10 && third < 200; count += 1) {
          third += 1;
          api.CreateIpForwardEntry2({ Row: row(third) });
        }
      },
    });
    let told = 0;
    api.NotifyRouteChange2({ Callback: () => (told += 1) });
    expect(() => api.CreateIpForwardEntry2({ Row: row(1) })).toThrow('NotifyRouteChange2 #1');
    api.CancelMibChangeNotify2({ NotificationHandle });
    api.DeleteIpForwardEntry2({ Row: row(1) });
    expect(told).toBe(host.state.routes.size + 2);
  });
});

describe('an error hook that throws', () => {
  it('costs others nothing either', () => {
    const { api } = begin({
      onCallbackError: () => {
        throw new Error('the hook');
      },
    });
    const told: string[] = [];
    api.NotifyRouteChange2({
      Callback: (_, Row) => {
        if (prefixOf(Row) === '10.0.1.0/24') throw new Error('mine');
      },
    });
    api.NotifyRouteChange2({ Callback: (_, Row) => told.push(prefixOf(Row)) });
    expect(() => api.CreateIpForwardEntry2({ Row: row(1) })).toThrow('the hook');
    api.CreateIpForwardEntry2({ Row: row(2) });
    expect(told).toEqual(['10.0.1.0/24', '10.0.2.0/24']);
  });
});
