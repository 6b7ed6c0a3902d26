import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { documentOf } from './document';
import { machineOf } from './machine';
import type { Answer, Results } from './result';

/** Where results are kept, and the page that shows them, from the top of the workspace. */
export const RESULTS_FILE = join('docs', 'benchmarks.json');
export const DOCUMENT_FILE = join('docs', 'benchmarks.md');

/** What was measured before, with new answers in the place of old ones to the same questions, by name. */
export const withAnswers = (before: readonly Answer[], given: readonly Answer[]): readonly Answer[] => {
  const byName = new Map([...before, ...given].map((answer) => [answer.name, answer]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
};

const readResults = (): Results | undefined =>
  existsSync(RESULTS_FILE) ? (JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) as Results) : undefined;

/** Keeps the answers in the files given, each as JSON, and writes the page anew. */
const write = (files: readonly string[]): void => {
  const given = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Answer);
  const quick = given.find(({ isQuick }) => isQuick);
  if (quick !== undefined)
    throw new Error(`${quick.name} was measured with --quick: that is not written down`);
  const results: Results = {
    machine: machineOf(join('packages', 'bench')),
    answers: withAnswers(readResults()?.answers ?? [], given),
  };
  writeFileSync(RESULTS_FILE, `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(DOCUMENT_FILE, documentOf(results));
};

if (require.main === module) write(process.argv.slice(2));
