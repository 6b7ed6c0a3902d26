import { decodeEvent, termOf, type DomainEvent } from '../catalogue';
import { commitsIn, type Commit } from '../log';
import { evolveAll, type Numbered, type HostState } from '../state';
import { envelopeOf, type Envelope } from './envelope';
import type { Host } from './host';
import { eventsOf } from './past';
import type { AsOf, Position } from './position';
import type { Timeline } from './timeline';

/** A stretch of history. Left out, it begins after the events with which the host began, and ends now. */
export interface Range {
  readonly from?: AsOf;
  readonly to?: AsOf;
}

/** Both ends of a stretch, as positions. */
export interface ResolvedRange {
  readonly from: Position;
  readonly to: Position;
}

/** The end of the genesis append: where the history of a host begins. */
export const endOfGenesis = (timeline: Timeline): Position => {
  for (const record of commitsIn(timeline.log, 1, 2))
    if (record.cause.kind === 'genesis') {
      const last = record.events[record.events.length - 1];
      return { seq: last?.seq ?? timeline.firstSeq, at: record.at };
    }
  return { seq: timeline.firstSeq, at: timeline.beginning };
};

/** @throws what Timeline.resolve throws for an end that cannot be read */
export const resolveRange = (timeline: Timeline, { from, to }: Range): ResolvedRange => ({
  from: from === undefined ? endOfGenesis(timeline) : timeline.resolve(from),
  to: to === undefined ? timeline.position : timeline.resolve(to),
});

/** One append of a walk, and the state that it left. */
export interface WalkStep {
  readonly record: Commit;
  readonly state: HostState;
}

export const lastSeqOf = ({ events }: Commit): number => events[events.length - 1]?.seq ?? 0;

/**
 * Walks the appends of a stretch in order, folding once: the state after each of them. One that the stretch ends
 * inside of is not looked at.
 */
export function* walk(timeline: Timeline, { from, to }: ResolvedRange): IterableIterator<WalkStep> {
  let state = timeline.stateAt(from.seq);
  for (const record of timeline.commits(from.seq, to.seq)) {
    if (lastSeqOf(record) > to.seq) return;
    state = evolveAll(state, eventsOf([record], from.seq));
    yield { record, state };
  }
}

/** The state where the history of a host begins, and after each append since. */
export function* walkAll({
  timeline,
}: Host): IterableIterator<{ readonly state: HostState; readonly at: number }> {
  const range = resolveRange(timeline, {});
  yield { state: timeline.stateAt(range.from.seq), at: range.from.at };
  for (const { state, record } of walk(timeline, range)) yield { state, at: record.at };
}

/**
 * As walk, of those appends alone that hold events under some terms (`termOf`), and of their events only those: the
 * state is right in the rows that these terms are of, and in no others.
 */
export function* walkTouching(
  timeline: Timeline,
  { from, to }: ResolvedRange,
  terms: readonly string[],
): IterableIterator<WalkStep> {
  const wanted = new Set(terms);
  let state = timeline.stateAt(from.seq);
  for (const record of timeline.touching(terms, from.seq, to.seq)) {
    if (lastSeqOf(record) > to.seq) return;
    const events: Numbered[] = [];
    for (const stored of record.events)
      if (stored.seq > from.seq && wanted.has(termOf(stored)))
        events.push({ event: decodeEvent(stored, record), seq: stored.seq, at: record.at });
    if (events.length === 0) continue;
    state = evolveAll(state, events);
    yield { record, state };
  }
}

/**
 * The states from the beginning of the log on, at first and after each append that holds events under some terms
 * (`termOf`); right in the rows that these terms are of, and in no others.
 */
export function* statesOf({ timeline }: Host, terms: readonly string[]): IterableIterator<HostState> {
  const from = { seq: timeline.firstSeq, at: timeline.beginning };
  yield timeline.stateAt(from.seq);
  for (const { state } of walkTouching(timeline, { from, to: timeline.position }, terms)) yield state;
}

/**
 * The envelopes of a stretch: events with from.seq < seq ≤ to.seq, in order.
 *
 * @param terms only events under these (`termOf`), which a long log finds without being read; left out, all
 */
export function* eventsBetween(
  host: Host,
  range: Range,
  terms?: readonly string[],
): IterableIterator<Envelope & { readonly event: DomainEvent }> {
  const { timeline } = host;
  const { from, to } = resolveRange(timeline, range);
  const wanted = terms === undefined ? undefined : new Set(terms);
  const records =
    terms === undefined ? timeline.commits(from.seq, to.seq) : timeline.touching(terms, from.seq, to.seq);
  for (const record of records)
    for (const [index, stored] of record.events.entries())
      if (stored.seq > from.seq && stored.seq <= to.seq && wanted?.has(termOf(stored)) !== false)
        yield { ...envelopeOf(record, index, timeline.identity), event: decodeEvent(stored, record) };
}
