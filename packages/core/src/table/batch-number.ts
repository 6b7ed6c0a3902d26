let last = 0;

/** The owner of a node that nobody may write: 0, which no batch has for its number. */
export const NOBODY = 0;

/**
 * A number that no batch had before, from 1 on. A node that bears it was made in that batch and may be written in place
 * while the batch lasts; the number itself is seen nowhere else, so it makes no two runs differ.
 */
export const nextBatchNumber = (): number => ++last;
