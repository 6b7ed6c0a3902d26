import { blame, tableOf, tableNames, type Envelope } from '@netlapse/core';
import { Option, type Command } from 'commander';

import { paintOf, type Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { exitCodes, type ExitCode } from '../errors';
import { positionAt } from '../input/instants';
import { printLines } from '../io';
import { withHost, type LogReadOptions } from '../logs/open-log';
import { archiveOption, atOption, keyFileOption, logOption, tableArgument } from '../options';
import { namesEver, onlyRow, rowsIn } from '../questions/find-row';
import { originText } from '../render/cause-text';
import { instantText } from '../render/instant-text';
import { memberText } from '../render/member-text';
import type { Paint } from '../render/paint';
import { plainText } from '../render/plain-text';
import { rowKeyText } from '../render/row-text';
import { tableLines, type Column } from '../render/table-lines';

interface WhyOptions extends LogReadOptions {
  readonly at?: string;
  readonly member?: string;
  readonly json?: true;
}

/** A member of the row, its value, and the event that gave it. */
interface Member {
  readonly member: string;
  readonly value: unknown;
  readonly because: Envelope | null;
}

// What is longer than this would push all else off the screen; --json gives it whole.
const VALUE_WIDTH_MAX = 60;

const valueText = ({ member, value }: Member): string => {
  const text = memberText(member, value);
  return text.length > VALUE_WIDTH_MAX ? `${text.slice(0, VALUE_WIDTH_MAX - 1)}…` : text;
};

const columns = (paint: Paint): ReadonlyArray<Column<Member>> => [
  { title: 'Member', text: ({ member }) => member },
  { title: 'Value', text: valueText, paint: paint.accent },
  {
    title: 'Event',
    text: ({ because }) => (because === null ? '' : String(because.seq)),
    align: 'right',
  },
  {
    title: 'Since',
    text: ({ because }) => (because === null ? '' : instantText(because.at)),
    paint: paint.faint,
  },
  {
    title: 'Told by',
    text: ({ because }) => (because === null ? 'the log began with it' : originText(because.cause)),
  },
];

const run = (context: Context, [name = '', ...parts]: readonly string[], options: WhyOptions): ExitCode => {
  const table = tableArgument(name);
  return withHost(context, options, (host) => {
    const position = positionAt(host.timeline, options.at);
    const state = host.timeline.stateAt(position.seq);
    const names = namesEver(host);
    const { stdout } = context.io;
    const rows = rowsIn(state, table, parts, names);
    const when = `at ${instantText(position.at)} (event ${position.seq})`;
    if (rows.length === 0) {
      printLines(stdout, [
        options.json === true ? 'null' : `no row of ${table} is called ${plainText(parts.join(' '))} ${when}`,
      ]);
      return exitCodes.no;
    }
    const row = onlyRow(rows, [name, ...parts].join(' '), names);
    const blamed = blame(host, table, row.key, position) ?? {};
    const values = tableOf(state, table).get(row.key) as unknown as Readonly<Record<string, unknown>>;
    const members = Object.entries(blamed)
      .filter(([member]) => options.member === undefined || member === options.member)
      .map(([member, because]) => ({ member, value: values[member], because }));
    if (options.json === true) {
      printLines(stdout, [JSON.stringify({ key: row.text, members }, undefined, 2)]);
      return members.length === 0 ? exitCodes.no : exitCodes.success;
    }
    const paint = paintOf(context, options);
    if (members.length > 0) printLines(stdout, tableLines(columns(paint), members, paint));
    else printLines(stdout, [`it has no member ${plainText(options.member ?? '')}`]);
    printLines(stdout, [paint.faint(`${rowKeyText(table, row.key, names)} ${when}`)]);
    return members.length === 0 ? exitCodes.no : exitCodes.success;
  });
};

/** `netlapse why`: what gave each member of a row its value. */
export const addWhy = (program: Command, context: Context): void => {
  const command = program
    .command('why')
    .summary('tell what gave each member of a row its value')
    .description(
      'Tells for each member of a row that stands which event gave it its value, when, and what told of it. The row is named by parts of its key, in any order: a prefix, an address, the name or index of its interface.',
    )
    .argument('<table>', `one of ${tableNames.join(', ')}`)
    .argument('<part...>', 'what names the row: 10.0.0.0/8, default, tun0')
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(atOption())
    .addOption(new Option('--member <name>', 'only this member, such as Metric'))
    .addOption(new Option('--json', 'as a JSON object: {key, members}'));
  describeEnd(
    command,
    [
      {
        command: 'netlapse why routes default wlan0 --log laptop.db',
        shows: 'who made that route what it is',
      },
      {
        command: 'netlapse why interfaces eth0 --member OperStatus --log laptop.db --at -5s',
        shows: 'since when and why the link was down then',
      },
    ],
    [
      ['0', 'told'],
      ['1', 'no such row stands then, or it has no such member'],
      ['2', 'the question or the log is not in order: several rows are meant'],
    ],
    [whenSection],
  );
  command.action((table: string, parts: readonly string[]) => {
    context.exitCode = run(context, [table, ...parts], command.optsWithGlobals<WhyOptions>());
  });
};
