import {
  NETCONF_ALL,
  NETCONF_DEFAULT,
  neighborStateNames,
  routeFlagNames,
  type LinuxFamily,
  type LinuxNeighbor,
  type LinuxNetconf,
  type LinuxNexthop,
  type LinuxRule,
} from '../netlink';
import {
  EntryFault,
  propertiesOf,
  readProperties,
  requireProperties,
  unexpected,
  type EntryReads,
  type ReadValue,
} from './entry-reader';
import type { JsonEntry } from './json-array-reader';
import { address, flag, flagsOf, integer, link, linkAddress, u32, word, yesOrNo } from './values';

const familyOfText = (text: string): LinuxFamily => (text.includes(':') ? 'inet6' : 'inet');

const neighborProperties = propertiesOf({
  dev: { as: 'ifindex', read: link },
  dst: address,
  extern_learn: flag,
  lladdr: linkAddress,
  managed: flag,
  nhid: u32,
  offload: flag,
  protocol: word,
  proxy: flag,
  router: flag,
  state: flagsOf(neighborStateNames),
  sticky: flag,
});

/** A neighbor as `ip -j neigh` prints it. @throws EntryFault */
export const readNeighbor = (entry: JsonEntry, reads: EntryReads): LinuxNeighbor => {
  const object = readProperties(entry, neighborProperties, reads) as Partial<LinuxNeighbor>;
  requireProperties(object, 'dst', 'ifindex', 'state');
  return { ...object, family: familyOfText(object.dst ?? '') } as LinuxNeighbor;
};

/** A link, or what stands for all of them or for those to come. */
const settingsOf: ReadValue = (value, reads) => {
  if (value === 'all') return NETCONF_ALL;
  return value === 'default' ? NETCONF_DEFAULT : link(value, reads);
};

const netconfProperties = propertiesOf({
  family: word,
  forwarding: yesOrNo,
  ignore_routes_with_linkdown: yesOrNo,
  interface: { as: 'ifindex', read: settingsOf },
  mc_forwarding: yesOrNo,
  proxy_neigh: yesOrNo,
  rp_filter: word,
});

/** The settings of a family on a link as `ip -j netconf` prints them; undefined of other families. @throws EntryFault */
export const readNetconf = (entry: JsonEntry, reads: EntryReads): LinuxNetconf | undefined => {
  const object = readProperties(entry, netconfProperties, reads) as Partial<LinuxNetconf>;
  requireProperties(object, 'family', 'ifindex');
  if (object.family === 'inet' || object.family === 'inet6') return object as LinuxNetconf;
  reads.notKept(`family ${String(object.family)}`);
  return undefined;
};

const member = propertiesOf({ id: u32, weight: integer(1, 65_536) });

const group: ReadValue = (value, reads) => {
  if (!Array.isArray(value)) throw unexpected(value, 'list');
  return value.map((one: JsonEntry) => {
    const object = readProperties(one, member, reads);
    requireProperties(object, 'id');
    // A weight of 1 is not printed.
    return { id: object['id'], weight: object['weight'] ?? 1 };
  });
};

const hundredths: ReadValue = (value) => {
  if (typeof value !== 'number') throw unexpected(value, 'number of seconds');
  return Math.round(value * 100);
};

const resilientProperties = propertiesOf({
  buckets: u32,
  idle_timer: { as: 'idle_timer_hundredths', read: hundredths },
  unbalanced_timer: { as: 'unbalanced_timer_hundredths', read: hundredths },
});

const nexthopProperties = propertiesOf({
  blackhole: flag,
  dev: { as: 'oif', read: link },
  encap: word,
  fdb: flag,
  flags: flagsOf(routeFlagNames),
  gateway: address,
  group,
  id: u32,
  protocol: word,
  resilient_args: (value, reads) => readProperties(value as JsonEntry, resilientProperties, reads),
  scope: word,
  type: word,
});

const usualNexthop = { flags: routeFlagNames.namesOf(0), protocol: 'unspec', scope: 'global' } as const;

/** A nexthop object as `ip -j -d nexthop` prints it. @throws EntryFault */
export const readNexthop = (entry: JsonEntry, reads: EntryReads): LinuxNexthop => {
  const object = readProperties(entry, nexthopProperties, reads) as Partial<LinuxNexthop>;
  requireProperties(object, 'id');
  const family = object.gateway === undefined ? {} : { family: familyOfText(object.gateway) };
  return { ...usualNexthop, ...object, ...family } as LinuxNexthop;
};

const numbers = ['dport', 'dport_end', 'dport_start', 'dscp', 'dstlen', 'goto', 'priority', 'sport'];
const moreNumbers = ['sport_end', 'sport_start', 'srclen', 'suppress_prefixlen', 'uid_end', 'uid_start'];
const texts = ['action', 'dst', 'flow_from', 'flow_to', 'fwmark', 'fwmask', 'iif', 'ipproto', 'oif'];
const moreTexts = ['protocol', 'src', 'suppress_ifgroup', 'table', 'tos', 'tun_id'];
const switches = ['iif_detached', 'l3mdev', 'nop', 'not', 'oif_detached', 'unresolved'];

const ruleProperties = propertiesOf(
  Object.fromEntries([
    ...[...numbers, ...moreNumbers].map((name) => [name, u32] as const),
    ...[...texts, ...moreTexts].map((name) => [name, word] as const),
    ...switches.map((name) => [name, flag] as const),
  ]),
);

/** A policy rule as `ip -j -d rule` prints it, which does not say its family. @throws EntryFault */
export const readRule = (entry: JsonEntry, reads: EntryReads): Omit<LinuxRule, 'family'> => {
  const object = readProperties(entry, ruleProperties, reads) as Partial<LinuxRule>;
  requireProperties(object, 'priority', 'src');
  return object as Omit<LinuxRule, 'family'>;
};

/**
 * The family that a dump of rules is of: an address says so; else IPv4, where the rule stands that leads to the table
 * `default`, which every host has for IPv4 and none for IPv6.
 */
export const familyOfRules = (rules: readonly Omit<LinuxRule, 'family'>[]): LinuxFamily => {
  const addresses = rules.flatMap(({ dst, src }) => [src, dst ?? 'all']).filter((one) => one !== 'all');
  const [first] = addresses;
  if (first !== undefined) {
    const family = familyOfText(first);
    if (addresses.some((one) => familyOfText(one) !== family))
      throw new EntryFault('it mixes IPv4 and IPv6 rules, which `ip` prints apart');
    return family;
  }
  return rules.some(({ table }) => table === 'default') ? 'inet' : 'inet6';
};
