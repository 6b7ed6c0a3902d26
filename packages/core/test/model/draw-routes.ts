import type { Step } from '../random-steps';
import { familyOf, networkOf, type Family } from './address-arithmetic';
import type { Draw, Weighted } from './draw';
import type { Given } from './given';
import { ALL_ONES } from './lifetimes';

const prefixes: Readonly<Record<Family, readonly string[]>> = {
  AF_INET: [
    '0.0.0.0/0',
    '128.0.0.0/1',
    '10.0.0.0/8',
    '10.1.0.0/16',
    '10.0.0.0/24',
    '10.0.0.1/32',
    '10.0.0.255/32',
    '192.0.2.0/24',
    '127.0.0.0/8',
    '224.0.0.0/4',
    '255.255.255.255/32',
  ],
  AF_INET6: [
    '::/0',
    '2001:db8::/32',
    '2001:db8::/64',
    '2001:db8:1::/64',
    '2001:db8::10/128',
    'fd00::/8',
    'fe80::/10',
    'fe80::/64',
    'ff00::/8',
    'ff02::/16',
    '::1/128',
  ],
};
const noPrefixes = [
  '10.0.0.0/33',
  '10.1.2.3/8',
  '2001:db8::/129',
  '2001:db8::1/64',
  'x',
  'AF_UNSPEC',
] as const;
const nextHops: Readonly<Record<Family, readonly string[]>> = {
  AF_INET: ['0.0.0.0', '10.0.0.1', '10.0.0.254', '192.0.2.1', '127.0.0.1', '224.0.0.1', '255.255.255.255'],
  AF_INET6: ['::', 'fe80::1', 'fe80::2', '2001:db8::1', '::1', 'ff02::1', '::ffff:10.0.0.1'],
};
const goodNextHops: Readonly<Record<Family, readonly string[]>> = {
  AF_INET: ['0.0.0.0', '0.0.0.0', '10.0.0.1', '192.0.2.1'],
  AF_INET6: ['::', '::', 'fe80::1', '2001:db8::1'],
};
const metrics = [0, 1, 2, 256, ALL_ONES - 1, ALL_ONES] as const;

const otherMembers = (draw: Draw): Given =>
  draw.members(
    {
      Metric: draw.pick(metrics),
      Protocol: draw.pick(['MIB_IPPROTO_LOCAL', 'MIB_IPPROTO_RPL', 0, ALL_ONES, 99, 2, 10_007]),
      SitePrefixLength: draw.pick([0, 8, 32, 64, 255]),
      Loopback: draw.pick([true, false, 255]),
      Publish: draw.chance(0.5),
      Immortal: false,
      AutoconfigureAddress: false,
      Age: 7,
      Origin: 'NlroDHCP',
    },
    0.25,
  );

/** The row of a call; a share of them has the key of a route that stands. */
const row = (draw: Draw, standingShare: number): Given => {
  const saved = draw.savedRow('route', 0.15);
  if (saved !== undefined)
    return { $from: saved, ...draw.members({ Metric: draw.pick(metrics), ...draw.lifetimes() }, 0.3) };
  const standing = draw.some(draw.model.routes, standingShare);
  const others = { ...draw.lifetimes(), ...otherMembers(draw) };
  if (standing !== undefined) {
    const { DestinationPrefix, NextHop } = standing;
    return { DestinationPrefix, NextHop, ...draw.placeOf(standing), ...others };
  }
  const place = draw.place();
  const family = draw.familyAt(place);
  return {
    DestinationPrefix: draw.pick(draw.chance(0.04) ? noPrefixes : prefixes[family]),
    NextHop: draw.chance(0.03)
      ? draw.pick(['AF_UNSPEC', '10.0.0.1', '::'])
      : draw.scoped(draw.pick(nextHops[family])),
    ...place,
    ...others,
  };
};

const withRow = (draw: Draw, call: string, standingShare: number, parameter = 'Row'): Step => ({
  call,
  ...(draw.chance(0.95) ? { initialized: true } : {}),
  in: { [parameter]: draw.chance(0.01) ? null : row(draw, standingShare) },
});

/** A destination for which a route may stand, or none can. */
const destination = (draw: Draw): string => {
  if (draw.chance(0.1))
    return draw.pick(['0.0.0.0', '::', '127.0.0.1', '::1', 'AF_UNSPEC', 'ff02::1', 'ff05::2', '10.0.0.300']);
  const route = draw.some(draw.model.routes, 0.7);
  return route === undefined ? draw.address(undefined, 0.2) : networkOf(route.DestinationPrefix);
};

const ownAddress = (draw: Draw): string => {
  const own = draw.some(draw.model.unicast, 0.7);
  return own === undefined ? draw.address() : draw.scoped(own.Address);
};

const bestRoute = (draw: Draw): Step => ({
  call: 'GetBestRoute2',
  in: {
    DestinationAddress: destination(draw),
    ...draw.members({ SourceAddress: ownAddress(draw) }, 0.3),
    ...draw.members(draw.place(), 0.2),
  },
});

/** The interface of an own address becomes a weak host, or ceases to be one. */
const weakHost = (draw: Draw): Step => {
  const own = draw.some(draw.model.unicast, 1);
  if (own === undefined) return bestRoute(draw);
  const Row = { Family: familyOf(own.Address), ...draw.placeOf(own), WeakHostSend: draw.chance(0.7) };
  return { call: 'SetIpInterfaceEntry', initialized: true, in: { Row } };
};

const sortedPairs = (draw: Draw): Step => ({
  call: 'CreateSortedAddressPairs',
  in: {
    DestinationAddressList: Array.from({ length: draw.random.below(9) }, () => {
      if (draw.chance(0.02)) return '10.0.0.1';
      return draw.chance(0.3) ? `::ffff:${draw.address('AF_INET')}` : draw.address('AF_INET6', 0.1);
    }),
  },
});

/** Reads of routes. */
export const routeReads: readonly Weighted[] = [
  [3, (draw) => ({ ...withRow(draw, 'GetIpForwardEntry2', 0.7), save: 'route' })],
  [2, (draw) => ({ call: 'GetIpForwardTable2', in: { Family: draw.anyFamily() } })],
  [4, bestRoute],
  [2, sortedPairs],
];

/** Calls that change routes. */
export const routeCalls: readonly Weighted[] = [
  [6, (draw) => withRow(draw, 'CreateIpForwardEntry2', 0.2)],
  [4, (draw) => withRow(draw, 'SetIpForwardEntry2', 0.8, 'Route')],
  [2, (draw) => withRow(draw, 'DeleteIpForwardEntry2', 0.7)],
];

/** Routes among which a lookup has to choose. */
export const competingRoutes: readonly Weighted[] = [
  [
    3,
    (draw) => {
      const family = draw.pick(['AF_INET', 'AF_INET6'] as const);
      const Row = {
        DestinationPrefix: draw.pick(prefixes[family]),
        NextHop: draw.pick(goodNextHops[family]),
        InterfaceIndex: draw.index(),
        Metric: draw.pick([0, 1, 2, 256]),
      };
      return { call: 'CreateIpForwardEntry2', initialized: true, in: { Row } };
    },
  ],
  [6, bestRoute],
  [2, sortedPairs],
  [0.5, weakHost],
];
