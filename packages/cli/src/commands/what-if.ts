import type { Host } from '@netlapse/core';
import { Option, type Command } from 'commander';

import { paintOf, type Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { exitCodes, InputError, type ExitCode } from '../errors';
import { destinationsOf } from '../input/destinations';
import { positionAt } from '../input/instants';
import { spanOption } from '../input/spans-and-sizes';
import { printLines } from '../io';
import { withHost, type LogReadOptions } from '../logs/open-log';
import { archiveOption, atOption, keyFileOption, logOption } from '../options';
import { policyRoutingWarning } from '../render/best-route-lines';
import { counted } from '../render/counted';
import { instantText } from '../render/instant-text';
import { InterfaceNames } from '../render/interface-names';
import { plainText } from '../render/plain-text';
import { wayChangeLines } from '../render/way-change-lines';
import { wayChanges } from '../what-if/changes';
import { suppose } from '../what-if/suppose';
import { readSupposition, type Supposition } from '../what-if/suppositions';

interface WhatIfOptions extends LogReadOptions {
  readonly at?: string;
  readonly destinations?: string;
  readonly wait?: string;
  readonly json?: true;
}

const answer = (
  context: Context,
  host: Host,
  args: readonly string[],
  given: readonly Supposition[],
  options: WhatIfOptions,
): ExitCode => {
  const asked = destinationsOf(args, options.destinations);
  if (options.destinations !== undefined && asked.length === 0)
    throw new InputError(`${options.destinations} names no destination`);
  const asOf = positionAt(host.timeline, options.at);
  const wait = options.wait === undefined ? 0 : spanOption(options.wait, '--wait');
  const { before, after, told } = suppose(host, asOf, given, wait);
  const changes = wayChanges(before, after, asked);
  const policyRouting = before.mirrored && after.state.linux.policyRouting;
  const { stdout } = context.io;
  if (options.json === true) {
    const found = { ...asOf, supposed: told, asked: asked.length, policyRouting, changed: changes };
    printLines(stdout, [JSON.stringify(found, undefined, 2)]);
    return exitCodes.success;
  }
  const paint = paintOf(context, options);
  const names = new InterfaceNames(before.state, after.state);
  const verdict =
    asked.length === 0
      ? `${counted(changes.length, 'range of destinations', 'ranges of destinations')} would go another way`
      : `${counted(changes.length, 'change')} among ${counted(asked.length, 'destination')}`;
  const moment = `at ${instantText(asOf.at)} (event ${asOf.seq})`;
  printLines(stdout, [
    ...told.map((line) => `supposing ${plainText(line)}`),
    ...wayChangeLines(changes, names, paint),
    ...(policyRouting ? [paint.warning(`beware: ${policyRoutingWarning}`)] : []),
    paint.faint(`${changes.length === 0 ? 'no destination would go another way' : verdict} ${moment}`),
  ]);
  return exitCodes.success;
};

/** `netlapse what-if`: which destinations would go another way. */
export const addWhatIf = (program: Command, context: Context): void => {
  const given: Supposition[] = [];
  // Suppositions are made in the order in which they are given, whatever their options.
  const supposing = (flags: string, what: string, kind: keyof typeof readSupposition): Option =>
    new Option(flags, what).argParser((text: string) => given.push(...readSupposition[kind](text)));
  const command = program
    .command('what-if')
    .summary('tell which destinations would go another way, had something been otherwise')
    .description(
      'Supposes something as of a moment, on a fork that leaves the log as it is, and tells which destinations change their route, next hop, interface or source. Without a destination it looks at all there are: the ranges are exact, nothing is sampled. On the log of a mirrored Linux host what is supposed is told to the mirror as the kernel would tell it, and lookups stay those of Linux, as in route-to.',
    )
    .argument('[destination...]', 'addresses or prefixes; left out, every destination there is')
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(atOption())
    .addOption(
      supposing(
        '--without <seq:N>',
        'event N, with all of its append, had not happened; the rest runs again',
        'without',
      ),
    )
    .addOption(
      supposing(
        '--metric <interface=n>',
        'an interface had this metric; on Linux its routes, as ifmetric sets it',
        'metric',
      ),
    )
    .addOption(
      supposing(
        '--delete-route <route>',
        'no such route stood, as in `default via 192.0.2.1 dev eth0`',
        'deleteRoute',
      ),
    )
    .addOption(
      supposing(
        '--add-route <route>',
        'a route besides, as in `10.0.0.0/8 via 192.0.2.1 metric 50`',
        'addRoute',
      ),
    )
    .addOption(supposing('--down <interface>', 'an interface had no link; on Linux it was set down', 'down'))
    .addOption(
      supposing('--call <call>', 'a call or report was made: its name, then its parameters as JSON', 'call'),
    )
    .addOption(supposing('--calls <file>', 'the calls of a JSON file, [{"name": …, "params": {…}}]', 'calls'))
    .addOption(new Option('--wait <span>', 'so much time passes then, as in 3s; not on a mirrored log'))
    .addOption(new Option('--destinations <file>', 'a file of addresses and prefixes, one a line'))
    .addOption(new Option('--json', 'what was supposed and what changes, as JSON'));
  describeEnd(
    command,
    [
      {
        command: "netlapse what-if --delete-route 'default via 10.20.0.1' --log laptop.db",
        shows: 'where everything would go without that default route',
      },
      {
        command: 'netlapse what-if --down tun0 --at -5s --log laptop.db',
        shows: 'what only the tunnel reaches',
      },
      {
        command: 'netlapse what-if 8.8.8.8 --without seq:70 --at -5s --log laptop.db',
        shows: 'the way to 8.8.8.8, had event 70 never been',
      },
      {
        command: `netlapse what-if --call 'FlushIpNetTable2 {"InterfaceIndex": 5}' --log own.db`,
        shows: 'what a call would change, on the log of a model',
      },
      {
        command: 'netlapse what-if --metric wlan0=5 --destinations hosts.txt --json --log laptop.db',
        shows: 'which hosts of a file another metric leads another way, as JSON',
      },
    ],
    [
      ['0', 'answered, whether anything would change or not'],
      ['2', 'the question or the log is not in order, or what is supposed would be refused'],
    ],
    [whenSection],
  );
  command.action((args: readonly string[]) => {
    const options = command.optsWithGlobals<WhatIfOptions>();
    if (given.length === 0)
      throw new InputError(
        'what if what? Give --without, --metric, --delete-route, --add-route, --down, --call or --calls',
      );
    context.exitCode = withHost(context, options, (host) => answer(context, host, args, given, options));
  });
};
