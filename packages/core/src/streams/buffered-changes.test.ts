import { addressRow, AppliedTable, inShort, streamHost } from '../../test/stream-host';
import { bufferedChanges, changesSince, type Change, type Gap, type Overflow, type TableSnapshot } from '.';

type Item = Change | TableSnapshot | Gap;

const short = (item: Item): string => {
  if (item.kind === 'snapshot') return `snapshot of ${item.table}: ${item.rows.length}`;
  return item.kind === 'gap' ? `gap ${item.fromSeq} to ${item.toSeq}` : inShort(item);
};

/** The next so many items; fewer where it ends before. */
const pull = async (iterator: AsyncIterator<Item>, count: number): Promise<readonly string[]> => {
  const items: string[] = [];
  while (items.length < count) {
    const next = await iterator.next();
    if (next.done === true) return [...items, 'done'];
    items.push(short(next.value));
  }
  return items;
};

const begin = (...given: Parameters<typeof bufferedChanges>): AsyncIterator<Item> =>
  bufferedChanges(...given)[Symbol.asyncIterator]();

const added = (...thirds: readonly number[]): readonly string[] =>
  thirds.map((third) => `added 10.0.${third}.0/24`);

describe('changes that are buffered', () => {
  it('wait for their consumer, and come one by one when it asks', async () => {
    const { host, addRoute } = streamHost();
    const iterator = begin(host);
    for (const third of [1, 2, 3]) addRoute(third);
    expect(await pull(iterator, 3)).toEqual(added(1, 2, 3));
    const waiting = pull(iterator, 1);
    await Promise.resolve();
    addRoute(4);
    expect(await waiting).toEqual(added(4));
  });

  it('are kept for each loop by itself, from its beginning on', async () => {
    const { host, addRoute } = streamHost();
    const changes = bufferedChanges(host);
    expect(host.delivery.hasListeners).toBe(false);
    const one = changes[Symbol.asyncIterator]();
    addRoute(1);
    const two = changes[Symbol.asyncIterator]();
    addRoute(2);
    expect([await pull(one, 2), await pull(two, 1)]).toEqual([added(1, 2), added(2)]);
  });

  it('end when the host closes, once those that wait are given', async () => {
    const { host, addRoute } = streamHost();
    const [iterator, waiting] = [begin(host), pull(begin(host, { tables: ['paths'] }), 1)];
    const merging = begin(host, {}, { coalesce: { ms: 1000 } });
    await Promise.resolve();
    addRoute(1);
    host.close();
    expect(await pull(iterator, 2)).toEqual([...added(1), 'done']);
    expect(await pull(merging, 2)).toEqual([...added(1), 'done']);
    expect(await waiting).toEqual(['done']);
  });

  it('end when they are left, or their signal aborts, and nothing is kept any more', async () => {
    const { host, addRoute } = streamHost();
    const controller = new AbortController();
    const [left, aborted] = [begin(host), begin(host, {}, { signal: controller.signal })];
    addRoute(1);
    await left.return?.();
    controller.abort();
    expect(host.delivery.hasListeners).toBe(false);
    expect([await pull(left, 1), await pull(aborted, 1)]).toEqual([['done'], ['done']]);
  });

  it.each([0, -1, 1.5, Number.NaN])('are not kept in a buffer of %d', (buffer) => {
    expect(() => bufferedChanges(streamHost().host, {}, { buffer })).toThrow(RangeError);
  });

  it('of no table in particular have no rows to begin with, or to begin again with', () => {
    const { host } = streamHost();
    expect(() => bufferedChanges(host, {}, { initial: true })).toThrow('must name the tables');
    expect(() => bufferedChanges(host, { tables: [] }, { overflow: 'resync' })).toThrow(TypeError);
  });
});

describe('a buffer that is full, by default', () => {
  it('ends the iteration with the position up to which all was delivered, from which nothing is lost', async () => {
    const { host, addRoute } = streamHost();
    const iterator = begin(host, {}, { buffer: 2 });
    addRoute(1);
    addRoute(2);
    expect(await pull(iterator, 1)).toEqual(added(1));
    const { seq } = host.position;
    addRoute(3);
    addRoute(4);
    addRoute(5);
    const error = (await iterator.next().catch((thrown: unknown) => thrown)) as Overflow;
    expect(error).toMatchObject({ code: 'Overflow', position: { seq: seq - 1, at: 0 }, buffer: 2 });
    expect(await pull(iterator, 1)).toEqual(['done']);
    expect(host.delivery.hasListeners).toBe(false);
    expect(await pull(changesSince(host, error.position)[Symbol.asyncIterator](), 4)).toEqual(
      added(2, 3, 4, 5),
    );
  });

  it('names where it began, where nothing was delivered', async () => {
    const { host, addRoute } = streamHost();
    const position = host.position;
    const iterator = begin(host, {}, { buffer: 1 });
    addRoute(1);
    addRoute(2);
    await expect(iterator.next()).rejects.toMatchObject({ position });
  });

  it('holds what one more would have made too many', async () => {
    const { host, addRoute } = streamHost();
    const iterator = begin(host, {}, { buffer: 3 });
    for (const third of [1, 2, 3]) addRoute(third);
    expect(await pull(iterator, 3)).toEqual(added(1, 2, 3));
  });

  it('holds 1024 unless told', async () => {
    const { host, setRoute, addRoute } = streamHost();
    addRoute(1);
    const [full, tooFull] = [begin(host), begin(host)];
    for (let Metric = 1; Metric <= 1024; Metric += 1) setRoute(1, { Metric });
    expect(await pull(full, 1)).toEqual(['changed 10.0.1.0/24']);
    setRoute(1, { Metric: 2000 });
    expect(await pull(full, 1)).toEqual(['changed 10.0.1.0/24']);
    await expect(tooFull.next()).rejects.toMatchObject({ buffer: 1024 });
  });

  it('counts merged changes as delivered only when all that were merged beside them are', async () => {
    const { host, addRoute, setRoute } = streamHost();
    const iterator = begin(host, {}, { buffer: 2, coalesce: { ms: 10 } });
    const { position } = host;
    addRoute(1);
    addRoute(2);
    setRoute(1, { Metric: 5 });
    host.advance(10);
    expect(await pull(iterator, 1)).toEqual(added(1));
    for (const third of [3, 4]) addRoute(third);
    host.advance(10);
    // Route 1 was given with its last event, the newest of all; the one of route 2, before that, was not.
    await expect(iterator.next()).rejects.toMatchObject({ position });
  });
});

describe('a buffer that is full and may begin again', () => {
  it('gives the rows as they stand when they are asked for, then the changes after them', async () => {
    const { host, addRoute, deleteRoute } = streamHost();
    const applied = new AppliedTable();
    const iterator = begin(host, { tables: ['routes'] }, { buffer: 2, overflow: 'resync', initial: true });
    const applyNext = async (): Promise<string> => {
      const { value } = (await iterator.next()) as IteratorResult<Exclude<Item, Gap>, never>;
      applied.apply(value);
      return short(value);
    };
    addRoute(1);
    expect(await applyNext()).toBe('snapshot of routes: 1');
    for (const third of [2, 3, 4]) addRoute(third);
    deleteRoute(1);
    addRoute(5);
    expect(await applyNext()).toBe('snapshot of routes: 4');
    addRoute(6);
    expect(await applyNext()).toBe('added 10.0.6.0/24');
    expect(applied.rows.size).toBe(host.state.routes.size);
  });

  it('gives one item for each of its tables', async () => {
    const { host, api } = streamHost();
    const iterator = begin(host, { tables: ['unicast', 'routes'] }, { buffer: 2, overflow: 'resync' });
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    expect(await pull(iterator, 2)).toEqual(['snapshot of unicast: 1', 'snapshot of routes: 5']);
  });

  it('forgets what it was merging: that shows in the rows', async () => {
    const { host, addRoute } = streamHost();
    const iterator = begin(
      host,
      { tables: ['routes'] },
      { buffer: 1, overflow: 'resync', coalesce: { ms: 10 } },
    );
    addRoute(1);
    addRoute(2);
    host.advance(10);
    addRoute(3);
    expect(await pull(iterator, 1)).toEqual(['snapshot of routes: 3']);
    host.advance(10);
    addRoute(4);
    host.advance(10);
    expect(await pull(iterator, 1)).toEqual(added(4));
  });
});

describe('a buffer that is full and may have gaps', () => {
  it('drops the oldest and tells of which events', async () => {
    const { host, addRoute } = streamHost();
    const iterator = begin(host, {}, { buffer: 2, overflow: 'gap' });
    const { seq } = host.position;
    for (const third of [1, 2, 3, 4, 5]) addRoute(third);
    expect(await pull(iterator, 3)).toEqual([`gap ${seq + 1} to ${seq + 3}`, ...added(4, 5)]);
    for (const third of [6, 7, 8]) addRoute(third);
    expect(await pull(iterator, 3)).toEqual([`gap ${seq + 6} to ${seq + 6}`, ...added(7, 8)]);
  });

  it('tells of all events of what was merged', async () => {
    const { host, addRoute, setRoute } = streamHost();
    const iterator = begin(host, {}, { buffer: 1, overflow: 'gap', coalesce: { ms: 10 } });
    const { seq } = host.position;
    addRoute(1);
    addRoute(2);
    setRoute(1, { Metric: 1 });
    host.advance(10);
    expect(await pull(iterator, 2)).toEqual([`gap ${seq + 1} to ${seq + 3}`, ...added(2)]);
  });
});
