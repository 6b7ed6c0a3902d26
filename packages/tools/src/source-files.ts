import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { SourceFile } from './tidy-rules';

const partsWithSources = ['src', 'test', 'questions'];

/**
 * Every TypeScript file of every package, its tests and benchmarks included, in the order of their paths.
 *
 * @param root the top of the workspace
 */
export const readSourceFiles = (root: string): readonly SourceFile[] =>
  readdirSync(join(root, 'packages'))
    .flatMap((name) => partsWithSources.map((part) => `packages/${name}/${part}`))
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name}`,
      ),
    )
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
