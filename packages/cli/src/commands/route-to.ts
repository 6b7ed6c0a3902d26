import {
  bestRouteHistory,
  familyOf,
  netioapi,
  parseIpAddress,
  type BestRouteParams,
  type Host,
  type IpAddress,
  type Position,
} from '@netlapse/core';
import { Option, type Command } from 'commander';

import { paintOf, type Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { exitCodes, InputError, type ExitCode } from '../errors';
import { parseWhen, positionAt, resolveWhen } from '../input/instants';
import { printLines } from '../io';
import { withHost, type LogReadOptions } from '../logs/open-log';
import {
  archiveOption,
  atOption,
  interfaceOption,
  keyFileOption,
  logOption,
  sinceOption,
  untilOption,
} from '../options';
import { findInterfaceEver, findInterfaceIn } from '../questions/find-interface';
import { historyLines } from '../render/best-route-history-lines';
import { bestRouteLines } from '../render/best-route-lines';
import { jsonLines } from '../render/json-lines';

interface RouteToOptions extends LogReadOptions {
  readonly at?: string;
  readonly from?: string;
  readonly interface?: string;
  readonly history?: true;
  readonly since?: string;
  readonly until?: string;
  readonly json?: true;
}

/** Statuses that say no to a question which is in order. */
const isRefusal = (status: string): boolean =>
  status === 'STATUS_NETWORK_UNREACHABLE' || status === 'STATUS_NOT_FOUND' || status === 'STATUS_SUCCESS';

const paramsOf = (
  destination: string,
  { from }: RouteToOptions,
  InterfaceLuid: string | undefined,
): BestRouteParams => ({
  DestinationAddress: destination,
  ...(from === undefined ? {} : { SourceAddress: from }),
  ...(InterfaceLuid === undefined ? {} : { InterfaceLuid }),
});

const checkOptions = (options: RouteToOptions): void => {
  const { history, at, since, until } = options;
  if (history === true && at !== undefined)
    throw new InputError('--history tells of a stretch of time: give --since and --until in place of --at');
  if (history !== true && (since !== undefined || until !== undefined))
    throw new InputError('--since and --until go with --history; --at asks for one moment');
};

const printAnswer = (
  context: Context,
  options: RouteToOptions,
  host: Host,
  destination: string,
): ExitCode => {
  const asOf = positionAt(host.timeline, options.at);
  const state = host.timeline.stateAt(asOf.seq);
  const only = options.interface === undefined ? undefined : findInterfaceIn(state, options.interface);
  const params = paramsOf(destination, options, only?.InterfaceLuid);
  const found = netioapi(host).GetBestRoute2(params, { asOf });
  const { status, why, BestRoute = null, BestSourceAddress = null } = found;
  if (!isRefusal(status)) throw new InputError(why ?? status);
  const { stdout } = context.io;
  if (options.json === true) {
    const { policyRouting } = state.linux;
    const answer = { ...asOf, status, why, BestRoute, BestSourceAddress, policyRouting };
    printLines(stdout, [JSON.stringify(answer, undefined, 2)]);
  } else {
    const answer = { status, why, BestRoute, BestSourceAddress, asOf };
    printLines(stdout, bestRouteLines(destination, answer, state, paintOf(context, options)));
  }
  return status === 'STATUS_SUCCESS' ? exitCodes.success : exitCodes.no;
};

const rangeOf = (
  host: Host,
  { since, until }: RouteToOptions,
): { readonly from?: Position; readonly to?: Position } => {
  const from = since === undefined ? undefined : resolveWhen(host.timeline, parseWhen(since));
  const to = until === undefined ? undefined : resolveWhen(host.timeline, parseWhen(until));
  if (from !== undefined && to !== undefined && (to.seq < from.seq || to.at < from.at))
    throw new InputError(`--until ${until} lies before --since ${since}`);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
};

const printHistory = (
  context: Context,
  options: RouteToOptions,
  host: Host,
  destination: string,
): ExitCode => {
  const only = options.interface === undefined ? undefined : findInterfaceEver(host, options.interface);
  const params = paramsOf(destination, options, only?.InterfaceLuid);
  const spans = bestRouteHistory(host, params, rangeOf(host, options));
  // What is wrong with the question itself is wrong at every moment.
  const wrong = spans.find(({ status }) => !isRefusal(status));
  if (wrong !== undefined) {
    const { status, why } = netioapi(host).GetBestRoute2(params, { asOf: { at: wrong.from } });
    throw new InputError(why ?? status);
  }
  const { stdout } = context.io;
  if (options.json === true) printLines(stdout, jsonLines(spans, {}));
  else printLines(stdout, historyLines(host, destination, spans, paintOf(context, options)));
  return exitCodes.success;
};

/** Reads an address as callers write it; behind that of a link a scope id may stand. */
const addressOf = (text: string): IpAddress | undefined => parseIpAddress(text.replace(/%\d+$/, ''));

const checkAddresses = (destination: string, from: string | undefined): void => {
  const address = addressOf(destination);
  if (address === undefined)
    throw new InputError(
      `${destination} is no IP address: names are not looked up, write 192.0.2.1 or 2001:db8::1`,
    );
  if (from === undefined) return;
  const source = addressOf(from);
  if (source === undefined) throw new InputError(`--from ${from} is no IP address`);
  if (familyOf(source) !== familyOf(address))
    throw new InputError(`--from ${from} is of another family than ${destination}`);
};

const run = (context: Context, destination: string, options: RouteToOptions): ExitCode => {
  checkOptions(options);
  checkAddresses(destination, options.from);
  return withHost(context, options, (host) =>
    options.history === true
      ? printHistory(context, options, host, destination)
      : printAnswer(context, options, host, destination),
  );
};

/** `netlapse route-to`: GetBestRoute2 as of any moment, or all its answers over time; `ip route get`. */
export const addRouteTo = (program: Command, context: Context): void => {
  const command = program
    .command('route-to <destination>')
    .summary('tell which way a destination is reached, and since when and why')
    .description(
      'Tells the route and source address for a destination as of a moment, as GetBestRoute2 answers, or every change of that answer over time.',
    )
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(atOption())
    .addOption(new Option('--from <source>', 'for packets from this address of the host'))
    .addOption(interfaceOption('only by this interface'))
    .addOption(new Option('--history', 'every change of the answer: from, how long, route, source and cause'))
    .addOption(sinceOption('with --history: from this moment on'))
    .addOption(untilOption('with --history: up to this moment'))
    .addOption(new Option('--json', 'the answer, or with --history an array of answers, as JSON'));
  describeEnd(
    command,
    [
      {
        command: 'netlapse route-to 8.8.8.8 --log laptop.db',
        shows: 'the way to 8.8.8.8 at the end of the log',
      },
      {
        command: 'netlapse route-to 8.8.8.8 --log laptop.db --history',
        shows: 'each way it ever took, for how long, and what changed it',
      },
      {
        command: 'netlapse route-to 2001:db8:1::1 --log laptop.db --at -5s --interface eth0 --json',
        shows: 'the way by one interface five seconds before the end, as JSON',
      },
    ],
    [
      ['0', 'there is a route; with --history: answered'],
      ['1', 'unreachable at that moment'],
      ['2', 'the question or the log is not in order'],
    ],
    [whenSection],
  );
  command.action((destination: string) => {
    context.exitCode = run(context, destination, command.optsWithGlobals<RouteToOptions>());
  });
};
