import { exportNlog } from '@netlapse/core';
import { cmdletOf, exportPowerShell, objectKinds, type ObjectKind } from '@netlapse/host-windows';
import { Option, type Command } from 'commander';

import type { Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { InputError } from '../errors';
import { positionAt } from '../input/instants';
import { writeTextFile } from '../input/text-file';
import { printLines } from '../io';
import { withHost, withLog, type LogReadOptions } from '../logs/open-log';
import { archiveOption, atOption, keyFileOption, logOption } from '../options';
import { counted } from '../render/counted';
import { instantText } from '../render/instant-text';
import { jsonLines } from '../render/json-lines';

interface ExportOptions extends LogReadOptions {
  readonly out?: string;
  readonly powershell?: string;
  readonly at?: string;
}

const ALL = 'all';

/** What cmdlets tell of, by the words of --powershell. */
const kindNamed: Readonly<Record<string, ObjectKind>> = {
  adapters: 'adapter',
  interfaces: 'ipInterface',
  addresses: 'address',
  routes: 'route',
  neighbors: 'neighbor',
};

function* withLineFeeds(lines: Iterable<string>): IterableIterator<string> {
  for (const line of lines) yield `${line}\n`;
}

/** What stood at a moment, as PowerShell would tell of it. */
const writeObjects = (context: Context, options: ExportOptions, what: string): void =>
  withHost(context, options, (host, progress) => {
    const { stdout } = context.io;
    const { out } = options;
    const asOf = positionAt(host.timeline, options.at);
    const told = exportPowerShell(host, asOf);
    const kind = kindNamed[what];
    const kinds = kind === undefined ? objectKinds : [kind];
    const objects = kinds.flatMap((each) => told[each]);
    const lines = jsonLines(objects, {});
    progress.end();
    if (out === undefined) {
      printLines(stdout, lines);
      return;
    }
    writeTextFile(out, withLineFeeds(lines));
    const cmdlets = kinds.map((each) => cmdletOf[each]).join(', ');
    printLines(stdout, [
      `${out}: ${counted(objects.length, 'object')} of ${cmdlets}, as of ${instantText(asOf.at)} (event ${asOf.seq})`,
    ]);
  });

function* withoutLineFeeds(lines: Iterable<string>): IterableIterator<string> {
  for (const line of lines) yield line.slice(0, -1);
}

// Of a damaged log the file that was begun goes again.
const writeLog = (context: Context, options: ExportOptions): void =>
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

const run = (context: Context, options: ExportOptions): void => {
  const { at, powershell } = options;
  if (powershell !== undefined) writeObjects(context, options, powershell);
  else if (at === undefined) writeLog(context, options);
  else throw new InputError('--at goes with --powershell: a log is written from its begin to its end');
};

/** `netlapse export`: a log as text, or what stood as PowerShell tells of it. */
export const addExport = (program: Command, context: Context): void => {
  const command = program
    .command('export')
    .summary('write a log as text, one record a line, or what stood as PowerShell tells of it')
    .description(
      'Writes a log in the form .nlog: one record a line as canonical JSON, with its hash and that of the record before it. `netlapse import` makes the same log of it again, hash for hash. With --powershell it writes what stood at a moment in the form of the Get-Net… cmdlets, to be compared with what they tell of a Windows host.',
    )
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(
      new Option(
        '--out <file>',
        'the file to make, compressed where its name ends with .gz; left out, it is printed',
      ),
    )
    .addOption(
      new Option(
        '--powershell <what>',
        'what stood, as objects of PowerShell in JSON, in place of the log',
      ).choices([...Object.keys(kindNamed), ALL]),
    )
    .addOption(atOption());
  describeEnd(
    command,
    [
      { command: 'netlapse export --log laptop.db --out laptop.nlog', shows: 'how much was written' },
      {
        command: 'netlapse export --log laptop.db --out laptop.nlog.gz',
        shows: 'the same, compressed',
      },
      {
        command: 'netlapse export --powershell routes --at -5m --log desk.db',
        shows: 'the routes of five minutes ago as Get-NetRoute tells of them',
      },
    ],
    [
      ['0', 'written'],
      ['2', 'the log is not in order, or the file is there already'],
    ],
    [whenSection],
  );
  command.action(() => run(context, command.optsWithGlobals<ExportOptions>()));
};
