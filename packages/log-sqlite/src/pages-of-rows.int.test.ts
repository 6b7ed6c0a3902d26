import { type LogRecord, type RecordDraft, verifyLog } from '@netlapse/core';
import Database from 'libsql';

import { commit, genesis, noop, refusal, thrownBy } from '../../core/src/log/event-log.contract';
import { makeLogDirectory, type LogDirectory } from '../test/log-directory';
import { openSqliteLog } from './index';

const START = 1_700_000_000_000;

let directory: LogDirectory;
beforeAll(() => {
  directory = makeLogDirectory();
});
afterAll(() => directory.remove());

/** Records of all kinds, whose causes, statuses, versions and numbers of events come in runs and change in between. */
const manyKinds = (): readonly RecordDraft[] => {
  const drafts: RecordDraft[] = [genesis(START)];
  let seq = 0;
  for (let index = 0; index < 900; index++) {
    const at = START + index;
    const actor = `port ${Math.floor(index / 90)}`;
    if (index % 97 === 96) drafts.push(index % 2 === 0 ? refusal(at, { actor }) : noop(at, { actor }));
    // More events than a page of records holds.
    const count = index === 500 ? 3000 : 1 + (index % 41 === 40 ? 5 : 0);
    const data = Array.from({ length: count }, (_, place) => ({ index, place, text: 'ä€😀"\\\n' }));
    const made = commit(at, seq + 1, data, { actor, params: index < 300 ? {} : { index } });
    const v = index % 200 > 150 ? 1 + (index % 2) : 1;
    drafts.push({
      ...made,
      ...('events' in made ? { events: made.events.map((event) => ({ ...event, v })) } : {}),
    });
    seq += count;
  }
  return drafts;
};

describe('pages of rows', () => {
  it('are read as they were written, whatever the records of a page have in common', () => {
    const file = directory.fileName();
    const log = openSqliteLog(file, { mode: 'create' });
    const written = log.append(0, manyKinds());
    log.close();
    const read = openSqliteLog(file, { mode: 'read' });
    expect([...read.records()]).toEqual(written);
    // Once more without hashing, in single records, and from the middle of a page.
    expect([...read.records(480, 530)]).toEqual(written.slice(479, 530));
    expect([...read.records(503, 503)]).toEqual(written.slice(502, 503));
    expect(verifyLog(read).records).toBe(written.length);
    read.close();
  });

  // By a hasher that finds nothing, so that only decoding is left to find it.
  it.each<[string, string]>([
    ['data that is no object', `UPDATE events SET payload = '[1]' WHERE n = 40`],
    ['data that is null', `UPDATE events SET payload = 'null' WHERE n = 40`],
    ['data that is no JSON', `UPDATE events SET payload = '{"a":1' WHERE n = 40`],
    ['data that opens another event', `UPDATE events SET payload = '{}},{"data":{}' WHERE n = 40`],
    ['a type that is none', `UPDATE events SET type = 'a "type"' WHERE n = 40`],
    ['a version that is none', `UPDATE events SET v = 0 WHERE n = 40`],
    ['a cause that is none', `UPDATE records SET cause = '{}' WHERE n = 40`],
    ['a cause that is no JSON', `UPDATE records SET cause = '{' WHERE n = 40`],
    ['a cause and a body', `UPDATE records SET body = '{}' WHERE n = 40`],
    ['a status of two lines', `UPDATE records SET status = 'a' || char(10) || 'b' WHERE n = 40`],
    ['a check of a commit', `UPDATE records SET check_rule = '' WHERE n = 40`],
    ['an event that is missing', `DELETE FROM events WHERE n = 40`],
    ['a hash of the wrong form', `UPDATE records SET hash = upper('abcdef') WHERE n = 40`],
  ])('that a hash says nothing of are decoded as strictly: %s', (_, sql) => {
    const hasher = (): string => 'f'.repeat(64);
    const file = directory.fileName();
    const log = openSqliteLog(file, { mode: 'create', hasher, checkpoints: 'ignore' });
    const commits = Array.from({ length: 60 }, (_unused, index) => commit(START, index + 1, [{ index }]));
    log.append(0, [genesis(START), ...commits]);
    log.close();
    const database = new Database(file);
    database.exec(`${sql}; PRAGMA wal_checkpoint(TRUNCATE)`);
    database.close();
    const read = openSqliteLog(file, { mode: 'read', hasher, checkpoints: 'ignore' });
    const given: LogRecord[] = [];
    const error = thrownBy(() => {
      for (const record of read.records()) given.push(record);
    });
    read.close();
    expect(error).toMatchObject({ code: 'LogCorrupt', n: 40 });
    expect(given).toHaveLength(39);
  });
});
