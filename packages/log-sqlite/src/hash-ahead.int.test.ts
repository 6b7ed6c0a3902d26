import { isDeepStrictEqual } from 'node:util';

import { type LogRecord, type RecordDraft, verifyLog } from '@netlapse/core';
import Database from 'libsql';

import { commit, genesis, noop, refusal, thrownBy } from '../../core/src/log/event-log.contract';
import { makeLogDirectory, type LogDirectory } from '../test/log-directory';
import { HashAhead } from './hash-ahead';
import { openSqliteLog } from './index';
import { nodeSha256 } from './node-hashers';

const START = 1_700_000_000_000;
/** More than what is read in one thread. */
const RECORDS = 24_000;
const FAR = 20_500;

let directory: LogDirectory;
let file: string;
beforeAll(() => {
  directory = makeLogDirectory();
  file = directory.fileName();
  const log = openSqliteLog(file, { mode: 'create', checkpoints: 'ignore' });
  log.append(0, drafts());
  log.close();
});
afterAll(() => directory.remove());

/** One event a record, but for pages where others come in between, and one longer than what threads hand over. */
const drafts = (): readonly RecordDraft[] => {
  const made: RecordDraft[] = [genesis(START)];
  let seq = 0;
  for (let index = 1; index < RECORDS; index++) {
    const at = START + index;
    if (index % 1000 === 999) made.push(index % 2000 === 999 ? refusal(at) : noop(at));
    else {
      const count = index % 700 < 5 ? 3 : 1;
      const text = index === 9000 ? 'ä'.repeat(600_000) : `ä€😀"\\\n${index}`;
      made.push(
        commit(
          at,
          seq + 1,
          Array.from({ length: count }, () => ({ index, text })),
        ),
      );
      seq += count;
    }
  }
  return made;
};

/** Another function, of which nobody knows that a thread could do it as well. */
const inOneThread = (text: string): string => nodeSha256(text);

const readWith = (name: string, hasher: typeof nodeSha256) => {
  const log = openSqliteLog(name, { mode: 'read', checkpoints: 'ignore', hasher });
  const given: LogRecord[] = [];
  const error = thrownBy(() => {
    for (const record of log.records()) given.push(record);
  });
  log.close();
  return { given, error };
};

const harmed = (sql: string): string => {
  const name = directory.fileName();
  const database = new Database(file);
  database.exec(`VACUUM INTO '${name}'`);
  database.close();
  const copy = new Database(name);
  copy.exec(sql);
  copy.close();
  return name;
};

describe('a long log whose hashes another thread holds', () => {
  it('is read as in one thread', () => {
    const begin = jest.spyOn(HashAhead, 'begin');
    const { given, error } = readWith(file, nodeSha256);
    expect(begin.mock.results.map(({ value }) => value instanceof HashAhead)).toEqual([true]);
    begin.mockRestore();
    expect(error).toBeUndefined();
    expect(given).toHaveLength(RECORDS);
    const alone = readWith(file, inOneThread).given;
    expect(given.findIndex((record, index) => !isDeepStrictEqual(record, alone[index]))).toBe(-1);
  });

  it.each<[string, number, string]>([
    ['an altered payload', FAR, `UPDATE events SET payload = '{"index":1,"text":""}' WHERE n = ${FAR}`],
    ['an altered hash', FAR, `UPDATE records SET hash = '${'0'.repeat(64)}' WHERE n = ${FAR}`],
    ['an altered cause', 300, `UPDATE records SET cause = '{}' WHERE n = 300`],
    ['a record that is missing', FAR, `DELETE FROM records WHERE n = ${FAR}`],
    ['an event that is missing', FAR, `DELETE FROM events WHERE n = ${FAR}`],
    ['a last event that is another', FAR, `UPDATE records SET last_seq = last_seq + 1 WHERE n = ${FAR}`],
    ['a last event far away', FAR, `UPDATE records SET last_seq = 1e12 WHERE n = ${FAR}`],
    ['a body where none is due', FAR, `UPDATE records SET body = 'x' WHERE n = ${FAR}`],
    ['a check where none is due', FAR, `UPDATE records SET check_rule = '' WHERE n = ${FAR}`],
    ['a line feed', FAR, `UPDATE records SET status = char(10) || status WHERE n = ${FAR}`],
  ])('is refused where one thread refuses it, and with the same error: %s', (_, n, sql) => {
    const name = harmed(sql);
    const { given, error } = readWith(name, nodeSha256);
    const alone = readWith(name, inOneThread);
    expect(error).toMatchObject({ code: 'LogCorrupt', n });
    expect(error).toEqual(alone.error);
    expect([given.length, alone.given.length]).toEqual([n - 1, n - 1]);
    expect(given[n - 2]).toEqual(alone.given[n - 2]);
  });

  it('is opened for writing no sooner than in one thread', () => {
    const name = harmed(`UPDATE events SET payload = '{}' WHERE n = ${FAR}`);
    const opening = (hasher: typeof nodeSha256): unknown =>
      thrownBy(() => openSqliteLog(name, { mode: 'write', checkpoints: 'ignore', hasher }).close());
    expect(opening(nodeSha256)).toEqual(opening(inOneThread));
    expect(opening(nodeSha256)).toMatchObject({ code: 'LogCorrupt', n: FAR });
  });

  it('may be read in part: the thread ends with the reading', () => {
    const log = openSqliteLog(file, { mode: 'read', checkpoints: 'ignore' });
    const close = jest.spyOn(HashAhead.prototype, 'close');
    for (const { n } of log.records()) if (n > 500) break;
    expect(close).toHaveBeenCalledTimes(1);
    close.mockRestore();
    expect(verifyLog(log).records).toBe(RECORDS);
    log.close();
  });

  it('is opened for writing and goes on', () => {
    const name = harmed('SELECT 1');
    const log = openSqliteLog(name, { mode: 'write', checkpoints: 'ignore' });
    const { n, seq, at } = log.head;
    log.append(n, [commit(at, seq + 1, [{ more: true }])]);
    expect(log.head.n).toBe(RECORDS + 1);
    log.close();
    openSqliteLog(name, { mode: 'write', checkpoints: 'ignore' }).close();
  });

  it('is read without where no thread can be had', () => {
    const begin = jest.spyOn(HashAhead, 'begin').mockReturnValue(undefined);
    expect(readWith(file, nodeSha256).given).toHaveLength(RECORDS);
    begin.mockRestore();
  });
});
