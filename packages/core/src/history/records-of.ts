import type { Host, ResolvedRange } from '../engine';
import type { Commit, CommitRecord, EventLog, LogRecord, RefusalRecord } from '../log';

/** A record that tells what somebody or something did: an append, or a refusal. */
export type CauseRecord = Commit | RefusalRecord;

// So many records are held at once while a log is read backwards.
const PAGE_SIZE = 256;

function* backwards(log: EventLog, fromN: number, toN: number): IterableIterator<LogRecord> {
  for (let end = toN; end >= fromN; end -= PAGE_SIZE)
    yield* [...log.records(Math.max(fromN, end - PAGE_SIZE + 1), end)].reverse();
}

/**
 * The appends of a stretch, also those that it begins or ends inside of, and the refusals among them, in record order
 * or the last one first. Refusals of the very instant of an end belong to the stretch. Appends of a batch that is not
 * written yet come last.
 */
export function* recordsOf(
  { timeline, log }: Host,
  { from, to }: ResolvedRange,
  isReverse = false,
): IterableIterator<CauseRecord> {
  const holding = log.recordNumberOfSeq(from.seq);
  const first = holding ?? 1;
  const last = (log.recordNumberOfSeq(to.seq + 1) ?? log.head.n + 1) - 1;
  const isWithin = (record: LogRecord): record is CommitRecord | RefusalRecord => {
    if (record.kind === 'commit')
      return (
        (record.events[record.events.length - 1]?.seq ?? 0) > from.seq &&
        (record.events[0]?.seq ?? 0) <= to.seq
      );
    return record.kind === 'refusal' && record.n !== holding && record.at >= from.at && record.at <= to.at;
  };
  const unwritten = (): Iterable<Commit> => {
    const begin = Math.max(from.seq, log.head.seq);
    const records = timeline.commits(begin, to.seq);
    return isReverse ? [...records].reverse() : records;
  };
  if (isReverse) yield* unwritten();
  // An append that the stretch ends inside of holds the event after it as well.
  const end = Math.max(last, log.recordNumberOfSeq(to.seq) ?? last);
  const written = isReverse ? backwards(log, first, end) : log.records(first, end);
  for (const record of written) if (isWithin(record)) yield record;
  if (!isReverse) yield* unwritten();
}
