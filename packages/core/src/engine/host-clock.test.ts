import { addressRow, streamHost } from '../../test/stream-host';
import { hardware } from '../netioapi';
import { createHost } from './create-host';
import type { Host } from './host';

/** Registers who is told when an instant comes, and writes down what the clock says then. */
const watch = (host: Host, at: number, onWake: () => void = () => undefined): readonly number[] => {
  const woken: number[] = [];
  const handle = host.delivery.register('watch', {
    onWake: () => {
      woken.push(host.clock);
      onWake();
    },
  });
  host.delivery.wakeAt(handle, at);
  return woken;
};

describe('those who watch the clock', () => {
  it('are told when it reaches their instant, before what is due then', () => {
    const { host, addRoute } = streamHost();
    addRoute(1, { ValidLifetime: 2, PreferredLifetime: 2 });
    addRoute(2, { ValidLifetime: 1, PreferredLifetime: 1 });
    const sizes: number[] = [];
    const woken = [500, 2000, 9000].map((at) => watch(host, at, () => sizes.push(host.state.routes.size)));
    expect(host.nextDueAt).toBe(500);
    host.advance(5000);
    expect(woken).toEqual([[500], [2000], []]);
    expect(sizes).toEqual([2, 1]);
    expect(host.nextDueAt).toBe(9000);
  });

  it('are told by any call that lets time pass, once', () => {
    let now = 0;
    const { host, api } = streamHost({ clock: () => now });
    const woken = watch(host, 100);
    now = 150;
    api.GetIfTable2({});
    api.GetIfTable2({});
    expect(woken).toEqual([100]);
  });

  it('are told on a mirrored host too, where nothing is due by time', () => {
    const host = createHost({ now: 0, mirror: 'linux' });
    const woken = watch(host, 40);
    host.mirror({ at: 50, name: 'RTM_NEWLINK', params: {} }, () => []);
    expect([woken, host.clock]).toEqual([[40], 50]);
  });

  it('may do something about it: it happens at that instant, and is told at once', () => {
    const { host, addRoute, api } = streamHost();
    const told: number[] = [];
    api.NotifyRouteChange2({ Callback: () => told.push(host.clock) });
    watch(host, 70, () => addRoute(1));
    host.advance(100);
    expect(told).toEqual([70]);
  });

  it('wait for the end of a batch', () => {
    const { host } = streamHost();
    const woken = watch(host, 10);
    host.batch(() => {
      host.advance(50);
      expect(woken).toEqual([]);
    });
    expect(woken).toEqual([50]);
  });

  it('are not told any more once they are cancelled, or the host is closed', () => {
    const { host } = streamHost();
    const handle = host.delivery.register('watch', { onWake: () => expect(1).toBe(2) });
    host.delivery.wakeAt(handle, 10);
    host.delivery.cancel(handle);
    host.delivery.wakeAt(handle, 10);
    expect(host.nextDueAt).toBeUndefined();
    watch(host, 10);
    host.close();
    expect(host.delivery.nextWake).toBeUndefined();
  });

  it('that throw are answered for by the hook', () => {
    const errors: unknown[] = [];
    const { host } = streamHost({ onCallbackError: ({ error, envelope }) => errors.push([error, envelope]) });
    const thrown = new Error('mine');
    watch(host, 10, () => {
      throw thrown;
    });
    host.advance(20);
    expect([errors, host.clock]).toEqual([[[thrown, undefined]], 20]);
  });
});

describe('those who watch for quiet', () => {
  it('are told once at the end of a call that changed something, when all else was told', () => {
    const { host, addRoute, api } = streamHost();
    const order: string[] = [];
    host.delivery.register('watcher', { onQuiet: () => order.push('quiet') });
    let next = 2;
    api.NotifyRouteChange2({
      Callback: (_, __, type) => {
        order.push(type);
        if (next % 2 === 0) addRoute(next);
        next += 1;
      },
    });
    addRoute(1, { ValidLifetime: 1, PreferredLifetime: 1 });
    expect(order).toEqual(['MibAddInstance', 'MibAddInstance', 'quiet']);
    host.advance(5000);
    expect(order.slice(3)).toEqual(['MibDeleteInstance', 'MibAddInstance', 'quiet']);
  });

  it('are told of a batch once, and of reads that changed nothing not at all', () => {
    const { host, addRoute, api } = streamHost();
    let quiets = 0;
    host.delivery.register('watcher', { onQuiet: () => (quiets += 1) });
    host.batch(() => {
      addRoute(1);
      addRoute(2);
      expect(quiets).toBe(0);
    });
    api.GetIfTable2({});
    expect(quiets).toBe(1);
  });

  it('may do something about it, and are told again', () => {
    const { host, addRoute } = streamHost();
    const sizes: number[] = [];
    host.delivery.register('watcher', {
      onQuiet: () => {
        sizes.push(host.state.routes.size);
        if (sizes.length === 1) addRoute(2);
      },
    });
    const told: number[] = [];
    host.delivery.register('other', { onAppend: ({ position }) => told.push(position.seq) });
    addRoute(1);
    expect([sizes, told]).toEqual([
      [1, 2],
      [7, 8],
    ]);
  });
});

describe('the next instant at which something happens', () => {
  it('is that of the earliest timer; there is none where nothing waits', () => {
    const { host, addRoute, api } = streamHost();
    expect(host.nextDueAt).toBeUndefined();
    addRoute(1, { ValidLifetime: 60, PreferredLifetime: 60 });
    expect(host.nextDueAt).toBe(60_000);
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    expect(host.nextDueAt).toBe(3000);
    host.advance(3000);
    expect(host.nextDueAt).toBe(60_000);
    hardware(host)['interface-departs']({ InterfaceIndex: 5 });
    expect(host.nextDueAt).toBeUndefined();
  });

  it('is not what nobody hears of, such as a neighbor that is no longer reachable', () => {
    const { host, api } = streamHost();
    api.CreateIpNetEntry2({
      Row: {
        Address: '192.0.2.1',
        InterfaceIndex: 5,
        PhysicalAddress: '02-AA-00-00-00-01',
        State: 'NlnsReachable',
      },
    });
    expect(host.nextDueAt).toBeUndefined();
  });
});

describe('a clock that a host follows', () => {
  it('dates its calls and reads until it is left, never going back', () => {
    const { host, api, addRoute } = streamHost();
    let now = 1000;
    const leave = host.followClock(() => now);
    expect([host.hasOwnClock, host.now]).toEqual([false, 1000]);
    addRoute(1);
    now = 500;
    addRoute(2);
    now = 4700.9;
    expect(api.GetIpForwardTable2({}).Table?.map(({ Age }) => Age)).toEqual([3, 3]);
    leave();
    leave();
    now = 9000;
    addRoute(3);
    expect([host.clock, host.now]).toEqual([4700, 4700]);
  });

  it('is one: a host that has a clock follows no other', () => {
    const { host } = streamHost({ clock: () => 5 });
    expect([host.hasOwnClock, host.now]).toEqual([true, 5]);
    expect(() => host.followClock(() => 0)).toThrow(
      expect.objectContaining({ code: 'ClockIsTaken' }) as Error,
    );
    host.close();
    expect(() => host.followClock(() => 0)).toThrow('the host is closed');
  });
});

describe('a host held by a block', () => {
  it('is closed at its end', () => {
    const hosts: Host[] = [];
    {
      using host = createHost({ now: 0 });
      hosts.push(host);
      expect(host.isClosed).toBe(false);
    }
    expect(hosts.map(({ isClosed }) => isClosed)).toEqual([true]);
  });
});
