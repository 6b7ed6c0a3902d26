'use strict';

/**
 * The top-level commands on a machine with nothing but Node and npm: installs and builds where needed, then
 * does the job.
 *
 *   node packages/tools/bootstrap.js start [arguments of `netlapse demo`]
 *   node packages/tools/bootstrap.js test [arguments of jest]
 *   node packages/tools/bootstrap.js build
 *
 * With NETLAPSE_TEST_RESULTS naming a file, `test` also writes jest's results there as JSON.
 */

const { ensureBuilt, ensureInstalled, runNode } = require('./workspace');

/** @type {Record<string, (args: readonly string[]) => number>} */
const jobs = {
  start: (args) => runNode(['packages/cli/bin/netlapse.js', 'demo', ...args]),
  test: (args) => {
    const results = process.env['NETLAPSE_TEST_RESULTS'];
    const report = results ? ['--json', `--outputFile=${results}`] : [];
    return runNode(['node_modules/jest/bin/jest.js', ...report, ...args]);
  },
  build: () => 0,
};

const [name = '', ...args] = process.argv.slice(2);
const job = jobs[name];
if (job === undefined) {
  process.stderr.write(`usage: node packages/tools/bootstrap.js ${Object.keys(jobs).join('|')}\n`);
  process.exit(2);
}
ensureInstalled();
ensureBuilt();
process.exit(job(args));
