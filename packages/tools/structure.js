'use strict';

/**
 * Checks the arrows between folders and packages (dependency-cruiser.js).
 *
 *   node packages/tools/structure.js [top of the tree to check]
 */

const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { workspaceRoot } = require('./workspace');

const cruiser = join(__dirname, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
const config = join(__dirname, 'dependency-cruiser.js');

const top = resolve(process.argv[2] ?? workspaceRoot);
const folders = readdirSync(join(top, 'packages'))
  .flatMap((name) => ['src', 'test', 'questions'].map((part) => `packages/${name}/${part}`))
  .filter((folder) => existsSync(join(top, folder)));

const { status } = spawnSync(process.execPath, [cruiser, '--config', config, ...folders], {
  cwd: top,
  stdio: 'inherit',
});
process.exit(status ?? 1);
