import type { View } from '../call';
import type { CommitRecord } from '../log';
import { envelopeOf, type Envelope } from './envelope';
import type { Host } from './host';
import type { HostState } from './state';
import { resolveRange, walk, type Range } from './walk';

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

const lastSeqOf = (record: CommitRecord): number => record.events[record.events.length - 1]?.seq ?? 0;

/**
 * The first append after whose last event a predicate holds; states inside an append do not count. Each append is
 * looked at in order, in one fold: nothing is assumed of the predicate. Undefined where it never holds.
 */
export const firstWhere = (
  host: Host,
  predicate: (view: View<HostState>) => boolean,
  range: Range = {},
): FirstWhere | undefined => {
  const { timeline } = host;
  const { mirrored } = timeline;
  const resolved = resolveRange(timeline, range);
  const { from } = resolved;
  if (predicate({ state: timeline.stateAt(from.seq), at: from.at, mirrored }))
    return { n: null, seq: from.seq, at: from.at, already: true, events: [] };
  for (const { record, state } of walk(timeline, resolved)) {
    if (!predicate({ state, at: record.at, mirrored })) continue;
    const events = record.events.map((_, index) => envelopeOf(record, index, timeline.identity));
    return { n: record.n, seq: lastSeqOf(record), at: record.at, already: false, events };
  }
  return undefined;
};
