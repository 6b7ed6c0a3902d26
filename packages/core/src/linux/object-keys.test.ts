import { parsePrefix, type Prefix } from '../net';
import {
  linuxAddressKey,
  linuxIpv4RouteKey,
  linuxIpv6RouteKey,
  linuxLinkKey,
  linuxNeighborKey,
  linuxNetconfKey,
  linuxNexthopKey,
  linuxRouteSlot,
  linuxRuleKey,
} from './object-keys';

const prefix = (text: string): Prefix => parsePrefix(text) as Prefix;
const slot = linuxRouteSlot({
  prefix: prefix('10.0.0.0/8'),
  table: 'main',
  metric: 100,
  tos: undefined,
  from: undefined,
});
const slot6 = linuxRouteSlot({
  prefix: prefix('2001:db8::/32'),
  table: '100',
  metric: 1024,
  tos: undefined,
  from: undefined,
});

it.each([
  ['a link', linuxLinkKey(3), '3'],
  [
    'an address',
    linuxAddressKey({ family: 'inet', ifindex: 3, local: '192.0.2.1', prefixlen: 24 }),
    '192.0.2.1/24 dev 3',
  ],
  [
    'an IPv4 address with its peer',
    linuxAddressKey({ family: 'inet', ifindex: 3, local: '192.0.2.1', prefixlen: 30, address: '192.0.2.2' }),
    '192.0.2.1/30 peer 192.0.2.2 dev 3',
  ],
  [
    'an IPv6 address, whose peer may change',
    linuxAddressKey({ family: 'inet6', ifindex: 3, local: 'fe80::1', prefixlen: 64, address: 'fe80::2' }),
    'fe80::1/64 dev 3',
  ],
  ['a neighbor', linuxNeighborKey('fe80::7', 3), 'fe80::7 dev 3'],
  ['settings of a link', linuxNetconfKey('inet', 3), 'inet dev 3'],
  ['settings of all links', linuxNetconfKey('inet6', -1), 'inet6 all'],
  ['settings of links to come', linuxNetconfKey('inet6', -2), 'inet6 default'],
  ['a nexthop object', linuxNexthopKey(7), '7'],
  [
    'a rule, whatever order its members have',
    linuxRuleKey({
      table: '100',
      src: '192.0.2.0',
      srclen: 24,
      priority: 5,
      family: 'inet',
      iif: 'eth0',
      iif_detached: true,
    }),
    'inet 5 iif=eth0 src=192.0.2.0 srclen=24 table=100',
  ],
  ['the slot of an IPv4 route', slot, '10.0.0.0/8 table main metric 100 '],
  [
    'a slot of a type of service',
    linuxRouteSlot({ prefix: prefix('0.0.0.0/0'), table: 'main', metric: 0, tos: '0x10', from: undefined }),
    '0.0.0.0/0 table main tos 0x10 metric 0 ',
  ],
  [
    'a slot of sources',
    linuxRouteSlot({
      prefix: prefix('::/0'),
      table: 'main',
      metric: 1,
      tos: undefined,
      from: prefix('2001:db8::/32'),
    }),
    '::/0 from 2001:db8::/32 table main metric 1 ',
  ],
  [
    'an IPv4 route',
    linuxIpv4RouteKey(slot, 'unicast', undefined, { gateway: '192.0.2.1', oif: 3 }, undefined),
    '10.0.0.0/8 table main metric 100 unicast via 192.0.2.1 dev 3',
  ],
  [
    'a route without next hop',
    linuxIpv4RouteKey(slot, 'blackhole', undefined, {}, undefined),
    `${slot}blackhole`,
  ],
  [
    'a route through the other family, encapsulated',
    linuxIpv4RouteKey(
      slot,
      'unicast',
      undefined,
      { via: { family: 'inet6', host: 'fe80::1' }, oif: 3, encap: 'mpls', encap_data: '0a' },
      undefined,
    ),
    `${slot}unicast via inet6 fe80::1 dev 3 encap mpls 0a`,
  ],
  [
    'a multipath route',
    linuxIpv4RouteKey(slot, 'unicast', undefined, {}, [
      { gateway: '192.0.2.1', oif: 3, weight: 2 },
      { oif: 4 },
    ]),
    `${slot}unicast nexthop via 192.0.2.1 dev 3 weight 2 nexthop dev 4 weight 1`,
  ],
  [
    'a route by a nexthop object, whatever that leads by',
    linuxIpv4RouteKey(slot, 'unicast', 7, { gateway: '192.0.2.1', oif: 3 }, undefined),
    `${slot}unicast nhid 7`,
  ],
  [
    'an IPv6 next hop',
    linuxIpv6RouteKey(slot6, 'unicast', 7, { gateway: 'fe80::1', oif: 3, weight: 5 }),
    '2001:db8::/32 table 100 metric 1024 unicast via fe80::1 dev 3',
  ],
  [
    'an IPv6 route by a nexthop object alone',
    linuxIpv6RouteKey(slot6, 'unicast', 7, {}),
    `${slot6}unicast nhid 7`,
  ],
])('gives %s its key', (_what, key, expected) => {
  expect(key).toBe(expected);
});
