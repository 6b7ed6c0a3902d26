import {
  appendRoute,
  BEGIN,
  delRoute,
  hop,
  newRoute,
  objectsOf,
  replaceRoute,
  route,
  rowsOf,
  typesOf,
} from '../../test/mirrored-host';
import { begun, type Mirror, objects, rows, via } from '../../test/mirrored-routes';

describe('RTM_NEWROUTE', () => {
  it('adds the object, then its row', () => {
    const events = begun().tell(newRoute(route('10.0.0.0/8', { ...via('192.0.2.7'), metric: 100 })), 3);
    expect(events).toEqual([
      {
        type: 'LinuxObjectReported',
        data: {
          key: '10.0.0.0/8 table main metric 100 unicast via 192.0.2.7 dev 2',
          kind: 'route',
          object: route('10.0.0.0/8', { ...via('192.0.2.7'), metric: 100 }),
        },
      },
      {
        type: 'RouteCreated',
        data: {
          AutoconfigureAddress: false,
          DestinationPrefix: '10.0.0.0/8',
          Immortal: false,
          InterfaceIndex: 2,
          InterfaceLuid: '0x0006000002000000',
          Loopback: false,
          Metric: 100,
          NextHop: '192.0.2.7',
          Origin: 'NlroManual',
          Protocol: 'MIB_IPPROTO_NETMGMT',
          Publish: false,
          SitePrefixLength: 0,
          ageSince: BEGIN + 3000,
          preferredUntil: null,
          validUntil: null,
        },
      },
    ]);
  });

  it('writes destinations as prefixes, and on-link routes with the unspecified next hop', () => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('default', { oif: 2 })),
      newRoute(route('192.0.2.9', { oif: 2, scope: 'link' })),
      newRoute(route('default', { family: 'inet6', gateway: 'fe80::1', metric: 1024, oif: 2 })),
      newRoute(route('2001:db8::9', { metric: 256, oif: 2 })),
    );
    expect(rows(mirror)).toEqual([
      '0.0.0.0/0 via 0.0.0.0 dev 2 metric 0 NETMGMT',
      '192.0.2.9/32 via 0.0.0.0 dev 2 metric 0 NETMGMT',
      '::/0 via fe80::1 dev 2 metric 1024 NETMGMT',
      '2001:db8::9/128 via :: dev 2 metric 256 NETMGMT',
    ]);
  });

  it('ends with the route, told in hundredths of a second, however late that is', () => {
    const mirror = begun();
    mirror.tell(
      newRoute(route('2001:db8::/32', { expires: 5, expires_hundredths: 523, metric: 1024, oif: 2 })),
    );
    const row = () => Array.from(mirror.state.routes.values())[0];
    expect(row()).toMatchObject({ preferredUntil: BEGIN + 5230, validUntil: BEGIN + 5230 });
    mirror.tell(
      newRoute(route('2001:db8::/32', { expires: -2, expires_hundredths: -210, metric: 1024, oif: 2 })),
      9,
    );
    expect(row()).toMatchObject({ ageSince: BEGIN + 9000, validUntil: BEGIN + 6900 });
  });

  it('says nothing of one that stands, its end being a second off', () => {
    const mirror = begun();
    const ending = (expires: number) => route('2001:db8::/32', { expires, metric: 1024, oif: 2 });
    mirror.tell(newRoute(ending(100)));
    expect(mirror.tell(newRoute(ending(90)), 9)).toEqual([]);
    expect(rowsOf(mirror.tell(newRoute(ending(90)), 3))).toMatchObject([{ type: 'RouteSet' }]);
  });

  it('says nothing of flags that follow from the link', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', via('192.0.2.7'))));
    expect(mirror.tell(newRoute(route('10.0.0.0/8', { ...via('192.0.2.7'), flags: ['linkdown'] })))).toEqual(
      [],
    );
  });

  it('takes one of the same slot, type and next hops as told again', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', via('192.0.2.7'))));
    const changed = route('10.0.0.0/8', { ...via('192.0.2.7'), prefsrc: '192.0.2.1', protocol: 'bgp' });
    expect(typesOf(mirror.tell(newRoute(changed)))).toEqual(['LinuxObjectReported', 'RouteSet']);
    expect(typesOf(mirror.tell(newRoute({ ...changed, metrics: [{ mtu: 1400 }] })))).toEqual([
      'LinuxObjectReported',
    ]);
    expect(rows(mirror)).toEqual(['10.0.0.0/8 via 192.0.2.7 dev 2 metric 0 BGP']);
  });

  it.each([
    ['of another table', { table: '100' }],
    ['of a type of service', { tos: '0x10' }],
    ['that translates addresses', { type: 'nat' }],
    ['that drops', { type: 'blackhole' }],
    ['that refuses', { type: 'unreachable' }],
    ['that prohibits', { type: 'prohibit' }],
    ['that goes on with the next table', { type: 'throw' }],
    [
      'whose encapsulated next hop is of the other family',
      { gateway: undefined, via: { family: 'inet6', host: 'fe80::1' }, encap: 'mpls' },
    ],
    ['of a link that is not known', { oif: 99 }],
    ['of a nexthop object that is not known', { gateway: undefined, nhid: 7, oif: undefined }],
  ])('makes no row of one %s', (_what, members) => {
    const { gateway, oif, ...rest } = { ...via('192.0.2.7'), ...members };
    const given = route('10.0.0.0/8', {
      ...rest,
      ...(gateway === undefined ? {} : { gateway }),
      ...(oif === undefined ? {} : { oif }),
    });
    expect(typesOf(begun().tell(newRoute(given)))).toEqual(['LinuxObjectReported']);
  });

  it('makes no row of an IPv6 route of a source', () => {
    const given = route('2001:db8::/32', { from: '2001:db8:1::/48', metric: 1024, oif: 2 });
    expect(typesOf(begun().tell(newRoute(given)))).toEqual(['LinuxObjectReported']);
  });

  it('gives a next hop of the other family, not encapsulated, as on the link', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { oif: 2, via: { family: 'inet6', host: 'fe80::1' } })));
    expect(rows(mirror)).toEqual(['10.0.0.0/8 via 0.0.0.0 dev 2 metric 0 NETMGMT']);
  });

  it('marks routes to the host itself', () => {
    const mirror = begun();
    for (const type of ['local', 'anycast', 'broadcast', 'multicast', 'unicast'])
      mirror.tell(newRoute(route('192.0.2.1', { oif: 2, table: 'local', type })));
    expect(Array.from(mirror.state.routes.values(), ({ Loopback }) => Loopback)).toEqual([false]);
    mirror.tell(newRoute(route('192.0.2.2', { oif: 2, table: 'local', type: 'local' })));
    mirror.tell(newRoute(route('2001:db8::', { metric: 0, oif: 2, table: 'local', type: 'anycast' })));
    expect(Array.from(mirror.state.routes.values(), ({ Loopback }) => Loopback)).toEqual([false, true, true]);
  });
});

it.each([
  ['redirect', 'ICMP', 'Manual'],
  ['kernel', 'LOCAL', 'WellKnown'],
  ['boot', 'NETMGMT', 'Manual'],
  ['static', 'NETMGMT', 'Manual'],
  ['ra', 'NETMGMT', 'RouterAdvertisement'],
  ['dhcp', 'DHCP', 'DHCP'],
  ['mrouted', 'DVMRP', 'Manual'],
  ['bgp', 'BGP', 'Manual'],
  ['isis', 'IS_IS', 'Manual'],
  ['ospf', 'OSPF', 'Manual'],
  ['rip', 'RIP', 'Manual'],
  ['eigrp', 'EIGRP', 'Manual'],
  ['bird', 'OTHER', 'Manual'],
  ['zebra', 'OTHER', 'Manual'],
  ['unspec', 'OTHER', 'Manual'],
  ['200', 'OTHER', 'Manual'],
])('tells who made a route: %s', (protocol, name, origin) => {
  expect(rowsOf(begun().tell(newRoute(route('10.0.0.0/8', { oif: 2, protocol }))))).toMatchObject([
    { data: { Origin: `Nlro${origin}`, Protocol: `MIB_IPPROTO_${name}` } },
  ]);
});

describe('IPv4 routes of one slot', () => {
  const three = (): Mirror => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('10.0.0.0/8', via('192.0.2.1'))),
      newRoute(route('10.0.0.0/8', via('192.0.2.2'))),
      appendRoute(route('10.0.0.0/8', via('192.0.2.3'))),
    );
    return mirror;
  };
  const order = ({ state }: Mirror): readonly string[] =>
    state.linux.routesInSlot('10.0.0.0/8 table main metric 0 ').map(({ key }) => key.split('via ')[1] ?? '');

  it('stand in a list: new ones first, appended ones last', () => {
    expect(order(three())).toEqual(['192.0.2.2 dev 2', '192.0.2.1 dev 2', '192.0.2.3 dev 2']);
  });

  it('give way at the first place to one that replaces, without a message', () => {
    const mirror = three();
    const events = mirror.tell(replaceRoute(route('10.0.0.0/8', via('192.0.2.9', 3))));
    expect(objectsOf(events)).toMatchObject([
      {
        type: 'LinuxObjectWithdrawn',
        data: { inferred: true, key: '10.0.0.0/8 table main metric 0 unicast via 192.0.2.2 dev 2' },
      },
      { type: 'LinuxObjectReported', data: { object: { gateway: '192.0.2.9', order: -1 } } },
    ]);
    expect(rowsOf(events)).toMatchObject([
      { type: 'RouteDeleted', data: { NextHop: '192.0.2.2', reason: 'host-report' } },
      { type: 'RouteCreated', data: { NextHop: '192.0.2.9' } },
    ]);
    expect(order(mirror)).toEqual(['192.0.2.9 dev 3', '192.0.2.1 dev 2', '192.0.2.3 dev 2']);
  });

  it('stay where they are when they are told again', () => {
    const mirror = three();
    mirror.tell(replaceRoute(route('10.0.0.0/8', { ...via('192.0.2.1'), protocol: 'bgp' })));
    mirror.tell(appendRoute(route('10.0.0.0/8', { ...via('192.0.2.2'), protocol: 'bgp' })));
    expect(order(mirror)).toEqual(['192.0.2.2 dev 2', '192.0.2.1 dev 2', '192.0.2.3 dev 2']);
  });

  it('are other routes by type of service, priority and table', () => {
    const mirror = three();
    mirror.tell(replaceRoute(route('10.0.0.0/8', { ...via('192.0.2.9'), tos: '0x10' })));
    mirror.tell(replaceRoute(route('10.0.0.0/8', { ...via('192.0.2.9'), metric: 5 })));
    mirror.tell(replaceRoute(route('10.0.0.0/8', { ...via('192.0.2.9'), table: '7' })));
    expect(order(mirror)).toHaveLength(3);
    expect(objects(mirror)).toHaveLength(6);
  });

  it('go by type and next hops', () => {
    const mirror = three();
    expect(rowsOf(mirror.tell(delRoute(route('10.0.0.0/8', via('192.0.2.1')))))).toMatchObject([
      { type: 'RouteDeleted', data: { NextHop: '192.0.2.1' } },
    ]);
  });

  it('do not go where several may be meant, or none', () => {
    const mirror = three();
    expect(mirror.tell(delRoute(route('10.0.0.0/8')))).toEqual([]);
    expect(mirror.tell(delRoute(route('10.0.0.0/8', { type: 'blackhole' })))).toEqual([]);
    expect(mirror.tell(delRoute(route('11.0.0.0/8', via('192.0.2.1'))))).toEqual([]);
  });

  it('go where but one of the type is there', () => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('10.0.0.0/8', via('192.0.2.1'))),
      newRoute(route('10.0.0.0/8', { type: 'blackhole' })),
    );
    expect(typesOf(mirror.tell(delRoute(route('10.0.0.0/8'))))).toEqual([
      'LinuxObjectWithdrawn',
      'RouteDeleted',
    ]);
    expect(objects(mirror)).toEqual(['10.0.0.0/8 table main metric 0 blackhole']);
  });
});

describe('multipath routes', () => {
  const hops = [hop(2, '192.0.2.7'), hop(3, '198.51.100.7', 2)];

  it('are one IPv4 object, and a row for each next hop', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { nexthops: hops })));
    expect(objects(mirror)).toEqual([
      '10.0.0.0/8 table main metric 0 unicast nexthop via 192.0.2.7 dev 2 weight 1 nexthop via 198.51.100.7 dev 3 weight 2',
    ]);
    expect(rows(mirror)).toEqual([
      '10.0.0.0/8 via 192.0.2.7 dev 2 metric 0 NETMGMT',
      '10.0.0.0/8 via 198.51.100.7 dev 3 metric 0 NETMGMT',
    ]);
    mirror.tell(delRoute(route('10.0.0.0/8', { nexthops: hops })));
    expect([...objects(mirror), ...rows(mirror)]).toEqual([]);
  });

  it('change hop by hop where one replaces another', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { nexthops: hops })));
    const other = [hop(2, '192.0.2.7'), hop(3, '198.51.100.8')];
    expect(rowsOf(mirror.tell(replaceRoute(route('10.0.0.0/8', { nexthops: other }))))).toMatchObject([
      { type: 'RouteDeleted', data: { NextHop: '198.51.100.7' } },
      { type: 'RouteCreated', data: { NextHop: '198.51.100.8' } },
    ]);
  });

  it('are IPv6 objects one by one, and come and go with lists', () => {
    const mirror = begun();
    const both = route('2001:db8::/32', {
      metric: 1024,
      nexthops: [hop(2, 'fe80::1'), hop(3, 'fe80::2', 4)],
    });
    mirror.tell(newRoute(both));
    expect(objects(mirror)).toEqual([
      '2001:db8::/32 table main metric 1024 unicast via fe80::1 dev 2',
      '2001:db8::/32 table main metric 1024 unicast via fe80::2 dev 3',
    ]);
    expect(mirror.tell(newRoute(both))).toEqual([]);
    expect(typesOf(mirror.tell(delRoute(both)))).toEqual([
      'LinuxObjectWithdrawn',
      'LinuxObjectWithdrawn',
      'RouteDeleted',
      'RouteDeleted',
    ]);
  });
});

describe('IPv6 routes of one slot', () => {
  const two = (): Mirror => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('2001:db8::/32', { ...via('fe80::1'), metric: 1024 })),
      newRoute(route('2001:db8::/32', { ...via('fe80::2', 3), metric: 1024 })),
    );
    return mirror;
  };

  it('all give way to one that replaces', () => {
    const mirror = two();
    const events = mirror.tell(
      replaceRoute(route('2001:db8::/32', { ...via('fe80::2', 3), metric: 1024, protocol: 'ra' })),
    );
    expect(objectsOf(events)).toMatchObject([
      { type: 'LinuxObjectWithdrawn', data: { inferred: true } },
      { type: 'LinuxObjectReported', data: { object: { gateway: 'fe80::2', protocol: 'ra' } } },
    ]);
    expect(rowsOf(events)).toMatchObject([
      { type: 'RouteDeleted', data: { NextHop: 'fe80::1' } },
      { type: 'RouteSet', data: { NextHop: 'fe80::2', Origin: 'NlroRouterAdvertisement' } },
    ]);
  });

  it('go where the link or the gateway is left out and only one fits', () => {
    const mirror = two();
    expect(mirror.tell(delRoute(route('2001:db8::/32', { metric: 1024 })))).toEqual([]);
    expect(rowsOf(mirror.tell(delRoute(route('2001:db8::/32', { metric: 1024, oif: 3 }))))).toMatchObject([
      { type: 'RouteDeleted', data: { NextHop: 'fe80::2' } },
    ]);
    expect(rowsOf(mirror.tell(delRoute(route('2001:db8::/32', { metric: 1024 }))))).toMatchObject([
      { type: 'RouteDeleted', data: { NextHop: 'fe80::1' } },
    ]);
  });

  it('are other routes by source', () => {
    const mirror = two();
    mirror.tell(
      replaceRoute(route('2001:db8::/32', { ...via('fe80::9'), from: '2001:db8:1::/48', metric: 1024 })),
    );
    expect(objects(mirror)).toHaveLength(3);
  });
});
