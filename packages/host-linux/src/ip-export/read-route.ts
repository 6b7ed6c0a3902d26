import { parseIpAddress, parsePrefix } from '@netlapse/core';

import { prefixText, routeFlagNames, type LinuxFamily, type LinuxRoute } from '../netlink';
import {
  propertiesOf,
  readProperties,
  requireProperties,
  unexpected,
  type EntryReads,
  type ReadValue,
} from './entry-reader';
import type { JsonEntry } from './json-array-reader';
import { address, flagsOf, integer, link, seconds, text, u32, word, yesOrNo } from './values';

/** A destination or source: `default`, an address of one host, or a prefix; made canonical. */
const destination: ReadValue = (value) => {
  if (typeof value !== 'string') throw unexpected(value, 'prefix');
  if (value === 'default') return value;
  const family: LinuxFamily = value.includes(':') ? 'inet6' : 'inet';
  const slash = value.indexOf('/');
  if (slash < 0) {
    const host = parseIpAddress(value);
    if (host === undefined) throw unexpected(value, 'address or prefix');
    return host;
  }
  const prefix = parsePrefix(value);
  if (prefix === undefined) throw unexpected(value, 'prefix without bits past its length');
  const at = prefix.lastIndexOf('/');
  const length = Number(prefix.slice(at + 1));
  const isWhole = length === 0 || length === (family === 'inet' ? 32 : 128);
  return isWhole ? prefixText(prefix.slice(0, at), length, family) : prefix;
};

/** An object that is read by its own properties. */
const record =
  (properties: ReturnType<typeof propertiesOf>, ...required: string[]): ReadValue =>
  (value, reads) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw unexpected(value, 'object');
    const object = readProperties(value as JsonEntry, properties, reads);
    requireProperties(object, ...required);
    return object;
  };

const list =
  (read: ReadValue): ReadValue =>
  (value, reads) => {
    if (!Array.isArray(value)) throw unexpected(value, 'list');
    return value.map((item) => read(item, reads));
  };

const flags = flagsOf(routeFlagNames);
const otherFamily = record(propertiesOf({ family: word, host: text }), 'family', 'host');
const flow = record(propertiesOf({ from: word, to: word }), 'to');

const nexthop = record(
  propertiesOf({
    dev: { as: 'oif', read: link },
    encap: word,
    flags,
    flow,
    gateway: address,
    via: otherFamily,
    weight: integer(1, 65_536),
  }),
  'oif',
  'weight',
  'flags',
);

/** Times are printed with a part of a millisecond; whole ones are kept. */
const metric: ReadValue = (value, reads) =>
  typeof value === 'number' ? seconds(value, reads) : text(value, reads);

const metrics: ReadValue = (value, reads) => {
  if (!Array.isArray(value)) throw unexpected(value, 'list of metrics');
  return value.map((one: unknown) => {
    if (typeof one !== 'object' || one === null) throw unexpected(one, 'object');
    return Object.fromEntries(Object.entries(one).map(([name, number]) => [name, metric(number, reads)]));
  });
};

const properties = propertiesOf({
  dev: { as: 'oif', read: link },
  dst: destination,
  encap: word,
  error: integer(-0x8000_0000, 0),
  expires: seconds,
  flags,
  flow,
  from: destination,
  gateway: address,
  iif: link,
  mark: u32,
  metric: u32,
  metrics,
  nexthops: list(nexthop),
  nhid: u32,
  pref: word,
  prefsrc: address,
  protocol: word,
  scope: word,
  table: word,
  tos: word,
  'ttl-propagate': yesOrNo,
  type: word,
  uid: u32,
  via: otherFamily,
});

const noFlags = routeFlagNames.namesOf(0);

/** What `ip` leaves out without `-d`, and where it is what it is nearly always. */
const usual = { flags: noFlags, protocol: 'boot', scope: 'global', table: 'main', type: 'unicast' } as const;
const usualNames = Object.keys(usual) as readonly (keyof typeof usual)[];

/**
 * A route as `ip -j -d route` and `ip -j -d -6 route` print it.
 *
 * @throws EntryFault
 */
export const readRoute = (entry: JsonEntry, reads: EntryReads): LinuxRoute => {
  const object = readProperties(entry, properties, reads);
  requireProperties(object, 'dst');
  for (const name of usualNames) object[name] ??= usual[name];
  // Every property was read as what it is.
  const route = object as unknown as LinuxRoute;
  const family = familyOfRoute(route);
  refuseOtherFamily(route, family);
  for (const hop of route.nexthops ?? []) refuseOtherFamily(hop, family);
  object['family'] = family;
  return route;
};

const isIpv6 = (written: string | undefined): boolean => written?.includes(':') === true;

/**
 * A destination says its family, but for `default`: then the next hop or source does, or a preference, which IPv6
 * routes alone have. A `via` is of the other family than the route.
 */
const familyOfRoute = ({ dst, gateway, nexthops, pref, prefsrc, via }: LinuxRoute): LinuxFamily => {
  if (dst !== 'default') return isIpv6(dst) ? 'inet6' : 'inet';
  if (pref !== undefined || isIpv6(gateway) || isIpv6(prefsrc) || via?.family === 'inet') return 'inet6';
  const isAnyHop = nexthops?.some((hop) => isIpv6(hop.gateway)) === true;
  return isAnyHop ? 'inet6' : 'inet';
};

const refuseOtherFamily = ({ gateway }: { readonly gateway?: string }, family: LinuxFamily): void => {
  if (gateway !== undefined && isIpv6(gateway) !== (family === 'inet6'))
    throw unexpected(gateway, `gateway of a route of family ${family}`);
};
