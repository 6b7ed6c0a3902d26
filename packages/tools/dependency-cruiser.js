'use strict';

/**
 * The arrows of the house, as rules for dependency-cruiser: which folder may import which, and by what name.
 *
 * An import of a workspace package appears here under its bare name while that package is not built and under
 * the path of its dist once it is; the rules match both, so that the verdict does not hang on a build.
 */

const { dependencies: coreDependencies } = require('../core/package.json');

/** The folders of core/src from the bottom up. Each may import what lies below it; one line is one height. */
const coreHeights = [
  ['net'],
  ['table'],
  ['codec'],
  ['call'],
  ['interfaces'],
  ['addresses'],
  ['neighbors', 'routes'],
  ['paths'],
  ['routers'],
  ['linux', 'teredo'],
  ['catalogue'],
  ['log', 'interests'],
  ['live'],
  ['state'],
  ['engine'],
  ['netioapi'],
  ['history'],
  ['streams'],
  ['reactive'],
  ['scenario'],
];

const coreFolders = coreHeights.flat();
const coreSource = '^packages/core/src/';
const tests = '\\.(test|contract)\\.ts$';

/** Where a program or a test run begins: these files need not be imported by any other. */
const roots = [
  '^packages/[^/]+/src/(index|main)\\.ts$',
  `${coreSource}scenario/index\\.ts$`,
  '\\.(test|bench)\\.ts$',
];

/**
 * The folders that `folder` may not import: the others of its own height, and all that lie higher.
 *
 * @param {string} folder
 */
const foldersAbove = (folder) => {
  const height = coreHeights.findIndex((folders) => folders.includes(folder));
  return coreHeights
    .slice(height)
    .flat()
    .filter((other) => other !== folder);
};

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const arrowsInCore = coreFolders
  .filter((folder) => foldersAbove(folder).length > 0)
  .map((folder) => ({
    name: `core-arrow-${folder}`,
    comment: `${folder} stands below ${foldersAbove(folder).join(', ')} or beside it and may not import it`,
    severity: 'error',
    from: { path: `${coreSource}${folder}/`, pathNot: tests },
    to: { path: `${coreSource}(${foldersAbove(folder).join('|')})/` },
  }));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrowsInCore,
    {
      name: 'core-unknown-folder',
      comment: 'a new folder of core/src gets its height in packages/tools/dependency-cruiser.js first',
      severity: 'error',
      from: {},
      to: { path: `${coreSource}[^/]+/`, pathNot: `${coreSource}(${coreFolders.join('|')})/` },
    },
    {
      name: 'core-through-index',
      comment: 'a folder of core is imported through its index.ts, never past it',
      severity: 'error',
      from: { path: `${coreSource}([^/]+)/` },
      to: {
        path: `${coreSource}[^/]+/`,
        pathNot: [`${coreSource}$1/`, `${coreSource}[^/]+/index\\.ts$`, tests],
      },
    },
    {
      name: 'core-door-through-index',
      comment: 'the index.ts of core names what the indexes of its folders offer',
      severity: 'error',
      from: { path: `${coreSource}[^/]+\\.ts$` },
      to: { path: `${coreSource}[^/]+/.`, pathNot: `${coreSource}[^/]+/index\\.ts$` },
    },
    {
      name: 'core-no-door-inside',
      comment:
        'the index.ts of core is for other packages; inside, a folder imports the folder that it means',
      severity: 'error',
      from: { path: `${coreSource}[^/]+/` },
      to: { path: `${coreSource}[^/]+\\.ts$` },
    },
    {
      name: 'core-no-node',
      comment: 'the same core runs in a browser: no module of Node',
      severity: 'error',
      from: { path: coreSource, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-only-declared-packages',
      comment: 'core imports its own files and the dependencies that its package.json declares',
      severity: 'error',
      from: { path: coreSource, pathNot: tests },
      to: {
        pathNot: [coreSource, '^\\.', `(^|node_modules/)(${Object.keys(coreDependencies).join('|')})(/|$)`],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'core-by-name',
      comment:
        'other packages import @netlapse/core or @netlapse/core/scenario, never a path into core; but a benchmark may measure a part alone',
      severity: 'error',
      from: { path: '^packages/(?!(core|bench)/)' },
      to: { path: '^packages/core/', dependencyTypes: ['local'], pathNot: tests },
    },
    {
      name: 'core-by-public-name',
      comment: 'core has two doors: @netlapse/core and @netlapse/core/scenario',
      severity: 'error',
      from: { path: '^packages/(?!core/)' },
      to: {
        path: ['^@netlapse/core/', '^packages/core/'],
        dependencyTypesNot: ['local'],
        pathNot: ['^@netlapse/core/scenario$', '^packages/core/dist/(scenario/)?index\\.(js|d\\.ts)$'],
      },
    },
    {
      name: 'only-cli-assembles',
      comment:
        'only the command line, what measures it, and the runner of scenarios put a log, a host and the core together',
      severity: 'error',
      from: { path: '^packages/([^/]+)/', pathNot: '^packages/(cli|bench|jest)/' },
      to: {
        path: [
          '^@netlapse/(log-sqlite|host-linux|host-windows)(/|$)',
          '^packages/(log-sqlite|host-linux|host-windows)/',
        ],
        pathNot: '^packages/$1/',
      },
    },
    {
      name: 'nobody-imports-cli-or-tools',
      comment:
        'the command line, the tools and the tests of users stand on the others; nothing stands on them but the test that runs what the documents show',
      severity: 'error',
      from: { path: '^packages/([^/]+)/', pathNot: '^packages/tools/test/code-blocks\\.int\\.test\\.ts$' },
      to: {
        path: ['^netlapse(/|$)', '^@netlapse/(tools|bench|jest)(/|$)', '^packages/(cli|tools|bench|jest)/'],
        pathNot: '^packages/$1/',
      },
    },
    {
      name: 'by-entry-point',
      comment: 'a package is imported by its name, not by a path into it',
      severity: 'error',
      from: { path: '^packages/([^/]+)/', pathNot: tests },
      to: {
        path: '^packages/(log-sqlite|host-linux|host-windows)/',
        pathNot: '^packages/$1/',
        dependencyTypes: ['local'],
      },
    },
    {
      name: 'no-circles',
      comment: 'no file is reached from itself, by types neither',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-lost-imports',
      comment: 'every relative import finds its file',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, path: '^\\.' },
    },
    {
      name: 'no-dead-files',
      comment: 'what neither an entry point, nor a test, nor a benchmark reaches is dead',
      severity: 'error',
      from: { path: roots },
      to: { path: '^packages/[^/]+/src/', pathNot: roots, reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/node_modules/[.]cache/'] },
    // Imports of types count: they decide what can be taken apart.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.cjs', '.d.ts'],
    },
  },
};
