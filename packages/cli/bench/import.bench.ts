/**
 * How fast a recording of a router goes into a durable log, beside what `ip monitor file` needs to print it.
 *
 * Each round is a process of its own for `ip` and a new log file for the import; both read the same messages. Where
 * `ip` is not installed the import stands alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { createHost, MemoryEventLog, openHost, type EventLog } from '@netlapse/core';
import { importRtmon, readRtmon } from '@netlapse/host-linux';
import { openSqliteLog, nodeSha256 } from '@netlapse/log-sqlite';

const isQuick = process.argv.includes('--quick');
const rounds = isQuick ? 2 : 9;
const recording = gunzipSync(
  readFileSync(join('packages', 'host-linux', 'recordings', 'router', 'router.rtmon.gz')),
);
const folder = mkdtempSync(join(tmpdir(), 'netlapse-bench-'));

interface Measured {
  readonly milliseconds: readonly number[];
  readonly note: string;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] as number;

const timed = (work: () => void): number => {
  const before = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - before) / 1e6;
};

let messages = 0;

const importInto = (log: EventLog): void => {
  const host = createHost({ log, mirror: 'linux', now: 0 });
  ({ messages } = importRtmon(host, recording, { file: 'router.rtmon' }));
  host.close();
};

const decoded = (): Measured => ({
  milliseconds: Array.from({ length: rounds }, () =>
    timed(() => {
      for (const { offset } of readRtmon(recording, 'router.rtmon'))
        if (offset < 0) throw new Error('impossible');
    }),
  ),
  note: 'every message to an object',
});

const inMemory = (): Measured => ({
  milliseconds: Array.from({ length: rounds }, () =>
    timed(() => importInto(new MemoryEventLog({ hasher: nodeSha256 }))),
  ),
  note: '',
});

const inSqlite = (): Measured => {
  let bytes = 0;
  const milliseconds = Array.from({ length: rounds }, (_, round) => {
    const file = join(folder, `${round}.db`);
    const spent = timed(() => importInto(openSqliteLog(file, { mode: 'create' })));
    bytes = statSync(file).size;
    return spent;
  });
  return { milliseconds, note: `${(bytes / 2 ** 20).toFixed(1)} MiB` };
};

const reopened = (): Measured => ({
  milliseconds: Array.from({ length: rounds }, () =>
    timed(() =>
      openHost(openSqliteLog(join(folder, '0.db'), { mode: 'read' }), { hasher: nodeSha256 }).close(),
    ),
  ),
  note: 'chain checked, every event decoded and folded',
});

const ipMonitor = (): Measured | undefined => {
  const file = join(folder, 'router.rtmon');
  writeFileSync(file, recording);
  if (spawnSync('ip', ['-V']).error !== undefined) return undefined;
  const print = (): void => {
    const { status } = spawnSync('ip', ['-d', '-o', 'monitor', 'file', file], { maxBuffer: 2 ** 28 });
    if (status !== 0) throw new Error(`ip monitor file exited with ${status}`);
  };
  return {
    milliseconds: Array.from({ length: rounds }, () => timed(print)),
    note: 'a process of its own, to text',
  };
};

try {
  const rows: ReadonlyArray<readonly [string, Measured | undefined]> = [
    ['import into a durable SQLite log', inSqlite()],
    ['import into a log in memory', inMemory()],
    ['open the SQLite log again', reopened()],
    ['decode only', decoded()],
    ['ip monitor file', ipMonitor()],
  ];
  const peer = rows[4]?.[1];
  console.log(`router.rtmon, ${messages} messages, median of ${rounds} rounds`);
  for (const [title, measured] of rows) {
    if (measured === undefined) {
      console.log(`  ${title.padEnd(34)} not installed here`);
      continue;
    }
    const middle = median(measured.milliseconds);
    const rate = Math.round(messages / (middle / 1000));
    const spread = `${Math.min(...measured.milliseconds).toFixed(0)}–${Math.max(...measured.milliseconds).toFixed(0)} ms`;
    const ratio =
      peer === undefined ? '' : `  ${(middle / median(peer.milliseconds)).toFixed(2)} × ip monitor`;
    console.log(
      `  ${title.padEnd(34)} ${middle.toFixed(0).padStart(5)} ms (${spread})  ${rate.toLocaleString('en')} messages/s${ratio}  ${measured.note}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
