import {
  compact,
  compactionPosition,
  openHost,
  type Compaction,
  type Hasher,
  type Host,
  type Position,
} from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';
import { Option, type Command } from 'commander';

import { paintOf, type Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { exitCodes, InputError, type ExitCode } from '../errors';
import { parseWhen, resolveWhen, type When } from '../input/instants';
import { spanOption } from '../input/spans-and-sizes';
import { printLines } from '../io';
import { hasherOf } from '../logs/log-key';
import { withNewLog } from '../logs/new-log';
import { logPath, withHasher, withHost, type LogReadOptions } from '../logs/open-log';
import { countOption, keyFileOption, logOption } from '../options';
import { counted } from '../render/counted';
import { instantText } from '../render/instant-text';

interface CompactOptions extends LogReadOptions {
  readonly to: string;
  readonly at?: string;
  readonly maxAge?: string;
  readonly maxEvents?: string;
  readonly json?: true;
}

/** Where to cut: a moment, or what a policy keeps. */
type Cut =
  { readonly when: When } | { readonly maxAge: number | undefined; readonly maxEvents: number | undefined };

const cutOf = ({ at, maxAge, maxEvents }: CompactOptions): Cut => {
  const hasPolicy = maxAge !== undefined || maxEvents !== undefined;
  if ((at === undefined) === !hasPolicy)
    throw new InputError('say where the new log begins: by --at, or by --max-age and --max-events');
  if (at !== undefined) return { when: parseWhen(at) };
  return {
    maxAge: maxAge === undefined ? undefined : spanOption(maxAge, '--max-age'),
    maxEvents: maxEvents === undefined ? undefined : countOption(maxEvents, '--max-events'),
  };
};

const positionOf = (host: Host, cut: Cut): Position | undefined => {
  if ('when' in cut) return resolveWhen(host.timeline, cut.when);
  const { maxAge, maxEvents } = cut;
  return compactionPosition(host, {
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(maxEvents === undefined ? {} : { maxEvents }),
  });
};

/** The new file is opened once more from the disk: nobody removes the old log for one that cannot be read. */
const checked = (path: string, hasher: Hasher | undefined, made: Compaction): Compaction => {
  const log = openSqliteLog(path, { mode: 'read', ...withHasher(hasher) });
  try {
    openHost(log);
    return made;
  } finally {
    log.close();
  }
};

const summaryLines = (
  path: string,
  to: string,
  asked: Position,
  { position, replaced, events, head }: Compaction,
): readonly string[] => [
  `new log ${to} begins at ${instantText(position.at)} (event ${position.seq})`,
  ...(asked.seq === position.seq
    ? []
    : [
        `  doubt     was at ${instantText(asked.at)} (event ${asked.seq}): the log begins where there is none`,
      ]),
  `  keeps     ${counted(events, 'event')} in ${counted(head.n, 'record')}, head ${head.n} ${head.hash}`,
  `  replaces  ${counted(replaced.events, 'event')} and ${counted(replaced.refusals, 'refusal')} in ${counted(replaced.records, 'record')} since ${instantText(replaced.firstAt)}`,
  `  archive   ${path}, as long as you keep it: its record ${replaced.records} has hash ${replaced.hash}`,
];

const run = (context: Context, options: CompactOptions): ExitCode => {
  const path = logPath(options.log, context.io.env);
  const cut = cutOf(options);
  const { stdout } = context.io;
  return withHost(context, options, (host) => {
    const position = positionOf(host, cut);
    if (position === undefined) {
      printLines(stdout, [options.json === true ? 'null' : `all of ${path} may stay: nothing was written`]);
      return exitCodes.no;
    }
    // A log that is keyed stays so.
    const hasher = hasherOf(options.keyFile, context.io.env);
    const made = checked(
      options.to,
      hasher,
      withNewLog(options.to, hasher, (target) => compact(host, position, target, { outsideDoubt: true })),
    );
    const paint = paintOf(context, options);
    const [title = '', ...rest] = summaryLines(path, options.to, position, made);
    if (options.json === true) printLines(stdout, [JSON.stringify(made, undefined, 2)]);
    else printLines(stdout, [paint.good(title), ...rest]);
    return exitCodes.success;
  });
};

/** `netlapse compact`: a log that begins later. */
export const addCompact = (program: Command, context: Context): void => {
  const command = program
    .command('compact')
    .summary('write a log anew that begins later')
    .description(
      'Writes a new log that begins with the state at a moment and goes on with all that came after it. Events keep their numbers and instants. It never begins within a time of doubt, but before it, or where nothing is before it, at its end. The old log stays as it is: keep it as the archive, or remove it once you are sure.',
    )
    .addOption(logOption())
    .addOption(keyFileOption())
    .addOption(new Option('--to <file>', 'the log to make').makeOptionMandatory())
    .addOption(new Option('--at <when>', 'where it begins: the end of an append'))
    .addOption(new Option('--max-age <span>', 'what is older than this may go, such as 30d'))
    .addOption(new Option('--max-events <count>', 'at most so many events stay, in whole appends'))
    .addOption(new Option('--json', 'what was done as a JSON object'));
  describeEnd(
    command,
    [
      {
        command: 'netlapse compact --log laptop.db --max-age 30d --to laptop-2.db',
        shows: 'where the new log begins, what it keeps, and what it replaces',
      },
      {
        command: 'netlapse compact --log laptop.db --at seq:120 --to laptop-2.db',
        shows: 'the same, from event 120 on',
      },
    ],
    [
      ['0', 'written'],
      ['1', 'all of the log may stay: nothing was written'],
      ['2', 'the question or a file is not in order; nothing was written'],
    ],
    [whenSection],
  );
  command.action(() => {
    context.exitCode = run(context, command.optsWithGlobals<CompactOptions>());
  });
};
