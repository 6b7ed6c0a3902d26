import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const packageDirectory = join(__dirname, '..');

/**
 * A program of `children/` as plain JavaScript. Tests run it in a process of its own, to kill it or to take
 * rights from it. It stands within the package, so that it finds libsql.
 */
export const buildChild = (name: string): string => {
  const directory = join(packageDirectory, 'node_modules', '.cache', 'children');
  mkdirSync(directory, { recursive: true });
  const outfile = join(directory, `${name}.cjs`);
  // Several test files build at once: each its own, put in place whole.
  const built = `${outfile}.${process.pid}`;
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      require.resolve('esbuild/bin/esbuild'),
      join(__dirname, 'children', `${name}.ts`),
      '--bundle',
      '--platform=node',
      '--external:libsql',
      `--alias:@netlapse/core=${join(packageDirectory, '..', 'core', 'src', 'index.ts')}`,
      `--outfile=${built}`,
      '--log-level=warning',
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`building ${name} failed: ${stderr}`);
  renameSync(built, outfile);
  return outfile;
};

/** A running child and what it says, line by line. */
export interface Child {
  readonly process: ChildProcess;
  /** Lines so far; complete ones only. */
  readonly lines: readonly string[];
  /** Resolves once there are so many lines; rejects where the child ends before. */
  readonly saysLines: (count: number) => Promise<void>;
  /** Kills it so that it can do nothing more, and resolves when it is gone. */
  readonly kill: () => Promise<void>;
}

export const startChild = (program: string, ...args: readonly string[]): Child => {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  let rest = '';
  let complaint = '';
  let isGone = false;
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => {
      isGone = true;
      for (const wake of waiting) wake();
      resolve();
    });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const wake of waiting) wake();
  });
  const saysLines = (count: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (lines.length >= count) resolve();
        else if (isGone) reject(new Error(`the child ended after ${lines.length} lines: ${complaint}`));
      };
      waiting.push(look);
      look();
    });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  return { process: child, lines, saysLines, kill };
};

/** Runs a child to its end and gives what it said. */
export const runChild = (program: string, ...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the child failed: ${stderr}`);
  return stdout.trim();
};
