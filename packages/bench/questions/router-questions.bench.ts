import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openHost, prefixAddress, type Prefix } from '@netlapse/core';
import { nodeSha256, openSqliteLog } from '@netlapse/log-sqlite';

import type { Bench } from '../src/bench';
import { logFolder } from '../src/log-folder';
import { ask } from '../src/question';
import { seededRandom } from '../src/random';

const SECOND = 1e9;
const RECORDINGS = join('packages', 'host-linux', 'recordings');

/** What one run of the command line took, from the start of its process to its end. */
interface Asked {
  readonly nanoseconds: number;
  readonly answer: string;
}

/** @throws Error where it could not answer */
const netlapse = (...argv: readonly string[]): Asked => {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join('packages', 'cli', 'bin', 'netlapse.js'), ...argv],
    { encoding: 'utf8', maxBuffer: 2 ** 30 },
  );
  const nanoseconds = Number(process.hrtime.bigint() - start);
  // 1: the answer is no, which is an answer.
  if (status !== 0 && status !== 1) throw new Error(`netlapse ${argv.join(' ')}: ${stderr}`);
  return { nanoseconds, answer: stdout };
};

/** Addresses in prefixes of the log, drawn from a seed: those that some route leads to at some time. */
const destinationsIn = (log: string, count: number): readonly string[] => {
  const host = openHost(openSqliteLog(log, { mode: 'read' }), { hasher: nodeSha256 });
  const { seq } = host.position;
  const prefixes = new Set<Prefix>();
  for (const part of [0.25, 0.5, 0.75, 1])
    for (const { DestinationPrefix } of host.timeline.stateAt(Math.floor(seq * part)).routes.values())
      prefixes.add(DestinationPrefix);
  host.close();
  const random = seededRandom(3);
  const all = [...prefixes];
  return Array.from({ length: count }, () => prefixAddress(all[Math.floor(random() * all.length)] as Prefix));
};

const measure = (bench: Bench): void => {
  const path = logFolder();
  const log = path('router.db');
  const recording = bench.isQuick
    ? join(RECORDINGS, 'laptop', 'laptop.rtmon')
    : join(RECORDINGS, 'router', 'router.rtmon.gz');
  netlapse('import', recording, '--log', log);
  const middle = bench.isQuick ? 'seq:100' : 'seq:60000';
  const destinations = destinationsIn(log, bench.size(1_000, 20));
  const file = path('destinations.txt');
  writeFileSync(file, `${destinations.join('\n')}\n`);
  const few = destinations.slice(0, bench.size(20, 2));
  const down = bench.isQuick ? 'eth0' : 'up1';

  const timed = (argv: readonly string[]): number => netlapse(...argv, '--log', log).nanoseconds;
  const rounds = (argv: readonly string[]): readonly number[] =>
    Array.from({ length: bench.size(5, 1) }, () => timed(argv));
  const histories = few.map((destination) => timed(['route-to', destination, '--history']));
  bench.figure('the version, which reads nothing', 'ns', rounds(['--version']));
  bench.figure(`route-to --history of ${few.length} addresses, each`, 'ns', histories);
  bench.figure('the slowest of them', 'ns', Math.max(...histories), { atMost: SECOND });
  bench.figure('route-to as of the middle', 'ns', rounds(['route-to', few[0] ?? '', '--at', middle]));
  bench.figure(
    `what-if an interface were down, ${destinations.length.toLocaleString('en')} destinations`,
    'ns',
    rounds(['what-if', '--down', down, '--at', middle, '--destinations', file]),
    { atMost: 5 * SECOND },
  );
  bench.figure(
    'the same, of all destinations there are',
    'ns',
    rounds(['what-if', '--down', down, '--at', middle]),
  );
  bench.figure(
    `leaks of a tunnel, ${few.length} destinations`,
    'ns',
    rounds(['leaks', '--tunnel', down, ...few]),
  );
};

ask({
  name: 'router-questions',
  title: 'Questions on the command line',
  about:
    'The recording of a router that took and lost thousands of routes of BIRD, imported into a log; then questions about it, each a process of its own from start to end.',
  measure,
});
