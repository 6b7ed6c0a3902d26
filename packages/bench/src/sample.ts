/** What a thing was measured to take, round by round. */
export interface Sample {
  /** Nanoseconds an operation, one number a round, in the order of the rounds. */
  readonly rounds: readonly number[];
}

/** The middle of some numbers; of an even number of them the upper one of the two in the middle. */
export const median = (numbers: readonly number[]): number => {
  const middle = numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
  if (middle === undefined) throw new RangeError('nothing was measured');
  return middle;
};

export const least = (numbers: readonly number[]): number => Math.min(...numbers);
export const most = (numbers: readonly number[]): number => Math.max(...numbers);

/**
 * How many times as fast as a peer something is: the middle of what the rounds say one by one. Both were measured in
 * turn, so what slowed one round down slowed both.
 */
export const timesAsFast = (ours: Sample, peers: Sample): number => {
  const rounds = Math.min(ours.rounds.length, peers.rounds.length);
  return median(
    Array.from({ length: rounds }, (_, round) => (peers.rounds[round] ?? NaN) / (ours.rounds[round] ?? NaN)),
  );
};
