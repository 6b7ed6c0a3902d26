import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { comparePrefixes, createHost, openHost, type Host } from '@netlapse/core';
import { checkIpExport, importIpExport, importRtmon, openRecordedFile } from '@netlapse/host-linux';
import { openSqliteLog } from '@netlapse/log-sqlite';

import type { Bench } from '../src/bench';
import { readEdge, writeIpExport, writeRtmonStream } from '../src/full-table-export';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';

/** What a process of its own did, and what it took. */
interface Run {
  readonly routes: number;
  readonly nanoseconds: number;
  readonly memoryBytes: number;
}

/** As `netlapse import` sets it for itself. */
const HEAP_GROWTH = '--heap-growing-percent=50';

/** By which argument this file, run as a process of its own, knows what to do. */
const TASK = '--task';

type Task = 'rtmon' | 'export' | 'later export' | 'parse';

const hostAt = (path: string, mode: 'create' | 'write'): Host => {
  const log = openSqliteLog(path, { mode });
  return mode === 'create'
    ? createHost({ log, mirror: 'linux', now: 0 })
    : openHost(log, { hasher: log.hasher });
};

const tasks: Readonly<Record<Task, (log: string, files: readonly string[]) => number>> = {
  rtmon: (log, [file = '']) => {
    const host = hostAt(log, 'create');
    importRtmon(host, openRecordedFile(file), { file });
    return closed(host);
  },
  export: (log, files) => importExport(hostAt(log, 'create'), files, 1),
  'later export': (log, files) => importExport(hostAt(log, 'write'), files, 2),
  parse: (_, files) => (JSON.parse(readFileSync(files[files.length - 1] ?? '', 'utf8')) as unknown[]).length,
};

const importExport = (host: Host, files: readonly string[], at: number): number => {
  importIpExport(host, checkIpExport(files.map(openRecordedFile), host.state.linux), { at });
  return closed(host);
};

const closed = (host: Host): number => {
  const { size } = host.state.routes;
  host.close();
  return size;
};

/** Does one task and prints what it took. */
const runTask = (task: Task, log: string, files: readonly string[]): void => {
  const start = process.hrtime.bigint();
  const routes = tasks[task](log, files);
  const nanoseconds = Number(process.hrtime.bigint() - start);
  const run: Run = { routes, nanoseconds, memoryBytes: process.resourceUsage().maxRSS * 1024 };
  process.stdout.write(JSON.stringify(run));
};

const inProcess = (task: Task, log: string, files: readonly string[]): Run => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [HEAP_GROWTH, process.argv[1] ?? '', TASK, task, log, ...files],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${task}: ${stderr}`);
  return JSON.parse(stdout) as Run;
};

const MIB = 2 ** 20;
const SECOND = 1e9;

const measure = (bench: Bench, folder: string): void => {
  const { ipv4, ipv6, origin } = loadPrefixes();
  const share = bench.isLong ? 1 : bench.size(0.1, 0.002);
  // `ip` prints a table in order; a kernel is told of it in that order, or in whatever order the routes come.
  const [some4, some6] = [ipv4.slice(0, ipv4.length * share), ipv6.slice(0, ipv6.length * share)];
  const arriving = [...some4, ...some6];
  const sorted = [...some4.toSorted(comparePrefixes), ...some6.toSorted(comparePrefixes)];
  const recording = join(folder, 'full.rtmon');
  const scattered = join(folder, 'scattered.rtmon');
  writeRtmonStream(sorted, recording, readEdge);
  writeRtmonStream(arriving, scattered, readEdge);
  const { address, link, route } = writeIpExport(sorted, folder, readEdge);
  const exported = [link, address, route];
  const [byRtmon, byExport] = [join(folder, 'rtmon.db'), join(folder, 'export.db')];
  const targets = bench.isLong
    ? { seconds: { atMost: 20 * SECOND }, memory: { atMost: 1000 * MIB } }
    : undefined;

  const tell = (what: string, { memoryBytes, nanoseconds, routes }: Run, log?: string): void => {
    bench.figure(`${what}: time`, 'ns', nanoseconds, log === undefined ? {} : targets?.seconds);
    bench.figure(`${what}: routes a second`, 'per second', routes / (nanoseconds / SECOND));
    bench.figure(
      `${what}: memory of the process at most`,
      'bytes',
      memoryBytes,
      log === undefined ? {} : targets?.memory,
    );
    if (log !== undefined) bench.figure(`${what}: size of the log`, 'bytes', statSync(log).size);
  };
  tell('a recording of rtmon', inProcess('rtmon', byRtmon, [recording]), byRtmon);
  tell('a recording in no order', inProcess('rtmon', join(folder, 'scattered.db'), [scattered]));
  tell('output of ip -j', inProcess('export', byExport, exported), byExport);
  // One prefix of a hundred is gone: all others are compared and found as they stand.
  writeIpExport(
    sorted.filter((_, index) => index % 100 !== 0),
    folder,
    readEdge,
  );
  tell(
    'output of ip -j, of which one route in a hundred went',
    inProcess('later export', byExport, exported),
  );
  tell('peer: JSON.parse of the output alone', inProcess('parse', '', exported));
  const start = process.hrtime.bigint();
  const { error, status } = spawnSync('ip', ['-d', '-o', 'monitor', 'file', recording], { stdio: 'ignore' });
  const spent = Number(process.hrtime.bigint() - start);
  if (error === undefined && status === 0)
    bench.figure('peer: ip monitor file of the recording: time', 'ns', spent);
  bench.note(
    `${arriving.length.toLocaleString('en')} routes of ${origin}; each task is a process of its own, done once.`,
  );
};

const taskAt = process.argv.indexOf(TASK);
if (taskAt >= 0) {
  const [task, log = '', ...files] = process.argv.slice(taskAt + 1);
  runTask(task as Task, log, files);
} else
  ask({
    name: 'import-full-table',
    title: 'A full table into a durable log',
    about:
      'A full table as a recording of rtmon and as output of `ip -j -d route`, in the shape of a real kernel and a real `ip`, goes into a SQLite log: decoded, checked, decided, folded, hashed and written. Without --long a tenth of it.',
    measure: (bench) => {
      const folder = mkdtempSync(join(tmpdir(), 'netlapse-bench-'));
      try {
        measure(bench, folder);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  });
