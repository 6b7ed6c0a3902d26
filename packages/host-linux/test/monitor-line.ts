import type {
  DecodedMessage,
  LinuxAddress,
  LinuxLink,
  LinuxNeighbor,
  LinuxNetconf,
  LinuxRoute,
} from '../src/netlink';

/** Names of links by index, as the messages printed so far said. */
export type LinkNames = Map<number, string>;

const FOREVER = 4_294_967_295;

/**
 * A message as `ip -d -o monitor` prints it, with blanks drawn together; undefined for those that it prints otherwise.
 * Links learn their names from what is printed.
 */
export const monitorLine = (message: DecodedMessage, names: LinkNames): string | undefined => {
  const line = lineOf(message, names);
  if (line === undefined || !('body' in message)) return undefined;
  return tidy(`${message.type.startsWith('RTM_DEL') ? 'Deleted ' : ''}${line}`);
};

/** Draws blanks together, and what `-o` puts where a line was broken. */
export const tidy = (line: string): string => line.replaceAll(/[\\\s]+/g, ' ').trim();

const lineOf = (message: DecodedMessage, names: LinkNames): string | undefined => {
  switch (message.type) {
    case 'RTM_NEWLINK':
    case 'RTM_DELLINK':
      names.set(message.body.ifindex, message.body.ifname ?? '');
      return linkLine(message.body, names);
    case 'RTM_NEWADDR':
    case 'RTM_DELADDR':
      return addressLine(message.body, names);
    case 'RTM_NEWROUTE':
    case 'RTM_DELROUTE':
      return routeLine(message.body, names);
    case 'RTM_NEWNEIGH':
    case 'RTM_DELNEIGH':
      return neighborLine(message.body, names);
    case 'RTM_NEWNETCONF':
    case 'RTM_DELNETCONF':
      return netconfLine(message.body, names);
    default:
      return undefined;
  }
};

const nameOf = (names: LinkNames, index: number): string => names.get(index) ?? `if${index}`;

/** `word value`, or nothing. */
const say = (word: string, value: string | number | undefined): string =>
  value === undefined ? '' : `${word} ${value} `;

const linkLine = (link: LinuxLink, names: LinkNames): string => {
  const beneath =
    link.link_index === undefined
      ? ''
      : `@${link.link_netnsid === undefined ? nameOf(names, link.link_index) : `if${link.link_index}`}`;
  return [
    `${link.ifindex}: ${link.ifname ?? ''}${beneath}: <${link.flags.join(',')}> `,
    say('mtu', link.mtu),
    say('qdisc', link.qdisc),
    link.master_index === undefined ? '' : say('master', nameOf(names, link.master_index)),
    say('state', link.operstate),
    say('group', link.group),
    `link/${link.link_type} ${link.address ?? ''} `,
    say('brd', link.broadcast),
    say('link-netnsid', link.link_netnsid),
    say('promiscuity', link.promiscuity),
    say('allmulti', link.allmulti),
    say('minmtu', link.min_mtu),
    say('maxmtu', link.max_mtu),
    link.linkinfo?.info_kind === undefined ? '' : `${link.linkinfo.info_kind} `,
    say('numtxqueues', link.num_tx_queues),
    say('numrxqueues', link.num_rx_queues),
    say('gso_max_size', link.gso_max_size),
    say('gso_max_segs', link.gso_max_segs),
    say('tso_max_size', link.tso_max_size),
    say('tso_max_segs', link.tso_max_segs),
    say('gro_max_size', link.gro_max_size),
  ].join('');
};

const lifetime = (seconds: number | undefined): string =>
  seconds === FOREVER ? 'forever' : `${seconds ?? ''}sec`;

const addressFlags = [
  'secondary',
  'temporary',
  'nodad',
  'optimistic',
  'dadfailed',
  'home',
  'deprecated',
  'tentative',
  'dynamic',
  'mngtmpaddr',
  'noprefixroute',
  'autojoin',
  'stable-privacy',
] as const;

const addressLine = (address: LinuxAddress, names: LinkNames): string =>
  [
    `${address.ifindex}: ${nameOf(names, address.ifindex)} ${address.family} ${address.local}`,
    address.address === undefined ? '' : ` peer ${address.address}`,
    `/${address.prefixlen} `,
    say('metric', address.metric),
    say('brd', address.broadcast),
    say('scope', address.scope),
    ...addressFlags.map((flag) => (address[flag] === true ? `${flag} ` : '')),
    `${address.label ?? ''} `,
    `valid_lft ${lifetime(address.valid_life_time)} preferred_lft ${lifetime(address.preferred_life_time)}`,
  ].join('');

const hopWords = (
  hop: { gateway?: string; via?: { family: string; host: string }; oif?: number },
  names: LinkNames,
): string =>
  [
    say('via', hop.gateway ?? (hop.via === undefined ? undefined : `${hop.via.family} ${hop.via.host}`)),
    hop.oif === undefined ? '' : say('dev', nameOf(names, hop.oif)),
  ].join('');

const routeLine = (route: LinuxRoute, names: LinkNames): string =>
  [
    `${route.type} ${route.dst} `,
    say('from', route.from),
    say('tos', route.tos),
    say('nhid', route.nhid),
    hopWords(route, names),
    say('table', route.table),
    say('proto', route.protocol),
    say('scope', route.scope),
    say('src', route.prefsrc),
    say('metric', route.metric),
    `${route.flags.join(' ')} `,
    route.flow === undefined ? '' : say('realms', [route.flow.from, route.flow.to].filter(Boolean).join('/')),
    say('mtu', route.metrics?.[0].mtu),
    route.expires === undefined ? '' : `expires ${route.expires}sec `,
    say('pref', route.pref),
    ...(route.nexthops ?? []).map(
      (hop) => `nexthop ${hopWords(hop, names)}weight ${hop.weight} ${hop.flags.join(' ')} `,
    ),
  ].join('');

const neighborLine = (neighbor: LinuxNeighbor, names: LinkNames): string =>
  [
    `${neighbor.dst} dev ${nameOf(names, neighbor.ifindex)} `,
    say('lladdr', neighbor.lladdr),
    neighbor.router === true ? 'router ' : '',
    neighbor.proxy === true ? 'proxy ' : '',
    neighbor.extern_learn === true ? 'extern_learn ' : '',
    neighbor.state.join(','),
    ' ',
    say('proto', neighbor.protocol),
  ].join('');

const netconfSwitches = [
  'forwarding',
  'rp_filter',
  'mc_forwarding',
  'proxy_neigh',
  'ignore_routes_with_linkdown',
] as const;

const netconfLine = (netconf: LinuxNetconf, names: LinkNames): string => {
  const link =
    netconf.ifindex === -1 ? 'all' : netconf.ifindex === -2 ? 'default' : nameOf(names, netconf.ifindex);
  const settings = netconfSwitches.map((name) => {
    const value = netconf[name];
    return say(name, typeof value === 'boolean' ? (value ? 'on' : 'off') : value);
  });
  return `${netconf.family} ${link} ${settings.join('')}`;
};
