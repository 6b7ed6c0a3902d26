import { execFileSync, spawnSync } from 'node:child_process';

/** Why no network namespace can be made here; undefined where it can. */
export const whyNoNamespaces = (): string | undefined => {
  if (process.platform !== 'linux') return `there are none on ${process.platform}`;
  const name = `netlapse-probe-${process.pid}`;
  const made = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  if (made.error !== undefined) return `ip cannot be run: ${made.error.message}`;
  if (made.status !== 0) return `ip netns add says: ${made.stderr.trim()}`;
  execFileSync('ip', ['netns', 'del', name]);
  return undefined;
};

/**
 * Tests that need network namespaces: where none can be made there is one test in their place, which says why.
 */
export const describeInNamespaces = (what: string, tests: () => void): void => {
  const why = whyNoNamespaces();
  if (why === undefined) {
    describe(what, tests);
    return;
  }
  process.stderr.write(`left out: ${what}: no network namespaces here: ${why}\n`);
  describe(what, () => {
    it(`is left out here: no network namespaces: ${why}`, () => {
      expect(why).not.toBe('');
    });
  });
};

let count = 0;

/** A network namespace of a test: commands run in it, and it goes with its links when the test is over. */
export class TestNamespace {
  readonly name: string;

  constructor() {
    count += 1;
    this.name = `netlapse-${process.pid}-${count}`;
    execFileSync('ip', ['netns', 'add', this.name]);
  }

  get file(): string {
    return `/run/netns/${this.name}`;
  }

  /** `ip` with these words, each line one command. */
  ip(...commands: readonly string[]): void {
    for (const command of commands)
      execFileSync('ip', ['-n', this.name, ...command.split(' ')], { stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Many commands of `ip` at once. */
  batch(commands: string): void {
    execFileSync('ip', ['-n', this.name, '-batch', '-'], {
      input: commands,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  /** What `ip -j` prints for these words. */
  json(command: string): readonly Record<string, unknown>[] {
    const text = execFileSync('ip', ['-n', this.name, '-j', ...command.split(' ')], {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    return text.trim() === '' ? [] : (JSON.parse(text) as readonly Record<string, unknown>[]);
  }

  /** Any program in it. */
  run(program: string, ...args: readonly string[]): string {
    return execFileSync('ip', ['netns', 'exec', this.name, program, ...args], { encoding: 'utf8' });
  }

  remove(): void {
    spawnSync('ip', ['netns', 'del', this.name]);
  }
}
