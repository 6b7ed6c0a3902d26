'use strict';

/**
 * Asks the questions of packages/bench, each in a process of its own so that none warms up or fills the heap of the
 * next.
 *
 *   npm run bench -- [--quick] [--long] [--write] [name of a question …]
 *
 * A question is a file packages/bench/questions/NAME.bench.ts; without a name all are asked. `--quick` takes small
 * tables and few rounds: to see that they run, in a minute. `--long` also measures what takes minutes. `--write` puts
 * the answers into docs/benchmarks.md.
 */

const { mkdirSync, mkdtempSync, existsSync, readdirSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { delimiter, join } = require('node:path');
const { bundleFile, ensureBuilt, ensureInstalled, runNode, workspaceRoot } = require('./workspace');

const usage = `Usage: npm run bench -- [--quick] [--long] [--write] [name …]

  name      questions to ask, or a part of their names; all where none is given
  --quick   small tables and few rounds: to see that the questions run, in a minute
  --long    also what takes minutes
  --write   puts the answers into docs/benchmarks.md
  --list    the names of the questions

Examples:
  npm run bench -- --quick
  npm run bench -- fold-one-event
  npm run bench -- --long --write
`;

const options = ['--quick', '--long', '--write', '--list', '--help'];

/**
 * The questions below `root` whose names hold one of `parts`, in order.
 *
 * @param {string} root
 * @param {readonly string[]} parts all questions when empty
 * @returns {string[]} their names
 */
const findQuestions = (root, parts) => {
  const folder = join(root, 'packages', 'bench', 'questions');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => file.slice(0, -'.bench.ts'.length))
    .sort();
  // A whole name means that question alone, whatever others begin with it.
  return names.filter(
    (name) =>
      parts.length === 0 ||
      parts.includes(name) ||
      parts.some((part) => !names.includes(part) && name.includes(part)),
  );
};

const cache = join('node_modules', '.cache', 'bench');

/**
 * Bundles a file of the workspace, so that a benchmark measures what stands, built or not.
 *
 * @param {string} file
 * @returns {string} path of the bundle from the workspace's root
 */
const bundle = (file) => {
  const outfile = join(cache, `${file.replaceAll('/', '-')}.js`);
  mkdirSync(join(workspaceRoot, cache), { recursive: true });
  // Their binaries lie beside them: they are found by NODE_PATH.
  bundleFile(file, outfile, { sourcemap: 'inline', external: ['koffi', 'libsql', 'sqlite3'] });
  return outfile;
};

/**
 * Asks one question.
 *
 * @param {string} name
 * @param {readonly string[]} flags
 * @param {string} answer the file that gets the answer
 * @returns {boolean} whether it was answered
 */
const askOne = (name, flags, answer) => {
  process.stdout.write(`\n${name}\n`);
  process.env['NETLAPSE_BENCH_ANSWER'] = answer;
  // Memory is only comparable after a collection that the benchmark can ask for.
  const args = ['--expose-gc', '--max-old-space-size=16384'];
  return runNode([...args, bundle(`packages/bench/questions/${name}.bench.ts`), ...flags]) === 0;
};

/** @param {readonly string[]} args */
const main = (args) => {
  const flags = args.filter((arg) => arg.startsWith('--'));
  const parts = args.filter((arg) => !arg.startsWith('--'));
  const unknown = flags.find((flag) => !options.includes(flag));
  if (unknown !== undefined) {
    process.stderr.write(`unknown option ${unknown}\n\n${usage}`);
    return 2;
  }
  if (flags.includes('--help')) {
    process.stdout.write(usage);
    return 0;
  }
  if (flags.includes('--quick') && flags.includes('--write')) {
    process.stderr.write('--quick only shows that the questions run: its figures are not written down\n');
    return 2;
  }
  const names = findQuestions(workspaceRoot, parts);
  if (names.length === 0) {
    process.stderr.write(`no question is called ${parts.join(' or ')}; --list tells which there are\n`);
    return 1;
  }
  if (flags.includes('--list')) {
    process.stdout.write(`${names.join('\n')}\n`);
    return 0;
  }
  ensureInstalled();
  // Some questions ask the command line, as it stands now.
  ensureBuilt();
  process.env['NODE_PATH'] = ['bench', 'host-linux']
    .map((name) => join(workspaceRoot, 'packages', name, 'node_modules'))
    .join(delimiter);
  const folder = mkdtempSync(join(tmpdir(), 'netlapse-bench-'));
  try {
    const given = flags.filter((flag) => flag !== '--write');
    const failed = names.filter((name) => !askOne(name, given, join(folder, `${name}.json`)));
    if (failed.length > 0) process.stderr.write(`\nFailed: ${failed.join(', ')}\n`);
    if (!flags.includes('--write')) return failed.length > 0 ? 1 : 0;
    const answered = names.filter((name) => !failed.includes(name));
    const files = answered.map((name) => join(folder, `${name}.json`));
    const written = runNode([bundle('packages/bench/src/write.ts'), ...files]);
    return failed.length > 0 ? 1 : written;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

if (require.main === module) process.exit(main(process.argv.slice(2)));

module.exports = { findQuestions };
