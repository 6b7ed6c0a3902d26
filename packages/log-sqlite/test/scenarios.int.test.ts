import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { scenariosContract } from '../../core/src/scenario/scenarios.contract';
import { openSqliteLog } from '../src';

const folder = mkdtempSync(join(tmpdir(), 'netlapse-scenarios-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let logs = 0;
scenariosContract('the SQLite log', () => {
  logs += 1;
  return openSqliteLog(join(folder, `${logs}.db`), { mode: 'create' });
});
