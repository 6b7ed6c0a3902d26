import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatFailure, readScenario, runScenario } from '@netlapse/core/scenario';

import type { Io } from '../../cli/src/io';
import { run } from '../../cli/src/run';

import { checkDocument, programsOf, scriptsOf, type World } from '../src/code-blocks';
import { withOutputs } from '../src/code-blocks-parse';
import { findTypeFaults } from '../src/code-blocks-types';
import { documentPaths, publishedPackages, readDocument, workspaceRoot } from './documents';

/** What a program of a document may import: what its reader has installed, and Node itself. */
const offered: ReadonlySet<string> = new Set([
  '@netlapse/core',
  '@netlapse/core/scenario',
  '@netlapse/host-linux',
  '@netlapse/host-windows',
  '@netlapse/jest',
  '@netlapse/log-sqlite',
  'rxjs',
]);

/** In place of scenarioTests, which declares tests: one that runs can declare no others, so the files run at once. */
const runScenarios = (folder: string): void => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.json'),
  );
  if (files.length === 0) throw new Error(`no scenario file in ${folder}`);
  for (const file of files) {
    const result = runScenario(readScenario(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
    if (!result.passed) throw new Error(formatFailure(result));
  }
};

const requireModule = (name: string): unknown => {
  if (!offered.has(name) && !name.startsWith('node:'))
    throw new Error(`the reader of the document has no ${name}`);
  const loaded = require(name) as object;
  return name === '@netlapse/jest' ? { ...loaded, scenarioTests: runScenarios } : loaded;
};

/** The folders of the logs that `netlapse demo` leaves for its reader. */
const leftBehind = new Set<string>();

const netlapse: World['netlapse'] = (argv, env) => {
  let output = '';
  const stream = { isTerminal: false, columns: undefined, write: (text: string) => void (output += text) };
  const io: Io = { stdout: stream, stderr: stream, env, now: () => 0, onStop: () => () => undefined };
  const exitCode = run(argv, io);
  for (const [folder] of output.matchAll(/\/\S*\/netlapse-demo-\w{6}(?=\/)/g)) leftBehind.add(folder);
  return { output, exitCode };
};

const world: World = {
  root: workspaceRoot,
  requireModule,
  expect,
  netlapse,
  scripts: scriptsOf(workspaceRoot),
  packages: publishedPackages.map(({ manifest }) => manifest.name),
};

// Of the reference only its first page can be run: every other example was run when it was written.
const runnable = documentPaths.filter(
  (path) => !path.startsWith('docs/reference/') || path === 'docs/reference/README.md',
);

afterAll(() => {
  for (const folder of leftBehind) rmSync(folder, { recursive: true });
});

describe('the blocks of', () => {
  it.each(runnable)('%s do what the document says', async (path) => {
    let text = readDocument(path);
    if (process.env['NETLAPSE_WRITE_DOCS'] === '1') {
      text = withOutputs(text, await checkDocument(text, world));
      writeFileSync(join(workspaceRoot, path), text);
    }
    const faults = await checkDocument(text, world);
    expect(faults.map(({ line, why }) => `${path}:${line}: ${why}`)).toEqual([]);
  });

  it('all documents are well typed', () => {
    const sources = runnable.flatMap((path) =>
      programsOf(readDocument(path)).map((source) => ({ document: path, source })),
    );
    expect(sources.length).toBeGreaterThan(0);
    expect(findTypeFaults(workspaceRoot, sources)).toEqual([]);
  });
});
