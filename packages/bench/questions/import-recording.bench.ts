import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { createHost, MemoryEventLog, openHost, type EventLog } from '@netlapse/core';
import { importRtmon, readRtmon } from '@netlapse/host-linux';
import { nodeSha256, openSqliteLog } from '@netlapse/log-sqlite';

import { keep, type Bench, type Contender } from '../src/bench';
import { ask } from '../src/question';

const measure = (bench: Bench, folder: string): void => {
  const path = join('packages', 'host-linux', 'recordings');
  const recording = bench.isQuick
    ? readFileSync(join(path, 'laptop', 'laptop.rtmon'))
    : gunzipSync(readFileSync(join(path, 'router', 'router.rtmon.gz')));
  const file = join(folder, 'recording.rtmon');
  writeFileSync(file, recording);
  let operations = 0;
  for (const { offset } of readRtmon(recording, file)) if (offset >= 0) operations++;

  let logs = 0;
  const logPath = (): string => join(folder, `${logs}.db`);
  const importInto = (log: EventLog): void => {
    const host = createHost({ log, mirror: 'linux', now: 0 });
    keep(importRtmon(host, recording, { file }).events);
    host.close();
  };
  const ours: Record<'sqlite' | 'memory' | 'reopened' | 'decoded', Contender> = {
    sqlite: {
      operations,
      before: () => void logs++,
      run: () => importInto(openSqliteLog(logPath(), { mode: 'create' })),
    },
    memory: { operations, run: () => importInto(new MemoryEventLog({ hasher: nodeSha256 })) },
    reopened: {
      operations,
      run: () => openHost(openSqliteLog(logPath(), { mode: 'read' }), { hasher: nodeSha256 }).close(),
    },
    decoded: {
      operations,
      run: () => {
        for (const { offset } of readRtmon(recording, file)) keep(offset);
      },
    },
  };
  const ipMonitor: Contender = {
    operations,
    run: () => {
      const { status } = spawnSync('ip', ['-d', '-o', 'monitor', 'file', file], { stdio: 'ignore' });
      if (status !== 0) throw new Error(`ip monitor file exited with ${status}`);
    },
  };
  const rows = [
    ['sqlite', 'a message into a durable SQLite log'],
    ['memory', 'a message into a log in memory'],
    ['decoded', 'a message decoded'],
  ] as const;
  bench.note(
    `Of ${operations.toLocaleString('en')} messages. \`ip\` is a process of its own that prints text.`,
  );
  if (spawnSync('ip', ['-V'], { stdio: 'ignore' }).status !== 0) {
    const alone = bench.race(ours);
    for (const [name, what] of rows) bench.time(what, alone[name]);
    bench.time('a message of a log that is opened again, from its checkpoint', alone.reopened);
    return;
  }
  const samples = bench.race({ ...ours, ip: ipMonitor });
  for (const [name, what] of rows) bench.beside(what, samples[name], 'ip monitor file', samples.ip);
  bench.time('a message of a log that is opened again, from its checkpoint', samples.reopened);
};

ask({
  name: 'import-recording',
  title: 'Importing a recording beside ip monitor file',
  about:
    'A recording of rtmon, made on a router on which BIRD loaded thousands of routes, goes into a log: decoded, decided, folded, hashed and written. `ip monitor file` prints the same messages.',
  measure: (bench) => {
    const folder = mkdtempSync(join(tmpdir(), 'netlapse-bench-'));
    try {
      measure(bench, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});
