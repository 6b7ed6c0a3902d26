import type { View } from '../call';
import {
  envelopeOf,
  type Envelope,
  type Host,
  type Timeline,
  lastSeqOf,
  resolveRange,
  walk,
  type Range,
  type ResolvedRange,
} from '../engine';
import type { Commit } from '../log';
import type { HostState } from '../state';

/** The first moment at which something held. */
export interface FirstWhere {
  /** Record number of the append; null where it held at the beginning already. */
  readonly n: number | null;
  /** The append's last event, or the event of the beginning. */
  readonly seq: number;
  readonly at: number;
  /** TRUE where it held at the beginning of the stretch already. */
  readonly already: boolean;
  readonly events: readonly Envelope[];
}

/** How firstWhere looks. */
export interface FirstWhereOptions extends Range {
  /** TRUE: once true, the predicate stays true. Then it is found by halving, without looking at each append. */
  readonly monotone?: boolean;
}

type Predicate = (view: View<HostState>) => boolean;

const foundIn = (record: Commit, { identity }: Timeline): FirstWhere => {
  const events = record.events.map((_, index) => envelopeOf(record, index, identity));
  return { n: record.n, seq: lastSeqOf(record), at: record.at, already: false, events };
};

/** The append that holds an event. */
const appendOf = (timeline: Timeline, seq: number): Commit | undefined => {
  for (const record of timeline.commits(seq - 1, seq)) return record;
  return undefined;
};

/** By halving: it does not hold at `from`; where it holds after one append it holds after all that follow. */
const firstByHalving = (
  timeline: Timeline,
  predicate: Predicate,
  { from, to }: ResolvedRange,
): Commit | undefined => {
  const holdsAfter = (record: Commit): boolean =>
    predicate({ state: timeline.stateAt(lastSeqOf(record)), at: record.at, mirrored: timeline.mirrored });
  let found: Commit | undefined;
  // Between them lies every append not yet ruled out, from the one after `low` to the one that holds `high`.
  let [low, high] = [from.seq, to.seq];
  while (low < high) {
    const record = appendOf(timeline, low + Math.ceil((high - low) / 2));
    const first = record?.events[0]?.seq;
    if (record === undefined || first === undefined) return found;
    if (lastSeqOf(record) <= to.seq && holdsAfter(record)) {
      found = record;
      high = first - 1;
    } else if (lastSeqOf(record) > to.seq) high = first - 1;
    else low = lastSeqOf(record);
  }
  return found;
};

/**
 * The first append after whose last event a predicate holds; states inside an append do not count. Each append is
 * looked at in order, in one fold: nothing is assumed of the predicate, unless it is said to be monotone. Undefined
 * where it never holds.
 */
export const firstWhere = (
  host: Host,
  predicate: Predicate,
  range: FirstWhereOptions = {},
): FirstWhere | undefined => {
  const { timeline } = host;
  const { mirrored } = timeline;
  const resolved = resolveRange(timeline, range);
  const { from } = resolved;
  if (predicate({ state: timeline.stateAt(from.seq), at: from.at, mirrored }))
    return { n: null, seq: from.seq, at: from.at, already: true, events: [] };
  if (range.monotone === true) {
    const record = firstByHalving(timeline, predicate, resolved);
    return record === undefined ? undefined : foundIn(record, timeline);
  }
  for (const { record, state } of walk(timeline, resolved))
    if (predicate({ state, at: record.at, mirrored })) return foundIn(record, timeline);
  return undefined;
};
