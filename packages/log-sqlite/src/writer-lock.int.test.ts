import { LogLocked, verifyLog } from '@netlapse/core';

import { commit, genesis } from '../../core/src/log/event-log.contract';
import { buildChild, runChild, startChild } from '../test/child';
import { makeLogDirectory, type LogDirectory } from '../test/log-directory';
import { openSqliteLog, type SqliteEventLog } from './index';

const START = 1_700_000_000_000;

describe('the one writer of a log', () => {
  const program = buildChild('open-as');
  let directory: LogDirectory;
  let file: string;
  let log: SqliteEventLog;
  beforeEach(() => {
    directory = makeLogDirectory();
    file = directory.fileName();
    log = openSqliteLog(file, { mode: 'create' });
    log.append(0, [genesis(), commit(START, 1)]);
  });
  afterEach(() => {
    log.close();
    directory.remove();
  });

  it('keeps a second one out, in this process and in another', () => {
    for (const _ of [1, 2]) {
      expect(() => openSqliteLog(file, { mode: 'write' })).toThrow(LogLocked);
      expect(runChild(program, file, 'write')).toBe('LogLocked');
    }
    log.append(2, [commit(START, 2)]);
    expect(log.head.n).toBe(3);
  });

  it('lets readers in', () => {
    expect(runChild(program, file, 'read')).toBe('opened 2');
    log.append(2, [commit(START, 2)]);
    expect(runChild(program, file, 'read')).toBe('opened 3');
  });

  it('is followed by another once it has closed', () => {
    log.close();
    expect(runChild(program, file, 'write')).toBe('opened 2');
    log = openSqliteLog(file, { mode: 'write' });
    expect(runChild(program, file, 'write')).toBe('LogLocked');
  });

  it('leaves no lock behind when it is killed', async () => {
    log.close();
    const writer = startChild(program, file, 'write', 'hold');
    await writer.saysLines(1);
    expect(() => openSqliteLog(file, { mode: 'write' })).toThrow(LogLocked);
    await writer.kill();
    log = openSqliteLog(file, { mode: 'write' });
    expect(verifyLog(log).records).toBe(2);
  });

  it('keeps nobody out where opening failed', () => {
    log.close();
    const wrong = { n: 2, hash: 'f'.repeat(64) };
    expect(() => openSqliteLog(file, { mode: 'write', checkedUpTo: wrong })).toThrow(/record 2/);
    log = openSqliteLog(file, { mode: 'write' });
    expect(log.head.n).toBe(2);
  });
});
