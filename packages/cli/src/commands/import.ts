import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import { createHost, LogCorrupt, openHost, type Host } from '@netlapse/core';
import { importRtmon, type ImportSummary } from '@netlapse/host-linux';
import { openSqliteLog } from '@netlapse/log-sqlite';
import { Option, type Command } from 'commander';

import type { Context, GlobalOptions } from '../context';
import { describeEnd } from '../describe-command';
import { InputError } from '../errors';
import { importLogText, isNlog } from '../import-nlog';
import { printLines } from '../io';
import { tableOfType } from '../new-log';
import { logPath } from '../open-log';
import { readRecording, type Recording } from '../recording';
import { instantText } from '../render/instant-text';
import { importSummaryLines } from '../render/import-summary-lines';
import { progressTo } from '../render/progress';

interface ImportOptions extends GlobalOptions {
  readonly log?: string;
  readonly host?: string;
}

/** A recording called `laptop.rtmon.gz` is one of the host `laptop`. */
const hostOf = (file: string): string => basename(file).replace(/(?:\.rtmon)?(?:\.gz)?$/, '') || 'host';

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

const begin = (path: string, recordings: readonly Recording[], hostId: string): Host => {
  refuseOverlaps(recordings, Number.NEGATIVE_INFINITY, path);
  const now = recordings.find(({ firstAt }) => firstAt !== undefined)?.firstAt;
  if (now === undefined)
    throw new InputError(`${recordings.map(({ file }) => file).join(', ')}: no message to import`);
  const folder = dirname(path);
  if (!existsSync(folder)) throw new InputError(`${path}: there is no folder ${folder} to make it in`);
  const log = openSqliteLog(path, { mode: 'create', tableOfType });
  return createHost({ log, now, hostId, mirror: 'linux' });
};

const goOn = (path: string, recordings: readonly Recording[], hostId: string | undefined): Host => {
  if (hostId !== undefined)
    throw new InputError(`${path} is there already and has its host's name: leave out --host`);
  const log = openSqliteLog(path, { mode: 'write', tableOfType });
  try {
    const host = openHost(log, { hasher: log.hasher });
    if (!host.mirrored)
      throw new InputError(
        `${path} is the log of a host of its own, which repeats no other: import into a log of its own`,
      );
    refuseOverlaps(recordings, host.clock, path);
    return host;
  } catch (error) {
    log.close();
    if (error instanceof LogCorrupt) throw new InputError(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
};

const importAll = (context: Context, host: Host, recordings: readonly Recording[]): readonly string[] =>
  recordings.flatMap(({ file, source }) => {
    const progress = progressTo(context.io, file);
    const from = host.state.seq;
    let summary: ImportSummary;
    try {
      summary = importRtmon(host, source, { file, onProgress: progress.show });
    } finally {
      progress.clear();
    }
    return importSummaryLines(file, summary, from, host.state.seq);
  });

const run = (context: Context, files: readonly string[], options: ImportOptions): void => {
  const path = logPath(options.log, context.io.env);
  const [text] = files.filter(isNlog);
  if (text !== undefined) {
    if (files.length > 1 || options.host !== undefined)
      throw new InputError(`${text} is a whole log: import it alone, its host has its name in it`);
    printLines(context.io.stdout, importLogText(text, path));
    return;
  }
  const recordings = files.map(readRecording);
  const isNew = !existsSync(path);
  const host = isNew
    ? begin(path, recordings, options.host ?? hostOf(files[0] ?? ''))
    : goOn(path, recordings, options.host);
  try {
    const lines = importAll(context, host, recordings);
    printLines(context.io.stdout, [
      ...lines,
      `${isNew ? 'new log' : 'log'} ${path}: ${host.state.seq} events up to ${instantText(host.clock)}`,
    ]);
  } finally {
    host.close();
  }
};

/** `netlapse import`: recordings of rtmon into a log, or the text of a log. */
export const addImport = (program: Command, context: Context): void => {
  const command = program
    .command('import <recording...>')
    .summary('import recordings of a Linux host into a log')
    .description(
      'Imports recordings of rtmon, plain or compressed by gzip, into a log: a new one, or one that ends where the recording begins. Each is read to its end first; of a broken one nothing is imported. Of a log exported as text, FILE.nlog, a new log is made that is the same, hash for hash.',
    )
    .addOption(new Option('--log <file>', 'the log to make or to go on with; else that of NETLAPSE_LOG'))
    .addOption(
      new Option('--host <name>', 'the name of the host in a new log; left out, that of the recording'),
    );
  describeEnd(
    command,
    [
      { command: 'netlapse import laptop.rtmon --log laptop.db', shows: 'a log made of one recording' },
      {
        command: 'netlapse import monday.rtmon.gz tuesday.rtmon.gz --log router.db --host edge-1',
        shows: 'a log of two recordings that follow one another',
      },
      { command: 'netlapse import laptop.nlog --log copy.db', shows: 'a log made of one that was exported' },
    ],
    [
      ['0', 'imported'],
      ['2', 'a recording or the log is not in order; nothing was imported'],
    ],
  );
  command.action((files: readonly string[]) => run(context, files, command.optsWithGlobals<ImportOptions>()));
};
