import { processIo } from './process-io';
import { run } from './run';

// Not process.exit: what was written to a pipe may still be on its way.
process.exitCode = run(process.argv.slice(2), processIo());
