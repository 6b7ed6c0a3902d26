import type { LogRecord, RecordDraft } from './record';

/** A record as it was before a log numbered, chained and hashed it: to be written to another log. */
export const draftOf = (record: LogRecord): RecordDraft => {
  const { n: _n, prev: _prev, hash: _hash, ...draft } = record;
  return draft;
};

// So many records are held at once while one log is written from another.
const PAGE_SIZE = 256;

/** The drafts of records in portions small enough to hold, each worth one durable write. */
export function* draftsOf(records: Iterable<LogRecord>): IterableIterator<readonly RecordDraft[]> {
  let page: RecordDraft[] = [];
  for (const record of records) {
    page.push(draftOf(record));
    if (page.length < PAGE_SIZE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
