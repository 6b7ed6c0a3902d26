import { forkHost, replay, type Difference, type Host } from '@netlapse/core';

import { recordingFile } from '../../test/recordings';
import { importRtmon } from './import-rtmon';
import { mirrorLinux } from './mirror-linux';

const laptop = (): Host => {
  const file = 'laptop/laptop.rtmon';
  const host = mirrorLinux({ now: Date.UTC(2026, 10, 20) });
  importRtmon(host, recordingFile(file), { file });
  return host;
};

/** What differs, as one list: table and row. */
const rowsOf = (found: Difference): readonly unknown[] =>
  Object.entries(found).flatMap(([table, { added, removed, changed }]) =>
    [...added, ...removed, ...changed].map((row) => [table, row]),
  );

describe('the recording of a laptop, run again on a fork', () => {
  const host = laptop();
  const end = host.log.head.n;
  const [middle] = host.timeline.commits(Math.floor(host.state.seq / 2), host.state.seq);

  it.each([
    ['its beginning', 0],
    ['its middle', middle?.events[middle.events.length - 1]?.seq ?? 0],
  ])('from %s comes to the same end', (_, seq) => {
    const fork = forkHost(host, { seq });
    const { causes, difference } = replay(host, fork);
    expect(causes.length).toBeGreaterThan(10);
    expect(causes.filter(({ statusThen, statusNow }) => statusNow !== statusThen)).toEqual([]);
    expect(rowsOf(difference)).toEqual([]);
  });

  it('without one message it folds to the end all the same, whichever it is', () => {
    for (let n = 3; n <= end; n += Math.ceil(end / 12)) {
      const [record] = host.log.records(n, n);
      if (record?.kind !== 'commit') continue;
      const fork = forkHost(host, { seq: 0 });
      const { causes } = replay(host, fork, { skip: [n] });
      expect(causes.filter(({ statusNow }) => statusNow === null).map((cause) => cause.n)).toEqual([n]);
      expect(fork.clock).toBe(host.clock);
    }
  });
});
