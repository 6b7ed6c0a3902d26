import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lawsContract } from '../../core/test/laws.contract';
import { openSqliteLog } from '../src';

const folder = mkdtempSync(join(tmpdir(), 'netlapse-laws-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let logs = 0;
const files = new Map<object, string>();

lawsContract('the SQLite log', {
  open: () => {
    logs += 1;
    const file = join(folder, `${logs}.db`);
    const log = openSqliteLog(file, { mode: 'create' });
    files.set(log, file);
    return log;
  },
  reopen: (log) => {
    log.close();
    return openSqliteLog(files.get(log) as string, { mode: 'write' });
  },
  rounds: 60,
});
