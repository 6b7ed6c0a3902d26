'use strict';

/**
 * Writes what the documents take from the program itself: the pages of docs/reference, and in all others the blocks of
 * text that say what the commands and programs before them print. The tests that hold the documents to it do the
 * writing, so what is written is what they ask for.
 *
 *   node packages/tools/docs.js
 */

const { ensureInstalled, runNode } = require('./workspace');

ensureInstalled();
process.env['NETLAPSE_WRITE_DOCS'] = '1';
const tests = ['reference', 'code-blocks.int'].map((name) => `packages/tools/test/${name}`);
process.exit(runNode(['node_modules/jest/bin/jest.js', ...tests]));
