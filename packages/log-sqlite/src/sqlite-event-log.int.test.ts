import {
  durableEventLogContract,
  type DurableLogUnderTest,
} from '../../core/src/log/durable-event-log.contract';
import { copyFileSync } from 'node:fs';

import { hmacSha256Hex, LogClosed, LogCorrupt, LogMoved, LogWriteFailed, verifyLog } from '@netlapse/core';
import Database from 'libsql';

import {
  base,
  commit,
  eventLogContract,
  genesis,
  noop,
  refusal,
  thrownBy,
  type LogOptions,
} from '../../core/src/log/event-log.contract';
import { makeLogDirectory, type LogDirectory } from '../test/log-directory';
import { nodeHmacSha256, nodeSha256, openSqliteLog, type SqliteEventLog } from './index';

const START = 1_700_000_000_000;

const openFresh = (options: LogOptions = {}): DurableLogUnderTest => {
  const directory = makeLogDirectory();
  const file = directory.fileName();
  let log = openSqliteLog(file, { mode: 'create', ...options });
  return {
    log,
    reopen: () => {
      log.close();
      log = openSqliteLog(file, { mode: 'write', ...options });
      return log;
    },
    dispose: () => {
      log.close();
      directory.remove();
    },
  };
};

eventLogContract('in SQLite', openFresh);
durableEventLogContract('in SQLite', openFresh);

describe('a log in SQLite', () => {
  let directory: LogDirectory;
  let file: string;
  let log: SqliteEventLog;
  beforeEach(() => {
    directory = makeLogDirectory();
    file = directory.fileName();
    log = openSqliteLog(file, { mode: 'create' });
  });
  afterEach(() => {
    log.close();
    directory.remove();
  });

  it('makes the same hashes as core, with and without a key', () => {
    for (const text of ['', 'abc', 'é漢😀', 'x'.repeat(1000)])
      expect(nodeHmacSha256('ключ')(text)).toBe(hmacSha256Hex('ключ')(text));
    expect(nodeSha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('opens a keyed log with its key alone', () => {
    const keyed = directory.fileName();
    const first = openSqliteLog(keyed, { mode: 'create', hasher: nodeHmacSha256('key') });
    first.append(0, [genesis(), commit(START, 1)]);
    first.close();
    expect(thrownBy(() => openSqliteLog(keyed, { mode: 'write' }))).toMatchObject({
      code: 'LogCorrupt',
      n: 1,
    });
    const again = openSqliteLog(keyed, { mode: 'write', hasher: nodeHmacSha256('key') });
    expect(verifyLog(again).records).toBe(2);
    again.close();
  });

  it('sets and keeps what durability needs', () => {
    const journalMode = (name: string): unknown =>
      new Database(name).prepare('PRAGMA journal_mode').raw().get();
    expect(journalMode(file)).toEqual(['wal']);
    log.append(0, [genesis()]);
    log.close();
    const copy = directory.fileName();
    copyFileSync(file, copy);
    const plain = new Database(copy);
    plain.exec('PRAGMA journal_mode = DELETE');
    plain.close();
    openSqliteLog(copy, { mode: 'write' }).close();
    expect(journalMode(copy)).toEqual(['wal']);
  });

  describe('when writing fails', () => {
    const alien = (sql: string): void => {
      const other = new Database(file);
      other.exec(sql);
      other.close();
    };

    it('keeps nothing of a batch that failed in its middle, and goes on afterwards', () => {
      log.append(0, [genesis(), commit(START, 1)]);
      const before = log.head;
      alien(`CREATE TRIGGER full BEFORE INSERT ON events WHEN new.seq = 300
        BEGIN SELECT RAISE(ABORT, 'disk is full'); END`);
      const batch = Array.from({ length: 400 }, (_, index) => commit(START, index + 2));
      expect(() => log.append(2, batch)).toThrow(LogWriteFailed);
      expect(() => log.append(2, batch)).toThrow(/disk is full/);
      expect(log.head).toEqual(before);
      expect(verifyLog(log)).toMatchObject({ records: 2, events: 1 });
      alien('DROP TRIGGER full');
      log.append(2, batch);
      expect(verifyLog(log)).toMatchObject({ records: 402, events: 401 });
    });

    it('gives up after waiting for somebody who locks the tables, and goes on when they are free', () => {
      log.close();
      log = openSqliteLog(file, { mode: 'write', busyTimeoutMs: 50 });
      log.append(0, [genesis()]);
      const other = new Database(file);
      other.exec('BEGIN IMMEDIATE');
      expect(() => log.append(1, [commit(START, 1)])).toThrow(LogWriteFailed);
      other.exec('ROLLBACK');
      other.close();
      log.append(1, [commit(START, 1)]);
      expect(log.head.n).toBe(2);
    });

    it('stops writing where somebody else has written', () => {
      log.append(0, [genesis()]);
      alien(
        `INSERT INTO records SELECT 2, kind, at, cause, status, check_rule, body, last_seq, hash FROM records`,
      );
      expect(() => log.append(1, [commit(START, 1)])).toThrow(LogWriteFailed);
      expect(() => log.append(1, [commit(START, 1)])).toThrow(LogClosed);
      expect(() => openSqliteLog(file, { mode: 'write' })).toThrow(LogCorrupt);
    });
  });

  describe('readers', () => {
    it('see what the writer has committed, and no more', () => {
      log.append(0, [genesis()]);
      const reader = openSqliteLog(file, { mode: 'read' });
      expect(reader.head).toEqual(log.head);
      for (let seq = 1; seq <= 20; seq++) {
        log.append(seq, [commit(START + seq, seq)]);
        expect(reader.head).toEqual(log.head);
        expect(reader.recordNumberOfSeq(seq)).toBe(seq + 1);
        expect(reader.lastUpTo(START + seq)).toEqual({ n: seq + 1, seq, at: START + seq });
      }
      expect([...reader.records()]).toEqual([...log.records()]);
      reader.close();
      expect(reader.head).toEqual(log.head);
    });

    it('do not hold up the writer while they are in the middle', () => {
      log.append(0, [genesis(), ...Array.from({ length: 600 }, (_, index) => commit(START, index + 1))]);
      const reader = openSqliteLog(file, { mode: 'read' });
      const records = reader.records();
      expect(records.next().value).toMatchObject({ n: 1 });
      log.append(601, [commit(START, 601)]);
      expect([...records]).toHaveLength(600);
      reader.close();
    });

    it('cannot write', () => {
      log.append(0, [genesis()]);
      const reader = openSqliteLog(file, { mode: 'read' });
      expect(() => reader.append(1, [commit(START, 1)])).toThrow(LogWriteFailed);
      reader.close();
    });

    it('find a log without records', () => {
      const reader = openSqliteLog(file, { mode: 'read' });
      expect(reader.head.n).toBe(0);
      expect([...reader.records()]).toEqual([]);
      reader.close();
    });
  });

  describe('a record known to be whole', () => {
    it('spares checking what is before it, and no more than that', () => {
      const added = log.append(0, [genesis(), commit(START, 1), commit(START, 2), commit(START, 3)]);
      log.close();
      const plain = new Database(file);
      plain.exec(`UPDATE events SET payload = '{"n":9}' WHERE seq = 1`);
      plain.close();
      const known = { n: 3, hash: added[2]?.hash ?? '' };
      expect(thrownBy(() => openSqliteLog(file, { mode: 'write' }))).toMatchObject({ n: 2 });
      log = openSqliteLog(file, { mode: 'write', checkedUpTo: known });
      expect(thrownBy(() => verifyLog(log))).toMatchObject({ code: 'LogCorrupt', n: 2 });
      log.close();
      expect(
        thrownBy(() =>
          openSqliteLog(file, { mode: 'write', checkedUpTo: { n: 1, hash: added[0]?.hash ?? '' } }),
        ),
      ).toMatchObject({ n: 2 });
    });

    it('must be in the log', () => {
      log.append(0, [genesis(), commit(START, 1)]);
      log.close();
      const open = (n: number) =>
        thrownBy(() => openSqliteLog(file, { mode: 'write', checkedUpTo: { n, hash: 'f'.repeat(64) } }));
      expect(open(2)).toMatchObject({ code: 'LogCorrupt', n: 2 });
      expect(open(9)).toMatchObject({ code: 'LogCorrupt', n: 3 });
      log = openSqliteLog(file, { mode: 'write', checkedUpTo: { n: 0, hash: '0'.repeat(64) } });
      expect(log.head.n).toBe(2);
    });
  });

  describe('to an auditor with SQL', () => {
    const ask = (sql: string): unknown[] => new Database(file).prepare(sql).raw().all();

    it('shows records and events by what people ask for', () => {
      log.close();
      log = openSqliteLog(file, { mode: 'write', tableOfType: { ThingCreated: 'things' } });
      const route = {
        InterfaceLuid: '0x0006000005000000',
        InterfaceIndex: 5,
        DestinationPrefix: '10.0.0.0/8',
      };
      const path = { InterfaceIndex: 6, Source: '192.0.2.1', Destination: '198.51.100.1' };
      log.append(0, [
        genesis(START),
        commit(START + 123, 1, [route, { Address: '192.0.2.7' }, path], {
          actor: 'o"brien',
          commandId: 'c-1',
          correlationId: 'task',
          causationSeq: 0,
        }),
        refusal(START + 1000),
      ]);
      expect(
        ask(`SELECT n, kind, time, cause_kind, cause_name, actor, command_id, correlation_id, causation_seq, params,
          status, check_rule, last_seq FROM record_details WHERE n > 1 ORDER BY n`),
      ).toEqual([
        [
          2,
          'commit',
          '2023-11-14T22:13:20.123Z',
          'call',
          'CreateThing',
          'o"brien',
          'c-1',
          'task',
          0,
          `{"at":${START + 123}}`,
          'STATUS_SUCCESS',
          null,
          3,
        ],
        [
          3,
          'refusal',
          '2023-11-14T22:13:21.000Z',
          'call',
          'DeleteThing',
          null,
          null,
          null,
          null,
          '{}',
          'STATUS_NOT_FOUND',
          'the thing is there',
          3,
        ],
      ]);
      expect(
        ask(`SELECT seq, n, time, at, type, v, table_name, interface_luid, interface_index, prefix, address
          FROM event_details ORDER BY seq`),
      ).toEqual([
        [
          1,
          2,
          '2023-11-14T22:13:20.123Z',
          START + 123,
          'ThingCreated',
          1,
          'things',
          route.InterfaceLuid,
          5,
          '10.0.0.0/8',
          null,
        ],
        [
          2,
          2,
          '2023-11-14T22:13:20.123Z',
          START + 123,
          'ThingCreated',
          1,
          'things',
          null,
          null,
          null,
          '192.0.2.7',
        ],
        [
          3,
          2,
          '2023-11-14T22:13:20.123Z',
          START + 123,
          'ThingCreated',
          1,
          'things',
          null,
          6,
          null,
          '198.51.100.1',
        ],
      ]);
    });

    it('shows the chain, in which each record bears the hash of the one before', () => {
      const added = log.append(0, [base(4), commit(START, 5), noop(START)]);
      expect(ask('SELECT n, prev, hash FROM record_details ORDER BY n')).toEqual(
        added.map(({ n, prev, hash }) => [n, prev, hash]),
      );
    });

    it('stores payloads as canonical JSON, one row an event', () => {
      log.append(0, [genesis(), commit(START, 1, [{ b: [1, null], a: 'é"' }, {}])]);
      expect(ask('SELECT seq, payload FROM events ORDER BY seq')).toEqual([
        [1, '{"a":"é\\"","b":[1,null]}'],
        [2, '{}'],
      ]);
    });

    it('is marked as what it is', () => {
      expect(ask('PRAGMA application_id')).toEqual([[0x6e6c6170]]);
      expect(ask('PRAGMA user_version')).toEqual([[1]]);
      expect(ask('PRAGMA integrity_check')).toEqual([['ok']]);
    });
  });

  it('does not confuse two handles of one process', () => {
    log.append(0, [genesis()]);
    log.close();
    const next = openSqliteLog(file, { mode: 'write' });
    next.append(1, [commit(START, 1)]);
    expect(() => log.append(1, [commit(START, 1)])).toThrow(LogClosed);
    expect(() => next.append(1, [commit(START, 1)])).toThrow(LogMoved);
    next.close();
  });
});
