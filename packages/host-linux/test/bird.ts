import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestNamespace } from './namespace';

/** Why no BIRD can be run here; undefined where it can. */
export const whyNoBird = (): string | undefined => {
  const found = spawnSync('bird', ['--version'], { encoding: 'utf8' });
  if (found.error !== undefined) return `bird cannot be run: ${found.error.message} (Debian package bird2)`;
  // Version 1 is configured in another way.
  return /version [2-9]/.test(`${found.stdout}${found.stderr}`)
    ? undefined
    : `bird says ${found.stdout}${found.stderr}`;
};

/** Static routes as BIRD's configuration has them, each under the name of a protocol that can be switched off. */
export interface Feed {
  readonly name: string;
  readonly family: 4 | 6;
  readonly routes: readonly string[];
}

/** BIRD 2 in a network namespace, which brings the routes of its feeds into the kernel. */
export class Bird {
  readonly #folder = mkdtempSync(join(tmpdir(), 'netlapse-bird-'));
  readonly #process: ChildProcess;
  #said = '';

  constructor(
    private readonly namespace: TestNamespace,
    feeds: readonly Feed[],
  ) {
    const file = join(this.#folder, 'bird.conf');
    writeFileSync(
      file,
      [
        'router id 192.0.2.1;',
        'log stderr { warning, error, fatal, bug };',
        'protocol device { }',
        ...([4, 6] as const).map(
          (family) => `protocol kernel kernel${family} { ipv${family} { import none; export all; }; }`,
        ),
        ...feeds.map(
          ({ family, name, routes }) =>
            `protocol static ${name} { disabled; ipv${family};\n${routes.map((route) => `route ${route};`).join('\n')}\n}`,
        ),
      ].join('\n'),
    );
    const argv = ['netns', 'exec', namespace.name, 'bird', '-f', '-c', file, '-s', this.#socket];
    this.#process = spawn('ip', [...argv, '-P', join(this.#folder, 'pid')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process.stderr?.on('data', (data: Buffer) => (this.#said += data.toString()));
  }

  get #socket(): string {
    return join(this.#folder, 'socket');
  }

  /** Has BIRD do something, as `enable feed`; waits until it listens. */
  async tell(...words: readonly string[]): Promise<void> {
    for (;;) {
      const told = spawnSync('birdc', ['-s', this.#socket, ...words], { encoding: 'utf8' });
      if (told.status === 0) return;
      if (this.#process.exitCode !== null) throw new Error(`bird ended: ${this.#said}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Resolves when the kernel has so many routes of BIRD. */
  async brings(family: 4 | 6, count: number): Promise<void> {
    for (;;) {
      const found = this.namespace.json(`-${family} route show proto bird`).length;
      if (found === count) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  async end(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const closed = once(this.#process, 'close');
      this.#process.kill('SIGTERM');
      await closed;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
