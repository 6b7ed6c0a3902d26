import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  eventsBetween,
  openHost,
  rowHistory,
  tableNames,
  tableOf,
  termOf,
  type CommitRecord,
  type LogRecord,
} from '@netlapse/core';
import fc from 'fast-check';

import { expectWholeHistory } from '../../core/test/history.contract';
import { overScripts, run } from '../../core/test/scripts.contract';
import { makeLogDirectory } from '../test/log-directory';
import { propertyRuns } from '../test/property-runs';
import { cacheOf, CacheFiles } from './cache-files';
import { EventIndex } from './event-index';
import { openSqliteLog } from './index';
import { nodeSha256 } from './node-hashers';

const termsIn = (records: readonly LogRecord[]): readonly string[] =>
  Array.from(
    new Set(records.flatMap((record) => (record.kind === 'commit' ? record.events.map(termOf) : []))),
  );

const holding = (records: readonly LogRecord[], terms: ReadonlySet<string>): readonly number[] =>
  records
    .filter((record) => record.kind === 'commit' && record.events.some((event) => terms.has(termOf(event))))
    .map(({ n }) => n);

const numbersOf = (records: Iterable<CommitRecord>): readonly number[] => Array.from(records, ({ n }) => n);

const directory = makeLogDirectory();
afterAll(() => directory.remove());

it('an index gives the records that hold events under some terms, and noops, whatever of it is there', () => {
  const choice = fc.record({
    terms: fc.array(fc.nat(), { maxLength: 4 }),
    from: fc.nat(),
    to: fc.nat(),
    harm: fc.constantFrom('none', 'none', 'remove', 'damage', 'remove all'),
    victim: fc.nat(),
  });
  overScripts(15, 60, (script) => {
    const file = directory.fileName();
    const { host } = run(script, { log: openSqliteLog(file, { mode: 'create', checkpoints: 'ignore' }) });
    host.close();
    const log = openSqliteLog(file, { mode: 'read', checkpoints: 'ignore' });
    const records = Array.from(log.records());
    const all = termsIn(records);
    const files = new CacheFiles(file, nodeSha256, 0o600);
    const read = { records: log.records.bind(log), hashOf: (n: number) => records[n - 1]?.hash ?? '' };
    // A writer that was closed and opened again in the midst of a segment.
    for (const [from, to] of [
      [0, Math.floor(records.length / 3)],
      [Math.floor(records.length / 3), Math.floor(records.length / 2)],
    ] as const) {
      const index = new EventIndex(files, read, 7);
      index.follow(from);
      for (let at = from; at < to; at += 3) index.note(records.slice(at, Math.min(at + 3, to)));
    }
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 4 }), (choices) => {
        for (const { terms, from, to, harm, victim } of choices) {
          const path = cacheOf(file);
          const names = files.names();
          const name = names[victim % Math.max(1, names.length)];
          if (harm === 'remove all') rmSync(path, { recursive: true, force: true });
          else if (name !== undefined && harm === 'remove') rmSync(join(path, name));
          else if (name !== undefined && harm === 'damage') writeFileSync(join(path, name), 'x');
          const wanted = terms.map((place) => all[place % all.length] ?? 'none');
          const [first, last] = [1 + (from % records.length), 1 + (to % records.length)];
          const index = new EventIndex(files, read, 7);
          expect(numbersOf(index.touching(wanted, first, last, records.length))).toEqual(
            holding(records, new Set(wanted)).filter((n) => n >= first && n <= last),
          );
          expect(Array.from(index.noops(first, last, records.length))).toEqual(
            records.slice(first - 1, Math.max(first - 1, last)).filter(({ kind }) => kind === 'noop'),
          );
        }
      }),
      propertyRuns(20),
    );
    log.close();
  });
}, 120_000);

it('histories read through an index are those that are read without one', () => {
  overScripts(15, 80, (script) => {
    const file = directory.fileName();
    run(script, { log: openSqliteLog(file, { mode: 'create' }) }).host.close();
    const log = openSqliteLog(file, { mode: 'read' });
    const plain = openSqliteLog(file, { mode: 'read', checkpoints: 'ignore' });
    const [host, other] = [openHost(log), openHost(plain)];
    for (const DestinationAddress of ['10.0.0.7', '192.0.2.77', '2001:db8:1::7'])
      expectWholeHistory(host, { DestinationAddress });
    for (const name of tableNames)
      for (const row of tableOf(host.state, name).values())
        expect(rowHistory(host, name, row)).toEqual(rowHistory(other, name, row));
    const terms = ['interfaces', 'unicast'];
    expect(Array.from(eventsBetween(host, {}, terms))).toEqual(
      Array.from(eventsBetween(other, {})).filter((event) => terms.includes(termOf(event))),
    );
    log.close();
    plain.close();
  });
});

it('a log that is written keeps its index in whole segments and its end, and one that is read makes what is missing', () => {
  const file = directory.fileName();
  const log = openSqliteLog(file, { mode: 'create' });
  log.append(0, [
    {
      kind: 'genesis',
      at: 0,
      format: 'netlapse-log',
      formatVersion: 1,
      logId: 'l',
      hostId: 'h',
      stacks: ['AF_INET'],
    },
  ]);
  for (let seq = 1; seq <= 70_000; seq += 1000)
    log.append(
      log.head.n,
      Array.from({ length: 1000 }, (_, index) => ({
        kind: 'commit' as const,
        at: 0,
        cause: { kind: 'import' as const, name: 'x', params: {} },
        status: 'STATUS_SUCCESS',
        events: [{ seq: seq + index, type: `T${(seq + index) % 5000}`, v: 1, data: {} }],
      })),
    );
  log.close();
  const segments = (): readonly string[] =>
    readdirSync(cacheOf(file)).filter((name) => name.endsWith('.index'));
  const whole = ['1-32769.index', '32770-65537.index'];
  const withEnd = [...whole, '65538-70001.index'];
  expect(segments()).toEqual(withEnd);
  const find = (): readonly number[] => {
    const reader = openSqliteLog(file, { mode: 'read' });
    const found = numbersOf(reader.touching(['T17'], 1, Infinity));
    reader.close();
    return found;
  };
  const expected = Array.from({ length: 14 }, (_, index) => 18 + 5000 * index);
  expect(find()).toEqual(expected);
  expect(segments()).toEqual(withEnd);
  rmSync(cacheOf(file), { recursive: true });
  expect(find()).toEqual(expected);
  expect(segments()).toEqual(withEnd);
  expect(find()).toEqual(expected);
});
