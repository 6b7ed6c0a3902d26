import { processIo } from './process-io';
import { runToEnd } from './run';

const main = async (): Promise<void> => {
  // Not process.exit: what was written to a pipe may still be on its way.
  process.exitCode = await runToEnd(process.argv.slice(2), processIo());
};

void main();
