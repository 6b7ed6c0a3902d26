import {
  difference,
  tableNames,
  type Difference,
  type Host,
  type HostState,
  type Position,
  type TableName,
} from '@netlapse/core';
import { Option, type Command } from 'commander';

import { paintOf, type Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { InputError } from '../errors';
import { isRelative, parseWhen, resolveWhen, type When } from '../input/instants';
import { printLines } from '../io';
import { logPath, withHost, type LogReadOptions } from '../logs/open-log';
import { archiveOption, collect, keyFileOption, logOption, tablesOption } from '../options';
import { differenceLines } from '../render/difference-lines';
import { instantText } from '../render/instant-text';
import { InterfaceNames } from '../render/interface-names';

interface DiffOptions extends LogReadOptions {
  readonly toLog?: string;
  readonly byAlias?: true;
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

/** A moment of one log or of another, and the state then. */
interface Side {
  readonly position: Position;
  readonly state: HostState;
}

const sideOf = ({ timeline }: Host, when: When): Side => {
  const position = resolveWhen(timeline, when);
  return { position, state: timeline.stateAt(position.seq) };
};

const print = (context: Context, options: DiffOptions, from: Side, to: Side): void => {
  const tables = tablesOption(options.table);
  const found = only(
    difference(from.state, to.state, options.byAlias === true ? { matchInterfacesBy: 'Alias' } : {}),
    tables,
  );
  const { stdout } = context.io;
  if (options.json === true) {
    printLines(stdout, [JSON.stringify(found, undefined, 2)]);
    return;
  }
  const paint = paintOf(context, options);
  const names = new InterfaceNames(from.state, to.state);
  printLines(stdout, differenceLines(found, names, paint, tables === undefined ? ['linux'] : []));
  const of = (log: string | undefined, { position: { at, seq } }: Side): string =>
    `${options.toLog === undefined ? '' : `${log} at `}${instantText(at)} (event ${seq})`;
  const log = logPath(options.log, context.io.env);
  printLines(stdout, [paint.faint(`from ${of(log, from)} to ${of(options.toLog, to)}`)]);
};

const run = (context: Context, args: readonly string[], options: DiffOptions): void => {
  const [from, to] = readMoments(args) as [When, When];
  tablesOption(options.table);
  withHost(context, options, (host) => {
    const { toLog } = options;
    if (toLog === undefined) print(context, options, sideOf(host, from), sideOf(host, to));
    else
      withHost(context, { ...options, log: toLog, archive: [] }, (other) =>
        print(context, options, sideOf(host, from), sideOf(other, to)),
      );
  });
};

/** `netlapse diff`: what differs between two moments of a log, or of two. */
export const addDiff = (program: Command, context: Context): void => {
  const command = program
    .command('diff')
    .summary('tell what differs between two moments')
    .description(
      'Tells what came (+), went (-) and changed (~) between two moments of a log, or of two. Time passing alone is no difference.',
    )
    .argument('<from>', 'the earlier moment, WHEN')
    .argument('<to>', 'the later moment, WHEN')
    .allowUnknownOption()
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(
      new Option('--table <name>', `only these tables: ${tableNames.join(', ')}; may be repeated`).argParser(
        collect,
      ),
    )
    .addOption(
      new Option('--to-log <file>', 'the later moment is one of this log: of a fork, or of another host'),
    )
    .addOption(
      new Option(
        '--by-alias',
        'interfaces of one alias are one, whatever their LUIDs and indexes; for two hosts',
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
      {
        command: 'netlapse diff -0s -0s --log edge-1.db --to-log edge-2.db --by-alias',
        shows: 'what edge-2 has otherwise than edge-1',
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
