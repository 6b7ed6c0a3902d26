/** What the benchmarks of this folder share: random numbers from a seed, the clock, the printed line. */

/** Whether `--quick` asks for small tables and few rounds. */
export const isQuick = process.argv.includes('--quick');

/** A generator of numbers from 0 to below 1 that gives the same row for the same seed (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The fastest of `rounds` runs of `run`, in nanoseconds an operation; `run` does `operations` of them. */
export const fastest = (operations: number, run: () => void, rounds = isQuick ? 2 : 5): number => {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    run();
    best = Math.min(best, Number(process.hrtime.bigint() - start));
  }
  return best / operations;
};

/** Prints operations a second, and how many times the baseline's speed that is where there is one. */
export const report = (what: string, nanoseconds: number, baseline?: number): void => {
  const rate = `${((1 / nanoseconds) * 1e3).toFixed(2)} M/s`.padStart(12);
  const each = `${nanoseconds.toFixed(0)} ns`.padStart(10);
  const ratio = baseline === undefined ? '' : `  ${(baseline / nanoseconds).toFixed(2)} × the baseline`;
  process.stdout.write(`  ${what.padEnd(52)}${rate}${each}${ratio}\n`);
};

/** Bytes of the heap in use after a collection; undefined when the process was not started with --expose-gc. */
export const heapBytes = (): number | undefined => {
  const { gc } = globalThis;
  if (gc === undefined) return undefined;
  gc();
  gc();
  return process.memoryUsage().heapUsed;
};

let sink = 0;

/** Uses a result, so that the work behind it is not optimized away. */
export const keep = (result: number): void => {
  sink = (sink + result) | 0;
};
