import { exitCodes } from './errors';
import { processIo } from './process-io';
import { runToEnd, tell } from './run';

const io = processIo();

// What is thrown in between, as an output does that cannot be written: Node would print the line of the program.
process.on('uncaughtException', (error) => {
  tell(io, error);
  process.exit(exitCodes.error);
});

const main = async (): Promise<void> => {
  if (process.argv[2] === 'import') {
    // While an import fills the heap, it may grow by half between collections instead of nearly doubling: that keeps a
    // full table well below a gigabyte. Loaded here, for it brings along what no other command needs.
    const { setFlagsFromString } = await import('node:v8');
    setFlagsFromString('--heap-growing-percent=50');
  }
  // Not process.exit: what was written to a pipe may still be on its way.
  process.exitCode = await runToEnd(process.argv.slice(2), io);
};

void main();
