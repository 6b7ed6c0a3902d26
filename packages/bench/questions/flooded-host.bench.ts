import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { doubtIntervals, MemoryEventLog, openHost, repeatLive, type Host } from '@netlapse/core';
import { LinuxLiveHost, mirrorLinux } from '@netlapse/host-linux';
import { nodeSha256, openSqliteLog } from '@netlapse/log-sqlite';

import type { Bench } from '../src/bench';
import { cpuOf, FloodedNamespace, forgetMemoryOf, memoryOf } from '../src/flooded-namespace';
import { FloodedRecorder } from '../src/flooded-recorder';
import { logFolder } from '../src/log-folder';
import { ask } from '../src/question';

const MIB = 2 ** 20;
const SECOND = 1e9;
const IN_MEMORY = 'a log in memory';

/** What a mirror did with one flood. */
interface Flood {
  /** From the first message to the last in the log. */
  readonly nanoseconds: number;
  readonly cpuNanoseconds: number;
  /** From the last message in the log to certainty. */
  readonly healedNanoseconds: number;
  readonly memoryBytes: number;
  readonly doubts: number;
  /** Routes that the kernel has and the log not, or the other way round, or that differ in anything. */
  readonly difference: number;
}

const nanosecondsSince = (start: bigint): number => Number(process.hrtime.bigint() - start);

/** Holds what is in a log against the kernel. */
const heldAgainst = (namespace: FloodedNamespace, host: Host): Pick<Flood, 'doubts' | 'difference'> => {
  // Who begins to listen is in doubt until it has read all tables: that is not the flood's.
  const doubts = doubtIntervals(host.log.records()).slice(1);
  if (doubts.some(({ to }) => to === undefined)) throw new Error('the log is still in doubt');
  const difference = namespace.differenceFrom(host.state, host.clock);
  if (difference > 0) throw new Error(`the log differs from the kernel in ${difference} routes`);
  return { doubts: doubts.length, difference };
};

/** How a recorder is flooded. */
interface Way {
  readonly buffer: string;
  /** TRUE: it sleeps until all is poured, so that it finds everything waiting. */
  readonly isHeld: boolean;
}

/** Into a durable log, by a recorder that is a process of its own. */
const recorded = async (
  namespace: FloodedNamespace,
  log: string,
  count: number,
  { buffer, isHeld }: Way,
): Promise<Flood> => {
  namespace.reset();
  const recorder = await FloodedRecorder.start(log, namespace.name, buffer);
  const { pid } = recorder;
  try {
    await sleep(500);
    const before = recorder.reached();
    if (isHeld) {
      recorder.signal('SIGSTOP');
      await namespace.pour();
    }
    const [cpuBefore, start] = [cpuOf(pid), process.hrtime.bigint()];
    if (isHeld) recorder.signal('SIGCONT');
    else await namespace.pour();
    await recorder.reaches(before, count);
    const nanoseconds = nanosecondsSince(start);
    const [cpuNanoseconds, end] = [cpuOf(pid) - cpuBefore, process.hrtime.bigint()];
    await recorder.isCertain();
    const healedNanoseconds = nanosecondsSince(end);
    const memoryBytes = memoryOf(pid);
    await recorder.ended();
    const host = openHost(openSqliteLog(log, { mode: 'read' }));
    const held = heldAgainst(namespace, host);
    host.close();
    return { nanoseconds, cpuNanoseconds, healedNanoseconds, memoryBytes, ...held };
  } finally {
    recorder.kill();
  }
};

/** Into a log in memory, by a mirror within this process. */
const remembered = async (namespace: FloodedNamespace, count: number): Promise<Flood> => {
  namespace.reset();
  const host = mirrorLinux({ log: new MemoryEventLog({ hasher: nodeSha256 }), now: Date.now() });
  const live = new LinuxLiveHost({ namespace: namespace.file, receiveBufferBytes: 512 * MIB });
  let failure: unknown;
  repeatLive(host, live, (error) => (failure = error));
  try {
    await sleep(1000);
    const due = host.state.routes.size + count;
    forgetMemoryOf(process.pid);
    const [cpuBefore, start] = [cpuOf(process.pid), process.hrtime.bigint()];
    await namespace.pour();
    while (host.state.routes.size < due) {
      if (failure !== undefined) throw new Error('the mirror failed', { cause: failure });
      await sleep(5);
    }
    const nanoseconds = nanosecondsSince(start);
    const cpuNanoseconds = cpuOf(process.pid) - cpuBefore;
    const memoryBytes = memoryOf(process.pid);
    return {
      nanoseconds,
      cpuNanoseconds,
      healedNanoseconds: 0,
      memoryBytes,
      ...heldAgainst(namespace, host),
    };
  } finally {
    live.close();
  }
};

const tell = (bench: Bench, what: string, count: number, told: Flood): void => {
  const perSecond = count / (told.nanoseconds / SECOND);
  bench.figure(`${what}: messages a second, to the last in the log`, 'per second', perSecond, {
    atLeast: 50_000,
  });
  bench.figure(`${what}: processor time a message`, 'ns', told.cpuNanoseconds / count);
  // A log in memory takes as much as it holds.
  const memory = bench.isLong && what !== IN_MEMORY ? { atMost: 1000 * MIB } : {};
  bench.figure(`${what}: memory of the process at most`, 'bytes', told.memoryBytes, memory);
  bench.figure(`${what}: times of doubt`, 'count', told.doubts);
  if (told.doubts > 0)
    bench.figure(`${what}: from the last message to certainty`, 'ns', told.healedNanoseconds);
  bench.figure(`${what}: routes in which log and kernel differ in the end`, 'count', told.difference, {
    atMost: 0,
  });
};

const measure = async (bench: Bench): Promise<void> => {
  const path = logFolder();
  const count = bench.isLong ? 500_000 : bench.size(50_000, 500);
  const namespace = FloodedNamespace.make(count, path('batch'));
  if (typeof namespace === 'string') {
    bench.note(`Left out: no network namespace can be made here: ${namespace}`);
    return;
  }
  try {
    namespace.reset();
    const alone = count / ((await namespace.pour()) / SECOND);
    bench.figure('`ip -batch` alone, nobody listening: messages a second', 'per second', alone);
    tell(bench, IN_MEMORY, count, await remembered(namespace, count));
    const wide = { buffer: '1G', isHeld: false };
    const held = await recorded(namespace, path('held.db'), count, { ...wide, isHeld: true });
    tell(bench, 'all waits, and is read then', count, held);
    tell(bench, 'a buffer of 1 GiB', count, await recorded(namespace, path('wide.db'), count, wide));
    const narrow = await recorded(namespace, path('narrow.db'), count, { buffer: '64K', isHeld: false });
    if (narrow.doubts === 0 && !bench.isQuick) throw new Error('nothing overflowed, so nothing was healed');
    tell(bench, 'a buffer of 64 KiB', count, narrow);
    bench.note(
      `${count.toLocaleString('en')} routes poured in by \`ip -batch\`, on ${cpus().length} cores: no mirror beside it can be faster than it is itself. The recorder is a process of its own; the log in memory is in the process that measures. Times count from the first message, where all waits from when the recorder may go on.`,
    );
  } finally {
    namespace.remove();
  }
};

ask({
  name: 'flooded-host',
  title: 'A live host that is flooded',
  about:
    'A recorder listens to a network namespace, into a durable log, while `ip -batch` adds routes as fast as it can: with a buffer that holds all that waits, and with one that overflows, after which the tables are read again; once it sleeps until all is poured, so that its own speed shows. Beside it a log in memory, and `ip` alone. In the end every member of every route is held against `ip -j -d`. Without --long a tenth of them.',
  measure,
});
