import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import {
  canonicalJson,
  createHost,
  netioapi,
  openHost,
  stateDocument,
  type Host,
  type StoredCheckpoint,
} from '@netlapse/core';
import Database from 'libsql';
import fc from 'fast-check';

import { encodeState, keepCheckpoint } from '../../core/test/state.contract';
import { makeLogDirectory, type LogDirectory } from '../test/log-directory';
import { propertyRuns } from '../test/property-runs';
import { CacheFiles, cacheOf } from './cache-files';
import { CheckpointDirectory } from './checkpoint-directory';
import { nodeHmacSha256, nodeSha256, openSqliteLog, type SqliteLogOptions } from './index';

const luid = '0x0006000005000000';

const addRoutes = (host: Host, from: number, to: number): void => {
  const api = netioapi(host);
  host.batch(() => {
    for (let index = from; index < to; index++)
      api.CreateIpForwardEntry2(
        {
          Row: {
            InterfaceLuid: luid,
            DestinationPrefix: `10.${index >> 8}.${index & 255}.0/24`,
            NextHop: '192.0.2.1',
            ValidLifetime: 0xffff_ffff,
            PreferredLifetime: 0xffff_ffff,
          },
        },
        { at: index },
      );
  });
};

describe('checkpoints beside a log in SQLite', () => {
  let directory: LogDirectory;
  let file: string;
  beforeEach(() => {
    directory = makeLogDirectory();
    file = directory.fileName();
  });
  afterEach(() => {
    chmodSync(directory.path, 0o700);
    directory.remove();
  });

  /** A log of 300 routes with a checkpoint after 100 of them and after 200. */
  const makeLog = (options: Partial<SqliteLogOptions> = {}, name = file): void => {
    const log = openSqliteLog(name, { ...options, mode: 'create' });
    const host = createHost({ log, now: 0, interfaces: [{ InterfaceIndex: 5 }] });
    for (const end of [100, 200, 300]) {
      addRoutes(host, end - 100, end);
      if (end < 300) keepCheckpoint(log, host.state);
    }
    host.close();
  };

  const files = (): readonly string[] => readdirSync(cacheOf(file)).map((name) => join(cacheOf(file), name));
  /** Without those of the index, whose end a writer keeps as well. */
  const checkpointFiles = (): readonly string[] => files().filter((path) => path.endsWith('.checkpoint'));

  /** What a host opened in a mode holds, and the first record read but the heading. */
  const opened = (options: SqliteLogOptions): { document: string; from: number; n: number } => {
    const log = openSqliteLog(file, options);
    let from = Infinity;
    const records = log.records.bind(log);
    log.records = (fromN, toN) => {
      if (fromN !== undefined && fromN > 1) from = Math.min(from, fromN);
      return records(fromN, toN);
    };
    try {
      const host = openHost(log, { hasher: log.hasher });
      return { document: canonicalJson(stateDocument(host.state)), from, n: log.head.n };
    } finally {
      log.close();
    }
  };

  const folded = (options: Partial<SqliteLogOptions> = {}): string =>
    opened({ ...options, mode: 'read', checkpoints: 'ignore' }).document;

  it.each(['read', 'write'] as const)('are begun with where a log is opened to %s', (mode) => {
    makeLog();
    expect(files()).toHaveLength(2);
    const whole = folded();
    expect(opened({ mode, checkpoints: 'ignore' }).from).toBe(2);
    const found = opened({ mode });
    expect(found.document).toBe(whole);
    expect(found.from).toBeGreaterThan(200);
  });

  it('are made anew where a state took long to fold, by whoever may write beside the log', () => {
    const log = openSqliteLog(file, { mode: 'create' });
    const host = createHost({ log, now: 0, interfaces: [{ InterfaceIndex: 5 }] });
    addRoutes(host, 0, 3000);
    host.close();
    expect(checkpointFiles()).toHaveLength(1);
    rmSync(cacheOf(file), { recursive: true });
    opened({ mode: 'read' });
    expect(checkpointFiles()).toHaveLength(1);
    expect(opened({ mode: 'read' }).from).toBeGreaterThan(3000);
  });

  it('may be removed, and may be impossible to write', () => {
    makeLog();
    const whole = folded();
    rmSync(cacheOf(file), { recursive: true });
    expect(opened({ mode: 'write' }).document).toBe(whole);
    rmSync(cacheOf(file), { recursive: true, force: true });
    writeFileSync(cacheOf(file), 'a file in the way');
    expect(opened({ mode: 'write' }).document).toBe(whole);
    expect(opened({ mode: 'read' }).document).toBe(whole);
  });

  it('of a log that stood at the same place before are removed where a new one is made', () => {
    makeLog();
    for (const name of readdirSync(directory.path))
      if (name !== cacheOf(file).slice(directory.path.length + 1))
        rmSync(join(directory.path, name), { recursive: true });
    const log = openSqliteLog(file, { mode: 'create' });
    expect(log.checkpoints?.seqs()).toEqual([]);
    log.close();
  });

  it('of another log are not believed, nor those of records that are not there any more', () => {
    makeLog();
    const other = directory.fileName();
    const log = openSqliteLog(other, { mode: 'create' });
    const host = createHost({ log, now: 0, hostId: 'other', interfaces: [{ InterfaceIndex: 5 }] });
    addRoutes(host, 0, 250);
    host.close();
    const whole = folded();
    rmSync(cacheOf(other), { recursive: true, force: true });
    cpSync(cacheOf(file), cacheOf(other), { recursive: true });
    [file] = [other];
    for (const mode of ['read', 'write'] as const) {
      const found = opened({ mode });
      expect(found.document).not.toBe(whole);
      expect(found.document).toBe(folded());
      expect(found.from).toBe(2);
    }
  });

  it('with any byte changed, or cut anywhere, are not believed', () => {
    makeLog();
    const whole = folded();
    const kept = files().map((path) => ({ path, bytes: readFileSync(path) }));
    fc.assert(
      fc.property(
        fc.array(fc.record({ place: fc.nat(), flip: fc.integer({ min: 1, max: 255 }), cut: fc.boolean() }), {
          minLength: kept.length,
          maxLength: kept.length,
        }),
        (damages) => {
          kept.forEach(({ path, bytes }, index) => {
            const { place, flip, cut } = damages[index] ?? { place: 0, flip: 1, cut: false };
            const at = place % bytes.length;
            const damaged = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
            if (!cut) damaged[at] = (damaged[at] as number) ^ flip;
            writeFileSync(path, damaged);
          });
          const found = opened({ mode: 'read' });
          expect(found).toEqual({ document: whole, from: 2, n: found.n });
        },
      ),
      propertyRuns(60),
    );
  });

  it('of a keyed log can be made by nobody without its key', () => {
    const hasher = nodeHmacSha256('the key');
    makeLog({ hasher });
    const whole = folded({ hasher });
    const log = openSqliteLog(file, { mode: 'read', hasher });
    const [seq] = log.checkpoints?.seqs().toReversed() ?? [];
    const right = log.checkpoints?.read(seq as number) as StoredCheckpoint;
    log.close();
    const forged = { label: right.label, state: encodeState(createHost().state) };
    for (const path of files()) rmSync(path);
    expect(new CheckpointDirectory(new CacheFiles(file, nodeSha256, 0o600)).write(forged)).toBe(true);
    expect(opened({ mode: 'read', hasher })).toMatchObject({ document: whole, from: 2 });
    // The same with the key is believed, so that it is the key which made the difference.
    expect(new CheckpointDirectory(new CacheFiles(file, hasher, 0o600)).write(right)).toBe(true);
    expect(opened({ mode: 'read', hasher }).from).toBeGreaterThan(200);
  });

  it('do not hide what is damaged where it is read: behind them, and before them once the past is asked', () => {
    makeLog();
    const database = new Database(file);
    database.exec(`UPDATE events SET payload = replace(payload, '192.0.2.1', '192.0.2.2') WHERE seq = 250`);
    database.close();
    expect(() => opened({ mode: 'read' })).toThrow(/its hash is/);
    expect(() => opened({ mode: 'write' })).toThrow(/its hash is/);
  });

  it('let the past be read as it was, and find damage in what is read of it', () => {
    makeLog();
    const log = openSqliteLog(file, { mode: 'read' });
    const host = openHost(log);
    expect(host.timeline.stateAt(53).routes.size).toBe(50);
    log.close();
    const database = new Database(file);
    database.exec(`UPDATE events SET payload = replace(payload, '192.0.2.1', '192.0.2.2') WHERE seq = 20`);
    database.close();
    const damaged = openSqliteLog(file, { mode: 'read' });
    const again = openHost(damaged);
    expect(again.state.routes.size).toBe(300);
    expect(() => again.timeline.stateAt(53)).toThrow(/its hash is/);
    damaged.close();
  });

  it('are files that only their owner can read, as the log is', () => {
    makeLog();
    expect(existsSync(cacheOf(file))).toBe(true);
    const modes = files().map((path) => (process.platform === 'win32' ? 0o600 : modeOf(path)));
    expect(new Set(modes)).toEqual(new Set([0o600]));
  });
});

const modeOf = (path: string): number => statSync(path).mode & 0o777;
