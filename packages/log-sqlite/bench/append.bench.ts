import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  MemoryEventLog,
  verifyLog,
  type CommitRecord,
  type EventLog,
  type LogRecord,
  type RecordDraft,
} from '@netlapse/core';
import Database from 'libsql';

import { nodeSha256, openSqliteLog } from '../src';

/*
 * How many events a second become durable, by how many commits go into one append, beside the same commits in
 * memory and beside plain SQL: one INSERT and one transaction an event, no hash, on the same disk.
 * How fast they are read and checked again. `--quick` takes fewer of them.
 */

const ROUNDS = 5;
const EVENTS_EACH = 2;
const isQuick = process.argv.includes('--quick');

const genesis: RecordDraft = {
  kind: 'genesis',
  at: 0,
  format: 'netlapse-log',
  formatVersion: 1,
  logId: 'bench',
  hostId: 'bench',
  stacks: ['AF_INET', 'AF_INET6'],
};

/** A route as an import makes it: a row of fifteen members, told of by a message with three. */
const commitOf = (at: number, firstSeq: number): RecordDraft => {
  const prefix = `${1 + ((at >> 16) % 223)}.${(at >> 8) & 255}.${at & 255}.0/24`;
  const data = {
    InterfaceLuid: '0x0006000005000000',
    InterfaceIndex: 5,
    DestinationPrefix: prefix,
    NextHop: '192.0.2.1',
    SitePrefixLength: 0,
    Metric: 10,
    Protocol: 'RouteProtocolNetMgmt',
    Loopback: false,
    AutoconfigureAddress: false,
    Publish: false,
    Immortal: false,
    Origin: 'NlroManual',
    validUntil: null,
    preferredUntil: null,
    ageSince: at,
  };
  return {
    kind: 'commit',
    at,
    cause: { kind: 'import', name: 'RTM_NEWROUTE', params: { dst: prefix, gateway: '192.0.2.1', oif: 5 } },
    status: 'STATUS_SUCCESS',
    events: Array.from({ length: EVENTS_EACH }, (_, index) => ({
      seq: firstSeq + index,
      type: 'RouteCreated',
      v: 1,
      data,
    })),
  };
};

const batchAfter = ({ head }: EventLog, size: number): RecordDraft[] =>
  Array.from({ length: size }, (_, index) =>
    commitOf(head.at + index + 1, head.seq + index * EVENTS_EACH + 1),
  );

/** Seconds that a log takes for so many commits; making the drafts is not counted. */
const secondsFor = (log: EventLog, commits: number, group: number): number => {
  let nanoseconds = 0n;
  for (let done = 0; done < commits; done += group) {
    const drafts = batchAfter(log, group);
    const start = process.hrtime.bigint();
    log.append(log.head.n, drafts);
    nanoseconds += process.hrtime.bigint() - start;
  }
  return Number(nanoseconds) / 1e9;
};

const secondsOf = (run: () => void): number => {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1e9;
};

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] as number;

const report = (what: string, events: number, seconds: readonly number[], baseline?: number): number => {
  const rate = events / median(seconds);
  const spread = seconds.map((each) => Math.round(events / each)).sort((left, right) => left - right);
  const ratio = baseline === undefined ? '' : `  ${(rate / baseline).toFixed(1)} × plain SQL`;
  const each = `${(1e6 / rate).toFixed(2)} µs`.padStart(11);
  process.stdout.write(
    `  ${what.padEnd(44)}${Math.round(rate).toLocaleString('en').padStart(10)} events/s${each}` +
      `  (${spread[0]} … ${spread[spread.length - 1]})${ratio}\n`,
  );
  return rate;
};

const rounds = (run: (round: number) => number): number[] =>
  Array.from({ length: ROUNDS }, (_, round) => run(round));

const directory = mkdtempSync(join(tmpdir(), 'netlapse-bench-'));
let files = 0;
const inFreshLog = <T>(use: (log: EventLog, file: string) => T): T => {
  const file = join(directory, `log-${++files}.db`);
  const log = openSqliteLog(file, { mode: 'create' });
  try {
    log.append(0, [genesis]);
    return use(log, file);
  } finally {
    log.close();
  }
};

const plainSql = (events: number): number => {
  const database = new Database(join(directory, `plain-${++files}.db`));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE events (seq INTEGER PRIMARY KEY, type TEXT, data TEXT)');
  const insert = database.prepare('INSERT INTO events VALUES (?, ?, ?)');
  const {
    events: [event],
  } = commitOf(1, 1) as CommitRecord;
  const seconds = secondsOf(() => {
    for (let seq = 1; seq <= events; seq++) insert.run([seq, 'RouteCreated', JSON.stringify(event?.data)]);
  });
  database.close();
  return seconds;
};

try {
  process.stdout.write(`durable appends of commits with ${EVENTS_EACH} events, median of ${ROUNDS} rounds\n`);
  const few = isQuick ? 200 : 1_000;
  const plain = report(
    'plain SQL, a transaction an event',
    few * EVENTS_EACH,
    rounds(() => plainSql(few * EVENTS_EACH)),
  );
  for (const [group, commits] of [
    [1, few],
    [10, 5 * few],
    [1000, isQuick ? 5_000 : 40_000],
  ] as const)
    report(
      `SQLite, ${group} ${group === 1 ? 'commit' : 'commits'} an append`,
      commits * EVENTS_EACH,
      rounds(() => inFreshLog((log) => secondsFor(log, commits, group))),
      plain,
    );
  const many = isQuick ? 5_000 : 40_000;
  const inMemory = (): number => {
    const log = new MemoryEventLog({ hasher: nodeSha256 });
    log.append(0, [genesis]);
    return secondsFor(log, many, 1000);
  };
  report('in memory, 1000 commits an append', many * EVENTS_EACH, rounds(inMemory), plain);

  process.stdout.write(`reading ${many.toLocaleString('en')} commits\n`);
  inFreshLog((log, file) => {
    secondsFor(log, many, 1000);
    log.close();
    const events = many * EVENTS_EACH;
    const reading = (use: (opened: EventLog) => void): number => {
      const opened = openSqliteLog(file, { mode: 'read' });
      const seconds = secondsOf(() => use(opened));
      opened.close();
      return seconds;
    };
    const count = (records: Iterable<LogRecord>): void => {
      for (const record of records) if (record.n === 0) throw new Error('no record has this number');
    };
    report(
      'records, each held against its hash',
      events,
      rounds(() => reading((opened) => count(opened.records()))),
    );
    report(
      'verifyLog',
      events,
      rounds(() => reading((opened) => void verifyLog(opened))),
    );
    report(
      'opening for writing (the whole chain)',
      events,
      rounds(() => secondsOf(() => openSqliteLog(file, { mode: 'write' }).close())),
    );
    const writer = openSqliteLog(file, { mode: 'write' });
    report(
      'records of a log checked at opening',
      events,
      rounds(() => secondsOf(() => count(writer.records()))),
    );
    writer.close();
    process.stdout.write(`  ${(statSync(file).size / events).toFixed(0)} bytes an event in the file\n`);
  });
} finally {
  rmSync(directory, { recursive: true, force: true });
}
