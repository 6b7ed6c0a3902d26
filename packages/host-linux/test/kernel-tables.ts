import { canonicalJson, type Host, type JsonObject } from '@netlapse/core';

import { toIpJson } from '../src/mirror';
import type { TestNamespace } from './namespace';

type Json = Readonly<Record<string, unknown>>;

/** Texts of all links, addresses, routes and neighbors, sorted, by kind. */
export type Tables = Readonly<
  Record<'link' | 'addr' | 'route' | 'neigh' | 'rule' | 'nexthop', readonly string[]>
>;

/** Seconds that time wears away, and what `ip` does not tell alike each time. */
const leftOut = new Set([
  'expires',
  'valid_life_time',
  'preferred_life_time',
  // A nexthop object, printed once more.
  'nh_info',
]);

const textOf = (one: Json): string =>
  canonicalJson(
    Object.fromEntries(Object.entries(one).filter(([member]) => !leftOut.has(member))) as JsonObject,
  );

const sorted = (all: readonly Json[]): readonly string[] => all.map(textOf).sort();

const addressesOf = (links: readonly Json[]): readonly Json[] =>
  links.flatMap(({ addr_info, ifindex }) =>
    // This `ip` does not know who made an address.
    ((addr_info ?? []) as readonly Json[]).map(({ protocol: _protocol, ...one }): Json => ({
      ...one,
      ifindex,
    })),
  );

/** What `ip -j -d` says of a namespace now. */
export const kernelTables = (namespace: TestNamespace): Tables => {
  const routes = (family: 'inet' | 'inet6'): readonly Json[] =>
    namespace.json(`-d -f ${family} route show table all`).map((one) => ({ ...one, family }));
  return {
    link: sorted(namespace.json('-d link').map(withoutKindData)),
    addr: sorted(addressesOf(namespace.json('-d addr'))),
    route: sorted([...routes('inet'), ...routes('inet6')]),
    neigh: sorted(namespace.json('neigh').map(withoutUse)),
    rule: sorted([...namespace.json('-d -4 rule'), ...namespace.json('-d -6 rule')]),
    nexthop: sorted(namespace.json('-d nexthop')),
  };
};

/** The same of a mirror, in the same form. */
export const mirrorTables = (host: Host): Tables => {
  const { linux } = host.state;
  const own = (kind: 'link' | 'addr' | 'neigh' | 'rule' | 'nexthop'): readonly Json[] =>
    toIpJson(kind, linux.ofKind(kind), linux, host.clock);
  const routes = (family: 'inet' | 'inet6'): readonly Json[] =>
    toIpJson(
      'route',
      Array.from(linux.routeObjects()).filter(({ object }) => object['family'] === family),
      linux,
      host.clock,
    ).map((one): Json => ({ ...one, family }));
  return {
    link: sorted(own('link').map(withoutKindData)),
    addr: sorted(addressesOf(own('addr'))),
    route: sorted([...routes('inet'), ...routes('inet6')]),
    neigh: sorted(own('neigh').map(withoutUse)),
    rule: sorted(own('rule')),
    nexthop: sorted(own('nexthop')),
  };
};

/** The kernel does not tell that it begins to ask for a neighbor that it was sure of before. */
const withoutUse = (one: Json): Json =>
  JSON.stringify(one['state']) === '["DELAY"]' ? { ...one, state: ['STALE'] } : one;

/** Members of links that are kept; `ip -d` prints many more. */
const linkMembers = [
  'ifindex',
  'ifname',
  'flags',
  'mtu',
  'operstate',
  'link_type',
  'address',
  'broadcast',
  'master',
  'link',
  'link_index',
  'link_netnsid',
  'ifalias',
] as const;

const withoutKindData = (link: Json): Json => {
  const info = link['linkinfo'] as Readonly<{ info_kind?: string }> | undefined;
  return {
    ...Object.fromEntries(linkMembers.flatMap((name) => (name in link ? [[name, link[name]]] : []))),
    ...(info?.info_kind === undefined ? {} : { kind: info.info_kind }),
  };
};
