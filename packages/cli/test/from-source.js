'use strict';

/**
 * Runs the program from its TypeScript sources: no package needs to be built before it.
 *
 *   node packages/cli/test/from-source.js [arguments of netlapse]
 */

const Module = require('node:module');
const { join } = require('node:path');

const packages = join(__dirname, '..', '..');

/** @type {Readonly<Record<string, string>>} */
const sources = {
  '@netlapse/core': join(packages, 'core', 'src', 'index.ts'),
  '@netlapse/core/scenario': join(packages, 'core', 'src', 'scenario', 'index.ts'),
  '@netlapse/host-linux': join(packages, 'host-linux', 'src', 'index.ts'),
  '@netlapse/host-windows': join(packages, 'host-windows', 'src', 'index.ts'),
  '@netlapse/log-sqlite': join(packages, 'log-sqlite', 'src', 'index.ts'),
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => resolveFilename(sources[request] ?? request, ...rest);

require('esbuild-register/dist/node').register({ target: 'node20' });
require('../src/main.ts');
