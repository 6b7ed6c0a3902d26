/** Environment of a test run: `NETLAPSE_SEED` replays a failure by the seed it printed, `NETLAPSE_RUNS` multiplies runs. */
const { NETLAPSE_RUNS: factor = '1', NETLAPSE_SEED: seed } = process.env;

/** Parameters of fast-check's `assert` for a property that is tried `numRuns` times, unless the environment says more. */
export const propertyRuns = (numRuns: number): { numRuns: number; seed?: number } =>
  seed === undefined
    ? { numRuns: numRuns * Number(factor) }
    : { numRuns: numRuns * Number(factor), seed: Number(seed) };
