import {
  address,
  BEGIN,
  down,
  hop,
  link,
  loopback,
  mirroredHost,
  neighbor,
  newAddress,
  newLink,
  newNeighbor,
  newNetconf,
  newNexthop,
  newRoute,
  newRule,
  nexthop,
  route,
  withoutCarrier,
  type MirroredHost,
} from '../../test/mirrored-host';
import { toIpJson } from './ip-json';
import type { IpJson } from './json-entry';

type Kind = Parameters<typeof toIpJson>[0];

const json = ({ state }: MirroredHost, kind: Kind, at = BEGIN): readonly IpJson[] => {
  const { linux } = state;
  return toIpJson(kind, kind === 'route' ? linux.routeObjects() : linux.ofKind(kind), linux, at);
};

const begun = () => mirroredHost(newLink(loopback()), newLink(link(2)), newLink(link(3)));

describe('links', () => {
  it('name the link beneath and the master', () => {
    const mirror = begun();
    mirror.tell(newLink(link(4, { link_index: 2, linkinfo: { info_kind: 'vlan' }, master_index: 3 })));
    expect(json(mirror, 'link')[3]).toEqual({
      address: '02:00:00:00:00:04',
      flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
      ifindex: 4,
      ifname: 'eth4',
      link: 'eth2',
      link_type: 'ether',
      linkinfo: { info_kind: 'vlan' },
      master: 'eth3',
      mtu: 1500,
      operstate: 'UP',
    });
  });

  it('tell the number of a link in another namespace, or one that is not known', () => {
    const mirror = begun();
    mirror.tell(newLink(link(4, { link_index: 2, link_netnsid: 7 })));
    mirror.tell(newLink(link(5, { link_index: 77 })));
    expect(json(mirror, 'link').slice(3)).toMatchObject([
      { link_index: 2, link_netnsid: 7 },
      { link: 'if77' },
    ]);
  });

  it('say that the link beneath is down', () => {
    const mirror = begun();
    mirror.tell(newLink(link(2, down)));
    mirror.tell(newLink(link(4, { ...withoutCarrier, link_index: 2 })));
    expect(json(mirror, 'link')[3]?.['flags']).toEqual([
      'NO-CARRIER',
      'BROADCAST',
      'MULTICAST',
      'UP',
      'M-DOWN',
    ]);
  });

  it('leave out what `ip` does not print', () => {
    const mirror = begun();
    mirror.tell(newLink(link(2, { carrier: true, permaddr: '02:00:00:00:00:02', proto_down: false })));
    mirror.tell(newLink(link(3, { permaddr: '0a:00:00:00:00:01', proto_down: true })));
    const [, second, third] = json(mirror, 'link');
    expect(second).not.toHaveProperty('permaddr');
    expect(second).not.toHaveProperty('carrier');
    expect(second).not.toHaveProperty('proto_down');
    expect(third).toMatchObject({ permaddr: '0a:00:00:00:00:01', proto_down: true });
  });
});

it('addresses stand below their links, with the seconds that are left', () => {
  const mirror = begun();
  mirror.tell(
    newAddress(address(2, '192.0.2.1/24', { dynamic: true, preferred_life_time: 30, valid_life_time: 60 })),
  );
  mirror.tell(newAddress(address(2, 'fe80::1/64')));
  const printed = json(mirror, 'addr', BEGIN + 40_500);
  expect(printed.map(({ addr_info, ifname }) => [ifname, addr_info])).toEqual([
    ['lo', []],
    [
      'eth2',
      [
        {
          family: 'inet',
          local: '192.0.2.1',
          prefixlen: 24,
          scope: 'global',
          dynamic: true,
          preferred_life_time: 0,
          valid_life_time: 19,
        },
        {
          family: 'inet6',
          local: 'fe80::1',
          prefixlen: 64,
          scope: 'link',
          preferred_life_time: 4294967295,
          valid_life_time: 4294967295,
        },
      ],
    ],
    ['eth3', []],
  ]);
});

describe('routes', () => {
  const shared = { protocol: 'static', scope: 'global', table: 'main', type: 'unicast' } as const;

  it('name their links', () => {
    const mirror = begun();
    mirror.tell(
      newRoute(
        route('default', {
          flags: ['onlink'],
          gateway: '192.0.2.7',
          metric: 5,
          oif: 2,
          prefsrc: '192.0.2.1',
        }),
      ),
    );
    mirror.tell(newRoute(route('10.0.0.0/8', { type: 'blackhole' })));
    expect(json(mirror, 'route')).toEqual([
      {
        ...shared,
        dev: 'eth2',
        dst: 'default',
        flags: ['onlink'],
        gateway: '192.0.2.7',
        metric: 5,
        prefsrc: '192.0.2.1',
      },
      { ...shared, dst: '10.0.0.0/8', flags: [], type: 'blackhole' },
    ]);
  });

  it('leave out the place in their slot, and which metrics are locked', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { oif: 2 })));
    mirror.tell(newRoute(route('10.0.0.0/8', { metrics: [{ lock: ['mtu'], mtu: 1400 }], oif: 3 })));
    expect(json(mirror, 'route')).toEqual([
      { ...shared, dev: 'eth3', dst: '10.0.0.0/8', flags: [], metrics: [{ mtu: 1400 }] },
      { ...shared, dev: 'eth2', dst: '10.0.0.0/8', flags: [] },
    ]);
  });

  it('tell the seconds to their end, below 0 past it', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('2001:db8::/32', { expires: 5, expires_hundredths: 550, metric: 1, oif: 2 })));
    const expires = (at: number) => json(mirror, 'route', at)[0]?.['expires'];
    expect([expires(BEGIN), expires(BEGIN + 9000)]).toEqual([5, -3]);
  });

  it('are dead or linkdown as their links are, but for those to the host itself', () => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('192.0.2.1', { oif: 2, scope: 'host', table: 'local', type: 'local' })),
      newRoute(route('2001:db8::1', { metric: 0, oif: 2, table: 'local', type: 'local' })),
      newRoute(
        route('10.0.0.0/8', {
          nexthops: [{ ...hop(2, '192.0.2.7'), flags: ['onlink'] }, hop(3, '198.51.100.7')],
        }),
      ),
      newRoute(route('2001:db8::/32', { metric: 1, oif: 3 })),
      newLink(link(2, down)),
      newLink(link(3, withoutCarrier)),
    );
    const flags = () =>
      json(mirror, 'route').map((one) =>
        ((one['nexthops'] ?? [one]) as readonly IpJson[]).map((way) => way['flags']),
      );
    expect(flags()).toEqual([[[]], [['dead', 'onlink', 'linkdown'], ['linkdown']], [[]], [['linkdown']]]);
    mirror.tell(newNetconf({ family: 'inet', ifindex: 3, ignore_routes_with_linkdown: true }));
    expect(flags()[1]).toEqual([
      ['dead', 'onlink', 'linkdown'],
      ['dead', 'linkdown'],
    ]);
  });

  it('of IPv6 tell next hops together that go together', () => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('2001:db8::/32', { metric: 1, nexthops: [hop(3, 'fe80::3'), hop(2, 'fe80::2', 4)] })),
      newRoute(route('2001:db8::/32', { metric: 1, oif: 2 })),
      newRoute(route('2001:db8::/32', { gateway: 'fe80::4', metric: 2, oif: 2 })),
      newRoute(route('2001:db8::/32', { gateway: 'fe80::5', metric: 2, oif: 2, protocol: 'ra' })),
    );
    expect(json(mirror, 'route').map(({ dev, gateway, nexthops }) => ({ dev, gateway, nexthops }))).toEqual([
      {
        nexthops: [
          { dev: 'eth3', flags: [], gateway: 'fe80::3', weight: 1 },
          { dev: 'eth2', flags: [], gateway: 'fe80::2', weight: 4 },
        ],
      },
      { dev: 'eth2' },
      { dev: 'eth2', gateway: 'fe80::4' },
      { dev: 'eth2', gateway: 'fe80::5' },
    ]);
  });
});

it('neighbors, settings, nexthop objects and rules are printed with null for flags', () => {
  const mirror = begun();
  mirror.tellAll(
    newNeighbor(neighbor(2, '192.0.2.7', { router: true })),
    newNetconf({ family: 'inet', forwarding: true, ifindex: 2, bc_forwarding: true }),
    newNetconf({ family: 'inet', forwarding: true, ifindex: -1 }),
    newNetconf({ family: 'inet', forwarding: true, ifindex: -2 }),
    newNexthop(nexthop(1, { blackhole: true, family: 'inet' })),
    newNexthop(nexthop(2, { family: 'inet', gateway: '192.0.2.7', oif: 2 })),
    newNexthop(
      nexthop(3, {
        group: [
          { id: 1, weight: 1 },
          { id: 2, weight: 3 },
        ],
        resilient_args: { buckets: 8, idle_timer_hundredths: 500 },
        type: 'resilient',
      }),
    ),
    newRule({ family: 'inet', not: true, priority: 5, src: 'all', table: '7', tun_id: '77' }),
  );
  const { protocol, scope } = nexthop(1);
  expect(json(mirror, 'neigh')).toEqual([
    { dev: 'eth2', dst: '192.0.2.7', lladdr: '02:00:00:00:01:01', router: null, state: ['REACHABLE'] },
  ]);
  expect(json(mirror, 'netconf')).toEqual([
    { family: 'inet', forwarding: true, interface: 'all' },
    { family: 'inet', forwarding: true, interface: 'default' },
    { family: 'inet', forwarding: true, interface: 'eth2' },
  ]);
  expect(json(mirror, 'nexthop')).toEqual([
    { blackhole: null, flags: [], id: 1, protocol, scope },
    { dev: 'eth2', flags: [], gateway: '192.0.2.7', id: 2, protocol, scope },
    {
      flags: [],
      group: [{ id: 1 }, { id: 2, weight: 3 }],
      id: 3,
      protocol,
      resilient_args: { buckets: 8, idle_timer: 5, unbalanced_timer: 0 },
      scope,
      type: 'resilient',
    },
  ]);
  expect(json(mirror, 'rule')).toEqual([{ not: null, priority: 5, src: 'all', table: '7', tun_id: 77 }]);
});
