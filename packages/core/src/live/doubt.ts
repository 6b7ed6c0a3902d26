import type { Json, LogRecord } from '../log';
import { liveNotices } from './live-report';

/** A time during which a mirror may have differed from its live host. */
export interface DoubtInterval {
  /** Epoch milliseconds; the last instant before anything was missed. */
  readonly from: number;
  /** When the state was that of the live host again; undefined where the log does not say so. */
  readonly to: number | undefined;
  /** Why, in the order told. */
  readonly because: readonly string[];
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : 'unknown');

/**
 * The times of doubt that records tell of, in order; they do not overlap. Answers for instants within them may
 * differ from what the live host would have answered.
 */
export const doubtIntervals = (records: Iterable<LogRecord>): readonly DoubtInterval[] => {
  const intervals: DoubtInterval[] = [];
  let open: { from: number; because: string[] } | undefined;
  for (const record of records) {
    if (record.kind !== 'noop' || record.cause.kind !== 'import') continue;
    const { name, params } = record.cause;
    if (name === liveNotices.doubtBegan) {
      const since = typeof params.since === 'number' ? params.since : record.at;
      open ??= { from: since, because: [] };
      open = { from: Math.min(open.from, since), because: [...open.because, textOf(params.because)] };
    }
    if (name !== liveNotices.doubtEnded || open === undefined) continue;
    intervals.push({ ...open, to: record.at });
    open = undefined;
  }
  if (open !== undefined) intervals.push({ ...open, to: undefined });
  return intervals;
};
