import { take } from 'rxjs';

import { collect, inShort, routeRow, streamHost } from '../../test/stream-host';
import { createHost, HistoryCompacted, HostClosed, InTheFuture, openHost, type Host } from '../engine';
import { stateDocument, stateHash } from '../state';
import { MemoryEventLog } from '../log';
import { netioapi } from '../netioapi';
import { changesSince, snapshotThenChanges, type Change } from '.';

/** The next so many items of an iterator, which is asked for no more. */
const pull = async (iterator: AsyncIterator<Change>, count: number): Promise<readonly string[]> => {
  const items: string[] = [];
  while (items.length < count) {
    const next = await iterator.next();
    if (next.done === true) return [...items, 'done'];
    items.push(inShort(next.value));
  }
  return items;
};

const iterate = (...given: Parameters<typeof changesSince>): AsyncIterator<Change> =>
  changesSince(...given)[Symbol.asyncIterator]();

/** A host on a log that was compacted: its history begins with its present state. */
const compacted = (host: Host): Host => {
  const { state, clock, log } = host;
  const { hostId, logId } = host.timeline.identity;
  const fresh = new MemoryEventLog();
  fresh.append(0, [
    {
      kind: 'base',
      at: clock,
      format: 'netlapse-log',
      formatVersion: 1,
      logId,
      hostId,
      stacks: state.stacks,
      seq: state.seq,
      state: stateDocument(state),
      stateHash: stateHash(state),
      replaces: { records: log.head.n, events: state.seq, refusals: 0, firstAt: 0, hash: log.head.hash },
    },
  ]);
  return openHost(fresh);
};

describe('changesSince, subscribed to', () => {
  it('replays what came after a position, then goes on live, none missing and none twice', () => {
    const { host, addRoute } = streamHost();
    for (const third of [1, 2, 3]) addRoute(third);
    const { items } = collect(changesSince(host, { seq: host.position.seq - 2 }));
    addRoute(4);
    expect(items.map(inShort)).toEqual(['added 10.0.2.0/24', 'added 10.0.3.0/24', 'added 10.0.4.0/24']);
    expect(items[0]).toMatchObject({ before: null, after: { DestinationPrefix: '10.0.2.0/24' } });
  });

  it('gives what its own subscriber does while it catches up after that, not inside it', () => {
    const { host, addRoute } = streamHost();
    const { seq } = host.position;
    addRoute(1);
    addRoute(2);
    const seen: string[] = [];
    changesSince(host, { seq }).subscribe((change) => {
      seen.push(`${inShort(change)} begins`);
      if (seen.length === 1) addRoute(3);
      seen.push('ends');
    });
    expect(seen.filter((line) => line !== 'ends')).toEqual([
      'added 10.0.1.0/24 begins',
      'added 10.0.2.0/24 begins',
      'added 10.0.3.0/24 begins',
    ]);
    expect(seen.filter((_, index) => index % 2 === 1)).toEqual(['ends', 'ends', 'ends']);
  });

  it('stops in the midst of the past when nobody listens any more', () => {
    const { host, addRoute } = streamHost();
    for (const third of [1, 2, 3]) addRoute(third);
    const { items, isComplete } = collect(changesSince(host, { seq: 6 }).pipe(take(2)));
    addRoute(4);
    expect([items.length, isComplete(), host.delivery.hasListeners]).toEqual([2, true, false]);
  });

  it('reads more of the past than fits on one page', () => {
    const { host, addRoute } = streamHost();
    const { seq } = host.position;
    for (let third = 0; third < 200; third += 1) addRoute(third);
    const { items } = collect(changesSince(host, { seq }));
    expect(items.map(({ position }) => position.seq)).toEqual(
      Array.from({ length: 200 }, (_, n) => seq + 1 + n),
    );
  });

  it('merges past changes as it does live ones, over the windows of their instants', () => {
    const { host, addRoute, setRoute } = streamHost();
    const { seq } = host.position;
    const live = collect(changesSince(host, { seq }, {}, { coalesce: { ms: 100 } }));
    addRoute(1);
    host.advance(50);
    setRoute(1, { Metric: 2 });
    host.advance(60);
    setRoute(1, { Metric: 3 });
    host.advance(20);
    const late = collect(changesSince(host, { seq }, {}, { coalesce: { ms: 100 } }));
    expect(late.items).toEqual(live.items);
    expect(late.items.map(({ types }) => types)).toEqual([['RouteCreated', 'RouteSet']]);
    host.advance(80);
    expect(late.items).toEqual(live.items);
    expect(late.items).toHaveLength(2);
  });

  it('merges the past by append', () => {
    const { host, api } = streamHost();
    const { seq } = host.position;
    host.batch(() => {
      for (const Metric of [1, 2]) api.CreateIpForwardEntry2({ Row: routeRow(Metric, { Metric }) });
    });
    expect(collect(changesSince(host, { seq }, {}, { coalesce: 'append' })).items).toHaveLength(2);
  });

  it('fails for a position that has not come, and for one that is gone', () => {
    const { host, addRoute } = streamHost();
    expect(collect(changesSince(host, { seq: 99 })).errors).toEqual([expect.any(InTheFuture)]);
    addRoute(1);
    const again = compacted(host);
    const { errors } = collect(changesSince(again, { seq: 3 }));
    expect(errors).toEqual([expect.any(HistoryCompacted)]);
    expect(errors).toMatchObject([{ earliest: host.position.seq }]);
  });

  it('fails on a host that is closed, subscribed to or iterated', () => {
    const { host } = streamHost();
    host.close();
    expect(collect(changesSince(host, { seq: 0 })).errors).toEqual([expect.any(HostClosed)]);
    expect(collect(snapshotThenChanges(host, 'routes')).errors).toEqual([expect.any(HostClosed)]);
    expect(() => iterate(host, { seq: 0 })).toThrow(HostClosed);
  });

  it('fails where the log cannot be read, also when a batch put that off', () => {
    const { host, addRoute } = streamHost();
    const records = jest.spyOn(host.log, 'records').mockImplementation(() => {
      throw new Error('disk is gone');
    });
    const atOnce = collect(changesSince(host, { seq: 3 }));
    const late = host.batch(() => {
      addRoute(1);
      return collect(changesSince(host, { seq: 3 }));
    });
    expect([atOnce.errors, late.errors]).toMatchObject([
      [{ message: 'disk is gone' }],
      [{ message: 'disk is gone' }],
    ]);
    records.mockRestore();
    addRoute(2);
    expect([atOnce.items, late.items, host.delivery.hasListeners]).toEqual([[], [], false]);
  });

  it('begins inside a batch once that is written: what may be undone is told to nobody', () => {
    const { host, addRoute } = streamHost();
    const { seq } = host.position;
    let since: ReturnType<typeof collect<Change>> | undefined;
    const rows: (readonly object[])[] = [];
    host.batch(() => {
      addRoute(1);
      since = collect(changesSince(host, { seq }));
      snapshotThenChanges(host, 'routes').subscribe((item) => {
        if (item.kind === 'snapshot') rows.push(item.rows);
      });
      addRoute(2);
      expect([since.items.length, rows.length]).toEqual([0, 0]);
    });
    addRoute(3);
    expect(since?.items.map(inShort)).toEqual([
      'added 10.0.1.0/24',
      'added 10.0.2.0/24',
      'added 10.0.3.0/24',
    ]);
    expect(rows.map(({ length }) => length)).toEqual([2]);
  });

  it('begun inside a batch that is undone, begins with what stood before', () => {
    const { host, addRoute } = streamHost();
    let since: ReturnType<typeof collect<Change>> | undefined;
    const { seq } = host.position;
    expect(() =>
      host.batch(() => {
        addRoute(1);
        since = collect(changesSince(host, { seq }));
        throw new Error('no');
      }),
    ).toThrow('no');
    addRoute(2);
    expect(since?.items.map(inShort)).toEqual(['added 10.0.2.0/24']);
  });

  it('left again inside the batch, never begins', () => {
    const { host, addRoute } = streamHost();
    host.batch(() => {
      addRoute(1);
      collect(changesSince(host, { seq: 0 })).stop();
    });
    expect(host.delivery.hasListeners).toBe(false);
  });

  it('ends when its signal aborts', () => {
    const { host, addRoute } = streamHost();
    const controller = new AbortController();
    const { items, isComplete } = collect(changesSince(host, { seq: 6 }, {}, { signal: controller.signal }));
    addRoute(1);
    controller.abort();
    addRoute(2);
    expect([items.length, isComplete(), host.delivery.hasListeners]).toEqual([1, true, false]);
    const late = collect(changesSince(host, { seq: 6 }, {}, { signal: controller.signal }));
    expect([late.items.length, late.isComplete()]).toEqual([0, true]);
  });
});

describe('changesSince, iterated', () => {
  it('reads the past, waits, and goes on with what happens', async () => {
    const { host, addRoute } = streamHost();
    const iterator = iterate(host, { seq: host.position.seq });
    addRoute(1);
    expect(await pull(iterator, 1)).toEqual(['added 10.0.1.0/24']);
    const waiting = pull(iterator, 2);
    await Promise.resolve();
    addRoute(2);
    addRoute(3);
    expect(await waiting).toEqual(['added 10.0.2.0/24', 'added 10.0.3.0/24']);
  });

  it('keeps nothing for one who is slow, and loses nothing', async () => {
    const { host, addRoute, setRoute } = streamHost();
    const iterator = iterate(host, { seq: host.position.seq });
    addRoute(1);
    expect(await pull(iterator, 1)).toEqual(['added 10.0.1.0/24']);
    for (let Metric = 1; Metric <= 3000; Metric += 1) setRoute(1, { Metric });
    expect(host.delivery.hasListeners).toBe(false);
    const seen: unknown[] = [];
    for (let index = 0; index < 3000; index += 1) {
      const next: IteratorResult<Change, undefined> = await iterator.next();
      seen.push(next.value?.after);
    }
    expect(seen.map((after) => (after as { Metric: number }).Metric)).toEqual(
      Array.from({ length: 3000 }, (_, index) => index + 1),
    );
  });

  it('is narrowed by its filter, and scans past what does not pass', async () => {
    const { host, api, addRoute } = streamHost();
    const iterator = iterate(host, { seq: 0 }, { tables: ['unicast'] });
    for (let third = 0; third < 100; third += 1) addRoute(third);
    const waiting = pull(iterator, 1);
    await Promise.resolve();
    api.CreateUnicastIpAddressEntry({
      Row: { Address: '192.0.2.10', InterfaceIndex: 5, ValidLifetime: 9, PreferredLifetime: 9 },
    });
    expect(await waiting).toEqual(['added 192.0.2.10']);
  });

  it('answers requests one after the other, however many are made at once', async () => {
    const { host, addRoute } = streamHost();
    const iterator = iterate(host, { seq: host.position.seq });
    const requests = [iterator.next(), iterator.next(), iterator.next()];
    addRoute(1);
    addRoute(2);
    await Promise.resolve();
    addRoute(3);
    const answers = await Promise.all(requests);
    expect(answers.map(({ value }) => inShort(value as Change))).toEqual([
      'added 10.0.1.0/24',
      'added 10.0.2.0/24',
      'added 10.0.3.0/24',
    ]);
  });

  it('merges over virtual time: a window is given when the clock reaches its end', async () => {
    const { host, addRoute, setRoute } = streamHost();
    const iterator = iterate(host, { seq: host.position.seq }, {}, { coalesce: { ms: 100 } });
    addRoute(1);
    setRoute(1, { Metric: 7 });
    let isGiven = false;
    const waiting = pull(iterator, 1).then((items) => {
      isGiven = true;
      return items;
    });
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    expect([isGiven, host.nextDueAt]).toEqual([false, 100]);
    host.advance(100);
    expect(await waiting).toEqual(['added 10.0.1.0/24']);
    expect(host.nextDueAt).toBeUndefined();
  });

  it('ends when the host closes, also while it waits; what waited to be merged is given first', async () => {
    const { host, addRoute } = streamHost();
    const [waiting, merging] = [
      pull(iterate(host, { seq: host.position.seq }), 1),
      iterate(host, { seq: host.position.seq }, {}, { coalesce: { ms: 100 } }),
    ];
    await Promise.resolve();
    addRoute(1);
    const merged = pull(merging, 2);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    host.close();
    expect(await waiting).toEqual(['added 10.0.1.0/24']);
    expect(await merged).toEqual(['added 10.0.1.0/24', 'done']);
  });

  it('ends at once when it is left, while it waits too, and lets go of everything', async () => {
    const { host } = streamHost();
    const iterator = iterate(host, { seq: host.position.seq });
    const waiting = iterator.next();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    expect(host.delivery.hasListeners).toBe(true);
    expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(host.delivery.hasListeners).toBe(false);
  });

  it('is left by the end of its loop', async () => {
    const { host, addRoute } = streamHost();
    addRoute(1);
    const kinds: string[] = [];
    for await (const { kind } of changesSince(host, { seq: 6 })) {
      kinds.push(kind);
      break;
    }
    expect(kinds).toEqual(['added']);
    expect(host.delivery.hasListeners).toBe(false);
  });

  it('ends when its signal aborts, before it begins too', async () => {
    const { host } = streamHost();
    const controller = new AbortController();
    const { signal } = controller;
    const waiting = pull(iterate(host, { seq: 0 }, { tables: ['paths'] }, { signal }), 1);
    await Promise.resolve();
    controller.abort();
    expect(await waiting).toEqual(['done']);
    expect(await pull(iterate(host, { seq: 0 }, {}, { signal }), 1)).toEqual(['done']);
    expect(host.delivery.hasListeners).toBe(false);
  });

  it('fails where a compaction took what it has not read, naming what to go on from; then it is over', async () => {
    const { host, addRoute } = streamHost();
    addRoute(1);
    addRoute(2);
    const again = compacted(host);
    const iterator = iterate(again, { seq: 3 });
    await expect(iterator.next()).rejects.toMatchObject({
      code: 'HistoryCompacted',
      earliest: host.position.seq,
    });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    netioapi(again).DeleteIpForwardEntry2({ Row: routeRow(1) });
    expect(await pull(iterate(again, { seq: host.position.seq }), 1)).toEqual(['removed 10.0.1.0/24']);
  });

  it('fails in the midst of it where the log does', async () => {
    class FailingLog extends MemoryEventLog {
      fails = false;
      override records(
        ...given: Parameters<MemoryEventLog['records']>
      ): ReturnType<MemoryEventLog['records']> {
        if (this.fails) throw new Error('disk is gone');
        return super.records(...given);
      }
    }
    const log = new FailingLog();
    const host = createHost({ log, now: 0, interfaces: [{ InterfaceIndex: 5 }] });
    const iterator = iterate(host, { seq: 0 });
    expect(await pull(iterator, 3)).toHaveLength(3);
    netioapi(host).CreateIpForwardEntry2({ Row: routeRow(1) });
    log.fails = true;
    await expect(iterator.next()).rejects.toThrow('disk is gone');
  });

  it('reads nothing of a batch before it is written', async () => {
    const { host, addRoute } = streamHost();
    const iterator = iterate(host, { seq: host.position.seq });
    const waiting = pull(iterator, 2);
    await Promise.resolve();
    host.batch(() => {
      addRoute(1);
      addRoute(2);
      expect(host.log.head.seq).toBeLessThan(host.position.seq);
    });
    expect(await waiting).toEqual(['added 10.0.1.0/24', 'added 10.0.2.0/24']);
  });
});
