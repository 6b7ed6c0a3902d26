import { writeSync } from 'node:fs';

import { commit, genesis } from '../../../core/src/log/event-log.contract';
import { openSqliteLog } from '../../src';

// Usage: append-forever FILE SEED: goes on with a log, in appends of varying size, and says after each one
// the number and hash of the last record, until it is killed.
const [file, seed] = process.argv.slice(2) as [string, string];
const log = openSqliteLog(file, { mode: 'write' });
if (log.head.n === 0) log.append(0, [genesis()]);

let random = Number(seed);
const below = (limit: number): number => {
  random = (Math.imul(random, 1_103_515_245) + 12_345) & 0x7fff_ffff;
  return random % limit;
};

for (;;) {
  const { n, seq, at } = log.head;
  const size = below(5) === 0 ? 1 + below(100) : 1 + below(4);
  const drafts = Array.from({ length: size }, (_, index) =>
    commit(at + index, seq + 2 * index + 1, [{ seed, index }, { padding: 'x'.repeat(below(100)) }]),
  );
  log.append(n, drafts);
  writeSync(1, `${log.head.n} ${log.head.hash}\n`);
}
