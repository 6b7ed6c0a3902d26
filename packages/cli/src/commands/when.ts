import {
  firstWhere,
  tableNames,
  whenever,
  type Host,
  type Interval,
  type Position,
  type ResolvedRange,
} from '@netlapse/core';
import { Option, type Command } from 'commander';

import { paintOf, type Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { exitCodes, InputError, type ExitCode } from '../errors';
import { rangeOption } from '../input/instants';
import { printLines } from '../io';
import { withHost, type LogReadOptions } from '../logs/open-log';
import {
  archiveOption,
  interfaceOption,
  keyFileOption,
  logOption,
  sinceOption,
  tableArgument,
  untilOption,
} from '../options';
import { not, rowCondition, wayCondition, type Condition } from '../questions/condition';
import { appendText, metAt, originText } from '../render/cause-text';
import { counted } from '../render/counted';
import { durationText } from '../render/duration-text';
import { instantText } from '../render/instant-text';
import type { Paint } from '../render/paint';
import { tableLines, type Column } from '../render/table-lines';

interface WhenOptions extends LogReadOptions {
  readonly to?: string;
  readonly interface?: string;
  readonly not?: true;
  readonly first?: true;
  readonly since?: string;
  readonly until?: string;
  readonly json?: true;
}

/** A stretch in which it held, with the append that began it; null where it held when the stretch that was looked at began. */
interface Held extends Interval {
  readonly because: { readonly n: number; readonly text: string } | null;
}

const conditionOf = (host: Host, args: readonly string[], options: WhenOptions): Condition => {
  const [table, ...parts] = args;
  if ((table === undefined) === (options.to === undefined))
    throw new InputError('when what? Name a table and a row, or a destination by --to');
  if (options.interface !== undefined && options.to === undefined)
    throw new InputError('--interface goes with --to: the one by which packets leave');
  const condition =
    options.to === undefined
      ? rowCondition(host, tableArgument(table ?? ''), parts)
      : wayCondition(host, options.to, options.interface);
  return options.not === true ? not(condition) : condition;
};

/** The append that ends with an event, in words. */
const appendAt = (host: Host, seq: number): Held['because'] => {
  for (const record of host.timeline.commits(seq - 1, seq)) {
    const before = metAt(host, (record.events[0]?.seq ?? seq) - 1);
    return { n: record.n, text: `${appendText(record, before)} [${originText(record.cause)}]` };
  }
  return null;
};

const intervalsOf = (
  host: Host,
  condition: Condition,
  range: ResolvedRange,
  firstOnly: boolean,
): readonly Held[] => {
  const isBegin = ({ seq, at }: Position): boolean => seq === range.from.seq && at === range.from.at;
  const held = (interval: Interval): Held => ({
    ...interval,
    because: isBegin(interval.from) ? null : appendAt(host, interval.from.seq),
  });
  if (!firstOnly) return whenever(host, condition.holds, range).map(held);
  const found = firstWhere(host, condition.holds, range);
  return found === undefined ? [] : [held({ from: { seq: found.seq, at: found.at }, to: null })];
};

const columns = (end: number, paint: Paint): ReadonlyArray<Column<Held>> => [
  { title: 'Event', text: ({ from }) => String(from.seq), align: 'right' },
  { title: 'Since', text: ({ from }) => instantText(from.at) },
  { title: 'For', text: ({ from, to }) => durationText((to?.at ?? end) - from.at), align: 'right' },
  {
    title: 'Until',
    text: ({ to }) => (to === null ? 'the end' : `${instantText(to.at)} (event ${to.seq})`),
    paint: paint.faint,
  },
  { title: 'Because', text: ({ because }) => because?.text ?? 'it held already' },
];

const footer = (found: readonly Held[], { text }: Condition): string =>
  found.length === 0 ? `never: ${text}` : `${counted(found.length, 'time')}: ${text}`;

const run = (context: Context, args: readonly string[], options: WhenOptions): ExitCode =>
  withHost(context, options, (host) => {
    const condition = conditionOf(host, args, options);
    const range = rangeOption(host.timeline, options);
    const isFirst = options.first === true;
    const found = intervalsOf(host, condition, range, isFirst);
    condition.finish();
    const { stdout } = context.io;
    const paint = paintOf(context, options);
    if (options.json === true) printLines(stdout, [JSON.stringify(found, undefined, 2)]);
    else if (isFirst && found[0] !== undefined) {
      const [{ from, because }] = found as [Held];
      printLines(stdout, [
        `first at ${instantText(from.at)} (event ${from.seq}): ${because?.text ?? 'it held already'}`,
      ]);
    } else {
      if (found.length > 0) printLines(stdout, tableLines(columns(range.to.at, paint), found, paint));
      printLines(stdout, [paint.faint(footer(found, condition))]);
    }
    return found.length === 0 ? exitCodes.no : exitCodes.success;
  });

/** `netlapse when`: the stretches of time in which something held. */
export const addWhen = (program: Command, context: Context): void => {
  const command = program
    .command('when')
    .summary('tell when something held: a row stood, packets left by an interface')
    .description(
      'Tells the stretches of time in which something held, and what began each. Either a row stood: named by parts of its key, and by members such as OperStatus=up or Metric!=50. Or packets to a destination found a way, with --interface one by it. It is looked at after each append.',
    )
    .argument('[table]', `one of ${tableNames.join(', ')}`)
    .argument('[part...]', 'what names the row: 10.0.0.0/8, tun0, Metric=50')
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(new Option('--to <address>', 'packets to this destination find a way'))
    .addOption(interfaceOption('with --to: they leave by this interface'))
    .addOption(new Option('--not', 'when it did not hold'))
    .addOption(new Option('--first', 'only the first moment'))
    .addOption(sinceOption('from this moment on'))
    .addOption(untilOption('up to this moment'))
    .addOption(new Option('--json', 'the stretches as a JSON array; to: null where it held to the end'));
  describeEnd(
    command,
    [
      {
        command: 'netlapse when interfaces eth0 OperStatus=up --log laptop.db',
        shows: 'when the cable was plugged in',
      },
      {
        command: 'netlapse when --to 198.51.100.7 --interface tun0 --not --log laptop.db',
        shows: 'when that destination was reached outside the tunnel, or not at all',
      },
      { command: 'netlapse when routes default --first --log laptop.db', shows: 'the first default route' },
    ],
    [
      ['0', 'it held, at least once'],
      ['1', 'it never held'],
      ['2', 'the question or the log is not in order'],
    ],
    [whenSection],
  );
  command.action(() => {
    context.exitCode = run(context, command.args, command.optsWithGlobals<WhenOptions>());
  });
};
