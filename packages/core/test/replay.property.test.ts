import { forkHost, replay, stateDocument, type Position } from '@netlapse/core';

import { Random } from './random-steps';
import { overScripts, run } from './simulation';

/** The present is looked at, so that nothing is due in it; two of the moments at which that was done, in order. */
const stretchOf = (positions: readonly Position[], seed: number): readonly [Position, Position] => {
  const random = new Random(seed);
  const [one, other] = [random.below(positions.length), random.below(positions.length)];
  return [positions[Math.min(one, other)] as Position, positions[Math.max(one, other)] as Position];
};

it('a fork on which everything runs again comes to the same end by the same statuses', () => {
  overScripts(150, 80, (script) => {
    const { host, reads } = run(script);
    host.view();
    const positions = [
      { seq: 0, at: host.timeline.beginning },
      ...reads.map(({ position }) => position),
      host.position,
    ];
    const [from, to] = stretchOf(positions, script.seed);
    const fork = forkHost(host, from);
    const { causes, difference } = replay(host, fork, { to });
    expect(stateDocument(fork.state)).toEqual(stateDocument(host.view(to).state));
    expect(
      Object.values(difference).flatMap(({ added, removed, changed }) => [...added, ...removed, ...changed]),
    ).toEqual([]);
    for (const { n, statusThen, statusNow } of causes)
      expect({ n, statusNow }).toEqual({ n, statusNow: statusThen });
  });
});

it('the difference that is told is that of the ends, whatever is left out', () => {
  overScripts(60, 80, (script) => {
    const random = new Random(script.seed);
    const { host } = run(script);
    host.view();
    const before = host.log.head;
    const whole = replay(host, forkHost(host, { seq: 0 })).causes;
    const skip = whole.filter(() => random.chance(0.2)).map(({ n }) => n);
    const fork = forkHost(host, { seq: 0 });
    const { causes } = replay(host, fork, { skip });
    expect(causes.map(({ n }) => n)).toEqual(whole.map(({ n }) => n));
    expect(causes.filter(({ change }) => change === 'skipped').map(({ n }) => n)).toEqual(skip);
    expect(fork.clock).toBe(host.clock);
    // The original hears and keeps nothing of it.
    expect(host.log.head).toEqual(before);
  });
});
