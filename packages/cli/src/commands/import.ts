import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import { createHost, LogCorrupt, openHost, type Host } from '@netlapse/core';
import {
  checkIpExport,
  importIpExport,
  importRtmon,
  type CheckedExport,
  type ExportProgress,
  type ExportSummary,
  type ImportProgress,
  type ImportSummary,
} from '@netlapse/host-linux';
import { openSqliteLog } from '@netlapse/log-sqlite';
import { Option, type Command } from 'commander';

import type { Context, GlobalOptions } from '../context';
import { describeEnd } from '../describe-command';
import { InputError } from '../errors';
import { isExport, readImportInput, type Export, type Recording } from '../import-input';
import { importLogText, isNlog } from '../import-nlog';
import { parseWhen } from '../instants';
import { printLines } from '../io';
import { hasherOf } from '../log-key';
import { tableOfType } from '../new-log';
import { logPath } from '../open-log';
import { keyFileOption } from '../options';
import { counted, exportSummaryLines, importSummaryLines } from '../render/import-summary-lines';
import { instantText } from '../render/instant-text';
import { progressTo, type Progress, type ProgressReport } from '../render/progress';

interface ImportOptions extends GlobalOptions {
  readonly log?: string;
  readonly keyFile?: string;
  readonly host?: string;
  readonly at?: string;
  readonly json?: true;
}

/** What one file, or the files of one instant, became. */
type Imported =
  | Readonly<{ files: readonly string[]; kind: 'rtmon'; fromSeq: number; toSeq: number } & ImportSummary>
  | Readonly<{ files: readonly string[]; kind: 'ip -j -d'; fromSeq: number; toSeq: number } & ExportSummary>;

/** What a run did: for people, and for programs. */
interface Outcome {
  readonly lines: readonly string[];
  readonly imported: Imported;
}

/** A recording called `laptop.rtmon.gz` is one of the host `laptop`. */
const hostOf = (file: string): string => basename(file).replace(/(?:\.rtmon)?(?:\.gz)?$/, '') || 'host';

/** Files of `ip -j -d` are called by what is in them, which is no name of a host. */
const NAMELESS_HOST = 'host';

/** A log only grows at its end: each recording must begin where what is before it ends, or later. */
const refuseOverlaps = (recordings: readonly Recording[], end: number, path: string): void => {
  let last = { at: end, of: `the end of ${path}` };
  for (const { file, firstAt, lastAt } of recordings) {
    if (firstAt === undefined || lastAt === undefined) continue;
    if (firstAt < last.at)
      throw new InputError(
        `${file} begins at ${instantText(firstAt)}, before ${last.of} (${instantText(last.at)}): a log only grows at its end, import it into a log of its own`,
      );
    last = { at: lastAt, of: `the end of ${file}` };
  }
};

const begin = (path: string, now: number, hostId: string): Host => {
  const folder = dirname(path);
  if (!existsSync(folder)) throw new InputError(`${path}: there is no folder ${folder} to make it in`);
  const log = openSqliteLog(path, { mode: 'create', tableOfType });
  return createHost({ log, now, hostId, mirror: 'linux' });
};

/** Opens a log to go on with it; `check` may refuse that, and the log is closed then. */
const goOn = (path: string, hostId: string | undefined, check: (host: Host) => void): Host => {
  if (hostId !== undefined)
    throw new InputError(`${path} is there already and has its host's name: leave out --host`);
  const log = openSqliteLog(path, { mode: 'write', tableOfType });
  try {
    const host = openHost(log, { hasher: log.hasher });
    if (!host.mirrored)
      throw new InputError(
        `${path} is the log of a host of its own, which repeats no other: import into a log of its own`,
      );
    check(host);
    return host;
  } catch (error) {
    log.close();
    if (error instanceof LogCorrupt) throw new InputError(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
};

/** Shows progress while something is done, and takes it away whatever comes of it. */
const withProgress = <T>(context: Context, title: string, work: (show: Progress['show']) => T): T => {
  const progress = progressTo(context.io, title);
  try {
    return work(progress.show);
  } finally {
    progress.clear();
  }
};

const ofRecording = ({ at, bytes, messages, totalBytes }: ImportProgress): ProgressReport => ({
  part: totalBytes === 0 ? 1 : bytes / totalBytes,
  count: messages,
  what: 'message',
  place: instantText(at),
});

/** Checking takes about a tenth of the time. */
const CHECKING_PART = 0.1;

const ofExport = ({ bytes, routes, totalBytes }: ExportProgress): ProgressReport => {
  const read = totalBytes === 0 ? 1 : bytes / totalBytes;
  const isChecking = read <= 0.5 && routes === 0;
  return {
    part: isChecking ? 2 * read * CHECKING_PART : CHECKING_PART + (2 * read - 1) * (1 - CHECKING_PART),
    count: routes,
    what: 'route',
    place: isChecking ? 'reading' : 'importing',
  };
};

const importRecording = (context: Context, host: Host, { file, source }: Recording): Outcome => {
  const fromSeq = host.state.seq;
  const summary = withProgress(context, file, (show) =>
    importRtmon(host, source, { file, onProgress: (progress) => show(ofRecording(progress)) }),
  );
  const toSeq = host.state.seq;
  return {
    lines: importSummaryLines(file, summary, fromSeq, toSeq),
    imported: { files: [file], kind: 'rtmon', fromSeq, toSeq, ...summary },
  };
};

/** Files of one instant by the first of them. */
const titleOf = ({ files }: Export): string => {
  const [first, ...others] = files;
  const more = others.length === 0 ? '' : ` and ${counted(others.length, 'file')} more`;
  return `${first?.name ?? ''}${more}`;
};

const checkExport = (context: Context, input: Export, host: Host | undefined): CheckedExport =>
  withProgress(context, titleOf(input), (show) =>
    checkIpExport(input.files, host?.state.linux, (progress) => show(ofExport(progress))),
  );

const importExport = (context: Context, host: Host, input: Export, checked: CheckedExport): Outcome => {
  const { at, because, files } = input;
  const fromSeq = host.state.seq;
  const summary = withProgress(context, titleOf(input), (show) =>
    importIpExport(host, checked, { at, onProgress: (progress) => show(ofExport(progress)) }),
  );
  const toSeq = host.state.seq;
  return {
    lines: exportSummaryLines(titleOf(input), summary, because, toSeq),
    imported: { files: files.map(({ name }) => name), kind: 'ip -j -d', fromSeq, toSeq, ...summary },
  };
};

/** A log that is open, and what is to be imported into it. */
interface Opened {
  readonly host: Host;
  readonly importAll: () => readonly Outcome[];
}

const openForRecordings = (
  context: Context,
  path: string,
  recordings: readonly Recording[],
  { host: hostId }: ImportOptions,
): Opened => {
  const importInto = (host: Host): Opened => ({
    host,
    importAll: () => recordings.map((recording) => importRecording(context, host, recording)),
  });
  if (existsSync(path))
    return importInto(goOn(path, hostId, (host) => refuseOverlaps(recordings, host.clock, path)));
  refuseOverlaps(recordings, Number.NEGATIVE_INFINITY, path);
  const now = recordings.find(({ firstAt }) => firstAt !== undefined)?.firstAt;
  if (now === undefined)
    throw new InputError(`${recordings.map(({ file }) => file).join(', ')}: no message to import`);
  return importInto(begin(path, now, hostId ?? hostOf(recordings[0]?.file ?? '')));
};

const openForExport = (context: Context, path: string, input: Export, options: ImportOptions): Opened => {
  const importInto = (host: Host, checked: CheckedExport): Opened => ({
    host,
    importAll: () => [importExport(context, host, input, checked)],
  });
  if (!existsSync(path)) {
    const checked = checkExport(context, input, undefined);
    return importInto(begin(path, input.at, options.host ?? NAMELESS_HOST), checked);
  }
  let checked: CheckedExport | undefined;
  const host = goOn(path, options.host, (opened) => {
    if (input.at < opened.clock)
      throw new InputError(
        `${titleOf(input)}: ${instantText(input.at)}, ${input.because}, lies before the end of ${path} (${instantText(opened.clock)}): a log only grows at its end`,
      );
    checked = checkExport(context, input, opened);
  });
  return importInto(host, checked ?? checkExport(context, input, host));
};

/** The instant that `--at` names; there is no log yet for anything else to be meant. */
const instantOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const when = parseWhen(text);
  if (when.kind === 'instant') return when.at;
  throw new InputError(`--at ${text} is no instant: write 2026-11-20T23:32:02Z or milliseconds since 1970`);
};

const run = (context: Context, files: readonly string[], options: ImportOptions): void => {
  const path = logPath(options.log, context.io.env);
  const [text] = files.filter(isNlog);
  if (text !== undefined) {
    if (files.length > 1 || options.host !== undefined)
      throw new InputError(`${text} is a whole log: import it alone, its host has its name in it`);
    printLines(context.io.stdout, importLogText(text, path, hasherOf(options.keyFile, context.io.env)));
    return;
  }
  const input = readImportInput(files, instantOf(options.at));
  const isNew = !existsSync(path);
  const { host, importAll } = isExport(input)
    ? openForExport(context, path, input, options)
    : openForRecordings(context, path, input, options);
  try {
    const outcomes = importAll();
    const end = { events: host.state.seq, at: host.clock };
    printLines(
      context.io.stdout,
      options.json === true
        ? [JSON.stringify({ log: path, isNew, ...end, imported: outcomes.map(({ imported }) => imported) })]
        : [
            ...outcomes.flatMap(({ lines }) => lines),
            `${isNew ? 'new log' : 'log'} ${path}: ${end.events} events up to ${instantText(end.at)}`,
          ],
    );
  } finally {
    host.close();
  }
};

/** `netlapse import`: what was written of a Linux host into a log, or the text of a log. */
export const addImport = (program: Command, context: Context): void => {
  const command = program
    .command('import <file...>')
    .summary('import recordings of a Linux host, or output of `ip -j -d`, into a log')
    .description(
      'Imports recordings of rtmon, one after the other, or the output of `ip -j -d link`, `addr`, `route show table all`, `neigh`, `rule`, `nexthop` and `ip -j netconf`, which together is one point in time: into a log that ends before them, or a new one. What is in a file tells what it is; all may be compressed by gzip. Output of a later point in time becomes what changed. Every file is read to its end first; of a broken one nothing is imported. When it is interrupted, the log is whole up to what was last written. Of a log exported as text, FILE.nlog, a new log is made that is the same, hash for hash.',
    )
    .addOption(new Option('--log <file>', 'the log to make or to go on with; else that of NETLAPSE_LOG'))
    .addOption(keyFileOption())
    .addOption(
      new Option('--host <name>', 'the name of the host in a new log; left out, that of the recording'),
    )
    .addOption(new Option('--at <instant>', 'when `ip` printed it; left out, when the last file was written'))
    .addOption(new Option('--json', 'what was imported as one JSON object'));
  describeEnd(
    command,
    [
      { command: 'netlapse import laptop.rtmon --log laptop.db', shows: 'a log made of one recording' },
      {
        command: 'netlapse import monday.rtmon.gz tuesday.rtmon.gz --log router.db --host edge-1',
        shows: 'a log of two recordings that follow one another',
      },
      {
        command: 'netlapse import link.json addr.json route.json.gz --log edge.db --host edge-1',
        shows: 'a log of a host as `ip -j -d` printed it; links are needed, for all else names them',
      },
      {
        command: 'netlapse import later-*.json --log edge.db --at 2026-11-20T23:32:02Z',
        shows: 'the same host later: what differs becomes events',
      },
      { command: 'netlapse import laptop.nlog --log copy.db', shows: 'a log made of one that was exported' },
    ],
    [
      ['0', 'imported'],
      ['2', 'a file or the log is not in order; nothing was imported'],
    ],
  );
  command.action((files: readonly string[]) => run(context, files, command.optsWithGlobals<ImportOptions>()));
};
