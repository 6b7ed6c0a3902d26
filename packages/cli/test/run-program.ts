import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Io, Output } from '../src/io';
import { run, runToEnd } from '../src/run';

/** What a run of the program gave. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Lines of `out`. */
  readonly lines: readonly string[];
}

export interface RunOptions {
  /** Both streams are terminals. */
  readonly isTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Streams that are kept. */
const keptIo = ({ isTerminal = false, env = {} }: RunOptions) => {
  const written = { out: '', err: '' };
  const output = (name: 'out' | 'err'): Output => ({
    isTerminal,
    columns: isTerminal ? 80 : undefined,
    write: (text) => {
      written[name] += text;
    },
  });
  let present = 0;
  const now = (): number => (present += 50);
  const io: Io = { stdout: output('out'), stderr: output('err'), env, now, onStop: () => () => undefined };
  return {
    io,
    ran: (code: number): Ran => ({ code, ...written, lines: written.out.split('\n').slice(0, -1) }),
  };
};

/** Runs the program in this process, with streams that are kept. */
export const runProgram = (argv: readonly string[], options: RunOptions = {}): Ran => {
  const { io, ran } = keptIo(options);
  return ran(run(argv, io));
};

/** As runProgram, of a command that goes on for a while. */
export const runProgramToEnd = async (argv: readonly string[], options: RunOptions = {}): Promise<Ran> => {
  const { io, ran } = keptIo(options);
  return ran(await runToEnd(argv, io));
};

/** Runs the program and gives what it printed as JSON. */
export const runJson = (argv: readonly string[]): unknown => {
  const { code, out, err } = runProgram(argv);
  if (code === 2) throw new Error(err);
  return JSON.parse(out);
};

/** A folder for the files of a test, and how to be rid of it. */
export const temporaryFolder = (): {
  readonly path: (name: string) => string;
  readonly remove: () => void;
} => {
  const folder = mkdtempSync(join(tmpdir(), 'netlapse-cli-test-'));
  return {
    path: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
