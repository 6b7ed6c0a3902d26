import { openRecordedFile, scanRtmon, type RecordedFile } from '@netlapse/host-linux';
import { isPowerShell, readPowerShell, type PowerShellExport } from '@netlapse/host-windows';

import { InputError, ofFile } from '../errors';
import { instantText } from '../render/instant-text';

/** A recording of rtmon that can be read to its end. */
export interface Recording {
  readonly kind: 'recording';
  readonly file: string;
  readonly source: RecordedFile;
  /** Instants of its first and last message, epoch milliseconds; undefined where it has none. */
  readonly firstAt: number | undefined;
  readonly lastAt: number | undefined;
}

/** What was written of a host at one instant, in one file or several. */
interface AtOneInstant {
  readonly files: readonly RecordedFile[];
  readonly at: number;
  /** How that instant is known, in words. */
  readonly because: string;
}

/** What `ip -j -d` printed, or FRR said of its routes. */
export interface Export extends AtOneInstant {
  readonly kind: 'export';
}

/** What PowerShell told of a Windows host, read to its end. */
export interface WindowsExport extends AtOneInstant {
  readonly kind: 'powershell';
  readonly told: PowerShellExport;
}

/** What one run of `import` takes. */
export type ImportInput =
  Readonly<{ kind: 'recordings'; recordings: readonly Recording[] }> | Export | WindowsExport;

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

/** The files were written one after the other: what the last of them says was so when it was written. */
const instantOf = (files: readonly RecordedFile[], at: number | undefined): AtOneInstant => {
  if (at !== undefined) return { files, at, because: 'as --at says' };
  const [first, ...others] = files;
  const newest = others.reduce(
    (before, file) => ((file.modifiedAt ?? 0) > (before?.modifiedAt ?? 0) ? file : before),
    first,
  );
  const because = `when ${newest?.name ?? ''} was last written; --at tells another instant`;
  return { files, at: newest?.modifiedAt ?? 0, because };
};

type FileKind = 'JSON as `ip -j` or FRR prints it' | 'what PowerShell told' | 'a recording' | 'empty';

/** Bytes that are looked at to tell what is in a file. */
const BEGIN_SIZE = 0x4000;

const kindOf = ({ chunks, content, size }: RecordedFile): FileKind => {
  const [chunk = new Uint8Array(0)] = chunks();
  const begin = chunk.subarray(0, BEGIN_SIZE);
  if (isPowerShell(begin)) return 'what PowerShell told';
  if (size <= EMPTY_SIZE && /^\s*(?:\[\s*\])?\s*$/.test(Buffer.from(begin).toString('latin1')))
    return 'empty';
  return content === 'json' ? 'JSON as `ip -j` or FRR prints it' : 'a recording';
};

/** No empty list takes more. */
const EMPTY_SIZE = 64;

const bytesOf = ({ chunks }: RecordedFile): Uint8Array =>
  Buffer.concat(Array.from(chunks(), (chunk) => Uint8Array.from(chunk)));

const windowsExportOf = (files: readonly RecordedFile[], at: number | undefined): WindowsExport => ({
  kind: 'powershell',
  ...instantOf(files, at),
  told: readPowerShell(files.map((file) => ({ name: file.name, bytes: bytesOf(file) }))),
});

/**
 * Tells by what is in them whether files are recordings of rtmon, to be imported one after the other; or output of
 * `ip -j -d` and FRR, or of PowerShell, which together is one point in time.
 *
 * @param at the instant of such output; undefined: when the last of the files was written
 * @throws InputError where several kinds are given, or an instant for recordings, which bear their own; PowerShellError
 */
export const readImportInput = (files: readonly string[], at: number | undefined): ImportInput => {
  const all = files.map((name) => opened(name));
  const kinds = all.map((file) => ({ file, kind: kindOf(file) }));
  const [first, ...others] = kinds.filter(({ kind }) => kind !== 'empty');
  const other = others.find(({ kind }) => kind !== first?.kind);
  if (first !== undefined && other !== undefined)
    throw new InputError(
      `${first.file.name} is ${first.kind}, ${other.file.name} is ${other.kind}: import one kind after the other, the earlier first`,
    );
  if (first?.kind === 'what PowerShell told') return windowsExportOf(all, at);
  if (first?.kind === 'JSON as `ip -j` or FRR prints it' || (first === undefined && all.some(isJson)))
    return { kind: 'export', ...instantOf(all, at) };
  const recordings = all.map(recordingOf);
  if (at !== undefined)
    throw new InputError(
      `--at ${instantText(at)} is for output of \`ip -j\`, FRR or PowerShell: the messages of a recording bear their own instants`,
    );
  return { kind: 'recordings', recordings };
};

const isJson = ({ content }: RecordedFile): boolean => content === 'json';
