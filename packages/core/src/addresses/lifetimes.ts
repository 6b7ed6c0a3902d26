import { ULONG_MAX } from '../codec';

// Rows keep the instants at which lifetimes end (null: never); calls and advertisements speak of seconds, where
// 0xFFFFFFFF is infinite.

/** The end of a lifetime that begins at `at`. */
export const endOfLifetime = (seconds: number, at: number): number | null =>
  seconds === ULONG_MAX ? null : at + 1000 * seconds;

/** What is left of a lifetime at `at`, rounded up: 1 until the instant it ends, then 0. */
export const secondsLeft = (end: number | null, at: number): number =>
  end === null ? ULONG_MAX : Math.max(0, Math.ceil((end - at) / 1000));

export const isOver = (end: number | null, at: number): boolean => end !== null && end <= at;

/**
 * The end after a Set call has given `seconds`: what a read at that instant would give leaves the end as it is, so
 * that a row read and set back at once changes nothing; anything else begins anew.
 */
export const endAfterSet = (seconds: number, end: number | null, at: number): number | null =>
  seconds === secondsLeft(end, at) ? end : endOfLifetime(seconds, at);
