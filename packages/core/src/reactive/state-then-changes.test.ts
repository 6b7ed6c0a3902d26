import { AppliedTable, collect, inShort, streamHost } from '../../test/stream-host';
import { tableNames } from '../catalogue';
import { createHost, forkHost } from '../engine';
import type { Change, TableSnapshot } from '../streams';
import { stateThenChanges$ } from '.';

const kinds = (items: readonly (Change | TableSnapshot)[]): readonly string[] =>
  items.map((item) => (item.kind === 'snapshot' ? `${item.table}: ${item.rows.length}` : inShort(item)));

describe('stateThenChanges$', () => {
  it('gives the rows of its tables, then each change of these', () => {
    const { host, addRoute, api } = streamHost();
    addRoute(1);
    const { items } = collect(stateThenChanges$(host, { tables: ['routes', 'interfaces'] }));
    addRoute(2);
    api.CreateIpNetEntry2({
      Row: { Address: '192.0.2.1', InterfaceIndex: 5, PhysicalAddress: '02-AA-00-00-00-01' },
    });
    expect(kinds(items)).toEqual(['routes: 1', 'interfaces: 2', 'added 10.0.2.0/24']);
  });

  it('gives every table unless told', () => {
    const { items } = collect(stateThenChanges$(streamHost().host));
    expect(items.map((item) => (item.kind === 'snapshot' ? item.table : item.key))).toEqual(tableNames);
  });

  it('goes on from the last change that was seen, none missing and none twice', () => {
    const { host, addRoute, setRoute } = streamHost();
    const applied = new AppliedTable();
    let last: Change | undefined;
    const watch = (resume: Change | undefined) =>
      stateThenChanges$(
        host,
        { tables: ['routes'] },
        resume === undefined ? {} : { resumeFrom: { seq: resume.position.seq, logId: resume.event.logId } },
      ).subscribe((item) => {
        applied.apply(item);
        if (item.kind !== 'snapshot') last = item;
      });
    const first = watch(undefined);
    addRoute(1);
    first.unsubscribe();
    addRoute(2);
    setRoute(1, { Metric: 9 });
    watch(last);
    addRoute(3);
    expect(applied.inOrder().map(([key]) => key.split('/')[2])).toEqual(['10.0.1.0', '10.0.2.0', '10.0.3.0']);
  });

  it('begins with the rows where the log does not have what comes next, or is another', () => {
    const { host, addRoute } = streamHost({ logId: 'mine' });
    addRoute(1);
    host.mark('here');
    const fork = forkHost(host, 'here', { logId: 'mine' });
    const other = createHost({ logId: 'other', now: 0 });
    const after = (seq: number, on = host, logId = 'mine') =>
      kinds(collect(stateThenChanges$(on, { tables: ['routes'] }, { resumeFrom: { seq, logId } })).items);
    expect(after(6)).toEqual(['added 10.0.1.0/24']);
    expect(after(7)).toEqual([]);
    expect(after(99)).toEqual(['routes: 1']);
    expect(after(6, host, 'theirs')).toEqual(['routes: 1']);
    expect(after(3, fork)).toEqual(['routes: 1']);
    expect(after(0, other)).toEqual(['routes: 0']);
  });

  it('fails where the log itself does', () => {
    const { host } = streamHost({ logId: 'mine' });
    const { errors } = collect(stateThenChanges$(host, {}, { resumeFrom: { seq: 0.5, logId: 'mine' } }));
    expect(errors).toEqual([expect.any(RangeError)]);
  });
});
