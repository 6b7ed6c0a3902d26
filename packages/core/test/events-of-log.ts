import { decodeEvent, type DomainEvent, type EventLog } from '@netlapse/core';

/** The events of a log from a sequence number on, decoded, as a fold takes them. */
export function* eventsOf(
  log: EventLog,
  fromSeq: number,
): IterableIterator<{ readonly event: DomainEvent; readonly seq: number; readonly at: number }> {
  const from = log.recordNumberOfSeq(fromSeq);
  if (from === undefined) return;
  for (const record of log.records(from)) {
    if (record.kind !== 'commit') continue;
    for (const stored of record.events)
      if (stored.seq >= fromSeq) yield { event: decodeEvent(stored), seq: stored.seq, at: record.at };
  }
}
