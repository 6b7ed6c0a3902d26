import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import type { Fault } from './code-blocks-parse';

/** A source text to type-check, and the document that it is from. */
export interface TypedSource {
  readonly document: string;
  /** Its lines are those of the document. */
  readonly source: string;
}

/** A fault of a document. */
export interface DocumentFault extends Fault {
  readonly document: string;
}

/** The packages as blocks name them: always their sources, whether or not they are built. */
const paths = {
  '@netlapse/core': 'packages/core/src/index.ts',
  '@netlapse/core/scenario': 'packages/core/src/scenario/index.ts',
  '@netlapse/log-sqlite': 'packages/log-sqlite/src/index.ts',
  '@netlapse/host-linux': 'packages/host-linux/src/index.ts',
  '@netlapse/host-windows': 'packages/host-windows/src/index.ts',
  '@netlapse/jest': 'packages/jest/src/index.ts',
} as const;

const diagnostic = /^(?<file>\S+?)\((?<line>\d+),\d+\): error (?<why>.*)$/gm;

/**
 * Type-checks all sources at once, as strictly as the packages themselves, in a project below node_modules/.cache.
 *
 * @throws Error where the compiler itself, or a file that is no source given here, is at fault
 */
export const findTypeFaults = (root: string, sources: readonly TypedSource[]): readonly DocumentFault[] => {
  // Here the packages that a block may import are found from its own place.
  const cache = join(root, 'packages', 'tools', 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'code-blocks-'));
  try {
    return faultsIn(root, folder, sources);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const faultsIn = (
  root: string,
  folder: string,
  sources: readonly TypedSource[],
): readonly DocumentFault[] => {
  const up = relative(folder, root);
  const project = {
    extends: `${up}/tsconfig.base.json`,
    compilerOptions: {
      noEmit: true,
      // A block may await at its top, as a module of its reader's may.
      module: 'esnext',
      moduleResolution: 'bundler',
      types: ['jest', 'node'],
      paths: Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, [`${up}/${path}`]])),
    },
    include: ['*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project, undefined, 2));
  for (const [index, { source }] of sources.entries()) writeFileSync(join(folder, `${index}.ts`), source);
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '--pretty', 'false', '-p', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const faults = Array.from(
    stdout.matchAll(diagnostic),
    ({ groups: { file = '', line = '', why = '' } = {} }) => {
      const of = sources[Number(/^(\d+)\.ts$/.exec(file)?.[1] ?? -1)];
      if (of === undefined) throw new Error(`${file}:${line} does not type-check: ${why}`);
      return { document: of.document, line: Number(line), why };
    },
  );
  if (status !== 0 && faults.length === 0) throw new Error(`the compiler ended with ${status}: ${stdout}`);
  return faults;
};
