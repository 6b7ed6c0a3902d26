import { eventCatalogue, isEventType, type EventType, type Host, type TableName } from '@netlapse/core';
import { Option, type Command } from 'commander';

import { paintOf, type Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { InputError } from '../errors';
import { parseWhen, rangeOption } from '../input/instants';
import { printLines } from '../io';
import { withHost, type LogReadOptions } from '../logs/open-log';
import {
  archiveOption,
  collect,
  countOption,
  interfaceOption,
  jsonlOption,
  jsonOption,
  keyFileOption,
  logOption,
  sinceOption,
  tablesOption,
  untilOption,
  type JsonOptions,
} from '../options';
import { selectEntries, type LogEntry, type Selection } from '../questions/select-entries';
import { counted } from '../render/counted';
import { jsonLines } from '../render/json-lines';
import { logColumns } from '../render/log-columns';
import { tableLines } from '../render/table-lines';

interface LogOptions extends LogReadOptions, JsonOptions {
  readonly type?: readonly string[];
  readonly table?: readonly string[];
  readonly key?: string;
  readonly interface?: string;
  readonly actor?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit?: string;
  readonly reverse?: true;
  readonly refused?: true;
}

const typesOption = (names: readonly string[] | undefined): ReadonlySet<EventType> | undefined => {
  if (names === undefined) return undefined;
  const unknown = names.find((name) => !isEventType(name));
  if (unknown !== undefined)
    throw new InputError(`--type ${unknown} is none: there are ${Object.keys(eventCatalogue).join(', ')}`);
  return new Set(names.filter(isEventType));
};

const selectionOf = (options: LogOptions): Selection => {
  const tables: readonly TableName[] | undefined = tablesOption(options.table);
  return {
    since: options.since === undefined ? undefined : parseWhen(options.since),
    until: options.until === undefined ? undefined : parseWhen(options.until),
    types: typesOption(options.type),
    tables: tables === undefined ? undefined : new Set(tables),
    key: options.key,
    interface: options.interface,
    actor: options.actor,
    refused: options.refused === true,
  };
};

/** For people, what Linux said is told only where it is asked for: the rows that come of it follow anyway. */
const isPassedOver = (entry: LogEntry, { types, tables, key }: Selection): boolean =>
  entry.kind === 'event' &&
  entry.envelope.type.startsWith('LinuxObject') &&
  types === undefined &&
  tables === undefined &&
  key === undefined;

const jsonOf = (entry: LogEntry): unknown => (entry.kind === 'event' ? entry.envelope : entry.record);

/** So many entries are asked for at most. */
const mostOf = ({ limit }: Pick<LogOptions, 'limit'>): number =>
  limit === undefined ? Number.POSITIVE_INFINITY : countOption(limit, '--limit');

/** Entries as JSON, the oldest first, as they are read: of a long log they are never held together. */
function* jsonInOrder(host: Host, selection: Selection, most: number): IterableIterator<unknown> {
  let count = 0;
  for (const entry of selectEntries(host, selection)) {
    yield jsonOf(entry);
    if (++count >= most) return;
  }
}

interface Listed {
  readonly entries: readonly LogEntry[];
  readonly passedOver: number;
}

/** The entries to show, in the order and number asked for; of many the last are kept while they come by. */
const listed = (
  host: Host,
  selection: Selection,
  { limit, reverse }: LogOptions,
  forPeople: boolean,
): Listed => {
  const most = mostOf(limit === undefined ? {} : { limit });
  let entries: LogEntry[] = [];
  let passedOver = 0;
  for (const entry of selectEntries(host, selection)) {
    if (forPeople && isPassedOver(entry, selection)) {
      passedOver += 1;
      continue;
    }
    entries.push(entry);
    if (reverse !== true && entries.length >= most) break;
    if (reverse === true && entries.length >= 2 * most) entries = entries.slice(-most);
  }
  return { entries: reverse === true ? entries.slice(-most).reverse() : entries, passedOver };
};

const footer = ({ entries, passedOver }: Listed): string => {
  const events = entries.filter(({ kind }) => kind === 'event').length;
  const refusals = entries.length - events;
  const more = passedOver === 0 ? '' : `; ${passedOver} of table linux left out, --table linux shows them`;
  return `${counted(events, 'event')}${refusals === 0 ? '' : `, ${refusals} refused`}${more}`;
};

const run = (context: Context, options: LogOptions): void => {
  const selection = selectionOf(options);
  const forPeople = options.json !== true && options.jsonl !== true;
  withHost(context, options, (host, progress) => {
    // Refuses an end before the beginning.
    rangeOption(host.timeline, options);
    const { stdout } = context.io;
    if (!forPeople && options.reverse !== true) {
      progress.end();
      printLines(stdout, jsonLines(jsonInOrder(host, selection, mostOf(options)), options));
      return;
    }
    const found = listed(host, selection, options, forPeople);
    progress.end();
    if (!forPeople) {
      printLines(stdout, jsonLines(found.entries.map(jsonOf), options));
      return;
    }
    const paint = paintOf(context, options);
    if (found.entries.length > 0) printLines(stdout, tableLines(logColumns(paint), found.entries, paint));
    printLines(stdout, [paint.faint(footer(found))]);
  });
};

/** `netlapse log`: the events of a log, each with what brought it about. */
export const addLog = (program: Command, context: Context): void => {
  const command = program
    .command('log')
    .summary('list events: what changed, when, and what told of it')
    .description(
      'Lists the events of a log in order: + a row came, ~ it changed, - it went. Of a mirrored Linux host, what Linux itself said is listed only with --table linux, --type or --key, or as JSON.',
    )
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(
      new Option(
        '--type <name>',
        'only events of this type, such as RouteCreated; may be repeated',
      ).argParser(collect),
    )
    .addOption(
      new Option('--table <name>', 'only events of this table, such as routes; may be repeated').argParser(
        collect,
      ),
    )
    .addOption(
      new Option('--key <text>', 'only events of the rows whose key has these parts, such as 10.0.0.0/8'),
    )
    .addOption(interfaceOption('only events on this interface'))
    .addOption(new Option('--actor <name>', 'only what this actor brought about'))
    .addOption(sinceOption('from this moment on, itself included'))
    .addOption(untilOption('up to this moment'))
    .addOption(new Option('--limit <count>', 'at most so many: the first, or with --reverse the last'))
    .addOption(new Option('--reverse', 'the newest first'))
    .addOption(new Option('--refused', 'also commands that were refused, in their place: who tried'))
    .addOption(jsonOption())
    .addOption(jsonlOption());
  describeEnd(
    command,
    [
      { command: 'netlapse log --log laptop.db --table routes --since -10s', shows: 'ten seconds of routes' },
      {
        command: 'netlapse log --log laptop.db --key 10.0.0.0/8',
        shows: 'all that happened to one destination',
      },
      { command: 'netlapse log --log laptop.db --reverse --limit 20', shows: 'the last twenty events' },
      {
        command: 'netlapse log --log laptop.db --refused --key 10.0.0.0/8',
        shows: 'who changed that destination, and who tried to',
      },
      {
        command: 'netlapse log --log laptop.db --interface tun0 --type RouteCreated,RouteDeleted --jsonl',
        shows: 'envelopes with payload and cause, one a line',
      },
    ],
    [
      ['0', 'listed, also where nothing is there to list'],
      ['2', 'the question or the log is not in order'],
    ],
    [whenSection],
  );
  command.action(() => run(context, command.optsWithGlobals<LogOptions>()));
};
