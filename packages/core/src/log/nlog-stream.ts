import { ChainVerifier, type LogSummary } from './chain-verifier';
import { draftsOf } from './draft-of';
import type { EventLog, Head } from './event-log';
import { LogCorrupt, LogMoved, NotALog } from './log-errors';
import { decodeNlog, encodeNlogLine } from './nlog';
import type { LogRecord } from './record';
import { sha256Hex, type Hasher } from './sha256';

/** A log as the lines of a `.nlog`, one at a time. */
export function* exportNlog(log: EventLog): IterableIterator<string> {
  for (const record of log.records()) yield encodeNlogLine(record);
}

/** A last line that was being written when its writer stopped: it was left out. */
export interface TornLine {
  /** Its number: that of the record that it was to hold. */
  readonly n: number;
  /** Its length in UTF-8. */
  readonly bytes: number;
}

export interface ImportNlogOptions {
  /** Checks the hashes of the text: that of a keyed log. Left out, the hasher of the log to write. */
  readonly hasher?: Hasher;
  /** Called with each record before any is written: what it throws, such as where one does not fold, ends it all. */
  readonly check?: (record: LogRecord) => void;
}

/** What was imported. */
export interface ImportedNlog extends LogSummary {
  /** Undefined where the last line is whole. */
  readonly torn: TornLine | undefined;
}

/** Bytes of a text in UTF-8. */
const utf8Length = (text: string): number => {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return bytes;
};

/** Reads all of it once, and changes nothing. */
const verify = (
  chunks: Iterable<string>,
  hasher: Hasher,
  check: ImportNlogOptions['check'],
): ImportedNlog => {
  const verifier = new ChainVerifier(hasher);
  let torn: TornLine | undefined;
  const records = decodeNlog(chunks, (n, text) => {
    torn = { n, bytes: utf8Length(text) };
  });
  for (const record of records) {
    verifier.check(record);
    check?.(record);
  }
  const { summary } = verifier;
  if (summary.records === 0) throw new NotALog(torn === undefined ? 'no record at all' : 'no whole record');
  return { ...summary, torn };
};

/** The records up to a number: a torn line that was completed meanwhile is not among what was checked. */
function* upTo(n: number, chunks: Iterable<string>): IterableIterator<LogRecord> {
  for (const record of decodeNlog(chunks, () => undefined)) {
    if (record.n > n) return;
    yield record;
  }
}

const isSame = (a: Head, b: Head): boolean => a.n === b.n && a.seq === b.seq && a.at === b.at;

/**
 * Writes the records of a `.nlog` to an empty log. They are read twice: checked from end to end first, so that nothing is
 * written of a text that is damaged anywhere; then written page by page. Of neither pass more than a page is held.
 *
 * @param read gives the text from its beginning, each time it is called, cut anywhere
 * @throws LogCorrupt with the first line that is wrong; UnknownFormatVersion; NotALog where there is no record;
 *   LogMoved where the log is not empty. Nothing is written then.
 */
export const importNlog = (
  read: () => Iterable<string>,
  target: EventLog,
  { hasher, check }: ImportNlogOptions = {},
): ImportedNlog => {
  if (target.head.n !== 0) throw new LogMoved(0, target.head.n);
  const own = target.hasher ?? sha256Hex;
  const checkedWith = hasher ?? own;
  const imported = verify(read(), checkedWith, check);
  for (const drafts of draftsOf(upTo(imported.records, read()))) target.append(target.head.n, drafts);
  const isKeyedAnew = checkedWith !== own;
  if (!isSame(target.head, imported.head) || (!isKeyedAnew && target.head.hash !== imported.head.hash))
    throw new LogCorrupt(target.head.n, 'the text is another one than it was when it was checked');
  return imported;
};
