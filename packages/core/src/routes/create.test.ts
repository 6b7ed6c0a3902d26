import { ethernet, initialized, loopback, RouteHost } from '../../test/route-host';
import { routeApi } from '.';

const given = { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5 };

describe('CreateIpForwardEntry2', () => {
  it('keeps what is given, with LUID and index both', () => {
    const host = new RouteHost();
    const status = host.create({
      ...given,
      SitePrefixLength: 8,
      ValidLifetime: 7200,
      PreferredLifetime: 3600,
      Metric: 0,
      Protocol: 'MIB_IPPROTO_BGP',
      Loopback: true,
      AutoconfigureAddress: 255,
      Publish: false,
      Immortal: 0,
      Age: 77,
      Origin: 'NlroDHCP',
    });
    expect(status).toBe('STATUS_SUCCESS');
    expect(host.events).toEqual([
      {
        type: 'RouteCreated',
        data: {
          AutoconfigureAddress: true,
          DestinationPrefix: '10.0.0.0/8',
          Immortal: false,
          InterfaceIndex: 5,
          InterfaceLuid: '0x0006000005000000',
          Loopback: true,
          Metric: 0,
          NextHop: '192.0.2.1',
          Origin: 'NlroManual',
          Protocol: 'MIB_IPPROTO_BGP',
          Publish: false,
          SitePrefixLength: 8,
          ageSince: host.at,
          preferredUntil: host.at + 3_600_000,
          validUntil: host.at + 7_200_000,
        },
      },
    ]);
  });

  it('puts defaults where Initialize left values that no route can have', () => {
    const host = new RouteHost();
    host.create(initialized(given));
    expect(host.get(given)).toMatchObject({
      SitePrefixLength: 0,
      Metric: 256,
      Protocol: 'MIB_IPPROTO_NETMGMT',
      ValidLifetime: 4294967295,
      PreferredLifetime: 4294967295,
      Loopback: true,
    });
  });

  it.each([
    [0, 'MIB_IPPROTO_NETMGMT'],
    [-1, 'MIB_IPPROTO_NETMGMT'],
    [4294967295, 'MIB_IPPROTO_NETMGMT'],
    [2, 'MIB_IPPROTO_LOCAL'],
    [10007, 'MIB_IPPROTO_NT_STATIC_NON_DOD'],
  ])('reads Protocol %d as %s', (Protocol, name) => {
    const host = new RouteHost();
    host.create(initialized({ ...given, Protocol }));
    expect(host.get(given)).toMatchObject({ Protocol: name });
  });

  it.each([
    ['PROTO_IP_NETMGMT', 'MIB_IPPROTO_NETMGMT'],
    ['PROTO_IP_NT_STATIC_NON_DOD', 'MIB_IPPROTO_NT_STATIC_NON_DOD'],
  ] as const)('reads the second name %s of %s', (Protocol, name) => {
    const host = new RouteHost();
    host.create(initialized({ ...given, Protocol }));
    expect(host.get(given)).toMatchObject({ Protocol: name });
  });

  it('keeps routes of one prefix side by side where next hop or interface differ', () => {
    const host = new RouteHost([ethernet(5), ethernet(6)]);
    host.route('10.0.0.0/8', '192.0.2.1', 5);
    host.route('10.0.0.0/8', '192.0.2.2', 5);
    host.route('10.0.0.0/8', '192.0.2.1', 6);
    expect(host.create(initialized({ ...given, Metric: 1 }))).toBe('ERROR_OBJECT_ALREADY_EXISTS');
    expect(host.routes()).toHaveLength(3);
  });

  it('lets a LUID decide alone, and takes the index where there is none', () => {
    const host = new RouteHost([ethernet(5), ethernet(6)]);
    host.create(initialized({ ...given, InterfaceLuid: '0x0006000006000000' }));
    expect(host.routes()).toEqual(['10.0.0.0/8 192.0.2.1 6']);
    expect(host.create(initialized({ ...given, InterfaceLuid: '0x0006000099000000' }))).toBe(
      'STATUS_NOT_FOUND',
    );
  });

  it.each(['0.0.0.0/0', '224.0.0.0/4', '255.255.255.255/32', '127.0.0.0/8'])(
    'takes %s as a destination',
    (text) => {
      const host = new RouteHost();
      expect(host.create(initialized({ ...given, DestinationPrefix: text }))).toBe('STATUS_SUCCESS');
    },
  );

  it('takes a loopback next hop on a loopback interface alone', () => {
    const host = new RouteHost([ethernet(5), loopback(1)]);
    expect(host.create(initialized({ ...given, NextHop: '127.0.0.1' }))).toBe('STATUS_INVALID_PARAMETER');
    expect(host.create(initialized({ ...given, NextHop: '127.0.0.1', InterfaceIndex: 1 }))).toBe(
      'STATUS_SUCCESS',
    );
    const ipv6 = { DestinationPrefix: '2001:db8::/32', NextHop: '::1' };
    expect(host.create(initialized({ ...ipv6, InterfaceIndex: 5 }))).toBe('STATUS_INVALID_PARAMETER');
    expect(host.create(initialized({ ...ipv6, InterfaceIndex: 1 }))).toBe('STATUS_SUCCESS');
  });

  it('drops the scope id of a link-local next hop, and refuses that of another interface', () => {
    const host = new RouteHost([ethernet(5), ethernet(6)]);
    const row = { DestinationPrefix: '2001:db8::/32', InterfaceIndex: 5 };
    expect(host.create(initialized({ ...row, NextHop: 'fe80::1%6' }))).toBe('STATUS_INVALID_PARAMETER');
    expect(host.create(initialized({ ...row, NextHop: 'fe80::1%5' }))).toBe('STATUS_SUCCESS');
    expect(host.get({ ...row, NextHop: 'fe80::1' })).toMatchObject({ NextHop: 'fe80::1' });
    expect(host.create(initialized({ ...row, NextHop: 'fe80::1' }))).toBe('ERROR_OBJECT_ALREADY_EXISTS');
  });

  it('makes a route on an interface that is disconnected', () => {
    const host = new RouteHost();
    host.disconnects(5);
    expect(host.create(initialized(given))).toBe('STATUS_SUCCESS');
  });

  it('reads a written-out spelling as the same route', () => {
    const host = new RouteHost();
    host.route('2001:db8::/32', 'fe80::1', 5);
    expect(
      host.create(
        initialized({
          DestinationPrefix: '2001:0DB8:0:0::/32',
          NextHop: 'FE80:0::1',
          InterfaceLuid: '0X0006000005000000'.toLowerCase(),
        }),
      ),
    ).toBe('ERROR_OBJECT_ALREADY_EXISTS');
  });
});

describe('the key of a row', () => {
  const lacking = { ValidLifetime: 10, PreferredLifetime: 5 };
  it.each([
    ['no row', null],
    ['text', '10.0.0.0/8'],
    ['an array', [given]],
    ['a number', 5],
    ['an unknown member', { ...given, ...lacking, Mtu: 1500 }],
    ['no prefix', { NextHop: '192.0.2.1', InterfaceIndex: 5, ...lacking }],
    ['the prefix of Initialize', { ...given, ...lacking, DestinationPrefix: 'AF_UNSPEC/0' }],
    ['a prefix of another type', { ...given, ...lacking, DestinationPrefix: 8 }],
    ['a length above 32', { ...given, ...lacking, DestinationPrefix: '10.0.0.0/33' }],
    ['a length above 128', { ...given, ...lacking, DestinationPrefix: '2001:db8::/129', NextHop: '::' }],
    ['bits past the length', { ...given, ...lacking, DestinationPrefix: '10.1.2.3/8' }],
    ['no next hop', { DestinationPrefix: '10.0.0.0/8', InterfaceIndex: 5, ...lacking }],
    ['the next hop of Initialize', { ...given, ...lacking, NextHop: 'AF_UNSPEC' }],
    ['a next hop of the other family', { ...given, ...lacking, NextHop: 'fe80::1' }],
    ['a next hop that is no address', { ...given, ...lacking, NextHop: '192.0.2.256' }],
    ['a multicast next hop', { ...given, ...lacking, NextHop: '224.0.0.1' }],
    ['a broadcast next hop', { ...given, ...lacking, NextHop: '255.255.255.255' }],
    ['an IPv6 multicast next hop', { ...given, ...lacking, DestinationPrefix: '::/0', NextHop: 'ff02::2' }],
    ['no interface', { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', ...lacking }],
    ['an index that is no ULONG', { ...given, ...lacking, InterfaceIndex: -5 }],
    ['a LUID that is none', { ...given, ...lacking, InterfaceLuid: '0x6' }],
  ])('is refused with %s by all four calls', (_, row) => {
    const host = new RouteHost();
    expect(host.create(row)).toBe('STATUS_INVALID_PARAMETER');
    expect(host.set(row)).toBe('STATUS_INVALID_PARAMETER');
    expect(host.delete(row)).toBe('STATUS_INVALID_PARAMETER');
    expect(host.get(row)).toBe('STATUS_INVALID_PARAMETER');
    expect(host.events).toEqual([]);
  });

  it('names the member at fault', () => {
    const decided = routeApi.CreateIpForwardEntry2.decide(new RouteHost().view, {
      Row: initialized({ ...given, NextHop: '224.0.0.1' }),
    });
    expect(decided).toMatchObject({
      left: { member: 'Row.NextHop', why: '224.0.0.1 names no single next hop' },
    });
  });
});

describe('the order of checks of CreateIpForwardEntry2', () => {
  // Each row is wrong in its own way and in every later way too: the first check decides.
  const exists = initialized({ ...given, NextHop: '127.0.0.1', InterfaceIndex: 6 });
  const lastButOne = { ...exists, InterfaceIndex: 5 };
  const wrongHost = (stacks?: readonly ['AF_INET6']): RouteHost => {
    const host = new RouteHost([ethernet(5, { supportsRoutes: false }), loopback(6)], stacks);
    host.mirrored = true;
    return host;
  };

  it.each([
    [
      'lifetimes that contradict',
      { ...lastButOne, ValidLifetime: 5, PreferredLifetime: 6, InterfaceIndex: 99 },
    ],
    ['a site prefix that is too long', { ...lastButOne, SitePrefixLength: 9, InterfaceIndex: 99 }],
    ['a valid lifetime of 0', { ...lastButOne, ValidLifetime: 0, PreferredLifetime: 0, InterfaceIndex: 99 }],
    ['a protocol that is none', { ...lastButOne, Protocol: 20, InterfaceIndex: 99 }],
    ['a metric that is no ULONG', { ...lastButOne, Metric: 4294967296, InterfaceIndex: 99 }],
  ])('refuses %s before it looks for a stack or interface', (_, row) => {
    expect(wrongHost(['AF_INET6']).create(row)).toBe('STATUS_INVALID_PARAMETER');
  });

  it('looks for a stack before the interface', () => {
    expect(wrongHost(['AF_INET6']).create({ ...lastButOne, InterfaceIndex: 99 })).toBe(
      'STATUS_NOT_SUPPORTED',
    );
  });

  it('looks for the interface before it judges the next hop there', () => {
    expect(wrongHost().create({ ...lastButOne, InterfaceIndex: 99 })).toBe('STATUS_NOT_FOUND');
  });

  it('wants the family bound', () => {
    const host = new RouteHost([ethernet(5, { families: ['AF_INET6'], supportsRoutes: false })]);
    expect(host.create(lastButOne)).toBe('STATUS_NOT_FOUND');
  });

  it('judges the scope id before what the interface supports', () => {
    const row = { ...lastButOne, DestinationPrefix: '2001:db8::/32', NextHop: 'fe80::1%6' };
    expect(wrongHost().create(row)).toBe('STATUS_INVALID_PARAMETER');
    expect(wrongHost().create({ ...row, NextHop: 'fe80::1' })).toBe('STATUS_NOT_SUPPORTED');
  });

  it('judges a loopback next hop before what the interface supports', () => {
    expect(wrongHost().create(lastButOne)).toBe('STATUS_INVALID_PARAMETER');
  });

  it('asks what interface and host support before it looks for the route', () => {
    const host = new RouteHost([loopback(6)]);
    expect(host.create(exists)).toBe('STATUS_SUCCESS');
    host.mirrored = true;
    expect(host.create(exists)).toBe('STATUS_NOT_SUPPORTED');
    host.mirrored = false;
    expect(host.create(exists)).toBe('ERROR_OBJECT_ALREADY_EXISTS');
    expect(host.routes()).toHaveLength(1);
  });

  it('makes no route where the interface takes none', () => {
    const host = new RouteHost([ethernet(5, { supportsRoutes: false })]);
    expect(host.create(initialized(given))).toBe('STATUS_NOT_SUPPORTED');
  });
});
