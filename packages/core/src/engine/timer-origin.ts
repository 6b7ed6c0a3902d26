import { presentForm } from '../catalogue';
import type { Commit, JsonObject } from '../log';
import type { DomainDue } from '../state';
import type { Timeline } from './timeline';

const isOfRow = (data: JsonObject, row: JsonObject): boolean =>
  data['InterfaceLuid'] === row['InterfaceLuid'] && data['Address'] === row['Address'];

/** The last event before `seq` in a record that gave an address its lifetimes. */
const lifetimesGivenIn = (record: Commit, row: JsonObject, before: number): number | undefined => {
  let found: number | undefined;
  for (const { seq, type, data } of record.events.map((stored) => presentForm(stored, record)))
    if (
      seq < before &&
      (type === 'UnicastAddressCreated' || type === 'UnicastAddressSet') &&
      isOfRow(data as JsonObject, row)
    )
      found = seq;
  return found;
};

/** As lifetimesGivenIn, in all records since the address was created. */
const lifetimesGivenSince = (
  timeline: Timeline,
  createdSeq: number,
  row: JsonObject,
  before: number,
): number | undefined => {
  let found: number | undefined;
  for (const record of timeline.commits(createdSeq - 1, before - 1))
    found = lifetimesGivenIn(record, row, before) ?? found;
  return found;
};

/**
 * The event that set the timer of something due. A row knows the event that touched it last, and mostly that is
 * the one; but a change of an address's DadState moves neither end of its lifetimes, so there it is looked for.
 *
 * @returns the event that touched the row last where the log begins later than the timer was set
 */
export const timerSetBy = (
  timeline: Timeline,
  { causationSeq, createdSeq, rule, events }: DomainDue,
): number => {
  const [first] = events;
  if (rule === 'dad' || (first?.type !== 'UnicastAddressDeleted' && first?.type !== 'DadStateChanged'))
    return causationSeq;
  const row: JsonObject = first.data;
  let seq = causationSeq;
  for (;;) {
    const [record] = timeline.commits(seq - 1, seq);
    const stored = record?.events.find((event) => event.seq === seq);
    const last = record && stored && presentForm(stored, record);
    if (record === undefined || last?.type !== 'DadStateChanged') return seq;
    const beside = lifetimesGivenIn(record, row, seq);
    if (beside !== undefined) return beside;
    const { kind, causationSeq: earlier } = record.cause;
    // What time did names what set it going, and nothing touched the row in between.
    if (kind !== 'time' || earlier === undefined || earlier >= seq)
      return lifetimesGivenSince(timeline, createdSeq, row, seq) ?? causationSeq;
    seq = earlier;
  }
};
