import { emptyState, type HostState } from '../state';
import { Snapshots } from './snapshots';

/** A state after an event, of a table of so many routes; how large it is is all that counts here. */
const stateAt = (seq: number, routes: number): HostState => {
  const empty = emptyState(['AF_INET']);
  return {
    ...empty,
    seq,
    routes: Object.assign(Object.create(empty.routes) as typeof empty.routes, { size: routes }),
  };
};

const seqsOf = (snapshots: Snapshots, upTo: number): readonly number[] => {
  const seqs: number[] = [];
  for (let state = snapshots.nearest(upTo); state !== undefined; state = snapshots.nearest(state.seq - 1))
    seqs.push(state.seq);
  return seqs;
};

const after = (events: number, routes: number): readonly number[] => {
  const snapshots = new Snapshots();
  for (let seq = 0; seq <= events; seq += 500) snapshots.offer(stateAt(seq, routes));
  return seqsOf(snapshots, events);
};

it('keep one each thousand events, and never thin out the newest hundred', () => {
  for (const routes of [10, 1_000_000]) {
    const seqs = after(2_000_000, routes);
    expect(seqs.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, index) => 2_000_000 - 1000 * index));
  }
});

it('keep hundreds of a small table and few of a full one, over all of its past', () => {
  const small = after(2_000_000, 10);
  expect(small.length).toBeGreaterThan(200);
  expect(small.length).toBeLessThanOrEqual(400);
  const full = after(2_000_000, 1_000_000);
  expect(full.length).toBeLessThan(130);
  expect(full.at(-1)).toBe(0);
});

it('drop those of what was never written', () => {
  const snapshots = new Snapshots();
  for (let seq = 0; seq <= 5000; seq += 1000) snapshots.offer(stateAt(seq, 10));
  snapshots.forgetAfter(2500);
  expect(seqsOf(snapshots, 5000)).toEqual([2000, 1000, 0]);
});
