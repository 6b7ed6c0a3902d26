import { exportNlog, LogCorrupt } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';
import { Option, type Command } from 'commander';

import type { Context, GlobalOptions } from '../context';
import { describeEnd } from '../describe-command';
import { InputError } from '../errors';
import { printLines } from '../io';
import { logPath, refuseMissing } from '../open-log';
import { logOption } from '../options';
import { writeTextFile } from '../text-file';

interface ExportOptions extends GlobalOptions {
  readonly log?: string;
  readonly out?: string;
}

function* withoutLineFeeds(lines: Iterable<string>): IterableIterator<string> {
  for (const line of lines) yield line.slice(0, -1);
}

const run = (context: Context, options: ExportOptions): void => {
  const path = logPath(options.log, context.io.env);
  refuseMissing(path);
  const { stdout } = context.io;
  const log = openSqliteLog(path, { mode: 'read' });
  try {
    const { n, seq, hash } = log.head;
    if (options.out === undefined) {
      printLines(stdout, withoutLineFeeds(exportNlog(log)));
      return;
    }
    writeTextFile(options.out, exportNlog(log));
    printLines(stdout, [`${options.out}: ${n} records, events up to ${seq}, head ${n} ${hash}`]);
  } catch (error) {
    // A damaged log is told of by name: what was written of it has gone again.
    if (error instanceof LogCorrupt)
      throw new InputError(
        `${path}: ${error.message}; \`netlapse check --log ${path}\` tells what is still whole`,
        { cause: error },
      );
    throw error;
  } finally {
    log.close();
  }
};

/** `netlapse export`: a log as text. */
export const addExport = (program: Command, context: Context): void => {
  const command = program
    .command('export')
    .summary('write a log as text, one record a line')
    .description(
      'Writes a log in the form .nlog: one record a line as canonical JSON, with its hash and that of the record before it. `netlapse import` makes the same log of it again, hash for hash.',
    )
    .addOption(logOption())
    .addOption(new Option('--out <file>', 'the file to make; left out, it is printed'));
  describeEnd(
    command,
    [
      { command: 'netlapse export --log laptop.db --out laptop.nlog', shows: 'how much was written' },
      {
        command: 'netlapse export --log laptop.db | gzip > laptop.nlog.gz',
        shows: 'nothing; the records go into the pipe',
      },
    ],
    [
      ['0', 'written'],
      ['2', 'the log is not in order, or the file is there already'],
    ],
  );
  command.action(() => run(context, command.optsWithGlobals<ExportOptions>()));
};
