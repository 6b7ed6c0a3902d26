import { existsSync } from 'node:fs';
import { basename } from 'node:path';

import { createHost, type Host } from '@netlapse/core';
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
import { decidePowerShell, importPowerShell, type PowerShellSummary } from '@netlapse/host-windows';
import { Option, type Command } from 'commander';

import type { Context, GlobalOptions } from '../context';
import { describeEnd } from '../describe-command';
import { InputError } from '../errors';
import {
  readImportInput,
  type Export,
  type ImportInput,
  type Recording,
  type WindowsExport,
} from '../input/import-input';
import { importLogText, isNlog } from '../input/import-nlog';
import { parseWhen } from '../input/instants';
import { printLines } from '../io';
import {
  beginLog,
  goOnWithLog,
  logTargetOf,
  type LogTarget,
  type TargetKind,
  type WrittenLog,
} from '../logs/log-target';
import { keyFileOption } from '../options';
import { counted } from '../render/counted';
import { exportSummaryLines, importSummaryLines, windowsSummaryLines } from '../render/import-summary-lines';
import { instantText } from '../render/instant-text';
import { withProgress, type ProgressReport } from '../render/progress';

interface ImportOptions extends GlobalOptions {
  readonly log?: string;
  readonly keyFile?: string;
  readonly host?: string;
  readonly at?: string;
  readonly model?: true;
  readonly json?: true;
}

/** What one file, or the files of one instant, became. */
type Imported =
  | Readonly<{ files: readonly string[]; kind: 'rtmon'; fromSeq: number; toSeq: number } & ImportSummary>
  | Readonly<{ files: readonly string[]; kind: 'ip -j -d'; fromSeq: number; toSeq: number } & ExportSummary>
  | Readonly<
      { files: readonly string[]; kind: 'powershell'; fromSeq: number; toSeq: number } & PowerShellSummary
    >;

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
  const summary = withProgress(context.io, file, (show) =>
    importRtmon(host, source, { file, onProgress: (progress) => show(ofRecording(progress)) }),
  );
  const toSeq = host.state.seq;
  return {
    lines: importSummaryLines(file, summary, fromSeq, toSeq),
    imported: { files: [file], kind: 'rtmon', fromSeq, toSeq, ...summary },
  };
};

/** Files of one instant by the first of them. */
const titleOf = ({ files }: Export | WindowsExport): string => {
  const [first, ...others] = files;
  const more = others.length === 0 ? '' : ` and ${counted(others.length, 'file')} more`;
  return `${first?.name ?? ''}${more}`;
};

const checkExport = (context: Context, input: Export, host: Host | undefined): CheckedExport =>
  withProgress(context.io, titleOf(input), (show) =>
    checkIpExport(input.files, host?.state.linux, (progress) => show(ofExport(progress))),
  );

const importExport = (context: Context, host: Host, input: Export, checked: CheckedExport): Outcome => {
  const { at, because, files } = input;
  const fromSeq = host.state.seq;
  const summary = withProgress(context.io, titleOf(input), (show) =>
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
  target: LogTarget,
  recordings: readonly Recording[],
  { host: hostId }: ImportOptions,
): Opened => {
  const importInto = ({ host }: WrittenLog): Opened => ({
    host,
    importAll: () => recordings.map((recording) => importRecording(context, host, recording)),
  });
  if (existsSync(target.path))
    return importInto(
      goOnWithLog(target, ['linux'], hostId, (host) => refuseOverlaps(recordings, host.clock, target.path)),
    );
  refuseOverlaps(recordings, Number.NEGATIVE_INFINITY, target.path);
  const now = recordings.find(({ firstAt }) => firstAt !== undefined)?.firstAt;
  if (now === undefined)
    throw new InputError(`${recordings.map(({ file }) => file).join(', ')}: no message to import`);
  return importInto(
    beginLog(target, { hostId: hostId ?? hostOf(recordings[0]?.file ?? ''), kind: 'linux', now }),
  );
};

const refuseEarlier = (input: Export | WindowsExport, { clock }: Host, path: string): void => {
  if (input.at >= clock) return;
  throw new InputError(
    `${titleOf(input)}: ${instantText(input.at)}, ${input.because}, lies before the end of ${path} (${instantText(clock)}): a log only grows at its end`,
  );
};

const importWindows = (host: Host, input: WindowsExport): Outcome => {
  const { at, because, files, told } = input;
  const fromSeq = host.state.seq;
  const summary = importPowerShell(host, told, { at });
  const toSeq = host.state.seq;
  return {
    lines: windowsSummaryLines(titleOf(input), summary, because, toSeq),
    imported: { files: files.map(({ name }) => name), kind: 'powershell', fromSeq, toSeq, ...summary },
  };
};

const openForWindows = (
  target: LogTarget,
  input: WindowsExport,
  { host: hostId, model }: ImportOptions,
): Opened => {
  const importInto = ({ host }: WrittenLog): Opened => ({
    host,
    importAll: () => [importWindows(host, input)],
  });
  const { at, told } = input;
  const kind = model === true ? 'model' : 'windows';
  if (!existsSync(target.path)) {
    // What cannot stand together shows when it is compared: before there is a log.
    decidePowerShell(createHost().state, told, at, model === true);
    return importInto(beginLog(target, { hostId: hostId ?? NAMELESS_HOST, kind, now: at }));
  }
  const kinds: readonly TargetKind[] = model === true ? ['model'] : ['windows', 'model'];
  return importInto(goOnWithLog(target, kinds, hostId, (host) => refuseEarlier(input, host, target.path)));
};

const openForExport = (
  context: Context,
  target: LogTarget,
  input: Export,
  options: ImportOptions,
): Opened => {
  const importInto = ({ host }: WrittenLog, checked: CheckedExport): Opened => ({
    host,
    importAll: () => [importExport(context, host, input, checked)],
  });
  if (!existsSync(target.path)) {
    const checked = checkExport(context, input, undefined);
    return importInto(
      beginLog(target, { hostId: options.host ?? NAMELESS_HOST, kind: 'linux', now: input.at }),
      checked,
    );
  }
  let checked: CheckedExport | undefined;
  const written = goOnWithLog(target, ['linux'], options.host, (opened) => {
    refuseEarlier(input, opened, target.path);
    checked = checkExport(context, input, opened);
  });
  return importInto(written, checked ?? checkExport(context, input, written.host));
};

const openFor = (context: Context, target: LogTarget, input: ImportInput, options: ImportOptions): Opened => {
  switch (input.kind) {
    case 'export':
      return openForExport(context, target, input, options);
    case 'powershell':
      return openForWindows(target, input, options);
    case 'recordings':
      return openForRecordings(context, target, input.recordings, options);
  }
};

/** The instant that `--at` names; there is no log yet for anything else to be meant. */
const instantOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const when = parseWhen(text);
  if (when.kind === 'instant') return when.at;
  throw new InputError(`--at ${text} is no instant: write 2026-11-20T23:32:02Z or milliseconds since 1970`);
};

const run = (context: Context, files: readonly string[], options: ImportOptions): void => {
  const target = logTargetOf(options, context.io.env);
  const { path } = target;
  const [text] = files.filter(isNlog);
  if (text !== undefined) {
    if (files.length > 1 || options.host !== undefined)
      throw new InputError(`${text} is a whole log: import it alone, its host has its name in it`);
    printLines(context.io.stdout, importLogText(text, path, target.hasher));
    return;
  }
  const input = readImportInput(files, instantOf(options.at));
  const isNew = !existsSync(path);
  if (options.model === true && input.kind !== 'powershell')
    throw new InputError(
      '--model is for what PowerShell told: of a Linux host the log is a mirror, fork it for a model',
    );
  const { host, importAll } = openFor(context, target, input, options);
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

/** `netlapse import`: what was written of a Linux or Windows host into a log, or the text of a log. */
export const addImport = (program: Command, context: Context): void => {
  const command = program
    .command('import <file...>')
    .summary('import recordings of a Linux host, or what ip, FRR or PowerShell said of one, into a log')
    .description(
      [
        'Imports into a log that ends before it, or a new one: recordings of rtmon, one after the other; or the output of `ip -j -d link`, `addr`, `route show table all`, `neigh`, `rule`, `nexthop` and `ip -j netconf`, and of `show ip route json` and `show ipv6 route json` of FRR; or what Get-NetAdapter, Get-NetIPInterface, Get-NetIPAddress, Get-NetRoute and Get-NetNeighbor gave, piped into ConvertTo-Json.',
        'Files of one run are of one host and, but for recordings, one point in time; output of a later one becomes what changed. What is in a file tells what it is; all may be compressed by gzip. Every file is read to its end first; of a broken one nothing is imported. What has no counterpart is counted and shown. When it is interrupted, the log is whole up to what was last written. Of a log exported as text, FILE.nlog, a new log is made that is the same, hash for hash.',
      ].join('\n\n'),
    )
    .addOption(new Option('--log <file>', 'the log to make or to go on with; else that of NETLAPSE_LOG'))
    .addOption(keyFileOption())
    .addOption(
      new Option('--host <name>', 'the name of the host in a new log; left out, that of the recording'),
    )
    .addOption(new Option('--at <instant>', 'when it was printed; left out, when the last file was written'))
    .addOption(
      new Option(
        '--model',
        'of what PowerShell told: begin a host of its own that goes on by the rules of Windows, not a mirror',
      ),
    )
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
      {
        command:
          'netlapse import link.json addr.json frr-route.json frr-route6.json --log edge.db --host edge-1',
        shows: 'the same with the routes that FRR told; what the kernel does not have of them is counted',
      },
      {
        command:
          'netlapse import adapters.json interfaces.json addresses.json routes.json --log desk.db --host desk',
        shows: 'a log of a Windows host as PowerShell told it',
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
