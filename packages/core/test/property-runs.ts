/**
 * How often a property test runs and from which seed, for fast-check's `assert`.
 *
 * A failure prints its seed; `NETLAPSE_SEED` set to it runs the same again, `NETLAPSE_RUNS` multiplies the runs.
 */
export const propertyRuns = (numRuns: number): { numRuns: number; seed?: number } => {
  const times = Number(process.env['NETLAPSE_RUNS'] ?? 1);
  const seed = process.env['NETLAPSE_SEED'];
  return { numRuns: numRuns * times, ...(seed !== undefined && { seed: Number(seed) }) };
};
