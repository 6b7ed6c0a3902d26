import { writeFileSync } from 'node:fs';

import { Bench } from './bench';
import type { Answer } from './result';
import { terminalLines } from './terminal-table';

/** One question about speed or size: a file packages/bench/questions/NAME.bench.ts asks it by calling `ask`. */
export interface Question {
  /** The file's own name, by which the question is run: `npm run bench -- NAME`. */
  readonly name: string;
  readonly title: string;
  /** What is measured, and how, in a sentence or two. */
  readonly about: string;
  readonly measure: (bench: Bench) => void | Promise<void>;
}

/** Names the file that gets the answer as JSON. */
export const ANSWER_VARIABLE = 'NETLAPSE_BENCH_ANSWER';

/**
 * Measures, and prints the answer; in a process of its own, so that no question warms up or fills the heap of the next.
 */
export const ask = (question: Question): void => {
  void answer(question).catch((error: unknown) => {
    process.stderr.write(`${question.name}: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  });
};

const answer = async ({ name, title, about, measure }: Question): Promise<void> => {
  const bench = new Bench(process.argv.includes('--quick'), process.argv.includes('--long'));
  await measure(bench);
  const { isQuick, rows, curves, notes } = bench;
  if (rows.length === 0 && curves.length === 0 && notes.length === 0)
    throw new Error('the question was given no answer');
  const day = new Date().toISOString().slice(0, 10);
  const given: Answer = { name, title, about, day, isQuick, rows, curves, notes };
  process.stdout.write(`${terminalLines(given).join('\n')}\n`);
  const file = process.env[ANSWER_VARIABLE];
  if (file !== undefined) writeFileSync(file, JSON.stringify(given));
};
