import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { encodeNlogLine, LogUnavailable, NotALog, verifyLog, type LogRecord } from '@netlapse/core';
import Database from 'libsql';

import { commit, genesis, thrownBy } from '../../core/src/log/event-log.contract';
import { buildChild, runChild, startChild } from '../test/child';
import { makeLogDirectory, type LogDirectory } from '../test/log-directory';
import { APPLICATION_ID, openSqliteLog, readHeadFile } from './index';

const START = 1_700_000_000_000;
const modes = ['read', 'write'] as const;

describe('opening a log in SQLite', () => {
  let directory: LogDirectory;
  let file: string;
  beforeEach(() => {
    directory = makeLogDirectory();
    file = directory.fileName();
  });
  afterEach(() => directory.remove());

  const makeLog = (name = file): readonly LogRecord[] => {
    const log = openSqliteLog(name, { mode: 'create' });
    const added = log.append(0, [genesis(), commit(START, 1)]);
    log.close();
    return added;
  };

  const withDatabase = (sql: string): void => {
    const database = new Database(file);
    database.exec(sql);
    database.close();
  };

  describe('what is no log', () => {
    it.each<[string, RegExp, () => void]>([
      ['text', /a text that begins "dear log/, () => writeFileSync(file, 'dear log, '.repeat(100))],
      ['a short text', /a text that begins "hi"/, () => writeFileSync(file, 'hi')],
      [
        'the exchange form',
        /a text that begins "\{\\"at\\"/,
        () => writeFileSync(file, encodeNlogLine(makeLog(directory.fileName())[0] as LogRecord)),
      ],
      [
        'compressed data',
        /data that begins with the bytes 1f8b08/,
        () => writeFileSync(file, gzipSync('x'.repeat(5000))),
      ],
      ['an empty file', /an empty file/, () => writeFileSync(file, '')],
      ['a directory', /a directory/, () => mkdirSync(file)],
      [
        'a database of something else',
        /a SQLite database with no application id and the tables rows, users/,
        () => withDatabase('CREATE TABLE users (id); CREATE TABLE rows (id)'),
      ],
      [
        'a database without tables',
        /a SQLite database with application id 1234 and no tables/,
        () => withDatabase('PRAGMA application_id = 1234; CREATE TABLE t (a); DROP TABLE t'),
      ],
      [
        'a database of many tables',
        /the tables t0, t1, t2, t3, t4 …/,
        () => withDatabase([0, 1, 2, 3, 4, 5].map((n) => `CREATE TABLE t${n} (a);`).join('')),
      ],
    ])('is refused with what it is: %s', (_, found, make) => {
      make();
      const before = readdirSync(directory.path);
      for (const mode of modes) {
        const error = thrownBy(() => openSqliteLog(file, { mode }));
        expect(error).toBeInstanceOf(NotALog);
        expect(error).toMatchObject({ code: 'NotALog', file, found: expect.stringMatching(found) as string });
      }
      expect(readdirSync(directory.path)).toEqual(before);
    });

    it('is refused where it is a device', () => {
      expect(() => openSqliteLog('/dev/null', { mode: 'read' })).toThrow(/neither a file nor a directory/);
    });

    it('is told apart from what is not there', () => {
      for (const mode of modes) {
        expect(() => openSqliteLog(file, { mode })).toThrow(LogUnavailable);
        expect(() => openSqliteLog(file, { mode })).toThrow(/ENOENT/);
      }
      expect(existsSync(file)).toBe(false);
    });
  });

  it('refuses the file of a later program', () => {
    makeLog();
    withDatabase('PRAGMA user_version = 2');
    for (const mode of modes)
      expect(thrownBy(() => openSqliteLog(file, { mode }))).toMatchObject({
        code: 'UnknownFormatVersion',
        found: 2,
        known: 1,
      });
  });

  it('refuses the records of a later program', () => {
    makeLog();
    withDatabase(
      `UPDATE records SET body = replace(body, '"formatVersion":1', '"formatVersion":7') WHERE n = 1`,
    );
    // Without the right hash it is damaged; with it, it is of a later program.
    expect(thrownBy(() => openSqliteLog(file, { mode: 'read' }))).toMatchObject({ code: 'LogCorrupt', n: 1 });
    const [row] = new Database(file).prepare('SELECT body FROM records WHERE n = 1').raw().all() as [
      string,
    ][];
    const hasher = (text: string): string => (text === row?.[0] ? 'e'.repeat(64) : 'f'.repeat(64));
    withDatabase(`UPDATE records SET hash = '${'e'.repeat(64)}' WHERE n = 1`);
    for (const mode of modes)
      expect(thrownBy(() => openSqliteLog(file, { mode, hasher }))).toMatchObject({
        code: 'UnknownFormatVersion',
        found: 7,
      });
  });

  it('refuses a marked file without the tables', () => {
    withDatabase(
      `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1; CREATE TABLE other (a)`,
    );
    for (const mode of modes)
      expect(thrownBy(() => openSqliteLog(file, { mode }))).toMatchObject({ code: 'LogCorrupt', n: 0 });
  });

  describe('creating', () => {
    it('never writes over a file', () => {
      makeLog();
      const before = readHeadFile(file);
      expect(() => openSqliteLog(file, { mode: 'create' })).toThrow(LogUnavailable);
      expect(() => openSqliteLog(file, { mode: 'create' })).toThrow(/EEXIST/);
      const log = openSqliteLog(file, { mode: 'read' });
      expect(log.head).toEqual(before);
      log.close();
    });

    it('needs a directory', () => {
      expect(() => openSqliteLog(join(directory.path, 'none', 'x.db'), { mode: 'create' })).toThrow(/ENOENT/);
    });

    it('takes no notice of what an earlier log of the name left beside it', () => {
      writeFileSync(`${file}.head`, JSON.stringify({ n: 9, seq: 9, at: 9, hash: 'a'.repeat(64) }));
      makeLog();
      const log = openSqliteLog(file, { mode: 'write' });
      expect(log.head.n).toBe(2);
      log.close();
    });

    it('gives files to their owner alone, or as it is told', () => {
      makeLog();
      const log = openSqliteLog(directory.fileName(), { mode: 'create', fileMode: 0o640 });
      log.append(0, [genesis()]);
      const modeOf = (name: string): string => (statSync(name).mode & 0o777).toString(8);
      expect([file, `${file}.head`, `${file}.lock`].map(modeOf)).toEqual(['600', '600', '600']);
      expect(['', '.head', '.lock', '-wal'].map((suffix) => modeOf(`${log.file}${suffix}`))).toEqual([
        '640',
        '640',
        '640',
        '640',
      ]);
      log.close();
    });
  });

  it('follows a link to the one file there is', () => {
    makeLog();
    const link = directory.fileName();
    symlinkSync(file, link);
    const log = openSqliteLog(link, { mode: 'write' });
    expect(log.file).toBe(file);
    expect(() => openSqliteLog(file, { mode: 'write' })).toThrow(
      expect.objectContaining({ code: 'LogLocked' }) as Error,
    );
    log.close();
  });

  it('leaves one file to copy once it is closed', () => {
    makeLog();
    const copy = directory.fileName();
    copyFileSync(file, copy);
    const log = openSqliteLog(copy, { mode: 'read' });
    expect(verifyLog(log).records).toBe(2);
    log.close();
  });

  describe('without rights', () => {
    const program = buildChild('open-as');
    const asNobody = (mode: string): string => runChild(program, file, mode, 'nobody');

    beforeEach(() => {
      makeLog();
      chmodSync(directory.path, 0o755);
      chmodSync(file, 0o644);
    });

    it('reads a log at rest where nothing may be written', () => {
      // Whatever this process has not let go of yet is gone in the copy.
      const copy = directory.fileName();
      copyFileSync(file, copy);
      chmodSync(copy, 0o444);
      chmodSync(directory.path, 0o555);
      expect(runChild(program, copy, 'read', 'nobody')).toBe('opened 2');
      expect(existsSync(`${copy}-wal`)).toBe(false);
    });

    it('reads a log that somebody else is writing', async () => {
      const copy = directory.fileName();
      copyFileSync(file, copy);
      const writer = startChild(program, copy, 'write', 'hold');
      await writer.saysLines(1);
      chmodSync(directory.path, 0o555);
      expect(writer.lines).toEqual(['opened 2']);
      expect(runChild(program, copy, 'read', 'nobody')).toBe('opened 2');
      await writer.kill();
      expect(runChild(program, copy, 'read', 'nobody')).toBe('opened 2');
    });

    it('follows a log that was at rest when a writer comes', async () => {
      const copy = directory.fileName();
      copyFileSync(file, copy);
      chmodSync(copy, 0o644);
      chmodSync(directory.path, 0o555);
      const reader = startChild(program, copy, 'read', 'nobody', 'follow');
      await reader.saysLines(2);
      expect(reader.lines.slice(0, 2)).toEqual(['opened 2', 'head 2']);
      chmodSync(directory.path, 0o755);
      const log = openSqliteLog(copy, { mode: 'write' });
      log.append(2, [commit(START, 2), commit(START, 3)]);
      while (!reader.lines.includes('head 4')) await reader.saysLines(reader.lines.length + 1);
      log.append(4, [commit(START, 4)]);
      log.close();
      while (!reader.lines.includes('head 5')) await reader.saysLines(reader.lines.length + 1);
      await reader.kill();
    });

    it('refuses to write a file that may only be read', () => {
      chmodSync(file, 0o444);
      expect(asNobody('write')).toBe('LogUnavailable');
    });

    it('refuses to write where the lock cannot be taken', () => {
      chmodSync(file, 0o666);
      chmodSync(`${file}.lock`, 0o444);
      chmodSync(directory.path, 0o777);
      expect(asNobody('write')).toBe('LogUnavailable');
    });

    it('refuses to read what it may not', () => {
      chmodSync(file, 0o000);
      expect(asNobody('read')).toBe('LogUnavailable');
    });

    it('refuses to create where it may not', () => {
      chmodSync(directory.path, 0o555);
      const name = directory.fileName();
      expect(runChild(program, name, 'create', 'nobody')).toBe('LogUnavailable');
      expect(existsSync(name)).toBe(false);
    });

    afterEach(() => chmodSync(directory.path, 0o755));
  });

  it('lets plain SQLite tools read along', () => {
    makeLog();
    const log = openSqliteLog(file, { mode: 'write' });
    const tool = spawnSync(
      process.execPath,
      [
        '-e',
        `
      const Database = require(${JSON.stringify(require.resolve('libsql'))});
      console.log(JSON.stringify(new Database(process.argv[1]).prepare('SELECT type FROM events').raw().all()));
    `,
        file,
      ],
      { encoding: 'utf8' },
    );
    expect(tool.stdout.trim()).toBe('[["ThingCreated"]]');
    log.close();
  });
});
