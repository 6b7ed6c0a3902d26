import { cpus, release, totalmem, type } from 'node:os';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Machine } from './result';

interface Manifest {
  readonly version?: string;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifestAt = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest;

/** The packages that are there to be measured beside, with the versions that are installed. */
const peersIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    Object.keys(manifestAt(join(folder, 'package.json')).devDependencies ?? {})
      .filter((name) => !name.startsWith('@netlapse/'))
      .map((name) => [name, manifestAt(join(folder, 'node_modules', name, 'package.json')).version ?? '?']),
  );

/**
 * This machine, and the peers that are installed.
 *
 * @param folder that of the package bench
 */
export const machineOf = (folder: string): Machine => ({
  processor: cpus()[0]?.model.trim() ?? 'an unknown processor',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()}`,
  node: process.versions.node,
  peers: peersIn(folder),
});
