import {
  firstWhere,
  whenever,
  type Host,
  type HostState,
  type Interval,
  type Position,
} from '@netlapse/core';

import { Random } from './random-steps';
import { overScripts, run } from './simulation';

interface Looked {
  readonly state: HostState;
  readonly at: number;
}

/** The state at the beginning of a stretch and after each of its appends, each read by itself: the naive walk. */
const eachOf = (host: Host, from: Position, to: Position): readonly (Looked & Position)[] => {
  const looked = [{ ...from, state: host.timeline.stateAt(from.seq) }];
  for (const record of host.log.records())
    if (record.kind === 'commit') {
      const seq = record.events.at(-1)?.seq ?? 0;
      if (seq > from.seq && seq <= to.seq)
        looked.push({ seq, at: record.at, state: host.timeline.stateAt(seq) });
    }
  return looked;
};

const stretchOf = (host: Host, reads: readonly { readonly position: Position }[], random: Random) => {
  const beginning = { seq: host.timeline.firstSeq, at: host.timeline.beginning };
  const positions = [beginning, ...reads.map(({ position }) => position), host.position];
  const [one, other] = [random.below(positions.length), random.below(positions.length)];
  return {
    from: positions[Math.min(one, other)] as Position,
    to: positions[Math.max(one, other)] as Position,
  };
};

it('halving finds what looking at each append in order finds, where a predicate stays true', () => {
  let found = 0;
  overScripts(50, 60, (script) => {
    const random = new Random(script.seed);
    const { host, reads } = run(script);
    for (let round = 0; round < 6; round += 1) {
      const { from, to } = stretchOf(host, reads, random);
      const limit = random.below(host.state.seq + 3);
      // In turn by the number of events, by the time, and by an index that is never given again.
      const holds = [
        ({ state }: Looked): boolean => state.seq >= limit,
        ({ at }: Looked): boolean => at >= from.at + limit * 50,
        ({ state }: Looked): boolean => state.retired.luids().length > limit % 2,
      ][round % 3] as (view: Looked) => boolean;
      const halved = firstWhere(host, holds, { from, to, monotone: true });
      expect(halved).toEqual(firstWhere(host, holds, { from, to }));
      const [naive] = eachOf(host, from, to).filter(holds);
      expect(halved?.seq).toBe(naive?.seq);
      if (halved !== undefined && !halved.already) found += 1;
    }
    host.close();
  });
  expect(found).toBeGreaterThan(20);
});

it('the stretches in which a predicate holds are those that asking after each append gives', () => {
  let turns = 0;
  overScripts(60, 80, (script) => {
    const random = new Random(script.seed);
    const { host, reads } = run(script);
    const { from, to } = stretchOf(host, reads, random);
    const every = 2 + random.below(3);
    const holds = ({ state }: Looked): boolean => (state.routes.size + state.unicast.size) % every === 0;
    const naive: Interval[] = [];
    let since: Position | undefined;
    for (const { seq, at, state } of eachOf(host, from, to)) {
      const position = { seq, at };
      if (holds({ state, at })) since ??= position;
      else if (since !== undefined) {
        naive.push({ from: since, to: position });
        since = undefined;
      }
    }
    if (since !== undefined) naive.push({ from: since, to: null });
    expect(whenever(host, holds, { from, to })).toEqual(naive);
    turns += naive.length;
    host.close();
  });
  expect(turns).toBeGreaterThan(60);
});
