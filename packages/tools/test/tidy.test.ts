import { join } from 'node:path';

import { readSourceFiles } from '../src/source-files';
import { findFoldersWithoutIndex, findInFile, lineCountMax, textRules } from '../src/tidy-rules';

const workspaceRoot = join(__dirname, '..', '..', '..');
const inCore = 'packages/core/src/net/address.ts';
const inCoreTest = 'packages/core/src/net/address.test.ts';
const inCli = 'packages/cli/src/main.ts';

const rulesBrokenBy = (path: string, text: string): readonly string[] =>
  findInFile({ path, text }).map(({ rule }) => rule);

/** What each rule must refuse. */
const refused: ReadonlyArray<readonly [rule: string, path: string, text: string]> = [
  ['no-date-now', inCore, 'const at = Date.now();'],
  ['no-date-now', inCore, 'const clock = Date\n  .now;'],
  ['no-new-date', inCore, 'const at = new Date();'],
  ['no-new-date', inCore, 'const text = new Date(at).toISOString();'],
  ['no-new-date', inCore, 'const text = Date();'],
  ['no-performance-now', inCore, 'const at = performance.now();'],
  ['no-math-random', inCore, 'const roll = () => Math.random();'],
  ['no-timer', inCore, 'setTimeout(expire, 5);'],
  ['no-timer', inCore, 'queueMicrotask(publish);'],
  ['no-global', inCore, 'if (process.argv.length > 2) quit();'],
  ['no-global', inCore, 'console.log(row);'],
  ['no-require', inCore, "const fs = require('fs');"],
  ['no-node-import', inCore, "import { readFileSync } from 'node:fs';"],
  ['no-node-import', inCore, 'const load = () => import("node:fs");'],
  ['no-export-star', inCore, "export * from './prefix';"],
  ['no-export-star', inCli, "export * as commands from './commands';"],
  ['no-export-star', inCli, "export type * from './commands';"],
  ['no-unfinished-work', inCore, '// TODO: IPv6'],
  ['no-unfinished-work', inCoreTest, '/* FIXME */'],
  ['no-as-any', inCli, 'const row = JSON.parse(text) as any;'],
  ['no-as-any', inCoreTest, 'const row = <any>JSON.parse(text);'],
  ['no-lonely-test', inCoreTest, "it.only('refuses a route', check);"],
  ['no-lonely-test', inCoreTest, "describe.skip('routes', check);"],
  ['no-lonely-test', inCoreTest, "it.skip.each([1])('refuses %d', check);"],
  ['no-lonely-test', inCoreTest, "it.todo('refuses a route');"],
  ['no-lonely-test', inCoreTest, "xit('refuses a route', check);"],
  ['no-long-file', inCli, '// line\n'.repeat(lineCountMax + 1)],
];

/** What no rule may mistake for a violation. */
const accepted: ReadonlyArray<readonly [what: string, path: string, text: string]> = [
  [
    'a clock named in a comment',
    inCore,
    '/** Reads no Date.now(), no process.env. */ // require(…)\nconst at = 0;',
  ],
  ['the clock in a test of core', inCoreTest, "import 'node:fs';\nconst at = Date.now() + Math.random();"],
  ['the clock outside core', inCli, "import 'node:fs';\nconst at = new Date();\nprocess.exitCode = 1;"],
  [
    'members that are called like globals',
    inCore,
    'host.process.start(); rows.require(1); const upDate = () => 1;',
  ],
  [
    'a word that holds another',
    inCore,
    'const isDateNowhere = mathRandom; const MASTODON = preprocess.length;',
  ],
  ['skip as an operator', inCore, 'stream.pipe(skip(1)); const only = fit;'],
  ['a named export', inCore, "export { parsePrefix } from './prefix';\nexport const area = width * height;"],
  ['text that is no type', inCore, "const why = 'as many as any';"],
  ['a file of the greatest length', inCli, '// line\n'.repeat(lineCountMax)],
];

describe('the tidy rules', () => {
  it.each(refused)('%s refuses sample %#', (rule, path, text) => {
    expect(rulesBrokenBy(path, text)).toEqual([rule]);
  });

  it.each(accepted)('accept %s', (_, path, text) => {
    expect(rulesBrokenBy(path, text)).toEqual([]);
  });

  it('have a sample each', () => {
    expect(
      textRules.map(({ name }) => name).filter((name) => !refused.some(([rule]) => rule === name)),
    ).toEqual([]);
  });

  it('give the line of what they find', () => {
    const text = '/* one\n two */\nconst at =\n  Date.now();\n';
    expect(findInFile({ path: inCore, text })).toEqual([expect.objectContaining({ path: inCore, line: 4 })]);
  });

  it('see through strings and regular expressions that look like comments', () => {
    const text =
      "const url = 'http://x'; const slash = /[/]*/; const half = 4 / 2; at = Date.now(); // 'Date.now'";
    expect(rulesBrokenBy(inCore, text)).toEqual(['no-date-now']);
  });

  it('ask every folder of core for an index', () => {
    const paths = [
      'packages/core/src/index.ts',
      'packages/core/src/net/index.ts',
      'packages/core/src/table/trie.ts',
    ];
    expect(findFoldersWithoutIndex(paths)).toEqual([
      expect.objectContaining({ rule: 'folder-index', path: 'packages/core/src/table' }),
    ]);
  });
});

describe('the sources of the workspace', () => {
  // The samples above break every rule on purpose.
  const files = readSourceFiles(workspaceRoot).filter(
    ({ path }) => path !== 'packages/tools/test/tidy.test.ts',
  );

  it('are found', () => {
    expect(files.map(({ path }) => path)).toContain('packages/tools/src/tidy-rules.ts');
  });

  it('are tidy', () => {
    const findings = [
      ...files.flatMap(findInFile),
      ...findFoldersWithoutIndex(files.map(({ path }) => path)),
    ];
    expect(findings.map(({ path, line, rule, why }) => `${path}:${line} ${rule}: ${why}`)).toEqual([]);
  });
});
