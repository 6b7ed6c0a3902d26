import {
  address,
  appendRoute,
  BEGIN,
  down,
  hop,
  link,
  mirroredHost,
  neighbor,
  newAddress,
  newLink,
  newNeighbor,
  newNexthop,
  newRoute,
  newRule,
  nexthop,
  objectsOf,
  route,
  rowsOf,
  typesOf,
} from '../../test/mirrored-host';
import type { LinuxDump } from './resync';

const all: readonly LinuxDump[] = [
  { kind: 'neigh', objects: [neighbor(2, '192.0.2.7')] },
  {
    kind: 'route',
    objects: [
      route('10.0.0.0/8', { gateway: '192.0.2.7', oif: 2 }),
      route('10.0.0.0/8', { gateway: '192.0.2.8', oif: 2 }),
      route('2001:db8::/32', { metric: 1024, nexthops: [hop(2, 'fe80::1'), hop(2, 'fe80::2')] }),
    ],
  },
  { kind: 'addr', objects: [address(2, '192.0.2.1/24', { valid_life_time: 600 })] },
  { kind: 'link', objects: [link(2)] },
  { kind: 'netconf', objects: [{ family: 'inet', forwarding: true, ifindex: 2 }] },
  { kind: 'nexthop', objects: [nexthop(1, { gateway: '192.0.2.7', oif: 2 })] },
  { kind: 'rule', objects: [{ family: 'inet', priority: 0, src: 'all', table: 'local' }] },
];

it('makes a host of dumps, in whatever order they come, all in one append', () => {
  const mirror = mirroredHost();
  const before = mirror.host.log.head.n;
  expect(typesOf(rowsOf(mirror.resync(all)))).toEqual([
    'InterfaceArrived',
    'IpInterfaceBound',
    'IpInterfaceBound',
    'UnicastAddressCreated',
    'RouteCreated',
    'RouteCreated',
    'RouteCreated',
    'RouteCreated',
    'NeighborCreated',
  ]);
  expect(mirror.host.log.head.n).toBe(before + 1);
  expect(Array.from(mirror.state.unicast.values(), ({ validUntil }) => validUntil)).toEqual([
    BEGIN + 600_000,
  ]);
  expect(mirror.state.ipInterfaces.inTableOrder('AF_INET')[0]?.ForwardingEnabled).toBe(true);
});

it('makes nothing of what stands', () => {
  const mirror = mirroredHost();
  mirror.resync(all);
  expect(mirror.resync(all)).toEqual([]);
});

it('makes nothing of what messages told as dumps do', () => {
  const mirror = mirroredHost(
    newLink(link(2)),
    newRoute(route('10.0.0.0/8', { gateway: '192.0.2.8', oif: 2 })),
    newRoute(route('10.0.0.0/8', { gateway: '192.0.2.7', oif: 2 })),
    appendRoute(route('10.0.0.0/8', { type: 'blackhole' })),
    newRoute(route('2001:db8::/32', { metric: 1024, nexthops: [hop(2, 'fe80::1'), hop(2, 'fe80::2', 3)] })),
    newAddress(address(2, '192.0.2.1/24')),
    newNeighbor(neighbor(2, '192.0.2.7')),
    newNexthop(nexthop(1, { gateway: '192.0.2.7', oif: 2 })),
    newRule({ family: 'inet', priority: 9, src: 'all', table: '7' }),
  );
  expect(
    mirror.resync([
      { kind: 'link', objects: [link(2)] },
      { kind: 'addr', objects: [address(2, '192.0.2.1/24')] },
      { kind: 'neigh', objects: [neighbor(2, '192.0.2.7'), neighbor(2, '192.0.2.9', { proxy: true })] },
      { kind: 'nexthop', objects: [nexthop(1, { gateway: '192.0.2.7', oif: 2 })] },
      { kind: 'rule', objects: [{ family: 'inet', priority: 9, src: 'all', table: '7' }] },
      {
        kind: 'route',
        objects: [
          route('10.0.0.0/8', { gateway: '192.0.2.7', oif: 2 }),
          route('10.0.0.0/8', { gateway: '192.0.2.8', oif: 2 }),
          route('10.0.0.0/8', { type: 'blackhole' }),
          route('2001:db8::/32', { metric: 1024, nexthops: [hop(2, 'fe80::1'), hop(2, 'fe80::2', 3)] }),
        ],
      },
    ]),
  ).toEqual([]);
});

it('withdraws what a dump lacks, without a message, and reports what differs', () => {
  const mirror = mirroredHost();
  mirror.resync(all);
  const events = mirror.resync(
    [
      { kind: 'route', objects: [route('10.0.0.0/8', { gateway: '192.0.2.8', oif: 2, protocol: 'bgp' })] },
      { kind: 'neigh', objects: [] },
    ],
    10,
  );
  expect(objectsOf(events)).toMatchObject([
    { data: { inferred: true, key: '10.0.0.0/8 table main metric 0 unicast via 192.0.2.7 dev 2' } },
    { data: { inferred: true, key: '2001:db8::/32 table main metric 1024 unicast via fe80::1 dev 2' } },
    { data: { inferred: true, key: '2001:db8::/32 table main metric 1024 unicast via fe80::2 dev 2' } },
    { type: 'LinuxObjectReported', data: { object: { protocol: 'bgp' } } },
    { data: { inferred: true, key: '192.0.2.7 dev 2', kind: 'neigh' } },
  ]);
  expect(typesOf(rowsOf(events))).toEqual([
    'RouteDeleted',
    'RouteSet',
    'RouteDeleted',
    'RouteDeleted',
    'NeighborDeleted',
  ]);
});

it('compares no more than a dump is all of', () => {
  const mirror = mirroredHost();
  mirror.resync(all);
  mirror.tell(newRoute(route('11.0.0.0/8', { oif: 2, table: '100' })));
  expect(
    mirror.resync([
      { kind: 'route', families: ['inet6'], objects: [...(all[1]?.objects ?? [])].slice(2) as never },
    ]),
  ).toEqual([]);
  const ipv4Main = { kind: 'route', families: ['inet'], objects: [], tables: ['main'] } as const;
  mirror.resync([ipv4Main]);
  expect(Array.from(mirror.state.linux.routeObjects(), ({ object }) => object['dst'])).toEqual([
    '11.0.0.0/8',
    '2001:db8::/32',
    '2001:db8::/32',
  ]);
});

it('puts IPv4 routes of one slot into the order of the dump', () => {
  const mirror = mirroredHost(newLink(link(2)));
  const via = (gateway: string) => route('10.0.0.0/8', { gateway, oif: 2 });
  const order = () =>
    mirror.state.linux.routesInSlot('10.0.0.0/8 table main metric 0 ').map(({ object }) => object['gateway']);
  mirror.resync([{ kind: 'route', objects: [via('192.0.2.1'), via('192.0.2.2'), via('192.0.2.3')] }]);
  expect(order()).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
  const other = [via('192.0.2.3'), via('192.0.2.9'), via('192.0.2.1')];
  mirror.resync([{ kind: 'route', objects: other }]);
  expect(order()).toEqual(['192.0.2.3', '192.0.2.9', '192.0.2.1']);
  expect(mirror.resync([{ kind: 'route', objects: other }])).toEqual([]);
});

it('takes all of a link along that is gone, also where only links are dumped', () => {
  const mirror = mirroredHost();
  mirror.resync(all);
  const events = mirror.resync([{ kind: 'link', objects: [link(3)] }]);
  expect(typesOf(rowsOf(events)).slice(-5)).toEqual([
    'IpInterfaceUnbound',
    'InterfaceDeparted',
    'InterfaceArrived',
    'IpInterfaceBound',
    'IpInterfaceBound',
  ]);
  expect(Array.from(mirror.state.linux.values(), ({ kind }) => kind)).toEqual(['link', 'rule']);
  expect(
    objectsOf(events).every(({ data }) => 'object' in data || ('inferred' in data && data.inferred)),
  ).toBe(true);
});

it('takes along what a link that went down took along', () => {
  const mirror = mirroredHost();
  mirror.resync(all);
  mirror.resync([{ kind: 'link', objects: [link(2, down)] }]);
  expect(Array.from(mirror.state.routes.values(), ({ DestinationPrefix }) => DestinationPrefix)).toEqual([
    '2001:db8::/32',
    '2001:db8::/32',
  ]);
});
