import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const script = join(__dirname, '..', 'structure.js');

/** A small tree that breaks no rule: what each file imports. */
const soundTree: Readonly<Record<string, readonly string[]>> = {
  'packages/core/src/index.ts': ['./net', './table', './routes', './neighbors', './log', 'rxjs'],
  'packages/core/src/net/index.ts': ['./address'],
  'packages/core/src/net/address.ts': ['io-ts', '@noble/hashes/sha256'],
  'packages/core/src/net/address.test.ts': ['node:fs', 'fast-check', './address', '../table'],
  'packages/core/src/table/index.ts': ['../net'],
  'packages/core/src/neighbors/index.ts': ['../table'],
  'packages/core/src/routes/index.ts': ['../table', '../net'],
  'packages/core/src/log/index.ts': ['../net', './stored'],
  'packages/core/src/log/stored.ts': ['fp-ts/Either'],
  'packages/core/src/log/event-log.contract.ts': ['../net'],
  'packages/core/src/scenario/index.ts': ['../log'],
  'packages/bench/questions/net.bench.ts': ['../../core/src/net/address'],
  'packages/log-sqlite/src/index.ts': ['@netlapse/core', 'libsql', 'node:fs'],
  'packages/log-sqlite/src/index.int.test.ts': ['.', '../../core/src/log/event-log.contract'],
  'packages/host-linux/src/index.ts': ['@netlapse/core', '@netlapse/core/scenario'],
  'packages/host-windows/src/index.ts': ['@netlapse/core'],
  'packages/jest/src/index.ts': [
    '@netlapse/core/scenario',
    '@netlapse/host-linux',
    '@netlapse/host-windows',
    '@jest/globals',
  ],
  'packages/cli/src/main.ts': [
    '@netlapse/core',
    '@netlapse/log-sqlite',
    '@netlapse/host-linux',
    '@netlapse/host-windows',
    'commander',
  ],
};

/** One import a line that no sound tree has, and the rule that has to catch it. */
const violations: ReadonlyArray<readonly [rule: string, from: string, imported: string]> = [
  ['core-arrow-net', 'packages/core/src/net/upward.ts', '../table'],
  ['core-arrow-table', 'packages/core/src/table/upward.ts', '../routes'],
  ['core-arrow-neighbors', 'packages/core/src/neighbors/sideways.ts', '../routes'],
  ['core-arrow-routes', 'packages/core/src/routes/sideways.ts', '../neighbors'],
  ['core-arrow-log', 'packages/core/src/log/upward.ts', '../scenario'],
  ['core-unknown-folder', 'packages/core/src/scenario/strange.ts', '../attic'],
  ['core-through-index', 'packages/core/src/table/past-the-index.ts', '../net/address'],
  ['core-through-index', 'packages/core/src/table/past-the-index.test.ts', '../net/address'],
  ['core-door-through-index', 'packages/core/src/index.ts', './net/address'],
  ['core-no-door-inside', 'packages/core/src/routes/door.ts', '..'],
  ['core-no-node', 'packages/core/src/net/builtin.ts', 'node:fs'],
  ['core-no-node', 'packages/core/src/net/old-builtin.ts', 'fs'],
  ['core-only-declared-packages', 'packages/core/src/net/undeclared.ts', 'lodash'],
  ['core-only-declared-packages', 'packages/core/src/net/near-name.ts', 'rxjs-extras'],
  ['core-only-declared-packages', 'packages/core/src/net/other-package.ts', '@netlapse/other'],
  ['core-by-name', 'packages/log-sqlite/src/by-path.ts', '../../core/src/net'],
  ['core-by-name', 'packages/log-sqlite/src/by-dist.ts', '../../core/dist/index.js'],
  ['core-by-name', 'packages/log-sqlite/src/by-path.test.ts', '../../core/src/net'],
  ['core-by-public-name', 'packages/log-sqlite/src/deep-name.ts', '@netlapse/core/net'],
  ['core-by-public-name', 'packages/host-linux/src/deep-name.ts', '@netlapse/core/dist/net/index.js'],
  ['only-cli-assembles', 'packages/log-sqlite/src/other-part.ts', '@netlapse/host-linux'],
  ['only-cli-assembles', 'packages/host-linux/src/other-part.ts', '@netlapse/log-sqlite/dist/index.js'],
  ['only-cli-assembles', 'packages/host-windows/src/other-part.ts', '@netlapse/host-linux'],
  ['nobody-imports-cli-or-tools', 'packages/log-sqlite/src/cli.ts', 'netlapse'],
  ['nobody-imports-cli-or-tools', 'packages/host-linux/src/tools.ts', '@netlapse/tools'],
  ['nobody-imports-cli-or-tools', 'packages/host-linux/src/jest.ts', '@netlapse/jest'],
  ['by-entry-point', 'packages/cli/src/by-path.ts', '../../log-sqlite/src'],
  ['no-circles', 'packages/core/src/log/circle-back.ts', './circle'],
  ['no-lost-imports', 'packages/core/src/log/lost.ts', './nowhere'],
  ['no-dead-files', 'packages/core/src/log/dead.ts', 'rxjs'],
];

/** What the violations above import and would otherwise not exist. */
const scenery: Readonly<Record<string, readonly string[]>> = {
  'packages/core/src/attic/index.ts': [],
  'packages/core/src/log/circle.ts': ['./circle-back'],
  'packages/core/dist/index.js': [],
  'packages/core/dist/scenario/index.js': [],
  'packages/core/dist/net/index.js': [],
};

let top: string;

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
};

/** Also makes what a package is after its build: a dist, found under its name through node_modules. */
const writeTree = (tree: Readonly<Record<string, readonly string[]>>, isBuilt: boolean): void => {
  for (const [path, imports] of Object.entries(tree))
    write(path, imports.map((name) => `import type {} from '${name}';\n`).join('') || 'export {};\n');
  if (!isBuilt) return;
  write(
    'packages/core/package.json',
    JSON.stringify({
      name: '@netlapse/core',
      exports: { '.': './dist/index.js', './scenario': './dist/scenario/index.js', './dist/*': './dist/*' },
    }),
  );
  for (const path of ['dist/index.js', 'dist/scenario/index.js', 'dist/net/index.js'])
    write(`packages/core/${path}`, '');
  for (const user of ['log-sqlite', 'host-linux', 'cli']) {
    mkdirSync(join(top, 'packages', user, 'node_modules', '@netlapse'), { recursive: true });
    symlinkSync(
      join(top, 'packages', 'core'),
      join(top, 'packages', user, 'node_modules', '@netlapse', 'core'),
    );
  }
};

const check = (): { readonly exitCode: number | null; readonly found: readonly string[] } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, top], { encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  const found = Array.from(stdout.matchAll(/error ([\w-]+): (\S+)/g), ([, rule, from]) => `${rule} ${from}`);
  return { exitCode: status, found };
};

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'netlapse-structure-'));
});

afterEach(() => {
  rmSync(top, { recursive: true });
});

describe.each([
  ['before a build', false],
  ['after a build', true],
])('the arrows of the house, %s', (_, isBuilt) => {
  it('let a sound tree pass', () => {
    writeTree(soundTree, isBuilt);
    expect(check()).toEqual({ exitCode: 0, found: [] });
  });

  it('catch every kind of violation', () => {
    const tree: Record<string, readonly string[]> = { ...soundTree, ...scenery };
    for (const [, from, imported] of violations) tree[from] = [...(tree[from] ?? []), imported];
    writeTree(tree, isBuilt);
    const { exitCode, found } = check();
    expect(exitCode).toBeGreaterThan(0);
    expect(violations.filter(([rule, from]) => !found.includes(`${rule} ${from}`))).toEqual([]);
  });
});
