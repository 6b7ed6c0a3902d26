import { exportNlog } from '@netlapse/core';
import { Option, type Command } from 'commander';

import type { Context } from '../context';
import { describeEnd } from '../describe-command';
import { printLines } from '../io';
import { withLog, type LogReadOptions } from '../open-log';
import { archiveOption, keyFileOption, logOption } from '../options';
import { writeTextFile } from '../text-file';

interface ExportOptions extends LogReadOptions {
  readonly out?: string;
}

function* withoutLineFeeds(lines: Iterable<string>): IterableIterator<string> {
  for (const line of lines) yield line.slice(0, -1);
}

// Of a damaged log the file that was begun goes again.
const run = (context: Context, options: ExportOptions): void =>
  withLog(context, options, (log, progress) => {
    const { stdout } = context.io;
    const { out } = options;
    if (out === undefined) {
      progress.end();
      printLines(stdout, withoutLineFeeds(exportNlog(log)));
      return;
    }
    const { n, seq, hash } = log.head;
    writeTextFile(out, exportNlog(log));
    progress.end();
    printLines(stdout, [`${out}: ${n} records, events up to ${seq}, head ${n} ${hash}`]);
  });

/** `netlapse export`: a log as text. */
export const addExport = (program: Command, context: Context): void => {
  const command = program
    .command('export')
    .summary('write a log as text, one record a line')
    .description(
      'Writes a log in the form .nlog: one record a line as canonical JSON, with its hash and that of the record before it. `netlapse import` makes the same log of it again, hash for hash.',
    )
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(
      new Option(
        '--out <file>',
        'the file to make, compressed where its name ends with .gz; left out, it is printed',
      ),
    );
  describeEnd(
    command,
    [
      { command: 'netlapse export --log laptop.db --out laptop.nlog', shows: 'how much was written' },
      {
        command: 'netlapse export --log laptop.db --out laptop.nlog.gz',
        shows: 'the same, compressed',
      },
    ],
    [
      ['0', 'written'],
      ['2', 'the log is not in order, or the file is there already'],
    ],
  );
  command.action(() => run(context, command.optsWithGlobals<ExportOptions>()));
};
