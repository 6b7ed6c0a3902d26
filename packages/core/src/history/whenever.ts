import type { View } from '../call';
import { type Host, type Position, lastSeqOf, resolveRange, walk, type Range } from '../engine';
import type { HostState } from '../state';

/** A stretch of history throughout which something held. */
export interface Interval {
  /** The end of the append since which it held, or the beginning of what was looked at. */
  readonly from: Position;
  /** The end of the append since which it held no more; null where it held to the end. */
  readonly to: Position | null;
}

/**
 * All stretches in which a predicate holds, in order. It is asked at the beginning and after each append; states
 * inside an append do not count.
 */
export const whenever = (
  host: Host,
  predicate: (view: View<HostState>) => boolean,
  range: Range = {},
): readonly Interval[] => {
  const { timeline } = host;
  const { mirrored } = timeline;
  const resolved = resolveRange(timeline, range);
  const intervals: Interval[] = [];
  let since: Position | undefined;
  const look = (state: HostState, position: Position): void => {
    const holds = predicate({ state, at: position.at, mirrored });
    if (holds) since ??= position;
    else if (since !== undefined) {
      intervals.push({ from: since, to: position });
      since = undefined;
    }
  };
  look(timeline.stateAt(resolved.from.seq), resolved.from);
  for (const { record, state } of walk(timeline, resolved))
    look(state, { seq: lastSeqOf(record), at: record.at });
  if (since !== undefined) intervals.push({ from: since, to: null });
  return intervals;
};
