import { firstWhere } from '../history';
import { MemoryEventLog, verifyLog, type EventLog } from '../log';
import { netioapi } from '../netioapi';
import { stateDocument, stateHash } from '../state';
import { createHost, openHost } from './create-host';
import { forkHost } from './fork';
import type { Host } from './host';

const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const row = (third: number, members: object = {}) =>
  ({
    DestinationPrefix: `10.0.${third}.0/24`,
    NextHop: '192.0.2.1',
    InterfaceIndex: 5,
    ...lasting,
    ...members,
  }) as const;

/** Events 1 to 3 at 1000 begin the host; a route comes at 2000, another at 3000, the first goes at 4000. */
const story = (): Host => {
  const host = createHost({ now: 1000, interfaces: [{ InterfaceIndex: 5 }] });
  const api = netioapi(host);
  api.CreateIpForwardEntry2({ Row: row(1) }, { at: 2000 });
  api.CreateIpForwardEntry2({ Row: row(2) }, { at: 3000 });
  api.DeleteIpForwardEntry2({ Row: row(1) }, { at: 4000 });
  host.advanceTo(5000);
  return host;
};

const routesAsOf = (host: Host, asOf: Parameters<Host['view']>[0]): number =>
  host.view(asOf).state.routes.size;

describe('a read of the past', () => {
  it.each([
    ['event 0: an empty host', { seq: 0 }, 0],
    ['event 4', { seq: 4 }, 1],
    ['the instant before a change', { at: 2999 }, 1],
    ['the instant of a change', { at: 3000 }, 2],
    ['the present instant', { at: 5000 }, 1],
    ['a position', { seq: 5, at: 3500 }, 2],
  ] as const)('as of %s', (_, asOf, size) => {
    expect(routesAsOf(story(), asOf)).toBe(size);
  });

  it('as of an event is looked at at that event’s instant', () => {
    expect(story().view({ seq: 4 }).at).toBe(2000);
    expect(story().view({ seq: 0 }).at).toBe(1000);
  });

  it.each([
    ['an instant that has not come', { at: 5001 }, 'InTheFuture'],
    ['an event that has not come', { seq: 7 }, 'InTheFuture'],
    ['an instant before the log', { at: 999 }, 'BeforeTheLog'],
    ['an event before the first', { seq: -1 }, 'BeforeTheLog'],
    ['a position before the log', { seq: 0, at: 999 }, 'BeforeTheLog'],
    ['a position that has not come', { seq: 6, at: 5001 }, 'InTheFuture'],
    ['no number at all', { at: Number.NaN }, 'InTheFuture'],
    ['a mark that nobody made', 'nowhere', 'UnknownMark'],
  ] as const)('as of %s is an error', (_, asOf, code) => {
    expect(() => story().view(asOf)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('separates two commands of one instant by a mark', () => {
    const host = createHost({ now: 0, interfaces: [{ InterfaceIndex: 5 }] });
    const api = netioapi(host);
    host.mark('none');
    api.CreateIpForwardEntry2({ Row: row(1) });
    host.mark('one');
    api.CreateIpForwardEntry2({ Row: row(2) });
    expect([routesAsOf(host, 'none'), routesAsOf(host, 'one'), routesAsOf(host, { at: 0 })]).toEqual([
      0, 1, 2,
    ]);
  });

  it('finds what a batch has done before it is written, and nothing of one that failed', () => {
    const host = createHost({ now: 0, interfaces: [{ InterfaceIndex: 5 }] });
    const api = netioapi(host);
    host.batch(() => {
      api.CreateIpForwardEntry2({ Row: row(1) }, { at: 1000 });
      host.mark('one');
      api.CreateIpForwardEntry2({ Row: row(2) }, { at: 2000 });
      api.DeleteIpForwardEntry2({ Row: row(1) }, { at: 3000 });
      const sizes = ['one', { seq: 5 }, { seq: 3 }, { at: 999 }, { at: 1999 }, { at: 3000 }] as const;
      expect(sizes.map((asOf) => routesAsOf(host, asOf))).toEqual([1, 2, 0, 0, 1, 1]);
      expect(host.view({ seq: 5 }).at).toBe(2000);
      expect(firstWhere(host, ({ state }) => state.routes.size === 2)).toMatchObject({ seq: 5, n: 4 });
    });
    expect(routesAsOf(host, 'one')).toBe(1);
    const fail = (): void => {
      host.mark('lost');
      api.CreateIpForwardEntry2({ Row: row(3) });
      host.mark('never');
      throw new Error('no more');
    };
    expect(() => host.batch(fail)).toThrow('no more');
    expect(routesAsOf(host, 'lost')).toBe(1);
    expect(() => host.view('never')).toThrow(expect.objectContaining({ code: 'UnknownMark' }) as Error);
  });

  it('leaves no trace: no event, no record, no notification', () => {
    const host = story();
    const { head } = host.log;
    const before = stateHash(host.state);
    host.view({ seq: 3 });
    host.view({ at: 2500 });
    expect(host.log.head).toEqual(head);
    expect(stateHash(host.state)).toBe(before);
  });

  it('gives a state that later commands do not show in', () => {
    const host = story();
    const { state } = host.view();
    netioapi(host).CreateIpForwardEntry2({ Row: row(9) });
    expect(state.routes.size).toBe(1);
  });
});

describe('a log that another host goes on writing', () => {
  it('is read as far as it was read when it was opened', () => {
    const writer = story();
    const reader = openHost(writer.log);
    const { clock } = reader;
    netioapi(writer).CreateIpForwardEntry2({ Row: row(5) }, { at: clock });
    netioapi(writer).CreateIpForwardEntry2({ Row: row(6) }, { at: 9000 });
    expect(reader.clock).toBe(4000);
    expect(routesAsOf(reader, { at: clock })).toBe(1);
    expect(() => reader.view({ at: 9000 })).toThrow(
      expect.objectContaining({ code: 'InTheFuture' }) as Error,
    );
  });

  it('has its clock at the last record read, where more is written while it is opened', () => {
    const writer = story();
    const readBefore = [...writer.log.records()];
    netioapi(writer).CreateIpForwardEntry2({ Row: row(6) }, { at: 9000 });
    const { log } = writer;
    const meanwhile: EventLog = {
      head: log.head,
      append: () => [],
      records: (fromN = 1) => readBefore.filter(({ n }) => n >= fromN).values(),
      recordNumberOfSeq: (seq) => log.recordNumberOfSeq(seq),
      lastUpTo: (instant) => log.lastUpTo(instant),
      findCommand: (commandId) => log.findCommand(commandId),
      close: () => undefined,
    };
    expect(openHost(meanwhile).clock).toBe(4000);
  });
});

describe('a fork', () => {
  it('goes its own way: neither host sees what happens to the other', () => {
    const host = story();
    const fork = forkHost(host, { at: 3000 });
    netioapi(fork).CreateIpForwardEntry2({ Row: row(7) });
    netioapi(host).CreateIpForwardEntry2({ Row: row(8) });
    expect(fork.state.routes.size).toBe(3);
    expect(host.state.routes.size).toBe(2);
    expect(fork.position).toEqual({ seq: 6, at: 3000 });
  });

  it('begins its log with the state that it comes from, and opens again from it', () => {
    const fork = forkHost(story(), { seq: 5 });
    netioapi(fork).CreateIpForwardEntry2({ Row: row(7) });
    const again = openHost(fork.log);
    expect(stateDocument(again.state)).toEqual(stateDocument(fork.state));
    expect([...fork.log.records()][0]).toMatchObject({
      kind: 'base',
      seq: 5,
      at: 3000,
      forkedFrom: { seq: 5, logId: 'host@1000' },
    });
  });

  it('in memory has the very records of one that is written in full', () => {
    const host = story();
    const written = new MemoryEventLog();
    const forks = [{}, { log: written }].map((options) =>
      forkHost(host, { seq: 5 }, { ...options, logId: 'f' }),
    );
    for (const fork of forks) netioapi(fork).CreateIpForwardEntry2({ Row: row(7) });
    netioapi(host).CreateIpForwardEntry2({ Row: row(8) });
    const [later, full] = forks.map((fork) => [...fork.log.records()]);
    expect(later).toEqual(full);
    expect(forks[0]?.log.head).toEqual(written.head);
    const [, , , origin] = [...host.log.records()];
    expect(full?.[0]).toMatchObject({ forkedFrom: { hash: origin?.hash } });
    expect([...forks.map(({ log }) => verifyLog(log).head)]).toEqual([written.head, written.head]);
  });

  it('can be read where the original has been closed since', () => {
    const host = story();
    const fork = forkHost(host, { seq: 5 });
    const ofFork = forkHost(fork, { seq: 5 });
    host.close();
    fork.close();
    expect(verifyLog(ofFork.log)).toMatchObject({ records: 1, events: 0 });
    expect(stateHash(openHost(ofFork.log).state)).toBe(stateHash(ofFork.state));
  });

  it('has a log of its own name, also beside another of the same position', () => {
    const host = story();
    const ids = [forkHost(host, { seq: 5 }), forkHost(host, { seq: 5 }), forkHost(host, { seq: 6 })].map(
      ({ timeline }) => timeline.identity.logId,
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe('host@1000/fork@5');
  });

  it('reads back to its own beginning and no further', () => {
    const fork = forkHost(story(), { at: 3000 });
    expect(routesAsOf(fork, { seq: 5 })).toBe(2);
    expect(() => fork.view({ seq: 4 })).toThrow(expect.objectContaining({ code: 'BeforeTheLog' }) as Error);
    expect(() => fork.view({ at: 2999 })).toThrow(expect.objectContaining({ code: 'BeforeTheLog' }) as Error);
  });

  it('does not take a mark from before its beginning for its own past', () => {
    const host = createHost({ now: 0, interfaces: [{ InterfaceIndex: 5 }] });
    host.mark('earlier');
    netioapi(host).CreateIpForwardEntry2({ Row: row(1) });
    host.mark('here');
    const fork = forkHost(host, 'here');
    expect(routesAsOf(fork, 'here')).toBe(1);
    expect(() => fork.view('earlier')).toThrow(expect.objectContaining({ code: 'BeforeTheLog' }) as Error);
    host.advance(1);
    host.mark('later');
    expect(() => forkHost(host, 'later').view('here')).toThrow(
      expect.objectContaining({ code: 'BeforeTheLog' }) as Error,
    );
  });

  it('of a fork goes on as the first would have', () => {
    const host = story();
    const one = forkHost(forkHost(host, { at: 3000 }), { at: 3000 });
    netioapi(one).DeleteIpForwardEntry2({ Row: row(1) }, { at: 4000 });
    one.advanceTo(5000);
    expect(stateHash(one.state)).toBe(stateHash(host.state));
  });

  it('keeps lifetimes running', () => {
    const host = createHost({ now: 0, interfaces: [{ InterfaceIndex: 5 }] });
    netioapi(host).CreateIpForwardEntry2({ Row: row(1, { ValidLifetime: 10, PreferredLifetime: 10 }) });
    host.advance(60_000);
    const fork = forkHost(host, { at: 9999 });
    expect(fork.state.routes.size).toBe(1);
    fork.advance(1);
    expect(fork.state.routes.size).toBe(0);
  });
});

describe('firstWhere', () => {
  it('finds the append after which something held first', () => {
    expect(firstWhere(story(), ({ state }) => state.routes.size === 2)).toMatchObject({
      seq: 5,
      at: 3000,
      already: false,
    });
  });

  it('says so where it held from the beginning on, or never', () => {
    expect(firstWhere(story(), () => true)).toMatchObject({ seq: 3, already: true, events: [] });
    expect(firstWhere(story(), ({ state }) => state.routes.size === 9)).toBeUndefined();
  });
});
