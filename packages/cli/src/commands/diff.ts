import { difference, tableNames, type Difference, type Position, type TableName } from '@netlapse/core';
import { Option, type Command } from 'commander';

import { paintOf, type Context, type GlobalOptions } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { InputError } from '../errors';
import { isRelative, parseWhen, resolveWhen, type When } from '../instants';
import { printLines } from '../io';
import { logPath, withHost } from '../open-log';
import { collect, logOption, tablesOption } from '../options';
import { differenceLines } from '../render/difference-lines';
import { instantText } from '../render/instant-text';
import { InterfaceNames } from '../render/interface-names';

interface DiffOptions extends GlobalOptions {
  readonly log?: string;
  readonly table?: readonly string[];
  readonly json?: true;
}

/** Commander hands over what looks like an option unread: relative moments do, and so do slips. */
const readMoments = (args: readonly string[]): readonly When[] => {
  const unknown = args.find((arg) => arg.startsWith('-') && !isRelative(arg));
  if (unknown !== undefined) throw new InputError(`unknown option ${unknown}; see \`netlapse diff --help\``);
  return args.map(parseWhen);
};

const only = (found: Difference, tables: readonly TableName[] | undefined): Partial<Difference> =>
  tables === undefined ? found : Object.fromEntries(tables.map((table) => [table, found[table]]));

const run = (context: Context, args: readonly string[], options: DiffOptions): void => {
  const moments = readMoments(args);
  const tables = tablesOption(options.table);
  withHost(context.io, logPath(options.log, context.io.env), ({ timeline }) => {
    const [a, b] = moments.map((when) => resolveWhen(timeline, when)) as [Position, Position];
    const [before, after] = [timeline.stateAt(a.seq), timeline.stateAt(b.seq)];
    const found = only(difference(before, after), tables);
    const { stdout } = context.io;
    if (options.json === true) {
      printLines(stdout, [JSON.stringify(found, undefined, 2)]);
      return;
    }
    const paint = paintOf(context, options);
    const names = new InterfaceNames(before, after);
    printLines(stdout, differenceLines(found, names, paint, tables === undefined ? ['linux'] : []));
    printLines(stdout, [
      paint.faint(`from ${instantText(a.at)} (event ${a.seq}) to ${instantText(b.at)} (event ${b.seq})`),
    ]);
  });
};

/** `netlapse diff`: what differs between two moments of a log. */
export const addDiff = (program: Command, context: Context): void => {
  const command = program
    .command('diff')
    .summary('tell what differs between two moments')
    .description(
      'Tells what came (+), went (-) and changed (~) between two moments of a log. Time passing alone is no difference.',
    )
    .argument('<from>', 'the earlier moment, WHEN')
    .argument('<to>', 'the later moment, WHEN')
    .allowUnknownOption()
    .addOption(logOption())
    .addOption(
      new Option('--table <name>', `only these tables: ${tableNames.join(', ')}; may be repeated`).argParser(
        collect,
      ),
    )
    .addOption(new Option('--json', 'as JSON: {TABLE: {added, removed, changed}}'));
  describeEnd(
    command,
    [
      {
        command: 'netlapse diff 2026-11-20T23:32:02Z 2026-11-20T23:32:03Z --log laptop.db',
        shows: 'what one second brought',
      },
      {
        command: 'netlapse diff seq:100 -0s --table routes --log laptop.db',
        shows: 'routes: since event 100',
      },
    ],
    [
      ['0', 'compared, whether or not anything differs'],
      ['2', 'the question or the log is not in order'],
    ],
    [whenSection],
  );
  command.action(() => run(context, command.args, command.optsWithGlobals<DiffOptions>()));
};
