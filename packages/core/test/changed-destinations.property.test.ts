import { changedDestinations, familyOf, prefixOf, widthOf } from '@netlapse/core';

import { expectWholeDifference, isWithin, someAddresses } from './changed-destinations.contract';
import { Random } from './random-steps';
import { overScripts, run } from './simulation';

it('holds every destination that two moments answer differently for, and no other, over random hosts', () => {
  let ranges = 0;
  overScripts(150, 60, (script) => {
    const { host, reads } = run(script);
    const random = new Random(script.seed);
    const positions = [...reads.map(({ position }) => position), host.position];
    const [before, after] = [host.view(random.pick(positions)), host.view(random.pick(positions))];
    ranges += expectWholeDifference(before, after, (count) => random.below(count));
    host.close();
  });
  expect(ranges).toBeGreaterThan(300);
});

it('looks at the prefixes that are asked for alone', () => {
  let inside = 0;
  overScripts(60, 60, (script) => {
    const { host } = run(script);
    const [before, after] = [host.view({ seq: Math.floor(host.state.seq / 2) }), host.view()];
    const whole = changedDestinations(before, after);
    for (const address of someAddresses) {
      const only = prefixOf(address, widthOf(familyOf(address)));
      const found = changedDestinations(before, after, [only]).map(({ first, last }) => [first, last]);
      const isIn = whole.some((range) => isWithin(range, address));
      expect(found).toEqual(isIn ? [[address, address]] : []);
      inside += found.length;
    }
    host.close();
  });
  expect(inside).toBeGreaterThan(50);
});
