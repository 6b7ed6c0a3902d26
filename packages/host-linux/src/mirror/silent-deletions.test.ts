import {
  address,
  delAddress,
  delLink,
  delNexthop,
  down,
  hop,
  link,
  mirroredHost,
  newAddress,
  newLink,
  newNetconf,
  newNexthop,
  newRoute,
  nexthop,
  objectsOf,
  route,
  rowsOf,
  typesOf,
  withoutCarrier,
  type MirroredHost,
} from '../../test/mirrored-host';

const begun = () => mirroredHost(newLink(link(2)), newLink(link(3)));

const destinations = ({ state }: MirroredHost): readonly unknown[] =>
  Array.from(state.linux.routeObjects(), ({ object }) => object['dst']);

describe('a link that is no longer up', () => {
  it('takes IPv4 routes through it along, of every table, but for those of scope host', () => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('10.0.0.0/8', { gateway: '192.0.2.7', oif: 2 })),
      newRoute(route('10.1.0.0/16', { oif: 2, table: '100' })),
      newRoute(route('10.2.0.0/16', { oif: 3 })),
      newRoute(route('192.0.2.1', { oif: 2, scope: 'host', table: 'local', type: 'local' })),
      newRoute(route('10.3.0.0/16', { type: 'blackhole' })),
      newRoute(route('2001:db8::/32', { metric: 1024, oif: 2 })),
    );
    const events = mirror.tell(newLink(link(2, down)));
    expect(objectsOf(events).slice(1)).toEqual([
      {
        type: 'LinuxObjectWithdrawn',
        data: {
          inferred: true,
          key: '10.0.0.0/8 table main metric 0 unicast via 192.0.2.7 dev 2',
          kind: 'route',
        },
      },
      {
        type: 'LinuxObjectWithdrawn',
        data: { inferred: true, key: '10.1.0.0/16 table 100 metric 0 unicast dev 2', kind: 'route' },
      },
    ]);
    expect(rowsOf(events)).toMatchObject([
      { type: 'InterfaceSet' },
      { type: 'MediaDisconnected' },
      { type: 'RouteDeleted', data: { DestinationPrefix: '10.0.0.0/8', reason: 'host-report' } },
    ]);
  });

  it('is asked for when it goes down, not while it is', () => {
    const mirror = mirroredHost(newLink(link(2, down)));
    mirror.tell(newRoute(route('10.0.0.0/8', { oif: 2 })));
    expect(typesOf(mirror.tell(newLink(link(2, { ...down, mtu: 1400 }))))).not.toContain(
      'LinuxObjectWithdrawn',
    );
  });

  it('leaves a multipath route until its last next hop is dead', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { nexthops: [hop(2, '192.0.2.7'), hop(3, '198.51.100.7')] })));
    expect(typesOf(mirror.tell(newLink(link(2, down))))).not.toContain('LinuxObjectWithdrawn');
    expect(mirror.state.routes.size).toBe(2);
    expect(rowsOf(mirror.tell(newLink(link(3, down)))).slice(-2)).toMatchObject([
      { type: 'RouteDeleted', data: { NextHop: '192.0.2.7' } },
      { type: 'RouteDeleted', data: { NextHop: '198.51.100.7' } },
    ]);
  });

  it('has the next route of a row take over', () => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('10.0.0.0/8', { oif: 2, scope: 'host', metric: 9 })),
      newRoute(route('10.0.0.0/8', { oif: 2, metric: 1 })),
    );
    expect(rowsOf(mirror.tell(newLink(link(2, down)))).at(-1)).toMatchObject({
      type: 'RouteSet',
      data: { Metric: 9 },
    });
  });
});

it('leaves routes of a link that only lost its carrier', () => {
  const mirror = begun();
  mirror.tell(newRoute(route('10.0.0.0/8', { oif: 2 })));
  expect(rowsOf(mirror.tell(newLink(link(2, withoutCarrier))))).toMatchObject([
    { type: 'MediaDisconnected' },
  ]);
});

describe('a link that is gone', () => {
  it('takes a multipath route along, also where another next hop lives', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { nexthops: [hop(2, '192.0.2.7'), hop(3, '198.51.100.7')] })));
    expect(rowsOf(mirror.tell(delLink(link(2))))).toMatchObject([
      { type: 'RouteDeleted', data: { NextHop: '198.51.100.7', reason: 'interface-departed' } },
      { type: 'RouteDeleted', data: { NextHop: '192.0.2.7', reason: 'interface-departed' } },
      { type: 'IpInterfaceUnbound' },
      { type: 'IpInterfaceUnbound' },
      { type: 'InterfaceDeparted' },
    ]);
    expect(destinations(mirror)).toEqual([]);
  });
});

describe('the last IPv4 address of a link', () => {
  const addressed = () => {
    const mirror = begun();
    mirror.tellAll(
      newAddress(address(2, '192.0.2.1/24')),
      newAddress(address(2, '192.0.2.2/24', { secondary: true })),
      newAddress(address(2, '2001:db8::1/64')),
      newRoute(route('192.0.2.1', { oif: 2, scope: 'host', table: 'local', type: 'local' })),
      newRoute(route('10.0.0.0/8', { gateway: '192.0.2.7', oif: 2 })),
      newRoute(route('10.1.0.0/16', { oif: 2, table: '100' })),
      newRoute(route('2001:db8:1::/48', { metric: 1024, oif: 2 })),
    );
    return mirror;
  };

  it('takes all IPv4 routes through it along, those of scope host too, before its row', () => {
    const mirror = addressed();
    expect(typesOf(mirror.tell(delAddress(address(2, '192.0.2.2/24'))))).not.toContain('RouteDeleted');
    const events = mirror.tell(delAddress(address(2, '192.0.2.1/24')));
    expect(objectsOf(events).map(({ data }) => data)).toMatchObject([
      { inferred: false, kind: 'addr' },
      { inferred: true, key: '192.0.2.1/32 table local metric 0 local dev 2' },
      { inferred: true, key: '10.0.0.0/8 table main metric 0 unicast via 192.0.2.7 dev 2' },
      { inferred: true, key: '10.1.0.0/16 table 100 metric 0 unicast dev 2' },
    ]);
    expect(typesOf(rowsOf(events))).toEqual(['RouteDeleted', 'RouteDeleted', 'UnicastAddressDeleted']);
    expect(destinations(mirror)).toEqual(['2001:db8:1::/48']);
  });

  it('may be one that was never told of: what hangs on it goes all the same', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { gateway: '192.0.2.7', oif: 2 })));
    expect(rowsOf(mirror.tell(delAddress(address(2, '192.0.2.1/24'))))).toMatchObject([
      { type: 'RouteDeleted' },
    ]);
  });

  it('leaves a next hop dead where others live, until an address comes again', () => {
    const mirror = begun();
    mirror.tell(newAddress(address(2, '192.0.2.1/24')));
    mirror.tell(newRoute(route('10.0.0.0/8', { nexthops: [hop(2, '192.0.2.7'), hop(3, '198.51.100.7')] })));
    const flags = () => {
      const [row] = mirror.state.linux.routeObjects();
      const nexthops = row?.object['nexthops'];
      return (nexthops as readonly { readonly flags: readonly string[] }[] | undefined)?.map(
        (one) => one.flags,
      );
    };
    mirror.tell(delAddress(address(2, '192.0.2.1/24')));
    expect(flags()).toEqual([['dead'], []]);
    expect(mirror.state.routes.size).toBe(2);
    mirror.tell(newAddress(address(2, '192.0.2.9/24')));
    expect(flags()).toEqual([[], []]);
  });

  it('takes a multipath route along whose other next hops are dead already', () => {
    const mirror = begun();
    mirror.tell(newAddress(address(2, '192.0.2.1/24')));
    mirror.tell(newRoute(route('10.0.0.0/8', { nexthops: [hop(2, '192.0.2.7'), hop(3, '198.51.100.7')] })));
    mirror.tell(newLink(link(3, down)));
    mirror.tell(delAddress(address(2, '192.0.2.1/24')));
    expect(destinations(mirror)).toEqual([]);
  });
});

describe('an IPv4 address that no link bears any more', () => {
  const preferred = route('10.0.0.0/8', { gateway: '198.51.100.7', oif: 3, prefsrc: '192.0.2.1' });

  it('takes routes of table main along that prefer it, through whatever link', () => {
    const mirror = begun();
    mirror.tellAll(
      newAddress(address(2, '192.0.2.1/24')),
      newAddress(address(3, '198.51.100.1/24')),
      newRoute(preferred),
      newRoute({ ...preferred, table: '100' }),
      newRoute({ ...preferred, dst: '11.0.0.0/8', prefsrc: '198.51.100.1' }),
    );
    mirror.tell(delAddress(address(2, '192.0.2.1/24')));
    expect(destinations(mirror)).toEqual(['11.0.0.0/8', '10.0.0.0/8']);
  });

  it('is another one while some link still bears it', () => {
    const mirror = begun();
    mirror.tellAll(
      newAddress(address(2, '192.0.2.1/24')),
      newAddress(address(3, '192.0.2.1/32')),
      newRoute(preferred),
    );
    mirror.tell(delAddress(address(2, '192.0.2.1/24')));
    expect(destinations(mirror)).toEqual(['10.0.0.0/8']);
  });
});

describe('nexthop objects', () => {
  const grouped = () => {
    const mirror = begun();
    mirror.tellAll(
      newNexthop(nexthop(1, { family: 'inet', gateway: '192.0.2.7', oif: 2 })),
      newNexthop(nexthop(2, { family: 'inet', gateway: '198.51.100.7', oif: 3 })),
      newNexthop(
        nexthop(3, {
          group: [
            { id: 1, weight: 1 },
            { id: 2, weight: 1 },
          ],
        }),
      ),
      newRoute(route('10.1.0.0/16', { gateway: '192.0.2.7', nhid: 1, oif: 2 })),
      newRoute(route('10.3.0.0/16', { nexthops: [hop(2, '192.0.2.7'), hop(3, '198.51.100.7')], nhid: 3 })),
    );
    return mirror;
  };
  const nexthops = ({ state }: MirroredHost): readonly string[] =>
    Array.from(state.linux.ofKind('nexthop'), ({ key }) => key);

  it.each([
    ['goes down', link(2, down)],
    ['has neither carrier nor runs', link(2, withoutCarrier)],
  ])('vanish when their link %s, and IPv4 routes by them', (_what, told) => {
    const mirror = grouped();
    const events = mirror.tell(newLink(told));
    expect(nexthops(mirror)).toEqual(['2', '3']);
    expect(mirror.state.linux.nexthop(3)?.object['group']).toEqual([{ id: 2, weight: 1 }]);
    expect(destinations(mirror)).toEqual(['10.3.0.0/16']);
    expect(Array.from(mirror.state.linux.routeObjects(), ({ object }) => object)[0]).toMatchObject({
      gateway: '198.51.100.7',
      oif: 3,
    });
    expect(rowsOf(events).slice(-2)).toMatchObject([
      { type: 'RouteDeleted', data: { DestinationPrefix: '10.1.0.0/16', NextHop: '192.0.2.7' } },
      { type: 'RouteDeleted', data: { DestinationPrefix: '10.3.0.0/16', NextHop: '192.0.2.7' } },
    ]);
  });

  it('leave an empty group nowhere', () => {
    const mirror = grouped();
    mirror.tell(newLink(link(2, down)));
    mirror.tell(newLink(link(3, down)));
    expect([...nexthops(mirror), ...destinations(mirror)]).toEqual([]);
  });

  it('keep routes by them where the last address of the link goes', () => {
    const mirror = grouped();
    mirror.tell(newAddress(address(2, '192.0.2.1/24')));
    mirror.tell(delAddress(address(2, '192.0.2.1/24')));
    expect(destinations(mirror)).toEqual(['10.1.0.0/16', '10.3.0.0/16']);
  });

  it('take IPv4 routes along where a message says that they are gone', () => {
    const mirror = grouped();
    const events = mirror.tell(delNexthop(nexthop(1)));
    expect(objectsOf(events)).toMatchObject([
      { data: { inferred: false, key: '1', kind: 'nexthop' } },
      { data: { inferred: true, key: '10.1.0.0/16 table main metric 0 unicast nhid 1', kind: 'route' } },
    ]);
    mirror.tell(newNexthop(nexthop(3, { group: [{ id: 2, weight: 1 }] })));
    expect(rowsOf(mirror.tell(newLink(link(2))))).toEqual([]);
    expect(Array.from(mirror.state.routes.values(), ({ NextHop }) => NextHop)).toEqual(['198.51.100.7']);
  });

  it('take next hops out of IPv6 routes, of which the kernel says only when they go', () => {
    const mirror = begun();
    mirror.tellAll(
      newNexthop(nexthop(1, { family: 'inet6', gateway: 'fe80::1', oif: 2 })),
      newNexthop(nexthop(2, { family: 'inet6', gateway: 'fe80::2', oif: 3 })),
      newNexthop(
        nexthop(3, {
          group: [
            { id: 1, weight: 1 },
            { id: 2, weight: 1 },
          ],
        }),
      ),
      newRoute(
        route('2001:db8::/32', { metric: 1024, nexthops: [hop(2, 'fe80::1'), hop(3, 'fe80::2')], nhid: 3 }),
      ),
      newRoute(route('2001:db8:1::/48', { gateway: 'fe80::1', metric: 1024, nhid: 1, oif: 2 })),
    );
    mirror.tell(newLink(link(2, withoutCarrier)));
    expect(Array.from(mirror.state.routes.values(), ({ NextHop }) => NextHop)).toEqual([
      'fe80::2',
      'fe80::1',
    ]);
  });
});

it('does not heed a link that never had settings or addresses', () => {
  const mirror = begun();
  mirror.tell(newNetconf({ family: 'inet', forwarding: false, ifindex: 7 }));
  expect(rowsOf(mirror.tell(delLink(link(7))))).toEqual([]);
  expect(mirror.state.linux.netconf('inet', 7)).toBeUndefined();
});
