import {
  decodeEvent,
  history,
  tableNames,
  type DependentChange,
  type DomainEvent,
  type Envelope,
  type RowHistoryEntry,
} from '@netlapse/core';
import { Option, type Command } from 'commander';

import { paintOf, type Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { rangeOption } from '../input/instants';
import { printLines } from '../io';
import { withHost, type LogReadOptions } from '../logs/open-log';
import {
  archiveOption,
  jsonlOption,
  jsonOption,
  keyFileOption,
  logOption,
  sinceOption,
  tableArgument,
  untilOption,
  type JsonOptions,
} from '../options';
import { namesEver, onlyRow, rowsEver, type NamedRow } from '../questions/find-row';
import { originText } from '../render/cause-text';
import { counted } from '../render/counted';
import { eventText, signOf } from '../render/event-text';
import { instantText } from '../render/instant-text';
import type { InterfaceNames } from '../render/interface-names';
import { jsonLines } from '../render/json-lines';
import type { Paint } from '../render/paint';
import { rowText } from '../render/row-text';
import { tableLines, type Column } from '../render/table-lines';

interface HistoryOptions extends LogReadOptions, JsonOptions {
  readonly since?: string;
  readonly until?: string;
  readonly dependents?: true;
}

/** One line of a history. */
interface Line {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly sign: '+' | '~' | '-' | '=';
  readonly what: string;
}

const eventOf = (envelope: Envelope): DomainEvent => decodeEvent(envelope, envelope);

const lineOf = (
  { envelope, before }: Pick<DependentChange, 'envelope' | 'before'>,
  names: InterfaceNames,
  indent: string,
): Line => {
  const event = eventOf(envelope);
  const was = before ?? undefined;
  return {
    seq: envelope.seq,
    at: envelope.at,
    by: indent === '' ? originText(envelope.cause) : '',
    sign: signOf(event, was),
    what: `${indent}${signOf(event, was)} ${eventText(event, was, names)}`,
  };
};

/** The lines of an entry: what it says, and below it what its row brought or took along. */
function* linesOf(entry: RowHistoryEntry, row: NamedRow, names: InterfaceNames): IterableIterator<Line> {
  if (entry.kind === 'base') {
    const { seq, at, after } = entry;
    yield { seq, at, by: 'the log begins', sign: '=', what: `= ${rowText(row.table, after, names)}` };
    return;
  }
  yield lineOf(entry, names, '');
  for (const dependent of entry.dependents) yield lineOf(dependent, names, '    ');
}

const columns = (paint: Paint): ReadonlyArray<Column<Line>> => [
  { title: 'Event', text: ({ seq }) => String(seq), align: 'right' },
  { title: 'At', text: ({ at }) => instantText(at), paint: paint.faint },
  { title: 'Told by', text: ({ by }) => by, paint: paint.faint },
  {
    title: 'What',
    text: ({ what }) => what,
    paint: (text, { sign }) =>
      sign === '+' ? paint.good(text) : sign === '-' ? paint.bad(text) : paint.warning(text),
  },
];

const footer = (entries: readonly RowHistoryEntry[], { text }: NamedRow): string => {
  const last = entries[entries.length - 1];
  const events = entries.filter(({ kind }) => kind !== 'base').length;
  const lives = last === undefined ? '' : `, life ${last.life}`;
  return `${counted(events, 'event')} of ${text}${lives}`;
};

const run = (context: Context, [name = '', ...parts]: readonly string[], options: HistoryOptions): void => {
  const table = tableArgument(name);
  withHost(context, options, (host) => {
    const names = namesEver(host);
    const row = onlyRow(rowsEver(host, table, parts, names), [name, ...parts].join(' '), names);
    const dependents = options.dependents === true;
    const entries = history(host, table, row.key, { ...rangeOption(host.timeline, options), dependents });
    const { stdout } = context.io;
    if (options.json === true || options.jsonl === true) {
      printLines(stdout, jsonLines(entries, options));
      return;
    }
    const paint = paintOf(context, options);
    const lines = entries.flatMap((entry) => [...linesOf(entry, row, names)]);
    if (lines.length > 0) printLines(stdout, tableLines(columns(paint), lines, paint));
    printLines(stdout, [paint.faint(footer(entries, row))]);
  });
};

/** `netlapse history`: what happened to one row. */
export const addHistory = (program: Command, context: Context): void => {
  const command = program
    .command('history')
    .summary('tell what happened to one row')
    .description(
      'Tells all that happened to one row of a table: when it came (+), changed (~) and went (-), and what told of it. The row is named by parts of its key, in any order: a prefix, an address, the name or index of its interface.',
    )
    .argument('<table>', `one of ${tableNames.join(', ')}`)
    .argument('<part...>', 'what names the row: 10.0.0.0/8, default, tun0')
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(sinceOption('what came after this moment'))
    .addOption(untilOption('up to this moment'))
    .addOption(new Option('--dependents', 'also the rows that it brought, or that went with it'))
    .addOption(jsonOption())
    .addOption(jsonlOption());
  describeEnd(
    command,
    [
      { command: 'netlapse history routes 10.0.0.0/8 --log laptop.db', shows: 'the life of a route' },
      {
        command: 'netlapse history interfaces tun0 --log laptop.db --dependents',
        shows: 'an interface, with all that came and went with it',
      },
    ],
    [
      ['0', 'told, also where nothing happened'],
      ['2', 'the question or the log is not in order: no row is meant, or several'],
    ],
    [whenSection],
  );
  command.action((table: string, parts: readonly string[]) =>
    run(context, [table, ...parts], command.optsWithGlobals<HistoryOptions>()),
  );
};
