import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Bench } from '../src/bench';
import { documentOf } from '../src/document';
import { figureText, ratioText } from '../src/figure-text';
import type { Answer, Results } from '../src/result';
import { timesAsFast } from '../src/sample';
import { terminalLines } from '../src/terminal-table';
import { DOCUMENT_FILE, RESULTS_FILE, withAnswers } from '../src/write';

const top = join(__dirname, '..', '..', '..');

const answerOf = (name: string, bench: Bench): Answer => ({
  name,
  title: `The title of ${name}`,
  about: 'How it was measured.',
  day: '2026-11-28',
  isQuick: false,
  rows: bench.rows,
  curves: bench.curves,
  notes: bench.notes,
});

const bench = (fill: (bench: Bench) => void): Bench => {
  const made = new Bench(false, false);
  fill(made);
  return made;
};

const machine: Results['machine'] = {
  processor: 'a processor',
  cores: 2,
  memoryGiB: 24,
  system: 'Linux 6',
  node: '20.20.2',
  peers: { immutable: '5.2.1' },
};

describe('a figure', () => {
  it.each([
    [4.6, 'ns', '4.6 ns'],
    [4632, 'ns', '4.63 µs'],
    [1.2e9, 'ns', '1.2 s'],
    [114.5, 'bytes', '115 B'],
    [26_000_000, 'bytes', '24.8 MiB'],
    [2_300_000.4, 'per second', '2,300,000/s'],
    [1_062_046, 'count', '1,062,046'],
  ] as const)('%d %s reads %s', (value, unit, text) => {
    expect(figureText(value, unit)).toBe(text);
  });

  it('has a ratio with three digits', () => {
    expect([12_345, 3.456, 0.0123].map(ratioText)).toEqual(['12,345 ×', '3.46 ×', '0.0123 ×']);
  });
});

describe('a ratio', () => {
  it('is the middle of those of the rounds, so that a bad round of both counts once', () => {
    expect(timesAsFast({ rounds: [1, 10, 2] }, { rounds: [5, 50, 20] })).toBe(5);
  });
});

describe('a target', () => {
  it('says whether it is met', () => {
    const { rows } = bench((made) => {
      made.time('slow', { rounds: [11, 12, 13] }, { atMost: 10 });
      made.rate('fast', { rounds: [1e3, 1e3, 1e3] }, { atLeast: 1e6 });
      made.beside('a race', { rounds: [1, 1, 1] }, 'a peer', { rounds: [9, 8, 9] }, { times: 10 });
    });
    expect(rows.map(({ what, target }) => [what, target])).toEqual([
      ['slow', { text: '≤ 10 ns', isMet: false }],
      ['fast', { text: '≥ 1,000,000/s', isMet: true }],
      ['a race', { text: '≥ 10 ×', isMet: false }],
    ]);
  });
});

describe('a race', () => {
  it('runs contenders in turn, does not count the first round, and takes one operation of many', () => {
    const order: string[] = [];
    const made = new Bench(true, false);
    const samples = made.race({
      a: { operations: 10, before: () => order.push('before a'), run: () => order.push('a') },
      b: { operations: 10, run: () => order.push('b') },
    });
    expect(order).toEqual(['before a', 'a', 'b', 'before a', 'a', 'b', 'before a', 'a', 'b']);
    expect([samples.a.rounds.length, samples.b.rounds.length]).toEqual([2, 2]);
  });
});

describe('the page', () => {
  const answers = [
    answerOf(
      'fold',
      bench((made) => {
        made.beside('one event', { rounds: [4000] }, 'immutable', { rounds: [8000] }, { times: 1 });
        made.curve({
          title: 'One command',
          over: 'routes',
          sizes: [10, 1000],
          unit: 'ns',
          series: [{ name: 'netlapse', values: [20_000, 21_000] }],
        });
        made.note('A note.');
      }),
    ),
  ];

  it('shows every answer, and those with a target once more at its top', () => {
    const text = documentOf({ machine, answers });
    expect(text).toContain('| [fold](#fold) | one event | 2 × immutable | ≥ 1 × met | 4 µs |  | 8 µs |\n');
    expect(text).toContain(
      '## fold\n\n**The title of fold.** How it was measured. `npm run bench -- fold`, ',
    );
    expect(text).toContain('| netlapse | 20 µs | 21 µs |');
    expect(text).toContain('    line [20, 21]\n');
    expect(text).toContain('\nA note.\n');
  });

  it('is what a terminal shows too', () => {
    expect(terminalLines(answers[0] as Answer).join('\n')).toContain('2 × immutable  ≥ 1 × met');
  });

  it('keeps answers to other questions when one is asked again', () => {
    const other = answerOf(
      'other',
      bench((made) => made.note('Other.')),
    );
    const again = answerOf(
      'fold',
      bench((made) => made.note('Again.')),
    );
    expect(withAnswers([...answers, other], [again]).map(({ name, notes }) => [name, notes])).toEqual([
      ['fold', ['Again.']],
      ['other', ['Other.']],
    ]);
  });

  it('that is in docs shows the results that are kept beside it', () => {
    const read = (file: string): string => readFileSync(join(top, file), 'utf8');
    expect(existsSync(join(top, RESULTS_FILE))).toBe(true);
    expect(read(DOCUMENT_FILE)).toBe(documentOf(JSON.parse(read(RESULTS_FILE)) as Results));
  });

  it('shows an answer to every question there is', () => {
    const { answers: kept } = JSON.parse(readFileSync(join(top, RESULTS_FILE), 'utf8')) as Results;
    const questions = readdirSync(join(__dirname, '..', 'questions')).map((file) =>
      file.replace(/\.bench\.ts$/, ''),
    );
    expect(kept.map(({ name }) => name)).toEqual(questions.toSorted());
  });
});
