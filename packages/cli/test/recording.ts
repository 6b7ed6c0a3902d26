import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { openHost, verifyLog, type Host } from '@netlapse/core';
import { openSqliteLog, readHeadFile } from '@netlapse/log-sqlite';

import { buildProgram, type BuiltProgram } from './build-program';

let built: BuiltProgram | undefined;

/** A recorder that runs as a program. */
export class Recording {
  readonly process: ChildProcess;
  out = '';
  err = '';

  constructor(...argv: readonly string[]) {
    built ??= buildProgram();
    const { env, file } = built;
    this.process = spawn(process.execPath, [file, 'record', ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.process.stdout?.on('data', (data: Buffer) => (this.out += data.toString()));
    this.process.stderr?.on('data', (data: Buffer) => (this.err += data.toString()));
  }

  /** Resolves when it has printed this. */
  async says(text: string): Promise<void> {
    while (!this.out.includes(text)) {
      if (this.process.exitCode !== null) throw new Error(`it ended: ${this.out}${this.err}`);
      await pause(20);
    }
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    const closed = once(this.process, 'close');
    this.process.kill(signal);
    await closed;
    return this.process.exitCode;
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Opens a log as a reader does; its chain, its head and its fold are checked. */
export const checkedLog = (file: string): Host => {
  const log = openSqliteLog(file, { mode: 'read' });
  const head = readHeadFile(file);
  verifyLog(log, head === undefined ? {} : { head });
  return openHost(log, { hasher: log.hasher });
};

/** Commands that bring and take routes, of each three one stays: no moment is like the one before. */
export const flaps = (count: number, round: number): string =>
  Array.from({ length: count }, (_, n) => {
    const isGone = n % 3 === 2;
    const route = isGone ? n - 1 : n;
    return `route ${isGone ? 'del' : 'add'} 10.${round}.${route >> 8}.${route & 255}/32 via 192.0.2.254\n`;
  }).join('');

/** Has `ip` do many commands in a namespace meanwhile; resolves when it is done. */
export const churn = async (namespace: string, commands: string): Promise<void> => {
  const ip = spawn('ip', ['-n', namespace, '-force', '-batch', '-'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const closed = once(ip, 'close');
  ip.stdin.end(commands);
  await closed;
};
