import {
  doubtIntervals,
  leaks,
  leaksWithin,
  netioapi,
  noopsIn,
  parseIpAddress,
  type DoubtInterval,
  type Host,
  type InterfaceRow,
  type Leak,
  type Prefix,
  type ResolvedRange,
} from '@netlapse/core';
import { Option, type Command } from 'commander';

import { paintOf, type Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { exitCodes, InputError, type ExitCode } from '../errors';
import { destinationsOf, readDestination } from '../input/destinations';
import { rangeOption } from '../input/instants';
import { printLines } from '../io';
import { withHost, type LogReadOptions } from '../logs/open-log';
import { archiveOption, keyFileOption, logOption, sinceOption, untilOption } from '../options';
import { findInterfaceEver } from '../questions/find-interface';
import { farAway } from '../questions/way-out';
import { policyRoutingWarning } from '../render/best-route-lines';
import { sourceOfAnswer, wayOfAnswer } from '../render/best-route-text';
import { causeText, originText } from '../render/cause-text';
import { counted } from '../render/counted';
import { durationText } from '../render/duration-text';
import { instantText } from '../render/instant-text';
import { doubtText } from '../render/live-notice-text';
import type { Paint } from '../render/paint';
import { interfaceNamesAt, policyRoutingAt } from '../render/past-interfaces';
import { plainText } from '../render/plain-text';
import { withProgress } from '../render/progress';
import { tableLines, type Column } from '../render/table-lines';
import { rangeText } from '../what-if/changes';

interface LeaksOptions extends LogReadOptions {
  readonly tunnel?: string;
  readonly destinations?: string;
  readonly since?: string;
  readonly until?: string;
  readonly json?: true;
}

/** A leak with the destination that it is of. */
interface Told extends Leak {
  /** An address, or the range of a prefix that was asked for. */
  readonly destination: string;
  /** The first address of it. */
  readonly first: string;
}

/** The interface that bears the name at each moment: a tunnel that comes again is another one of the same name. */
const tunnelNamed = (host: Host, text: string): ((row: InterfaceRow) => boolean) => {
  const isAlias = findInterfaceEver(host, text).Alias === text;
  return ({ Alias, InterfaceIndex }) => (isAlias ? Alias === text : String(InterfaceIndex) === text);
};

/** The destinations that are asked for: by address, and by prefix. */
interface Asked {
  readonly addresses: readonly string[];
  readonly networks: readonly Prefix[];
}

const askedOf = (args: readonly string[], file: string | undefined): Asked => {
  const asked = destinationsOf(args, file);
  if (asked.length === 0 && file !== undefined) throw new InputError(`${file} names no destination`);
  const of = asked.length > 0 ? asked : farAway.map((text) => readDestination(text));
  return {
    addresses: of.filter(({ isAddress }) => isAddress).map(({ text }) => text.replace(/\/\d+$/, '')),
    networks: of.flatMap(({ isAddress, prefix }) => (isAddress ? [] : (prefix ?? []))),
  };
};

type IsTunnel = (row: InterfaceRow) => boolean;

const leaksOfAddress = (
  host: Host,
  destination: string,
  isTunnel: IsTunnel,
  range: ResolvedRange,
): readonly Told[] => {
  const params = { DestinationAddress: destination };
  // What is wrong with the question itself is wrong at every moment.
  const { status, why } = netioapi(host).GetBestRoute2(params, { asOf: host.position });
  if (status === 'STATUS_INVALID_PARAMETER') throw new InputError(why ?? status);
  return leaks(host, params, isTunnel, range).map((leak) => ({ destination, first: destination, ...leak }));
};

const leaksOfNetworks = (
  { io }: Context,
  host: Host,
  networks: readonly Prefix[],
  isTunnel: IsTunnel,
  range: ResolvedRange,
): readonly Told[] => {
  if (networks.length === 0) return [];
  const found = withProgress(io, 'leaks', (show) =>
    leaksWithin(host, networks, isTunnel, range, (done, of) =>
      show({ part: done / of, count: done, what: 'range', place: 'asked for' }),
    ),
  );
  return found.flatMap(({ first, last, leaks: own }) =>
    own.map((leak) => ({ destination: rangeText(first, last), first, ...leak })),
  );
};

/** The times of doubt that a stretch has to do with. */
const doubtsIn = (host: Host, { from, to }: ResolvedRange): readonly DoubtInterval[] =>
  doubtIntervals(noopsIn(host.log)).filter(
    (doubt) => doubt.from <= to.at && (doubt.to === undefined || doubt.to >= from.at),
  );

const DOUBTS_SHOWN = 5;

const doubtLines = (doubts: readonly DoubtInterval[]): readonly string[] => [
  ...doubts.slice(0, DOUBTS_SHOWN).map((doubt) => `in doubt from ${doubtText(doubt)}`),
  ...(doubts.length > DOUBTS_SHOWN
    ? [`and in doubt ${counted(doubts.length - DOUBTS_SHOWN, 'time')} more; \`netlapse check\` lists them`]
    : []),
];

const columns = (host: Host, paint: Paint): ReadonlyArray<Column<Told>> => {
  const because = (envelope: Leak['opened'], destination: string, none: string): string =>
    envelope === null
      ? none
      : `${causeText(host, envelope, parseIpAddress(destination))} (event ${envelope.seq}) [${originText(envelope.cause)}]`;
  return [
    { title: 'Destination', text: ({ destination }) => destination },
    { title: 'Since', text: ({ from }) => instantText(from.at) },
    { title: 'For', text: ({ seconds }) => durationText(1000 * seconds), align: 'right' },
    {
      title: 'Went',
      text: (leak) =>
        wayOfAnswer(
          { status: 'STATUS_SUCCESS', BestRoute: leak.BestRoute },
          interfaceNamesAt(host, leak.from.seq),
        ),
      paint: paint.bad,
    },
    { title: 'From', text: sourceOfAnswer },
    {
      title: 'Opened by',
      text: ({ opened, first }) => because(opened, first, 'it was so already'),
    },
    { title: 'Closed by', text: ({ closed, first }) => because(closed, first, 'not closed') },
  ];
};

const run = (context: Context, args: readonly string[], options: LeaksOptions): ExitCode => {
  const { tunnel } = options;
  if (tunnel === undefined)
    throw new InputError('which tunnel? Give --tunnel with the name or index of its interface');
  const { addresses, networks } = askedOf(args, options.destinations);
  return withHost(context, options, (host, reading) => {
    const range = rangeOption(host.timeline, options);
    const isTunnel = tunnelNamed(host, tunnel);
    reading.end();
    const found = [
      ...addresses.flatMap((destination) => leaksOfAddress(host, destination, isTunnel, range)),
      ...leaksOfNetworks(context, host, networks, isTunnel, range),
    ];
    const doubts = doubtsIn(host, range);
    const policyRouting = host.mirrored && policyRoutingAt(host, range.to.seq);
    const { stdout } = context.io;
    const paint = paintOf(context, options);
    if (options.json === true) {
      const told = found.map(({ first: _first, ...leak }) => leak);
      printLines(stdout, [JSON.stringify({ policyRouting, inDoubt: doubts, leaks: told }, undefined, 2)]);
    } else {
      const asked = [...addresses, ...networks];
      const of = asked.length > 3 ? counted(asked.length, 'destination') : asked.join(', ');
      const what = found.length === 0 ? 'nothing left' : counted(found.length, 'leak');
      if (found.length > 0) printLines(stdout, tableLines(columns(host, paint), found, paint));
      if (policyRouting) printLines(stdout, [paint.warning(`beware: ${policyRoutingWarning}`)]);
      printLines(stdout, doubtLines(doubts).map(paint.warning));
      printLines(stdout, [paint.faint(`${what} outside ${plainText(tunnel)}: ${of}`)]);
    }
    return found.length === 0 ? exitCodes.success : exitCodes.no;
  });
};

/** `netlapse leaks`: when packets would have left outside a tunnel. */
export const addLeaks = (program: Command, context: Context): void => {
  const command = program
    .command('leaks')
    .summary('tell when packets would have left outside a tunnel, what opened the leak and what closed it')
    .description(
      'Tells the stretches of time in which packets to a destination found a way by another interface than the tunnel, with the event that opened and the one that closed each. What found no way does not leak. A tunnel that comes again under its name is the same tunnel. Of a prefix every range that leaked is told, none is a sample. Times in which the log was in doubt are told besides.',
    )
    .argument('[destination...]', `addresses or prefixes; left out, ${farAway.join(' and ')}`)
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(new Option('--tunnel <name|index>', 'the interface by which all is to leave'))
    .addOption(new Option('--destinations <file>', 'a file of addresses or prefixes, one a line'))
    .addOption(sinceOption('from this moment on'))
    .addOption(untilOption('up to this moment'))
    .addOption(new Option('--json', 'the leaks as JSON; to: null where one lasted to the end'));
  describeEnd(
    command,
    [
      {
        command: 'netlapse leaks --tunnel tun0 8.8.8.8 --log laptop.db',
        shows: 'when 8.8.8.8 was reached in the clear',
      },
      {
        command: 'netlapse leaks --tunnel tun0 10.0.0.0/8 --log laptop.db',
        shows: 'each range of the prefix that leaked, and when',
      },
      {
        command: 'netlapse leaks --tunnel wg0 --since -24h --json --log laptop.db',
        shows: 'leaks of the last day, of two addresses far away, as JSON',
      },
    ],
    [
      ['0', 'nothing leaked'],
      ['1', 'there was a leak'],
      ['2', 'the question or the log is not in order'],
    ],
    [whenSection],
  );
  command.action((args: readonly string[]) => {
    context.exitCode = run(context, args, command.optsWithGlobals<LeaksOptions>());
  });
};
