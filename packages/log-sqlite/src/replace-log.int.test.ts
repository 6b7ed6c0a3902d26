import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import {
  compactInSteps,
  createHost,
  LogLocked,
  LogMoved,
  moveHost,
  netioapi,
  openHost,
  stateDocument,
  verifyLog,
  type CompactedLog,
  type Host,
} from '@netlapse/core';

import { makeLogDirectory } from '../test/log-directory';
import {
  LogReplaced,
  makeSuccessor,
  openSqliteLog,
  readHeadFile,
  removeSuccessor,
  replaceLog,
  type SqliteEventLog,
} from '.';

const directory = makeLogDirectory();
afterAll(() => directory.remove());

const forever = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };

const addRoutes = (host: Host, from: number, count: number): void =>
  host.batch(() => {
    for (let n = from; n < from + count; n++)
      netioapi(host).CreateIpForwardEntry2(
        {
          Row: {
            InterfaceIndex: 5,
            DestinationPrefix: `10.${n >> 8}.${n & 255}.0/24`,
            NextHop: '192.0.2.1',
            ...forever,
          },
        },
        { at: n },
      );
  });

/** A host whose log has 700 routes in a file, each an append of its own. */
const begun = () => {
  const file = directory.fileName();
  const log = openSqliteLog(file, { mode: 'create' });
  const host = createHost({ now: 0, log, interfaces: [{ InterfaceIndex: 5 }] });
  addRoutes(host, 0, 700);
  return { file, log, host };
};

/** Compacts to an instant; `between` is done between the steps. */
const compacted = (host: Host, target: SqliteEventLog, at: number, between = (): void => undefined) => {
  for (const steps = compactInSteps(host, { at }, target); ;) {
    const next = steps.next();
    if (next.done === true) return next.value as CompactedLog;
    between();
  }
};

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

const filesBeside = (file: string): readonly string[] =>
  readdirSync(dirname(file))
    .filter((name) => name.startsWith(basename(file)))
    .map((name) => name.slice(basename(file).length))
    .sort();

it('puts a compacted log into the place of the one that is written, which goes on', async () => {
  const { file, host, log } = begun();
  const target = makeSuccessor(log);
  let added = 700;
  const made = compacted(host, target, 600, () => {
    addRoutes(host, added, 5);
    added += 5;
  });
  expect(added).toBeGreaterThan(705);
  const placed = replaceLog(log, target);
  if (placed === undefined) throw new Error('nobody reads it');
  const moved = moveHost(host, placed, made);
  addRoutes(moved, added, 10);
  // The driver closes a file at last when its statements are collected: it is to leave those of the new one alone.
  for (let round = 0; round < 3; round++) {
    collectGarbage();
    await new Promise(setImmediate);
  }
  addRoutes(moved, added + 10, 10);
  expect(filesBeside(file)).toEqual(expect.arrayContaining(['', '-shm', '-wal']));
  const beside = openHost(openSqliteLog(file, { mode: 'read' }));
  expect(beside.state.routes.size).toBe(added + 20);
  beside.close();
  expect(moved.view({ at: 650 }).state.routes.size).toBe(651);
  expect(() => moved.view({ at: 599 })).toThrow('was removed by compaction');
  expect(() => openSqliteLog(file, { mode: 'write' })).toThrow(LogLocked);
  const expected = stateDocument(moved.state);
  moved.close();
  expect(filesBeside(file).filter((name) => name.includes('compact'))).toEqual([]);
  const read = openSqliteLog(file, { mode: 'read' });
  verifyLog(read, { head: readHeadFile(file) as NonNullable<ReturnType<typeof readHeadFile>> });
  expect([...read.records(1, 1)][0]).toMatchObject({ kind: 'base', at: 600 });
  expect(stateDocument(openHost(read).state)).toEqual(expected);
  read.close();
  const again = openHost(openSqliteLog(file, { mode: 'write' }));
  expect(again.state.routes.size).toBe(added + 20);
  again.close();
});

it('leaves readers the log as it was, and tells those that ask for its end', () => {
  const { file, host, log } = begun();
  const reader = openSqliteLog(file, { mode: 'read' });
  const before = openHost(reader);
  const records = reader.records(2, 600);
  records.next();
  const target = makeSuccessor(log);
  const made = compacted(host, target, 600);
  const placed = replaceLog(log, target);
  if (placed === undefined) throw new Error('no statement is under way');
  const moved = moveHost(host, placed, made);
  addRoutes(moved, 700, 300);
  expect([...records]).toHaveLength(598);
  expect(before.timeline.stateAt(before.state.seq).routes.size).toBe(700);
  expect(() => reader.head).toThrow(LogReplaced);
  expect(() => reader.head).toThrow(`${file} was compacted meanwhile`);
  before.close();
  const next = openHost(openSqliteLog(file, { mode: 'read' }));
  expect(next.state.routes.size).toBe(1000);
  next.close();
  moved.close();
});

it('refuses a successor that lacks something, and takes away what is left of one', () => {
  const { file, host, log } = begun();
  const target = makeSuccessor(log);
  compacted(host, target, 600);
  addRoutes(host, 700, 1);
  expect(() => replaceLog(log, target)).toThrow(LogMoved);
  target.close();
  expect(existsSync(`${file}.compacting`)).toBe(true);
  removeSuccessor(file);
  expect(filesBeside(file).filter((name) => name.startsWith('.compacting'))).toEqual([]);
  addRoutes(host, 701, 1);
  host.close();
});
