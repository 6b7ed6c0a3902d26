import {
  leaks,
  netioapi,
  parseIpAddress,
  type Host,
  type InterfaceRow,
  type Leak,
  type ResolvedRange,
} from '@netlapse/core';
import { Option, type Command } from 'commander';

import { paintOf, type Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { destinationsOf } from '../destinations';
import { exitCodes, InputError, type ExitCode } from '../errors';
import { findInterfaceEver } from '../find-interface';
import { rangeOption } from '../instants';
import { printLines } from '../io';
import { withHost, type LogReadOptions } from '../open-log';
import { archiveOption, keyFileOption, logOption, sinceOption, untilOption } from '../options';
import { policyRoutingWarning } from '../render/best-route-lines';
import { sourceOfAnswer, wayOfAnswer } from '../render/best-route-text';
import { causeText, originText } from '../render/cause-text';
import { counted } from '../render/counted';
import { durationText } from '../render/duration-text';
import { instantText } from '../render/instant-text';
import { interfaceNamesAt } from '../render/past-interfaces';
import type { Paint } from '../render/paint';
import { plainText } from '../render/plain-text';
import { tableLines, type Column } from '../render/table-lines';
import { farAway } from '../way-out';

interface LeaksOptions extends LogReadOptions {
  readonly tunnel?: string;
  readonly destinations?: string;
  readonly since?: string;
  readonly until?: string;
  readonly json?: true;
}

/** A leak with the destination that it is of. */
interface Told extends Leak {
  readonly destination: string;
}

/** The interface that bears the name at each moment: a tunnel that comes again is another one of the same name. */
const tunnelNamed = (host: Host, text: string): ((row: InterfaceRow) => boolean) => {
  const isAlias = findInterfaceEver(host, text).Alias === text;
  return ({ Alias, InterfaceIndex }) => (isAlias ? Alias === text : String(InterfaceIndex) === text);
};

const addressesOf = (args: readonly string[], file: string | undefined): readonly string[] => {
  const asked = destinationsOf(args, file);
  const network = asked.find(({ isAddress }) => !isAddress);
  if (network !== undefined)
    throw new InputError(
      `${network.text} is a whole network, which may go several ways: name addresses in it`,
    );
  if (asked.length > 0) return asked.map(({ text }) => text.replace(/\/\d+$/, ''));
  if (file !== undefined) throw new InputError(`${file} names no destination`);
  return farAway;
};

type LeaksTo = (destination: string) => readonly Told[];

const leaksOf =
  (host: Host, isTunnel: (row: InterfaceRow) => boolean, range: ResolvedRange): LeaksTo =>
  (destination) => {
    const params = { DestinationAddress: destination };
    // What is wrong with the question itself is wrong at every moment.
    const { status, why } = netioapi(host).GetBestRoute2(params, { asOf: host.position });
    if (status === 'STATUS_INVALID_PARAMETER') throw new InputError(why ?? status);
    return leaks(host, params, isTunnel, range).map((leak) => ({
      destination,
      ...leak,
    }));
  };

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
      text: ({ opened, destination }) => because(opened, destination, 'it was so already'),
    },
    { title: 'Closed by', text: ({ closed, destination }) => because(closed, destination, 'not closed') },
  ];
};

const run = (context: Context, args: readonly string[], options: LeaksOptions): ExitCode => {
  const { tunnel } = options;
  if (tunnel === undefined)
    throw new InputError('which tunnel? Give --tunnel with the name or index of its interface');
  const destinations = addressesOf(args, options.destinations);
  return withHost(context, options, (host) => {
    const range = rangeOption(host.timeline, options);
    const found = destinations.flatMap(leaksOf(host, tunnelNamed(host, tunnel), range));
    const { stdout } = context.io;
    const paint = paintOf(context, options);
    if (options.json === true) printLines(stdout, [JSON.stringify(found, undefined, 2)]);
    else {
      const of =
        destinations.length > 3 ? counted(destinations.length, 'destination') : destinations.join(', ');
      const outside = `outside ${plainText(tunnel)}: ${of}`;
      if (found.length > 0) printLines(stdout, tableLines(columns(host, paint), found, paint));
      if (host.mirrored && host.state.linux.policyRouting)
        printLines(stdout, [paint.warning(`beware: ${policyRoutingWarning}`)]);
      printLines(stdout, [
        paint.faint(`${found.length === 0 ? 'nothing left' : counted(found.length, 'leak')} ${outside}`),
      ]);
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
      'Tells the stretches of time in which packets to a destination found a way by another interface than the tunnel, with the event that opened and the one that closed each. What found no way does not leak. A tunnel that comes again under its name is the same tunnel.',
    )
    .argument('[destination...]', `addresses; left out, ${farAway.join(' and ')}`)
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(new Option('--tunnel <name|index>', 'the interface by which all is to leave'))
    .addOption(new Option('--destinations <file>', 'a file of addresses, one a line'))
    .addOption(sinceOption('from this moment on'))
    .addOption(untilOption('up to this moment'))
    .addOption(new Option('--json', 'the leaks as a JSON array; to: null where one lasted to the end'));
  describeEnd(
    command,
    [
      {
        command: 'netlapse leaks --tunnel tun0 8.8.8.8 --log laptop.db',
        shows: 'when 8.8.8.8 was reached in the clear',
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
