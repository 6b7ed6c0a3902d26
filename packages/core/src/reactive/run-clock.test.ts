import { VirtualTimeScheduler } from 'rxjs';

import { addressRow, collect, routeRow, streamHost } from '../../test/stream-host';
import { createHost } from '../engine';
import { hardware } from '../netioapi';
import { changes$, routeChanges$ } from '../streams';
import { resolveNeighbor, runClock } from '.';

const seconds = (count: number) => ({ ValidLifetime: count, PreferredLifetime: count });

describe('a running clock, by real time', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 1_767_225_600_000 });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('lets what is due happen when its instant comes, with one timer, and none when nothing is', () => {
    const { host, addRoute } = streamHost();
    using _clock = runClock(host);
    expect(jest.getTimerCount()).toBe(0);
    addRoute(1, seconds(60));
    addRoute(2, seconds(10));
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(9999);
    expect(host.state.routes.size).toBe(2);
    jest.advanceTimersByTime(1);
    expect([host.state.routes.size, host.clock, jest.getTimerCount()]).toEqual([1, 10_000, 1]);
    jest.advanceTimersByTime(50_000);
    expect([host.state.routes.size, host.clock, jest.getTimerCount()]).toEqual([0, 60_000, 0]);
  });

  it('goes on from the instant at which the host stands, and dates calls between timers too', () => {
    const { host, api, addRoute } = streamHost({ now: 1000 });
    using _clock = runClock(host);
    jest.advanceTimersByTime(2500);
    addRoute(1);
    jest.advanceTimersByTime(7000);
    expect(api.GetIpForwardEntry2({ Row: routeRow(1) }).Row?.Age).toBe(7);
    expect(host.clock).toBe(10_500);
  });

  it('leaves no timer when it is ended, nor when the host closes; time then stands still', () => {
    const { host, addRoute } = streamHost();
    const clock = runClock(host);
    addRoute(1, seconds(60));
    clock.unsubscribe();
    clock.unsubscribe();
    expect([jest.getTimerCount(), host.delivery.hasListeners]).toEqual([0, false]);
    jest.advanceTimersByTime(90_000);
    expect([host.state.routes.size, host.clock, host.now]).toEqual([1, 0, 0]);
    runClock(host);
    expect(jest.getTimerCount()).toBe(1);
    host.close();
    expect(jest.getTimerCount()).toBe(0);
    expect(() => runClock(host)).toThrow('the host is closed');
  });

  it('sets its timer anew when something earlier comes, or what it is for goes', () => {
    const { host, addRoute, deleteRoute } = streamHost();
    using _clock = runClock(host);
    addRoute(1, seconds(60));
    addRoute(2, seconds(5));
    deleteRoute(2);
    deleteRoute(1);
    expect(jest.getTimerCount()).toBe(0);
    host.batch(() => {
      addRoute(3, seconds(5));
      addRoute(4, seconds(2));
    });
    jest.advanceTimersByTime(2000);
    expect([host.state.routes.size, host.clock]).toEqual([1, 2000]);
  });

  it('waits in stretches for what lies further off than a timer can', () => {
    const { host, addRoute } = streamHost();
    const month = 30 * 86_400;
    using _clock = runClock(host);
    addRoute(1, seconds(month));
    jest.advanceTimersByTime(month * 1000 - 1);
    expect([host.state.routes.size, jest.getTimerCount()]).toEqual([1, 1]);
    jest.advanceTimersByTime(1);
    expect([host.state.routes.size, host.clock, jest.getTimerCount()]).toEqual([0, month * 1000, 0]);
  });

  it('after a sleep lets everything happen at once, each dated at its own instant', () => {
    const { host, addRoute } = streamHost();
    using _clock = runClock(host);
    const { items } = collect(changes$(host, { reasons: ['expired'] }));
    addRoute(1, seconds(1));
    addRoute(2, seconds(3));
    jest.setSystemTime(Date.now() + 3_600_000);
    jest.advanceTimersByTime(1000);
    expect(items.map(({ position }) => position.at)).toEqual([1000, 3000]);
    expect(host.clock).toBe(3_601_000);
  });

  it('waits on where the clock of the computer is set back', () => {
    const { host, addRoute } = streamHost();
    using _clock = runClock(host);
    addRoute(1, seconds(10));
    jest.setSystemTime(Date.now() - 5000);
    jest.advanceTimersByTime(14_999);
    expect([host.state.routes.size, jest.getTimerCount()]).toEqual([1, 1]);
    jest.advanceTimersByTime(1);
    expect(host.state.routes.size).toBe(0);
  });

  it('uses the clock of a host that has one, and only waits by its scheduler', () => {
    const host = createHost({ clock: () => Date.now(), interfaces: [{ InterfaceIndex: 5 }] });
    const begun = host.clock;
    const clock = runClock(host);
    hardware(host)['router-advertises']({ InterfaceIndex: 5, Router: 'fe80::1', RouterLifetime: 30 });
    expect(host.nextDueAt).toBe(begun + 30_000);
    jest.advanceTimersByTime(30_000);
    expect([host.state.routes.size, host.clock]).toEqual([0, begun + 30_000]);
    clock.unsubscribe();
    jest.advanceTimersByTime(1000);
    expect(host.now).toBe(begun + 31_000);
  });

  it('wakes windows of merged changes', () => {
    const { host, addRoute } = streamHost();
    using _clock = runClock(host);
    const { items } = collect(changes$(host, {}, { coalesce: { ms: 250 } }));
    jest.advanceTimersByTime(100);
    addRoute(1);
    jest.advanceTimersByTime(249);
    expect([items.length, jest.getTimerCount()]).toEqual([0, 1]);
    jest.advanceTimersByTime(1);
    expect([items.length, jest.getTimerCount()]).toEqual([1, 0]);
  });

  it('lets a resolution come to its end', async () => {
    const asked: number[] = [];
    const { host } = streamHost({ link: { solicit: ({ at }) => asked.push(at) } });
    using _clock = runClock(host);
    const resolution = resolveNeighbor(host, { Row: { Address: '192.0.2.1', InterfaceIndex: 5 } });
    await jest.advanceTimersByTimeAsync(3000);
    expect(await resolution).toEqual({ status: 'STATUS_BAD_NETWORK_NAME' });
    expect(asked).toEqual([0, 1000, 2000]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is one for a host', () => {
    const { host } = streamHost();
    const clock = runClock(host);
    expect(() => runClock(host)).toThrow(expect.objectContaining({ code: 'ClockIsTaken' }) as Error);
    clock.unsubscribe();
    expect(() => runClock(host).unsubscribe()).not.toThrow();
  });

  it('is ended by an error of the host, which its timer throws', () => {
    const { host, addRoute } = streamHost();
    runClock(host);
    addRoute(1, seconds(1));
    const append = jest.spyOn(host.log, 'append').mockImplementation(() => {
      throw new Error('disk full');
    });
    expect(() => jest.advanceTimersByTime(1000)).toThrow('disk full');
    append.mockRestore();
    jest.advanceTimersByTime(1000);
    expect([jest.getTimerCount(), host.now, host.state.routes.size]).toEqual([0, 1000, 1]);
  });

  it('may be ended by what it brings about', () => {
    const { host, addRoute } = streamHost();
    const clock = runClock(host);
    changes$(host, { reasons: ['expired'] }).subscribe(() => clock.unsubscribe());
    addRoute(1, seconds(1));
    addRoute(2, seconds(5));
    jest.advanceTimersByTime(10_000);
    expect([host.state.routes.size, jest.getTimerCount()]).toEqual([1, 0]);
  });

  it('does not hold back a host that is advanced by hand: its clock stands until the real one has come after it', () => {
    const { host, addRoute } = streamHost();
    using _clock = runClock(host);
    addRoute(1, seconds(20));
    host.advance(15_000);
    jest.advanceTimersByTime(10_000);
    expect(host.now).toBe(15_000);
    jest.advanceTimersByTime(10_000);
    expect([host.state.routes.size, host.clock]).toEqual([0, 20_000]);
  });
});

describe('a running clock, by virtual time', () => {
  it('runs through everything that is due as fast as it is asked to', () => {
    const { host, api, addRoute } = streamHost();
    const scheduler = new VirtualTimeScheduler();
    const { items } = collect(routeChanges$(host));
    runClock(host, scheduler);
    addRoute(1, seconds(86_400));
    api.CreateUnicastIpAddressEntry({ Row: addressRow(seconds(3600)) });
    scheduler.flush();
    expect([host.clock, scheduler.now(), host.state.routes.size]).toEqual([86_400_000, 86_400_000, 0]);
    expect(items.at(-1)?.NotificationType).toBe('MibDeleteInstance');
  });

  it('keeps out of the way where its scheduler is run inside a callback: the call around it owns the clock', () => {
    const errors: unknown[] = [];
    const { host, addRoute } = streamHost({ onCallbackError: ({ error }) => errors.push(error) });
    const scheduler = new VirtualTimeScheduler();
    runClock(host, scheduler);
    addRoute(1, seconds(5));
    const handle = host.delivery.register('flushing', { onAppend: () => scheduler.flush() });
    addRoute(2);
    host.delivery.cancel(handle);
    expect([errors, host.state.routes.size]).toEqual([[], 2]);
    addRoute(3);
    scheduler.flush();
    expect(host.state.routes.size).toBe(2);
  });
});
