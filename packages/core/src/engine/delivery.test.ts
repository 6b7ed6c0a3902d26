import { hardware, netioapi, type Netioapi } from '../netioapi';
import { createHost, type CreateHostOptions } from './create-host';
import type { Host } from './host';
import type { CallbackError, NotificationHandle } from './listener';

const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const row = (third: number) =>
  ({ DestinationPrefix: `10.0.${third}.0/24`, NextHop: '192.0.2.1', InterfaceIndex: 5, ...lasting }) as const;

const begin = (options: CreateHostOptions = {}): { host: Host; api: Netioapi } => {
  const host = createHost({ now: 0, interfaces: [{ InterfaceIndex: 5 }], ...options });
  return { host, api: netioapi(host) };
};

const prefixOf = (Row: object | null): string => (Row as { DestinationPrefix: string }).DestinationPrefix;

/** The code of the library's error that a call throws. */
const codeOf = (call: () => void): string => {
  try {
    call();
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('delivery', () => {
  it('gives one event to every registration, in their order, before the next event to anyone', () => {
    const { host, api } = begin();
    const seen: string[] = [];
    for (const name of ['first', 'second'])
      api.NotifyRouteChange2({ Callback: (_, Row) => seen.push(`${name} ${prefixOf(Row)}`) });
    host.batch(() => {
      api.CreateIpForwardEntry2({ Row: row(1) });
      api.CreateIpForwardEntry2({ Row: row(2) });
    });
    expect(seen).toEqual([
      'first 10.0.1.0/24',
      'second 10.0.1.0/24',
      'first 10.0.2.0/24',
      'second 10.0.2.0/24',
    ]);
  });

  it('shows a callback the state after the whole append', () => {
    const { api } = begin();
    const found: number[] = [];
    api.NotifyUnicastIpAddressChange({
      Callback: () => found.push(api.GetIpForwardTable2({ Family: 'AF_INET' }).Table?.length ?? 0),
    });
    api.CreateUnicastIpAddressEntry({
      Row: { Address: '192.0.2.10', InterfaceIndex: 5, OnLinkPrefixLength: 24, ...lasting },
    });
    expect(found).toEqual([5]);
  });

  it('answers a command from inside a callback at once, and queues what it notifies', () => {
    const { api } = begin();
    const seen: string[] = [];
    api.NotifyRouteChange2({
      Callback: (_, Row) => {
        seen.push(`one ${prefixOf(Row)}`);
        if (prefixOf(Row) !== '10.0.1.0/24') return;
        seen.push(api.CreateIpForwardEntry2({ Row: row(2) }).status);
        seen.push(`${api.GetIpForwardTable2({ Family: 'AF_INET' }).Table?.length} routes`);
      },
    });
    api.NotifyRouteChange2({ Callback: (_, Row) => seen.push(`two ${prefixOf(Row)}`) });
    api.CreateIpForwardEntry2({ Row: row(1) });
    expect(seen).toEqual([
      'one 10.0.1.0/24',
      'STATUS_SUCCESS',
      '2 routes',
      'two 10.0.1.0/24',
      'one 10.0.2.0/24',
      'two 10.0.2.0/24',
    ]);
  });

  it('carries correlation and causation on to commands issued inside a callback', () => {
    const { host, api } = begin();
    let once = true;
    api.NotifyRouteChange2({
      Callback: () => {
        if (once) api.CreateIpForwardEntry2({ Row: row(2) });
        once = false;
      },
    });
    api.CreateIpForwardEntry2({ Row: row(1) }, { correlationId: 'task' });
    const [cause, effect] = [...host.log.records()].slice(-2);
    expect(cause).toMatchObject({ cause: { correlationId: 'task' }, events: [{ seq: 4 }] });
    expect(effect).toMatchObject({ cause: { correlationId: 'task', causationSeq: 4 } });
  });

  it('does not give a registration made inside a callback what was committed before it', () => {
    const { host, api } = begin();
    const late: string[] = [];
    let once = true;
    api.NotifyRouteChange2({
      Callback: () => {
        if (once) api.NotifyRouteChange2({ Callback: (_, Row) => late.push(prefixOf(Row)) });
        once = false;
      },
    });
    host.batch(() => {
      api.CreateIpForwardEntry2({ Row: row(1) });
      api.CreateIpForwardEntry2({ Row: row(2) });
    });
    api.CreateIpForwardEntry2({ Row: row(3) });
    expect(late).toEqual(['10.0.3.0/24']);
  });

  it('lets a callback cancel itself: the running call is its last', () => {
    const { api } = begin();
    let calls = 0;
    const { NotificationHandle = null } = api.NotifyRouteChange2({
      Callback: () => {
        calls += 1;
        expect(api.CancelMibChangeNotify2({ NotificationHandle }).status).toBe('STATUS_SUCCESS');
        expect(api.CancelMibChangeNotify2({ NotificationHandle }).status).toBe('ERROR_INVALID_HANDLE');
      },
    });
    api.CreateIpForwardEntry2({ Row: row(1) });
    api.CreateIpForwardEntry2({ Row: row(2) });
    expect(calls).toBe(1);
  });

  it('gives a registration cancelled by an earlier callback nothing more, not even the event at hand', () => {
    const { api } = begin();
    const seen: string[] = [];
    let other: NotificationHandle | null = null;
    api.NotifyRouteChange2({
      Callback: () => void api.CancelMibChangeNotify2({ NotificationHandle: other }),
    });
    other = api.NotifyRouteChange2({ Callback: () => seen.push('called') }).NotificationHandle ?? null;
    api.CreateIpForwardEntry2({ Row: row(1) });
    expect(seen).toEqual([]);
  });

  it('refuses to advance time from inside a callback', () => {
    const errors: CallbackError[] = [];
    const { host, api } = begin({ onCallbackError: (error) => errors.push(error) });
    api.NotifyRouteChange2({ Callback: () => host.advance(1000) });
    api.CreateIpForwardEntry2({ Row: row(1) });
    expect(errors).toMatchObject([{ error: { code: 'ClockIsOwned' } }]);
    expect(host.clock).toBe(0);
  });

  it('hands what a callback throws to the hook; others are called, and the registration stays', () => {
    const errors: CallbackError[] = [];
    const { api } = begin({ onCallbackError: (error) => errors.push(error) });
    const seen: string[] = [];
    api.NotifyRouteChange2({
      Callback: () => {
        throw new Error('mine');
      },
    });
    api.NotifyRouteChange2({ Callback: () => seen.push('called') });
    expect(api.CreateIpForwardEntry2({ Row: row(1) }).status).toBe('STATUS_SUCCESS');
    api.CreateIpForwardEntry2({ Row: row(2) });
    expect(errors).toHaveLength(2);
    expect(errors[0]).toMatchObject({
      error: { message: 'mine' },
      envelope: { type: 'RouteCreated', seq: 4 },
    });
    expect(seen).toEqual(['called', 'called']);
  });

  it('ends callbacks that answer each notification with a command, naming the registration', () => {
    const { host, api } = begin({ nestedNotificationsMax: 50 });
    let third = 1;
    api.NotifyRouteChange2({
      Callback: () => {
        third += 1;
        api.CreateIpForwardEntry2({ Row: row(third) });
      },
    });
    expect(() => api.CreateIpForwardEntry2({ Row: row(1) })).toThrow('NotifyRouteChange2 #1');
    expect(host.state.routes.size).toBeGreaterThan(50);
    const { size } = host.state.routes;
    expect(size).toBe(host.position.seq - 3);
  });

  it('does not count what one outermost call notifies of itself, however much', () => {
    const { host, api } = begin({ nestedNotificationsMax: 5 });
    for (let third = 0; third < 20; third += 1) api.CreateIpForwardEntry2({ Row: row(third) });
    let gone = 0;
    api.NotifyRouteChange2({ Callback: () => (gone += 1) });
    host.batch(() => {
      for (let third = 0; third < 20; third += 1) api.DeleteIpForwardEntry2({ Row: row(third) });
    });
    expect(gone).toBe(20);
  });

  it('stands at each due instant in turn: a callback sees that instant as the present', () => {
    const { host, api } = begin();
    const instants: number[] = [];
    api.NotifyRouteChange2({ Callback: () => instants.push(host.clock) });
    for (const [third, seconds] of [
      [1, 2],
      [2, 1],
    ] as const)
      api.CreateIpForwardEntry2({
        Row: { ...row(third), ValidLifetime: seconds, PreferredLifetime: seconds },
      });
    host.advance(10_000);
    expect(instants).toEqual([0, 0, 1000, 2000]);
  });

  it('calls the initial notification before the Notify call returns, also inside another callback', () => {
    const { api } = begin();
    const order: string[] = [];
    let once = true;
    api.NotifyRouteChange2({
      Callback: () => {
        if (!once) return;
        once = false;
        api.NotifyRouteChange2({ Callback: (_, __, type) => order.push(type), InitialNotification: true });
        order.push('returned');
      },
    });
    api.CreateIpForwardEntry2({ Row: row(1) });
    expect(order).toEqual(['MibInitialNotification', 'returned']);
  });

  it('lets what the initial notification brings about wait until it is done', () => {
    const { host, api } = begin();
    const order: string[] = [];
    api.NotifyRouteChange2({
      InitialNotification: true,
      Callback: (_, Row, type) => {
        order.push(`${type} begins`);
        if (Row === null) {
          order.push(api.CreateIpForwardEntry2({ Row: row(1) }).status);
          order.push(codeOf(() => host.advance(1000)));
        }
        order.push(`${type} ends`);
      },
    });
    expect(order).toEqual([
      'MibInitialNotification begins',
      'STATUS_SUCCESS',
      'ClockIsOwned',
      'MibInitialNotification ends',
      'MibAddInstance begins',
      'MibAddInstance ends',
    ]);
    host.advance(1000);
    expect(host.clock).toBe(1000);
  });

  it('makes each of the calls for one event, whether or not the one before throws', () => {
    const errors: CallbackError[] = [];
    const { host, api } = begin({ onCallbackError: (error) => errors.push(error) });
    api.NotifyIpInterfaceChange({
      Callback: (_, Row) => {
        throw new Error((Row as { Family: string }).Family);
      },
    });
    hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
    expect(errors.map(({ error }) => (error as Error).message)).toEqual(['AF_INET', 'AF_INET6']);
  });

  it('makes no further call for an event to a registration that cancels itself in the first', () => {
    const { host, api } = begin();
    const families: string[] = [];
    const { NotificationHandle = null } = api.NotifyIpInterfaceChange({
      Callback: (_, Row) => {
        families.push((Row as { Family: string }).Family);
        api.CancelMibChangeNotify2({ NotificationHandle });
      },
    });
    hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
    expect(families).toEqual(['AF_INET']);
  });

  it('lets what is due happen before a registration, which hears nothing of it', () => {
    let now = 0;
    const { api } = begin({ clock: () => now });
    api.CreateIpForwardEntry2({ Row: { ...row(1), ValidLifetime: 1, PreferredLifetime: 1 } });
    now = 5000;
    const seen: string[] = [];
    api.NotifyRouteChange2({ Callback: (_, Row) => seen.push(prefixOf(Row)) });
    api.CreateIpForwardEntry2({ Row: row(2) });
    expect(seen).toEqual(['10.0.2.0/24']);
  });

  it('ends without a call when the host closes', () => {
    const { host, api } = begin();
    let calls = 0;
    api.NotifyRouteChange2({ Callback: () => (calls += 1) });
    host.close();
    expect(calls).toBe(0);
    expect(() => api.NotifyRouteChange2({ Callback: () => undefined })).toThrow('the host is closed');
  });
});
