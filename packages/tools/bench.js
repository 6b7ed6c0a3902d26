'use strict';

/**
 * Runs the benchmarks of every package, each in a process of its own so that none warms up or fills the heap
 * of the next.
 *
 *   node packages/tools/bench.js [--quick] [part of a path …]
 *
 * A benchmark is a file packages/NAME/bench/NAME.bench.ts that prints its own table. `--quick` is handed on to
 * it: fewer rows and rounds, to see that it runs. Without a part of a path all of them run.
 */

const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const { ensureInstalled, runNode, workspaceRoot } = require('./workspace');

/**
 * The benchmark files below `root` whose path holds one of `parts`, in the order of their paths.
 *
 * @param {string} root
 * @param {readonly string[]} parts all files when empty
 * @returns {string[]} paths from `root`, with '/'
 */
const findBenchmarks = (root, parts) =>
  readdirSync(join(root, 'packages'))
    .map((name) => `packages/${name}/bench`)
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => `${folder}/${file}`))
    .filter((path) => path.endsWith('.bench.ts'))
    .filter((path) => parts.length === 0 || parts.some((part) => path.includes(part)))
    .sort();

const cache = join('node_modules', '.cache', 'bench');

/** The sources of the workspace's packages, so that a benchmark measures what stands, built or not. */
const sources = {
  '@netlapse/core/scenario': 'packages/core/src/scenario/index.ts',
  '@netlapse/core': 'packages/core/src/index.ts',
  '@netlapse/log-sqlite': 'packages/log-sqlite/src/index.ts',
  '@netlapse/host-linux': 'packages/host-linux/src/index.ts',
};

/**
 * Bundles a benchmark into one file: compiled one by one, modules reach each other through getters, which makes
 * hot code up to two and a half times as slow as in a build.
 *
 * @param {string} file
 * @returns {string} path of the bundle from the workspace's root
 */
const bundle = (file) => {
  const outfile = join(cache, `${file.replaceAll('/', '-')}.js`);
  // Required here: the installation that brings it may just have been made.
  require('esbuild').buildSync({
    absWorkingDir: workspaceRoot,
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    alias: Object.fromEntries(
      Object.entries(sources).map(([name, path]) => [name, join(workspaceRoot, path)]),
    ),
    // Its binary lies beside it: it is found by NODE_PATH.
    external: ['libsql'],
    logLevel: 'error',
  });
  return outfile;
};

/** @param {readonly string[]} args */
const main = (args) => {
  const options = args.filter((arg) => arg.startsWith('--'));
  const parts = args.filter((arg) => !arg.startsWith('--'));
  const unknown = options.find((option) => option !== '--quick');
  if (unknown !== undefined) {
    process.stderr.write(`unknown option ${unknown}; usage: npm run bench -- [--quick] [part of a path …]\n`);
    return 2;
  }
  const files = findBenchmarks(workspaceRoot, parts);
  if (files.length === 0) {
    process.stdout.write(
      parts.length === 0 ? 'There are no benchmarks.\n' : `No benchmark matches ${parts.join(' ')}.\n`,
    );
    return parts.length === 0 ? 0 : 1;
  }
  ensureInstalled();
  // Where the bundles find the packages that stay outside them.
  process.env['NODE_PATH'] = join(workspaceRoot, 'packages', 'log-sqlite', 'node_modules');
  const failed = files.filter((file) => {
    process.stdout.write(`\n${file}\n`);
    // Memory is only comparable after a collection that the benchmark can ask for.
    return runNode(['--expose-gc', bundle(file), ...options]) !== 0;
  });
  if (failed.length > 0) process.stderr.write(`\nFailed: ${failed.join(', ')}\n`);
  return failed.length > 0 ? 1 : 0;
};

if (require.main === module) process.exit(main(process.argv.slice(2)));

module.exports = { findBenchmarks };
