import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findQuestions } from '../bench';

let root: string;

const folder = (): string => join(root, 'packages', 'bench', 'questions');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'netlapse-bench-'));
  mkdirSync(folder(), { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const write = (...names: readonly string[]): void =>
  names.forEach((name) => writeFileSync(join(folder(), name), ''));

describe('the questions', () => {
  it('may be none', () => {
    expect(findQuestions(root, [])).toEqual([]);
    rmSync(folder(), { recursive: true });
    expect(findQuestions(root, [])).toEqual([]);
  });

  it('are the files called so, in order', () => {
    write('replay.bench.ts', 'fold.bench.ts', 'table.ts');
    expect(findQuestions(root, [])).toEqual(['fold', 'replay']);
  });

  it('are chosen by parts of their names', () => {
    write('fold-one.bench.ts', 'fold-many.bench.ts', 'replay.bench.ts');
    expect(findQuestions(root, ['fold', 'lay'])).toEqual(['fold-many', 'fold-one', 'replay']);
    expect(findQuestions(root, ['unheard-of'])).toEqual([]);
  });

  it('by its whole name one is chosen alone', () => {
    write('fold.bench.ts', 'fold-many.bench.ts');
    expect(findQuestions(root, ['fold'])).toEqual(['fold']);
  });
});
