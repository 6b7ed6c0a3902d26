import type { Position } from '../engine';
import { liveNotices } from '../live';
import type { EventLog, LogRecord } from '../log';

/** Records that are read or copied between two looks at what else is to be done. */
export const STEP = 256;

/** Where a log is cut: the last record that goes, and how many refusals go with it. */
export interface Seam {
  readonly position: Position;
  readonly last: LogRecord;
  readonly refusals: number;
}

const isNotice = (record: LogRecord, name: string): boolean =>
  record.kind === 'noop' && record.cause.kind === 'import' && record.cause.name === name;

/**
 * Looks for the seam at a position, giving now and then the record that it has come to, and at last the seam.
 * Refusals and noops between the last event that goes and the instant of the position go as well.
 *
 * @param n the record of the last event that goes
 * @param firstSeq the event before the first of the log
 * @param outsideDoubt whether the seam is not to be in a time of doubt; there is none where that never ends
 */
export function* seamsOf(
  log: EventLog,
  n: number,
  position: Position,
  firstSeq: number,
  outsideDoubt: boolean,
): IterableIterator<number | Seam> {
  let [last, refusals, seq] = [undefined as LogRecord | undefined, 0, firstSeq];
  /** Before the time of doubt that is not over; undefined outside of any. */
  let certain: Seam | 'nothing' | undefined;
  let isPast = false;
  let isMoved = false;
  for (const record of log.records()) {
    isPast ||= record.n > n && (record.kind === 'commit' || record.at >= position.at);
    if (isPast) {
      if (!outsideDoubt || certain !== 'nothing') break;
      // Nothing stands before this doubt, so the log is to begin where it ends.
      isMoved = true;
    }
    if (isNotice(record, liveNotices.doubtBegan))
      certain ??=
        seq === firstSeq || last === undefined
          ? 'nothing'
          : { position: { seq, at: last.at }, last, refusals };
    if (isNotice(record, liveNotices.doubtEnded)) certain = undefined;
    if (record.kind === 'refusal') refusals += 1;
    if (record.kind === 'commit') seq = record.events[record.events.length - 1]?.seq ?? seq;
    last = record;
    if (record.n % STEP === 0) yield record.n;
  }
  if (last === undefined) throw new RangeError('a host has a log with a first record');
  if (!outsideDoubt || certain === undefined) {
    if (!isMoved || seq > firstSeq)
      yield { position: isMoved ? { seq, at: last.at } : position, last, refusals };
  } else if (certain !== 'nothing') yield certain;
}
