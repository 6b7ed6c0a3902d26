import { openRecordedFile, scanRtmon, type RecordedFile } from '@netlapse/host-linux';

import { InputError, ofFile } from './errors';
import { instantText } from './render/instant-text';

/** A recording of rtmon that can be read to its end. */
export interface Recording {
  readonly kind: 'recording';
  readonly file: string;
  readonly source: RecordedFile;
  /** Instants of its first and last message, epoch milliseconds; undefined where it has none. */
  readonly firstAt: number | undefined;
  readonly lastAt: number | undefined;
}

/** What `ip -j -d` printed of a host at one instant, in one file or several. */
export interface Export {
  readonly kind: 'export';
  readonly files: readonly RecordedFile[];
  readonly at: number;
  /** How that instant is known, in words. */
  readonly because: string;
}

/** What one run of `import` takes. */
export type ImportInput = readonly Recording[] | Export;

export const isExport = (input: ImportInput): input is Export => 'kind' in input;

const opened = (file: string): RecordedFile => {
  try {
    return openRecordedFile(file);
  } catch (error) {
    throw ofFile(file, error);
  }
};

const recordingOf = (source: RecordedFile): Recording => {
  const { chunks, name } = source;
  try {
    const { firstAt, lastAt } = scanRtmon(chunks(), name);
    return { kind: 'recording', file: name, source, firstAt, lastAt };
  } catch (error) {
    throw ofFile(name, error);
  }
};

/**
 * Reads a recording from end to end before anything is imported of it: a log only grows, so half of a broken file
 * must not get into it.
 *
 * @throws RtmonError, and what the file system says
 */
export const readRecording = (file: string): Recording => recordingOf(opened(file));

/** `ip` printed the files one after the other: what the last of them says was so when it was written. */
const exportOf = (files: readonly RecordedFile[], at: number | undefined): Export => {
  if (at !== undefined) return { kind: 'export', files, at, because: 'as --at says' };
  const [first, ...others] = files;
  const newest = others.reduce(
    (before, file) => ((file.modifiedAt ?? 0) > (before?.modifiedAt ?? 0) ? file : before),
    first,
  );
  const modifiedAt = newest?.modifiedAt ?? 0;
  const because = `when ${newest?.name ?? ''} was last written; --at tells another instant`;
  return { kind: 'export', files, at: modifiedAt, because };
};

/**
 * Tells by what is in them whether files are recordings of rtmon, to be imported one after the other, or output of
 * `ip -j -d`, which together is one point in time.
 *
 * @param at the instant of `ip -j -d`; undefined: when the last of the files was written
 * @throws InputError where both are given, or an instant for recordings, which bear their own
 */
export const readImportInput = (files: readonly string[], at: number | undefined): ImportInput => {
  const all = files.map(opened);
  const [json, others] = [
    all.filter(({ content }) => content === 'json'),
    all.filter(({ content }) => content !== 'json'),
  ];
  const [oneExport, oneOther] = [json[0], others[0]];
  if (oneExport !== undefined && oneOther !== undefined)
    throw new InputError(
      `${oneExport.name} is JSON as \`ip -j\` prints it, ${oneOther.name} is not: import one kind after the other, the earlier first`,
    );
  if (oneExport !== undefined) return exportOf(all, at);
  const recordings = all.map(recordingOf);
  if (at !== undefined)
    throw new InputError(
      `--at ${instantText(at)} is for output of \`ip -j\`: the messages of a recording bear their own instants`,
    );
  return recordings;
};
