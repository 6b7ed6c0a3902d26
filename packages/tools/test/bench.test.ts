import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { findBenchmarks } from '../bench';

let root: string;

const write = (path: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '');
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'netlapse-bench-'));
  mkdirSync(join(root, 'packages', 'core'), { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('the benchmarks', () => {
  it('may be none', () => {
    expect(findBenchmarks(root, [])).toEqual([]);
  });

  it('are the files called so in the bench folder of any package, in order', () => {
    write('packages/log/bench/append.bench.ts');
    write('packages/core/bench/trie.bench.ts');
    write('packages/core/bench/fold.bench.ts');
    write('packages/core/bench/measure.ts');
    write('packages/core/src/stray.bench.ts');
    expect(findBenchmarks(root, [])).toEqual([
      'packages/core/bench/fold.bench.ts',
      'packages/core/bench/trie.bench.ts',
      'packages/log/bench/append.bench.ts',
    ]);
  });

  it('are chosen by parts of their paths', () => {
    write('packages/log/bench/append.bench.ts');
    write('packages/core/bench/trie.bench.ts');
    write('packages/core/bench/fold.bench.ts');
    expect(findBenchmarks(root, ['log/', 'fold'])).toEqual([
      'packages/core/bench/fold.bench.ts',
      'packages/log/bench/append.bench.ts',
    ]);
  });
});
