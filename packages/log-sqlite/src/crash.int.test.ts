import { openHost, verifyLog } from '@netlapse/core';

import { buildChild, startChild } from '../test/child';
import { makeLogDirectory, type LogDirectory } from '../test/log-directory';
import { openSqliteLog, readHeadFile } from './index';

const SEED = Number(process.env.NETLAPSE_SEED ?? 20_240_229);
const ROUNDS = 10 * Number(process.env.NETLAPSE_RUNS ?? 1);
/** After so many rounds a new log is begun: every round reads the log from its beginning. */
const ROUNDS_A_LOG = 3;

/** A small generator of its own: the moments of a run come again with its seed. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe(`a writer killed at any moment (NETLAPSE_SEED=${SEED})`, () => {
  let directory: LogDirectory;
  beforeAll(() => {
    directory = makeLogDirectory();
  });
  afterAll(() => directory.remove());

  it(
    'loses nothing that it has acknowledged, and nothing of what it left is half',
    async () => {
      const program = buildChild('append-forever');
      const random = randomFrom(SEED);
      let file = '';
      let acknowledgedBefore = 0;
      let acknowledgedInAll = 0;

      for (let round = 0; round < ROUNDS; round++) {
        if (round % ROUNDS_A_LOG === 0) {
          file = directory.fileName();
          openSqliteLog(file, { mode: 'create' }).close();
          acknowledgedBefore = 0;
        }
        const writer = startChild(program, file, String(1 + Math.floor(random() * 1e6)));
        await writer.saysLines(1);
        const reader = openSqliteLog(file, { mode: 'read' });
        await sleep(random() * 60);
        // In the middle of it all, what is there is whole.
        const seen = verifyLog(reader);
        expect(seen.records).toBeGreaterThan(acknowledgedBefore);
        reader.close();
        await sleep(random() * 60);
        await writer.kill();

        const [n, hash] = (writer.lines[writer.lines.length - 1] as string).split(' ') as [string, string];
        const acknowledged = Number(n);
        const log = openSqliteLog(file, { mode: 'write' });
        const [last] = log.records(acknowledged, acknowledged);
        expect(last?.hash).toBe(hash);
        expect(log.head.n).toBeGreaterThanOrEqual(Math.max(acknowledged, seen.records));
        expect(verifyLog(log, { head: readHeadFile(file) ?? log.head }).head).toEqual(log.head);
        acknowledgedInAll += acknowledged - acknowledgedBefore;
        acknowledgedBefore = acknowledged;
        log.close();
      }
      expect(acknowledgedInAll).toBeGreaterThan(10 * ROUNDS);
    },
    ROUNDS * 6_000,
  );

  it(
    'leaves the log as it was or the compacted one, whole, where it was compacting',
    async () => {
      const program = buildChild('compact-forever');
      const random = randomFrom(SEED);
      const file = directory.fileName();
      for (let round = 0; round < 2 * ROUNDS; round++) {
        const writer = startChild(program, file);
        await writer.saysLines(150 + Math.floor(random() * 200));
        await sleep(random() * 30);
        await writer.kill();
        const [seq, at] = (writer.lines.at(-1) as string).split(' ').map(Number);
        const head = readHeadFile(file);
        const log = openSqliteLog(file, { mode: 'write' });
        verifyLog(log, head === undefined ? {} : { head });
        const host = openHost(log);
        expect(host.state.seq).toBeGreaterThanOrEqual(seq as number);
        expect(host.clock).toBeGreaterThanOrEqual(at as number);
        expect(host.timeline.beginning).toBeGreaterThan(round === 0 ? -1 : 0);
        host.close();
      }
    },
    ROUNDS * 20_000,
  );
});
