import { decodeEvent } from '../catalogue';
import type { CommitRecord, Json, LogRecord, NoopRecord } from '../log';
import { liveNotices, RESYNC, type LiveReport } from './live-report';

/**
 * The reports that made the records of a mirrored host, so that they can be told again: a log is a recording of
 * what really happened. Events come as they are stored; refused commands and the first record tell nothing.
 */
export function* logReports(records: Iterable<LogRecord>): IterableIterator<LiveReport<unknown>> {
  for (const record of records) {
    if (record.kind === 'commit') yield changeOf(record);
    if (record.kind === 'noop' && record.cause.kind === 'import') yield noticeOf(record);
  }
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : 'unknown');

const changeOf = (record: CommitRecord): LiveReport<unknown> => {
  const { at, cause, events } = record;
  const { actor, name, params } = cause;
  const decide = () => events.map((stored) => decodeEvent(stored, record));
  if (name === RESYNC) return { kind: 'picture', at, because: textOf(params.because), parts: () => [decide] };
  return { kind: 'message', at, name, params, decide, ...(actor === undefined ? {} : { actor }) };
};

const noticeOf = ({ at, cause: { name, params } }: NoopRecord): LiveReport<unknown> => {
  if (name === liveNotices.doubtEnded) return { kind: 'certain', at };
  if (name !== liveNotices.doubtBegan) return { kind: 'notice', at, name, params };
  const { because, since } = params;
  return {
    kind: 'doubt',
    at,
    because: textOf(because),
    ...(typeof since === 'number' ? { since } : {}),
  };
};
