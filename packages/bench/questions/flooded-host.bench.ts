import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { doubtIntervals, openHost } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

import type { Bench } from '../src/bench';
import { logFolder } from '../src/log-folder';
import { ask } from '../src/question';

const MIB = 2 ** 20;
const SECOND = 1e9;
/** Clock ticks of /proc/PID/stat a second: USER_HZ, the same on every machine that Node runs on. */
const TICKS = 100;
/** The recorder is given up when nothing more comes for so long, ms. */
const PATIENCE = 60_000;
const NAMESPACE = `netlapse-flood-${process.pid}`;

const ip = (...words: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync('ip', ['-n', NAMESPACE, ...words], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`);
  return stdout;
};

/** So many prefixes of 32 bits, from 10.0.0.0 on. */
const prefixesOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);

/** What a recorder did with one flood. */
interface Flood {
  readonly nanoseconds: number;
  readonly cpuNanoseconds: number;
  readonly memoryBytes: number;
  readonly doubts: number;
  /** Routes that the kernel has and the log not, or the other way round. */
  readonly difference: number;
}

const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) / TICKS) * SECOND;
};

const memoryOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;

/** Waits until the log has so many events. @throws Error where nothing comes any more */
const reached = async (log: string, events: number): Promise<void> => {
  const reader = openSqliteLog(log, { mode: 'read', checkpoints: 'ignore' });
  let [seq, since] = [0, Date.now()];
  try {
    while (seq < events) {
      const { head } = reader;
      if (head.seq > seq) [seq, since] = [head.seq, Date.now()];
      else if (Date.now() - since > PATIENCE)
        throw new Error(`the recorder stopped at event ${seq}, ${events} were to come`);
      await sleep(20);
    }
  } finally {
    reader.close();
  }
};

const started = async (log: string, options: readonly string[]): Promise<ChildProcess> => {
  const child = spawn(
    process.execPath,
    [join('packages', 'cli', 'bin', 'netlapse.js'), 'record', '--netns', NAMESPACE, '--log', log, ...options],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const tries = 200;
  for (let index = 0; index < tries; index += 1) {
    await sleep(50);
    try {
      const reader = openSqliteLog(log, { mode: 'read', checkpoints: 'ignore' });
      const { seq } = reader.head;
      reader.close();
      // What stood when it began is in the log: from here on it listens.
      if (seq > 0) return child;
    } catch {
      // There is no log yet.
    }
  }
  child.kill();
  throw new Error('the recorder did not begin');
};

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the recorder ended with ${code}`)),
    );
    child.kill('SIGTERM');
  });

/** Each route becomes two events: what Linux said of it, and the row. */
const EVENTS_A_ROUTE = 2;

const flood = async (
  log: string,
  batch: string,
  count: number,
  options: readonly string[],
): Promise<Flood> => {
  ip('link', 'add', 'd0', 'type', 'veth', 'peer', 'name', 'd1');
  for (const end of ['d0', 'd1']) ip('link', 'set', end, 'up');
  ip('addr', 'add', '192.0.2.1/24', 'dev', 'd0');
  const child = await started(log, options);
  const pid = child.pid as number;
  try {
    return await flooded(child, pid, log, batch, count);
  } finally {
    if (child.exitCode === null) child.kill('SIGKILL');
    ip('link', 'del', 'd0');
  }
};

/** Pours, waits for the last route, and holds the log against the kernel. */
const flooded = async (
  child: ChildProcess,
  pid: number,
  log: string,
  batch: string,
  count: number,
): Promise<Flood> => {
  await sleep(500);
  const reader = openSqliteLog(log, { mode: 'read', checkpoints: 'ignore' });
  const before = reader.head.seq;
  reader.close();
  const [cpuBefore, start] = [cpuOf(pid), process.hrtime.bigint()];
  ip('-batch', batch);
  await reached(log, before + EVENTS_A_ROUTE * count);
  const nanoseconds = Number(process.hrtime.bigint() - start);
  const [cpuNanoseconds, memoryBytes] = [cpuOf(pid) - cpuBefore, memoryOf(pid)];
  // Doubt ends with a picture, which may come after the last route.
  await sleep(1000);
  await ended(child);
  const kernel = new Set(
    (JSON.parse(ip('-j', 'route')) as { readonly dst: string }[]).map(({ dst }) =>
      dst.includes('/') ? dst : `${dst}/32`,
    ),
  );
  const host = openHost(openSqliteLog(log, { mode: 'read' }));
  // Who begins to listen is in doubt until it has read all tables: that is not the flood's.
  const doubts = doubtIntervals(host.log.records()).slice(1);
  const routes = new Set<string>();
  for (const { DestinationPrefix } of host.state.routes.values())
    if (DestinationPrefix.startsWith('10.')) routes.add(DestinationPrefix);
  host.close();
  let difference = 0;
  for (const prefix of routes) if (!kernel.has(prefix)) difference += 1;
  for (const prefix of kernel) if (prefix.startsWith('10.') && !routes.has(prefix)) difference += 1;
  if (difference > 0) throw new Error(`the log differs from the kernel in ${difference} routes`);
  if (doubts.some(({ to }) => to === undefined)) throw new Error('the log is still in doubt');
  return { nanoseconds, cpuNanoseconds, memoryBytes, doubts: doubts.length, difference };
};

const measure = async (bench: Bench): Promise<void> => {
  const made = spawnSync('ip', ['netns', 'add', NAMESPACE], { encoding: 'utf8' });
  if (made.status !== 0) {
    bench.note(`Left out: no network namespace can be made here: ${made.stderr || String(made.error)}`);
    return;
  }
  try {
    const count = bench.isLong ? 500_000 : bench.size(50_000, 500);
    const path = logFolder();
    const batch = path('batch');
    const lines = prefixesOf(count).map((prefix) => `route add ${prefix} via 192.0.2.2\n`);
    writeFileSync(batch, lines.join(''));
    const memory = bench.isLong ? { atMost: 1000 * MIB } : {};
    const tell = (what: string, told: Flood): void => {
      bench.figure(
        `${what}: messages a second, to the last in the log`,
        'per second',
        count / (told.nanoseconds / SECOND),
        {
          atLeast: 50_000,
        },
      );
      bench.figure(`${what}: processor time a message`, 'ns', told.cpuNanoseconds / count);
      bench.figure(`${what}: memory of the recorder at most`, 'bytes', told.memoryBytes, memory);
      bench.figure(`${what}: times of doubt`, 'count', told.doubts);
      bench.figure(`${what}: routes in which log and kernel differ in the end`, 'count', told.difference, {
        atMost: 0,
      });
    };
    tell('a buffer of 512 MiB', await flood(path('wide.db'), batch, count, ['--receive-buffer', '512M']));
    const narrow = await flood(path('narrow.db'), batch, count, ['--receive-buffer', '64K']);
    if (narrow.doubts === 0 && !bench.isQuick) throw new Error('nothing overflowed, so nothing was healed');
    tell('a buffer of 64 KiB', narrow);
    bench.note(
      `${count.toLocaleString('en')} routes poured in by \`ip -batch\`; the recorder is a process of its own.`,
    );
  } finally {
    spawnSync('ip', ['netns', 'del', NAMESPACE]);
  }
};

ask({
  name: 'flooded-host',
  title: 'A live host that is flooded',
  about:
    'A recorder listens to a network namespace, into a durable log, while `ip -batch` adds routes as fast as it can: with a buffer that holds all that waits, and with one that overflows, after which the tables are read again. Without --long a tenth of them.',
  measure,
});
