import { AppliedTable, collect, inShort, streamHost } from '../../test/stream-host';
import { changes$, snapshotThenChanges, type Change, type TableSnapshot } from '.';

const kinds = (items: readonly (Change | TableSnapshot)[]): readonly string[] =>
  items.map((item) => (item.kind === 'snapshot' ? `snapshot of ${item.rows.length}` : inShort(item)));

describe('snapshotThenChanges', () => {
  it('applied to the rows it begins with, gives the table that stands', () => {
    const { host, addRoute, setRoute, deleteRoute } = streamHost();
    addRoute(1);
    const applied = new AppliedTable();
    snapshotThenChanges(host, 'routes').subscribe((item) => applied.apply(item));
    addRoute(2);
    setRoute(1, { Metric: 3 });
    deleteRoute(2);
    expect(applied.inOrder()).toMatchObject([
      ['routes/0x0006000005000000/10.0.1.0/24/192.0.2.1', { DestinationPrefix: '10.0.1.0/24', Metric: 3 }],
    ]);
  });

  it('begins with its position, and goes on after it, also for what its own subscriber does', () => {
    const { host, addRoute } = streamHost();
    addRoute(1);
    const { seq } = host.position;
    host.advance(7);
    const seen: (Change | TableSnapshot)[] = [];
    snapshotThenChanges(host, 'routes').subscribe((item) => {
      if (item.kind === 'snapshot') addRoute(2);
      seen.push(item);
    });
    expect(kinds(seen)).toEqual(['snapshot of 1', 'added 10.0.2.0/24']);
    expect(seen[0]).toMatchObject({ table: 'routes', position: { seq, at: 7 } });
  });

  it('misses nothing and repeats nothing where it is begun inside a callback', () => {
    const { host, addRoute } = streamHost();
    const seen: (Change | TableSnapshot)[] = [];
    let isFirst = true;
    changes$(host).subscribe(() => {
      if (isFirst) snapshotThenChanges(host, 'routes').subscribe((item) => seen.push(item));
      isFirst = false;
    });
    host.batch(() => {
      addRoute(1);
      addRoute(2);
    });
    addRoute(3);
    expect(kinds(seen)).toEqual(['snapshot of 2', 'added 10.0.3.0/24']);
  });

  it('gives the rows that its filter is about, and no others', () => {
    const { host, addRoute, deleteRoute } = streamHost();
    addRoute(1);
    addRoute(2);
    const { items } = collect(snapshotThenChanges(host, 'routes', { prefixWithin: '10.0.2.0/24' }));
    deleteRoute(1);
    deleteRoute(2);
    expect(kinds(items)).toEqual(['snapshot of 1', 'removed 10.0.2.0/24']);
    expect(collect(snapshotThenChanges(host, 'routes', { families: ['AF_INET6'] })).items).toMatchObject([
      { rows: [] },
    ]);
  });

  it('merges where it is asked to', () => {
    const { host, addRoute, setRoute } = streamHost();
    const { items } = collect(snapshotThenChanges(host, 'routes', {}, { coalesce: { ms: 10 } }));
    addRoute(1);
    setRoute(1, { Metric: 9 });
    host.advance(10);
    expect(kinds(items)).toEqual(['snapshot of 0', 'added 10.0.1.0/24']);
  });

  it('ends with its host, and lets go when it is left', () => {
    const { host } = streamHost();
    const [left, open] = [
      collect(snapshotThenChanges(host, 'routes')),
      collect(snapshotThenChanges(host, 'paths')),
    ];
    left.stop();
    host.close();
    expect([left.isComplete(), open.isComplete()]).toEqual([false, true]);
  });
});
