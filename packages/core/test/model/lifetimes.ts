import type { Instant } from './rows';

/** 0xFFFFFFFF: of a lifetime infinite, of many members "not given" or "unchanged". */
export const ALL_ONES = 0xffff_ffff;

/** The end of a lifetime of so many seconds that begins now. */
export const endOf = (seconds: number, now: number): Instant =>
  seconds === ALL_ONES ? null : now + 1000 * seconds;

/** What a lifetime reads: whole seconds that are left, rounded up. */
export const secondsLeft = (end: Instant, now: number): number =>
  end === null ? ALL_ONES : Math.max(0, Math.ceil((end - now) / 1000));

/** The end after a Set: a lifetime given as it reads is left alone, any other begins anew. */
export const endAfterSet = (standing: Instant, seconds: number, now: number): Instant =>
  seconds === secondsLeft(standing, now) ? standing : endOf(seconds, now);

/** Milliseconds since an instant as a ULONG that is never the infinite one; infinite where it never was. */
export const elapsedSince = (instant: Instant, now: number): number =>
  instant === null ? ALL_ONES : Math.min(now - instant, ALL_ONES - 1);
