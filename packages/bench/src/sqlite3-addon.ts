import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The tool that compiles addons, as it comes with npm, and the headers of this very Node, where they are at hand. */
const toolchain = (): { readonly gyp: string; readonly prefix: string } | undefined => {
  const prefixes = [dirname(dirname(process.execPath)), '/usr', '/usr/local'];
  const prefix = prefixes.find((place) => existsSync(join(place, 'include', 'node', 'node.h')));
  const gyp = prefixes
    .map((place) =>
      join(place, 'lib', 'node_modules', 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
    )
    .find((file) => existsSync(file));
  return prefix === undefined || gyp === undefined ? undefined : { gyp, prefix };
};

/**
 * Makes the addon of the package sqlite3 where it is not there: packages run no scripts here when they are installed.
 * It takes some minutes, once.
 *
 * @param isQuick TRUE: where it would have to be made, there is no time for that
 * @returns undefined where it can be used, else why not
 */
export const makeSqlite3 = (isQuick: boolean): string | undefined => {
  const folder = dirname(require.resolve('sqlite3/package.json'));
  if (existsSync(join(folder, 'build', 'Release', 'node_sqlite3.node'))) return undefined;
  if (isQuick) return 'its addon is not compiled yet, which a run without --quick does';
  const tools = toolchain();
  if (tools === undefined)
    return 'its addon is not built, and the headers of Node or node-gyp are not at hand';
  process.stderr.write('compiling the addon of sqlite3, once; that takes some minutes\n');
  const made = spawnSync(process.execPath, [tools.gyp, 'rebuild', `--nodedir=${tools.prefix}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  return made.status === 0
    ? undefined
    : `its addon cannot be built here: ${made.stderr.trim().split('\n').at(-1)}`;
};
