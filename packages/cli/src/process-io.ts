import { ofFile } from './errors';
import { OutputClosed, type Io, type Output } from './io';

const signals = ['SIGINT', 'SIGTERM'] as const;

const outputTo = (stream: NodeJS.WriteStream, name: string): Output => {
  // A pipe that is closed at its other end also tells so by an event, which would end the program with a trace.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw ofFile(name, error);
  });
  return {
    isTerminal: stream.isTTY,
    get columns() {
      // A terminal that does not know its width says 0.
      return stream.isTTY && stream.columns > 0 ? stream.columns : undefined;
    },
    write: (text) => {
      if (stream.errored !== null || stream.destroyed) throw new OutputClosed();
      stream.write(text);
    },
  };
};

const onStop: Io['onStop'] = (stop) => {
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
};

/** The streams, environment and clock of this process. */
export const processIo = (): Io => ({
  stdout: outputTo(process.stdout, 'standard output'),
  stderr: outputTo(process.stderr, 'standard error'),
  env: process.env,
  now: Date.now,
  onStop,
});
