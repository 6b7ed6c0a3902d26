import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

import type { HostState } from '@netlapse/core';
import { toIpJson } from '@netlapse/host-linux';

type Json = Readonly<Record<string, unknown>>;

/** What `ip` tells of a route, as one text: all but the seconds until it ends. */
const textOf = ({ expires: _, ...route }: Json): string =>
  JSON.stringify(Object.entries(route).sort(([a], [b]) => (a < b ? -1 : 1)));

/** So many prefixes of 32 bits, from 10.0.0.0 on. */
const prefixesOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);

/** A network namespace with one link, into which routes are poured by `ip -batch`. */
export class FloodedNamespace {
  readonly name = `netlapse-flood-${process.pid}`;

  private constructor(private readonly batch: string) {}

  /**
   * @param count how many routes a flood pours in
   * @param batch where the commands for `ip` are written
   * @returns why there can be none, where that is so
   */
  static make(count: number, batch: string): FloodedNamespace | string {
    const lines = prefixesOf(count).map((prefix) => `route add ${prefix} via 192.0.2.2\n`);
    writeFileSync(batch, lines.join(''));
    const namespace = new FloodedNamespace(batch);
    const made = spawnSync('ip', ['netns', 'add', namespace.name], { encoding: 'utf8' });
    return made.status === 0 ? namespace : made.stderr || String(made.error);
  }

  remove(): void {
    spawnSync('ip', ['netns', 'del', this.name]);
  }

  /** Where it is, for who listens to it. */
  get file(): string {
    return `/run/netns/${this.name}`;
  }

  #ip(...words: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync('ip', ['-n', this.name, ...words], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`);
    return stdout;
  }

  /** A link that is up and has an address, and no other route. */
  reset(): void {
    spawnSync('ip', ['-n', this.name, 'link', 'del', 'd0']);
    this.#ip('link', 'add', 'd0', 'type', 'veth', 'peer', 'name', 'd1');
    for (const end of ['d0', 'd1']) this.#ip('link', 'set', end, 'up');
    this.#ip('addr', 'add', '192.0.2.1/24', 'dev', 'd0');
  }

  /** Pours all routes in; gives the nanoseconds that `ip` took, once it has ended. */
  pour(): Promise<number> {
    const start = process.hrtime.bigint();
    const child = spawn('ip', ['-n', this.name, '-batch', this.batch], { stdio: 'inherit' });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) =>
        code === 0
          ? resolve(Number(process.hrtime.bigint() - start))
          : reject(new Error(`ip -batch ended with ${code}`)),
      );
    });
  }

  /** How many routes the kernel and a mirror have that the other has not, all that `ip -j -d` tells of each compared. */
  differenceFrom({ linux }: HostState, at: number): number {
    const told = JSON.parse(this.#ip('-j', '-d', '-4', 'route', 'show', 'table', 'all')) as readonly Json[];
    const kernel = new Set(told.map(textOf));
    const own = Array.from(linux.routeObjects()).filter(({ object }) => object['family'] === 'inet');
    const mirror = new Set((toIpJson('route', own, linux, at) as readonly Json[]).map(textOf));
    const missing = (from: ReadonlySet<string>, in_: ReadonlySet<string>): number =>
      Array.from(from).filter((route) => !in_.has(route)).length;
    return missing(kernel, mirror) + missing(mirror, kernel);
  }
}

/** Clock ticks of /proc/PID/stat a second: USER_HZ, the same on every machine that Node runs on. */
const TICKS = 100;

/** Nanoseconds of processor time that a process took so far, in all its threads. */
export const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1e9;
};

/** Bytes that a process took at most, since its start or since it was told to forget. */
export const memoryOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;

/** Forgets what a process took at most so far. */
export const forgetMemoryOf = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');
