import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

const packages = join(__dirname, '..', '..');
const source = (name: string): string => join(packages, name, 'src', 'index.ts');

/** A program in one file, and where it finds the native parts. */
export interface BuiltProgram {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Builds the program into one file, which starts many times as fast as from its sources: for tests that start it often. */
export const buildProgram = (): BuiltProgram => {
  const folder = join(packages, 'cli', 'node_modules', '.cache', `program-${process.pid}`);
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const file = join(folder, 'bin', 'main.cjs');
  buildSync({
    entryPoints: [join(packages, 'cli', 'src', 'main.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    external: ['libsql', 'koffi'],
    alias: {
      '@netlapse/core/scenario': join(packages, 'core', 'src', 'scenario', 'index.ts'),
      '@netlapse/core': source('core'),
      '@netlapse/host-linux': source('host-linux'),
      '@netlapse/log-sqlite': source('log-sqlite'),
    },
  });
  // The program reads its version there.
  copyFileSync(join(packages, 'cli', 'package.json'), join(folder, 'package.json'));
  const paths = ['log-sqlite', 'host-linux'].map((name) => join(packages, name, 'node_modules'));
  return { file, env: { NODE_PATH: paths.join(':') } };
};
