'use strict';

/**
 * What every top-level script needs before its own work: dependencies that match the lockfile, and a build.
 * Plain Node and nothing else, because it runs before anything is installed.
 */

const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const workspaceRoot = join(__dirname, '..', '..');

/** The oldest Node that runs netlapse, as [major, minor]; package.json says the same under `engines`. */
const oldestNode = /** @type {const} */ ([20, 19]);

/**
 * @param {string} version such as '20.19.0'
 * @returns {boolean}
 */
const isNodeRecent = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
};

/**
 * The text of a file with Unix line ends, or undefined where there is no such file.
 *
 * @param {string} path
 * @returns {string | undefined}
 */
const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : undefined);

/**
 * Whether node_modules holds what the lockfile asks for. pnpm copies the lockfile into node_modules when an
 * install is complete; comparing the two also notices an install that was cut off and a change of branch.
 *
 * @param {string} root
 * @returns {boolean}
 */
const isInstalled = (root) => {
  const installed = textOf(join(root, 'node_modules', '.pnpm', 'lock.yaml'));
  return installed !== undefined && installed === textOf(join(root, 'pnpm-lock.yaml'));
};

/**
 * The package manager as package.json names it, such as 'pnpm@10.34.9'.
 *
 * @param {string} root
 * @returns {string}
 */
const packageManagerOf = (root) => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return manifest.packageManager;
};

/**
 * Ends the process with one plain line.
 *
 * @param {string} message
 * @param {number} [exitCode]
 * @returns {never}
 */
const stop = (message, exitCode = 1) => {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
};

/** Installs when node_modules is missing or differs from the lockfile; the installer is heard only when it fails. */
const ensureInstalled = () => {
  if (!isNodeRecent(process.versions.node))
    stop(`netlapse needs Node ${oldestNode.join('.')} or later; this is ${process.versions.node}`);
  if (isInstalled(workspaceRoot)) return;
  const manager = packageManagerOf(workspaceRoot);
  process.stdout.write(`Installing dependencies with ${manager} …\n`);
  const { status, stdout, stderr, error } = spawnSync(
    'npx',
    ['--yes', manager, 'install', '--frozen-lockfile'],
    {
      cwd: workspaceRoot,
      encoding: 'utf8',
      // Without a terminal pnpm would ask before it replaces an older node_modules, and find nobody to answer.
      env: { ...process.env, CI: 'true' },
      // npx is a batch file on Windows, which only a shell can start.
      shell: process.platform === 'win32',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  stop(`The installation failed: ${error?.message ?? `${manager} ended with ${status}`}`);
};

/**
 * Runs a Node script of an installed package or of the workspace in the terminal's own streams.
 *
 * @param {readonly string[]} args what follows `node`, paths from the top of the workspace
 * @returns {number} the exit code; 1 when a signal ended it
 */
const runNode = (args) =>
  spawnSync(process.execPath, args, { cwd: workspaceRoot, stdio: 'inherit' }).status ?? 1;

const cliFolder = join(workspaceRoot, 'packages', 'cli', 'dist');

/** The sources of the workspace's packages. */
const sources = {
  '@netlapse/core/scenario': 'packages/core/src/scenario/index.ts',
  '@netlapse/core': 'packages/core/src/index.ts',
  '@netlapse/log-sqlite': 'packages/log-sqlite/src/index.ts',
  '@netlapse/host-linux': 'packages/host-linux/src/index.ts',
  '@netlapse/host-windows': 'packages/host-windows/src/index.ts',
};

/**
 * Makes one file of a source and all that it stands on, as modules of the language: compiled one by one, modules reach
 * each other through getters, which makes hot code up to two and a half times as slow, and what nobody asks for comes along.
 *
 * @param {string} file from the workspace's root
 * @param {string} outfile likewise
 * @param {import('esbuild').BuildOptions} options
 */
const bundleFile = (file, outfile, options) => {
  // Required here: the installation that brings it may just have been made.
  require('esbuild').buildSync({
    absWorkingDir: workspaceRoot,
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    // What libraries check only while somebody develops with them is left out.
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: Object.fromEntries(
      Object.entries(sources).map(([name, path]) => [name, join(workspaceRoot, path)]),
    ),
    logLevel: 'error',
    ...options,
  });
};

/**
 * Puts the command line and all of ours that it stands on into one file: looking up a thousand small ones would take
 * longer than most answers do. Packages with native parts stay packages.
 */
const bundleCommandLine = () =>
  bundleFile('packages/cli/src/main.ts', 'packages/cli/dist/netlapse.js', {
    external: ['koffi', 'libsql'],
    minifyWhitespace: true,
    minifySyntax: true,
  });

/** Compiles every package that has to be; a tree that is up to date takes a moment and prints nothing. */
const ensureBuilt = () => {
  if (!existsSync(join(cliFolder, 'netlapse.js'))) process.stdout.write('Building the packages …\n');
  const exitCode = runNode(['node_modules/typescript/bin/tsc', '-b', 'tsconfig.build.json']);
  if (exitCode !== 0) stop('The build failed.', exitCode);
  bundleCommandLine();
};

module.exports = {
  bundleFile,
  ensureBuilt,
  ensureInstalled,
  isInstalled,
  isNodeRecent,
  runNode,
  workspaceRoot,
};
