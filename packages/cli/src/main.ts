import { setFlagsFromString } from 'node:v8';

import { processIo } from './process-io';
import { runToEnd } from './run';

// While an import fills the heap, it may grow by a quarter between collections instead of by half and more: that keeps a
// full table below a gigabyte, and takes a fifteenth more time.
if (process.argv[2] === 'import') setFlagsFromString('--heap-growing-percent=25');

const main = async (): Promise<void> => {
  // Not process.exit: what was written to a pipe may still be on its way.
  process.exitCode = await runToEnd(process.argv.slice(2), processIo());
};

void main();
