import { setFlagsFromString } from 'node:v8';

import { processIo } from './process-io';
import { runToEnd } from './run';

// While an import fills the heap, it may grow by half between collections instead of nearly doubling: that keeps a full
// table well below a gigabyte.
if (process.argv[2] === 'import') setFlagsFromString('--heap-growing-percent=50');

const main = async (): Promise<void> => {
  // Not process.exit: what was written to a pipe may still be on its way.
  process.exitCode = await runToEnd(process.argv.slice(2), processIo());
};

void main();
