import { spawn } from 'node:child_process';

import type { Output } from '../io';

/** More than these do not wait: a command slower than the changes would fill the memory. */
const WAITING_MAX = 10_000;

/** Runs a shell command for one event after the other, in their order, with the event on its standard input. */
export class ExecQueue {
  readonly #waiting: string[] = [];
  #isRunning = false;
  #dropped = 0;
  #whenIdle: (() => void) | undefined;

  /** @param stderr where it is told that a command failed, or that events were dropped. */
  constructor(
    private readonly command: string,
    private readonly stderr: Output,
  ) {}

  /** @param event one line of JSON. */
  add(event: string): void {
    if (this.#waiting.length >= WAITING_MAX) {
      if (this.#dropped === 0) this.stderr.write(`netlapse: --exec is too slow: events are left out\n`);
      this.#dropped += 1;
      return;
    }
    this.#waiting.push(event);
    this.#next();
  }

  /** How many events the command was not run for. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Resolves when the command has been run for all events. */
  idle(): Promise<void> {
    if (!this.#isRunning && this.#waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
    });
  }

  #next(): void {
    if (this.#isRunning) return;
    const event = this.#waiting.shift();
    if (event === undefined) {
      this.#whenIdle?.();
      return;
    }
    this.#isRunning = true;
    let isOver = false;
    const over = (trouble: string | undefined): void => {
      if (isOver) return;
      isOver = true;
      if (trouble !== undefined) this.stderr.write(`netlapse: --exec ${this.command}: ${trouble}\n`);
      this.#isRunning = false;
      this.#next();
    };
    const child = spawn(this.command, { shell: true, stdio: ['pipe', 'inherit', 'inherit'] });
    child.on('error', (error) => over(error.message));
    child.on('close', (code, signal) =>
      over(code === 0 ? undefined : `ended with ${signal ?? `code ${code}`}`),
    );
    // A command may leave what it is given unread.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${event}\n`);
  }
}
