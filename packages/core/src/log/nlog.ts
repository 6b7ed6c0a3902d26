import { canonicalJson } from './canonical-json';
import type { Json } from './json';
import { LogCorrupt, LogError } from './log-errors';
import type { LogRecord } from './record';
import { decodeRecord } from './record-codec';

/** A record as a line of the exchange form `.nlog`: canonical JSON, ended by a line feed. */
export const encodeNlogLine = (record: LogRecord): string => `${canonicalJson(record as unknown as Json)}\n`;

/**
 * The record of a line, with or without its line feed. Its form is checked, not its hash nor its place in
 * the chain: that is for a ChainVerifier.
 *
 * @param lineNumber from 1, which is also the number that its record should have.
 * @throws LogCorrupt with the line's number: no JSON, not canonical, no record; UnknownFormatVersion.
 */
export const decodeNlogLine = (text: string, lineNumber: number): LogRecord => {
  const line = text.endsWith('\n') ? text.slice(0, -1) : text;
  const record = decodeRecord(parse(line, lineNumber), lineNumber);
  if (canonicalOrFault(record, lineNumber) !== line)
    throw new LogCorrupt(lineNumber, 'the line is not canonical JSON');
  return record;
};

/**
 * The records of a whole `.nlog`. A last line that lacks its line feed or is no record was being written when
 * the writer stopped: it is left out, and reported.
 *
 * @param chunks the text, cut anywhere.
 * @param onTornLine called at most once, at the end, with the number of the torn line and its text.
 */
export function* decodeNlog(
  chunks: Iterable<string>,
  onTornLine: (lineNumber: number, text: string) => void,
): IterableIterator<LogRecord> {
  let lineNumber = 1;
  let held: string | undefined;
  for (const line of linesOf(chunks)) {
    if (held !== undefined) yield decodeNlogLine(held, lineNumber++);
    held = line;
  }
  if (held === undefined) return;
  const last = lastRecordOf(held, lineNumber);
  if (last === undefined) onTornLine(lineNumber, held);
  else yield last;
}

const lastRecordOf = (line: string, lineNumber: number): LogRecord | undefined => {
  if (!line.endsWith('\n')) return undefined;
  try {
    return decodeNlogLine(line, lineNumber);
  } catch (error) {
    if (error instanceof LogCorrupt) return undefined;
    throw error;
  }
};

function* linesOf(chunks: Iterable<string>): IterableIterator<string> {
  let rest = '';
  for (const chunk of chunks) {
    rest += chunk;
    let start = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
      yield rest.slice(start, end + 1);
      start = end + 1;
    }
    rest = rest.slice(start);
  }
  if (rest !== '') yield rest;
}

const parse = (line: string, lineNumber: number): unknown => {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new LogCorrupt(lineNumber, 'the line is no JSON', { cause: error });
  }
};

const canonicalOrFault = (record: LogRecord, lineNumber: number): string => {
  try {
    return canonicalJson(record as unknown as Json);
  } catch (error) {
    if (error instanceof LogError) throw error;
    throw new LogCorrupt(lineNumber, error instanceof Error ? error.message : 'not canonical', {
      cause: error,
    });
  }
};
