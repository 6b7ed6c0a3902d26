import {
  isInPrefix,
  prefixAddress,
  prefixLength,
  RouteProtocol,
  type Netioapi,
  type Prefix,
} from '@netlapse/core';
import { Option, type Command } from 'commander';

import type { Context } from '../context';
import { InputError } from '../errors';
import { prefixOption } from '../options';
import { lifetimeText } from '../render/duration-text';
import { destinationText } from '../render/row-text';
import { shortName } from '../render/short-name';
import { addTableCommand, type TableOptions } from './table-command';

type Entry = NonNullable<ReturnType<Netioapi['GetIpForwardTable2']>['Table']>[number];

interface RouteOptions extends TableOptions {
  readonly prefix?: string;
  readonly within?: string;
  readonly protocol?: string;
}

/** The constant that `--protocol` names in full or, in either case, as the table shows it. */
const protocolOption = (text: string): string => {
  const wanted = text.toLowerCase();
  const found = RouteProtocol.names.find(
    (name) => name.toLowerCase() === wanted || shortName(name) === wanted,
  );
  if (found === undefined)
    throw new InputError(
      `--protocol ${text} is none: there are ${RouteProtocol.names.map(shortName).join(', ')}`,
    );
  return found;
};

/** Whether one prefix holds another, or is the same. */
const holds = (outer: Prefix, inner: Prefix): boolean =>
  prefixLength(inner) >= prefixLength(outer) && isInPrefix(prefixAddress(inner), outer);

const filterOf = ({ prefix, within, protocol }: RouteOptions): ((row: Entry) => boolean) => {
  const wanted = prefix === undefined ? undefined : prefixOption(prefix, '--prefix');
  const outer = within === undefined ? undefined : prefixOption(within, '--within');
  const name = protocol === undefined ? undefined : protocolOption(protocol);
  return ({ DestinationPrefix, Protocol }) =>
    (wanted === undefined || DestinationPrefix === wanted) &&
    (outer === undefined || holds(outer, DestinationPrefix as Prefix)) &&
    (name === undefined || Protocol === name);
};

/** `netlapse routes`: GetIpForwardTable2 as of any moment; `ip route`. */
export const addRoutes = (program: Command, context: Context): void =>
  addTableCommand<Entry, RouteOptions>(program, context, {
    name: 'routes',
    summary: 'list the routes as of any moment',
    description: 'Lists the routes as of a moment, as GetIpForwardTable2 gives them (MIB_IPFORWARD_ROW2).',
    examples: [
      {
        command: 'netlapse routes --log laptop.db --family 4',
        shows: 'the IPv4 routes at the end of the log',
      },
      {
        command: 'netlapse routes --log laptop.db --at 2026-11-20T23:32:03Z --interface tun0',
        shows: 'the routes that led into the tunnel at that moment',
      },
      {
        command: 'netlapse routes --log router.db --within 198.51.100.0/22 --protocol other --jsonl',
        shows: 'what is inside a prefix, a JSON object a line',
      },
    ],
    nouns: ['route', 'routes'],
    hasFamilies: true,
    options: [
      new Option('--prefix <prefix>', 'only routes to exactly this destination'),
      new Option('--within <prefix>', 'only routes whose destination lies inside this prefix'),
      new Option(
        '--protocol <name>',
        'only routes of this protocol: dhcp, netmgmt, local, other … (MIB_IPPROTO_)',
      ),
    ],
    get: ({ api, asOf, Family }) => api.GetIpForwardTable2({ Family }, { asOf }),
    filter: filterOf,
    columns: (names, paint) => [
      {
        title: 'Destination',
        text: ({ DestinationPrefix }) => destinationText(DestinationPrefix),
        paint: paint.accent,
      },
      {
        title: 'Next hop',
        text: ({ NextHop }) => (NextHop === '0.0.0.0' || NextHop === '::' ? 'on-link' : NextHop),
      },
      { title: 'Interface', text: (row) => names.label(row) },
      { title: 'Metric', text: ({ Metric }) => String(Metric), align: 'right' },
      { title: 'Protocol', text: ({ Protocol }) => shortName(Protocol) },
      { title: 'Origin', text: ({ Origin }) => shortName(Origin) },
      { title: 'Age', text: ({ Age }) => lifetimeText(Age), align: 'right' },
      { title: 'Valid for', text: ({ ValidLifetime }) => lifetimeText(ValidLifetime), align: 'right' },
    ],
  });
