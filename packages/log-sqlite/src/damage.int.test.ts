import {
  copyFileSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
  rmSync,
  existsSync,
} from 'node:fs';

import { canonicalJson, LogError, verifyLog, type Json, type LogRecord } from '@netlapse/core';
import Database from 'libsql';

import { base, commit, genesis, noop, refusal, thrownBy } from '../../core/src/log/event-log.contract';
import { makeLogDirectory, type LogDirectory } from '../test/log-directory';
import { openSqliteLog, readHeadFile } from './index';

const START = 1_700_000_000_000;
const SEED = Number(process.env.NETLAPSE_SEED ?? 7);

let directory: LogDirectory;
let original: string;
let written: readonly LogRecord[];
beforeAll(() => {
  directory = makeLogDirectory();
  original = directory.fileName();
  const log = openSqliteLog(original, { mode: 'create' });
  written = log.append(0, [
    genesis(START),
    commit(START + 1, 1, [{ a: 1 }, { b: 'x' }]),
    commit(START + 2, 3, [{ c: [null, true] }], { commandId: 'id-3', actor: 'a' }),
    refusal(START + 3, { commandId: 'id-4' }),
    commit(START + 4, 4, [{ d: 1 }, { d: 2 }, { d: 3 }]),
    noop(START + 4),
    commit(START + 5, 7),
  ]);
  log.close();
});
afterAll(() => directory.remove());

/** A copy of the log that something happens to. */
const damagedBy = (harm: (file: string) => void): string => {
  const file = directory.fileName();
  copyFileSync(original, file);
  harm(file);
  return file;
};

const bySql =
  (sql: string): ((file: string) => void) =>
  (file) => {
    const database = new Database(file);
    database.exec(`BEGIN; ${sql}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)`);
    database.close();
  };

const openAndClose = (file: string): void => openSqliteLog(file, { mode: 'write' }).close();

const readAll = (file: string): LogRecord[] => {
  const log = openSqliteLog(file, { mode: 'read' });
  try {
    verifyLog(log);
    return [...log.records()];
  } finally {
    log.close();
  }
};

const swap = (table: string, key: string, a: number, b: number): string =>
  `UPDATE ${table} SET ${key} = -1 WHERE ${key} = ${a}; UPDATE ${table} SET ${key} = ${a} WHERE ${key} = ${b};
   UPDATE ${table} SET ${key} = ${b} WHERE ${key} = -1`;

describe('damage done with SQL', () => {
  it.each<[string, number, string]>([
    ['an altered payload', 3, `UPDATE events SET payload = '{"c":[null,false]}' WHERE seq = 3`],
    ['white space in a payload', 2, `UPDATE events SET payload = '{"a": 1}' WHERE seq = 1`],
    ['a payload that is no JSON', 2, `UPDATE events SET payload = '{' WHERE seq = 2`],
    ['a payload that is empty', 2, `UPDATE events SET payload = '' WHERE seq = 2`],
    [
      'a payload that closes its event and opens another',
      2,
      `UPDATE events SET payload = '{},"seq":1,"type":"ThingCreated","v":1},{"data":{}' WHERE seq = 1`,
    ],
    ['an altered type', 5, `UPDATE events SET type = 'ThingDeleted' WHERE seq = 5`],
    ['an altered version', 5, `UPDATE events SET v = 2 WHERE seq = 6`],
    ['an event that names another record', 5, `UPDATE events SET n = 3 WHERE seq = 5`],
    ['a removed event', 5, `DELETE FROM events WHERE seq = 5`],
    ['a removed last event', 7, `DELETE FROM events WHERE seq = 7`],
    [
      'an event at the end that belongs to no record',
      8,
      `INSERT INTO events SELECT 8, 8, type, v, payload FROM events WHERE seq = 7`,
    ],
    [
      'an event at the end that claims to belong to the last record',
      8,
      `INSERT INTO events SELECT 8, 7, type, v, payload FROM events WHERE seq = 7`,
    ],
    ['events exchanged', 2, swap('events', 'seq', 1, 2)],
    ['an altered hash', 4, `UPDATE records SET hash = '${'0'.repeat(64)}' WHERE n = 4`],
    ['a hash in capitals', 4, `UPDATE records SET hash = upper(hash) WHERE n = 4`],
    ['an altered instant', 5, `UPDATE records SET at = at + 1 WHERE n = 5`],
    ['an altered first instant', 1, `UPDATE records SET at = at - 1 WHERE n = 1`],
    [
      'an altered cause',
      4,
      `UPDATE records SET cause = replace(cause, 'DeleteThing', 'RemoveThing') WHERE n = 4`,
    ],
    ['a removed command id', 3, `UPDATE records SET cause = json_remove(cause, '$.commandId') WHERE n = 3`],
    ['an altered status', 6, `UPDATE records SET status = 'STATUS_PENDING' WHERE n = 6`],
    ['an altered check', 4, `UPDATE records SET check_rule = NULL WHERE n = 4`],
    ['an altered kind', 6, `UPDATE records SET kind = 'refusal' WHERE n = 6`],
    ['a kind that is none', 6, `UPDATE records SET kind = 'note' WHERE n = 6`],
    ['a removed cause', 6, `UPDATE records SET cause = NULL WHERE n = 6`],
    ['an altered last_seq of a commit', 3, `UPDATE records SET last_seq = 4 WHERE n = 3`],
    ['an altered last_seq of a refusal', 4, `UPDATE records SET last_seq = 4 WHERE n = 4`],
    ['an altered last_seq of the first record', 1, `UPDATE records SET last_seq = 1 WHERE n = 1`],
    ['an altered last_seq of the last record', 7, `UPDATE records SET last_seq = 9 WHERE n = 7`],
    ['an altered host', 1, `UPDATE records SET body = replace(body, 'host-1', 'host-2') WHERE n = 1`],
    ['a removed body', 1, `UPDATE records SET body = NULL WHERE n = 1`],
    ['a removed record', 4, `DELETE FROM records WHERE n = 4`],
    [
      'a removed record with its events',
      3,
      `DELETE FROM records WHERE n = 3; DELETE FROM events WHERE n = 3`,
    ],
    ['a removed first record', 1, `DELETE FROM records WHERE n = 1`],
    ['all records removed', 1, `DELETE FROM records`],
    ['records exchanged', 3, swap('records', 'n', 3, 4)],
    [
      'an inserted record',
      5,
      `UPDATE records SET n = n + 100 WHERE n > 3; UPDATE records SET n = n - 99 WHERE n > 100; INSERT INTO records SELECT 4, kind, at, cause, status, check_rule, body, last_seq, hash FROM records WHERE n = 5`,
    ],
    [
      'a record at the end',
      8,
      `INSERT INTO records SELECT 8, kind, at, cause, status, check_rule, body, last_seq, hash FROM records WHERE n = 7`,
    ],
    [
      'a genesis at the end',
      8,
      `INSERT INTO records SELECT 8, kind, at, cause, status, check_rule, body, 7, hash FROM records WHERE n = 1`,
    ],
    [
      'a record before the first',
      1,
      `INSERT INTO records SELECT 0, kind, at, cause, status, check_rule, body, last_seq, hash FROM records WHERE n = 1; DELETE FROM records WHERE n = 1`,
    ],
  ])('is noticed: %s', (_, n, sql) => {
    const file = damagedBy(bySql(sql));
    expect(thrownBy(() => openAndClose(file))).toMatchObject({ code: 'LogCorrupt', n });
    expect(thrownBy(() => readAll(file))).toMatchObject({ code: 'LogCorrupt', n });
  });

  it('leaves the records before it to be read', () => {
    const log = openSqliteLog(damagedBy(bySql(`UPDATE records SET status = 'X' WHERE n = 6`)), {
      mode: 'read',
    });
    const read: LogRecord[] = [];
    expect(() => {
      for (const record of log.records()) read.push(record);
    }).toThrow(/record 6/);
    expect(read).toEqual(written.slice(0, 5));
    expect(log.findCommand('id-4')?.n).toBe(4);
    log.close();
  });

  it('is noticed in the state of a base', () => {
    const file = directory.fileName();
    const log = openSqliteLog(file, { mode: 'create' });
    log.append(0, [base(3, START), commit(START, 4)]);
    log.close();
    bySql(`UPDATE records SET body = replace(body, '"interfaces":[]', '"interfaces":[1]') WHERE n = 1`)(file);
    expect(thrownBy(() => readAll(file))).toMatchObject({ code: 'LogCorrupt', n: 1 });
    expect(thrownBy(() => openAndClose(file))).toMatchObject({ code: 'LogCorrupt', n: 1 });
  });
});

describe('what no hash speaks of', () => {
  const check = (file: string): void => {
    const log = openSqliteLog(file, { mode: 'read' });
    try {
      verifyLog(log);
      log.checkFile({ ThingCreated: 'things', ThingDeleted: 'things' });
    } finally {
      log.close();
    }
  };

  it.each<[string, string, string]>([
    [
      'a view that is another',
      'DROP VIEW event_details; CREATE VIEW event_details AS SELECT * FROM events',
      'its view event_details is not as it was made',
    ],
    ['a view that is missing', 'DROP VIEW record_details', 'its view record_details is not as it was made'],
    [
      'an index that is another',
      'DROP INDEX records_by_command; CREATE INDEX records_by_command ON records (kind)',
      'its index records_by_command is not as it was made',
    ],
    [
      'a type of event in another table',
      `INSERT INTO event_tables VALUES ('ThingDeleted', 'routes')`,
      'routes',
    ],
    ['a type of event that is none', `INSERT INTO event_tables VALUES ('Other', 'things')`, 'Other'],
  ])('is checked: %s', (_, sql, reason) => {
    const file = damagedBy(bySql(sql));
    expect(thrownBy(() => check(file))).toMatchObject({
      code: 'LogCorrupt',
      n: 0,
      reason: expect.stringContaining(reason) as string,
    });
  });

  it('is let be where it is of others, or as it was made', () => {
    check(original);
    check(damagedBy(bySql('CREATE VIEW mine AS SELECT count(*) FROM events; CREATE TABLE notes (note)')));
    check(damagedBy(bySql(`INSERT INTO event_tables VALUES ('ThingDeleted', 'things')`)));
  });
});

describe('records cut off at the end', () => {
  const cut = `DELETE FROM events WHERE n > 5; DELETE FROM records WHERE n > 5`;

  it('are noticed by the head beside the log', () => {
    const file = damagedBy(bySql(cut));
    copyFileSync(`${original}.head`, `${file}.head`);
    expect(readHeadFile(file)).toMatchObject({ n: 7, hash: written[6]?.hash, seq: 7, at: START + 5 });
    expect(thrownBy(() => openAndClose(file))).toMatchObject({ code: 'LogCorrupt', n: 6 });
    const log = openSqliteLog(file, { mode: 'read' });
    expect(verifyLog(log).records).toBe(5);
    const head = readHeadFile(file) ?? log.head;
    expect(thrownBy(() => verifyLog(log, { head }))).toMatchObject({ code: 'LogCorrupt', n: 6 });
    log.close();
    rmSync(`${file}.head`);
    openAndClose(file);
  });

  it('are not suspected where the head beside the log is older, unreadable or gone', () => {
    const file = damagedBy(() => undefined);
    for (const text of [
      JSON.stringify({ n: 3, seq: 3, at: START + 2, hash: written[2]?.hash }),
      '',
      '{"n":',
      '[]',
      '\0'.repeat(160),
    ]) {
      writeFileSync(`${file}.head`, text);
      openAndClose(file);
    }
    writeFileSync(`${file}.head`, JSON.stringify({ n: 3, seq: 3, at: START + 2, hash: 'a'.repeat(64) }));
    expect(thrownBy(() => openAndClose(file))).toMatchObject({ code: 'LogCorrupt', n: 3 });
  });
});

describe('damage done to the file', () => {
  const contentOf = (records: readonly LogRecord[]): string => canonicalJson(records as unknown as Json);

  it.each([0.3, 0.6])('is noticed where the file was cut to a part of %d', (part) => {
    const size = readFileSync(original).length;
    const file = damagedBy((name) => truncateSync(name, Math.floor(size * part)));
    expect(thrownBy(() => openAndClose(file))).toBeInstanceOf(LogError);
    expect(thrownBy(() => readAll(file))).toBeInstanceOf(LogError);
  });

  it(`never shows records that were not written, whichever byte is altered (NETLAPSE_SEED=${SEED})`, () => {
    const bytes = readFileSync(original);
    const file = directory.fileName();
    let random = SEED;
    const below = (limit: number): number => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((random / 2 ** 32) * limit);
    };
    let noticed = 0;
    // Most of the pages of so small a log are empty: half of the bytes are chosen where something is.
    const used = [...bytes.keys()].filter((index) => bytes[index] !== 0);
    for (let round = 0; round < 400; round++) {
      const place = round % 2 === 0 ? below(bytes.length) : (used[below(used.length)] as number);
      const altered = Buffer.from(bytes);
      altered[place] = (altered[place] as number) ^ (1 << below(8));
      for (const suffix of ['-wal', '-shm']) if (existsSync(`${file}${suffix}`)) rmSync(`${file}${suffix}`);
      rmSync(file, { force: true });
      writeFileSync(file, altered);
      const error = thrownBy(() => expect(contentOf(readAll(file))).toBe(contentOf(written)));
      if (error !== undefined && !(error instanceof LogError))
        throw new Error(`byte ${place}`, { cause: error });
      if (error !== undefined) noticed += 1;
    }
    expect(noticed).toBeGreaterThan(50);
  });

  it('names the record whose page is damaged, and gives those before it', () => {
    const file = directory.fileName();
    const log = openSqliteLog(file, { mode: 'create' });
    const many = Array.from({ length: 400 }, (_, index) =>
      commit(START, index + 1, [{ index, padding: 'x'.repeat(200) }]),
    );
    const added = log.append(0, [genesis(START), ...many]);
    log.close();
    const bytes = readFileSync(file);
    const place = bytes.indexOf('"index":250,');
    // Of the header of every SQLite file.
    const pageSize = bytes.readUInt16BE(16);
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, Buffer.alloc(64, 0xff), 0, 64, Math.floor(place / pageSize) * pageSize);
    closeSync(descriptor);

    const read: LogRecord[] = [];
    const reader = openSqliteLog(file, { mode: 'read' });
    const error = thrownBy(() => {
      for (const record of reader.records()) read.push(record);
    });
    reader.close();
    expect(error).toMatchObject({ code: 'LogCorrupt', n: read.length + 1 });
    expect(read).toEqual(added.slice(0, read.length));
    expect(read.length).toBeGreaterThan(200);
    expect(read.length).toBeLessThan(252);
    expect(thrownBy(() => openAndClose(file))).toMatchObject({ code: 'LogCorrupt' });
  });
});
