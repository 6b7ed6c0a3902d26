import { verifyLog } from '@netlapse/core';

import { openSqliteLog, type SqliteLogOptions } from '../../src';

// Usage: open-as FILE MODE [nobody] [hold|follow]: opens a log and says what came of it; then keeps it open,
// or says again and again where it ends, if told to.
// As root it may give its rights up first: only after the modules are loaded, which others may not read.
const [file, mode, ...wishes] = process.argv.slice(2) as [string, SqliteLogOptions['mode'], ...string[]];
const NOBODY = 65_534;
if (wishes.includes('nobody') && process.getuid?.() === 0) {
  process.setgroups?.([]);
  process.setgid?.(NOBODY);
  process.setuid?.(NOBODY);
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

try {
  const log = openSqliteLog(file, { mode });
  say(`opened ${verifyLog(log).records}`);
  if (wishes.includes('hold')) setInterval(() => log.head, 1_000);
  else if (wishes.includes('follow')) setInterval(() => say(`head ${log.head.n}`), 20);
  else log.close();
} catch (error) {
  say(error instanceof Error && 'code' in error ? String(error.code) : String(error));
}
