'use strict';

/**
 * Prints one line, `N passed, N failed`, from the JSON file that jest wrote; ends with 1 when anything failed.
 *
 *   node packages/tools/test-summary.js FILE
 */

const { readFileSync } = require('node:fs');

/**
 * @typedef {object} JestResults the members used of jest's JSON report
 * @property {boolean} success
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numRuntimeErrorTestSuites files that could not be run at all, so that none of their tests counts
 */

/**
 * A file that could not be run counts as one failure: its tests are in no other number.
 *
 * @param {JestResults} results
 */
const summarize = ({ success, numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) => {
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return { line: `${numPassedTests} passed, ${failed} failed`, isGood: success && failed === 0 };
};

if (require.main === module) {
  const [file = ''] = process.argv.slice(2);
  const { line, isGood } = summarize(JSON.parse(readFileSync(file, 'utf8')));
  process.stdout.write(`${line}\n`);
  process.exit(isGood ? 0 : 1);
}

module.exports = { summarize };
