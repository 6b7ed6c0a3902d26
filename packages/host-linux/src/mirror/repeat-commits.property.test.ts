import fc from 'fast-check';

import { difference, forkHost, type Commit, type Host } from '@netlapse/core';

import { mirroredHost } from '../../test/mirrored-host';
import { propertyRuns } from '../../test/property-runs';
import { anyMessage } from '../../test/random-messages';
import { repeatCommits } from './repeat-commits';

const commitsOf = ({ timeline }: Host, from: number): readonly Commit[] => [
  ...timeline.commits(from, timeline.state.seq),
];

/** What differs of objects, and of the rows that lookups ask. */
const differing = (a: Host, b: Host): object => {
  const { linux, routes, unicast, interfaces, ipInterfaces } = difference(a.state, b.state);
  return Object.fromEntries(
    Object.entries({ linux, routes, unicast, interfaces, ipInterfaces }).filter(
      ([, { added, removed, changed }]) => added.length + removed.length + changed.length > 0,
    ),
  );
};

it('a mirror that repeats what another one heard comes to the same objects and rows, from wherever it begins', () => {
  fc.assert(
    fc.property(
      fc.array(anyMessage, { maxLength: 60 }),
      fc.float({ min: 0, max: 1, noNaN: true }),
      (messages, part) => {
        const { host } = mirroredHost(...messages);
        const commits = commitsOf(host, 0);
        const from = commits[Math.floor(part * commits.length)]?.events[0]?.seq ?? 1;
        const fork = forkHost(host, { seq: from - 1 }, { asMirror: true });
        repeatCommits(fork, commitsOf(host, from - 1));
        expect(differing(host, fork)).toEqual({});
        expect(fork.mirrored).toBe(true);
        expect(fork.clock).toBe(host.clock);
      },
    ),
    propertyRuns(200),
  );
});

it('without one append it keeps what a mirror must keep: rows are those of its objects, whatever is left out', () => {
  fc.assert(
    fc.property(fc.array(anyMessage, { minLength: 5, maxLength: 60 }), fc.nat(), (messages, number) => {
      const { host } = mirroredHost(...messages);
      const commits = commitsOf(host, 0);
      const fork = forkHost(host, { seq: 0 }, { asMirror: true });
      repeatCommits(
        fork,
        commits.filter((_, index) => index !== number % commits.length),
      );
      // Told of its own objects once more, from nothing, it has the very rows.
      const again = forkHost(fork, { seq: 0 }, { asMirror: true });
      repeatCommits(again, commitsOf(fork, 0));
      expect(differing(fork, again)).toEqual({});
    }),
    propertyRuns(100),
  );
});
