import { ethernet, initialized, ip, prefix, RouteHost } from '../../test/route-host';

const in24 = { OnLinkPrefixLength: 24 };
const in64 = { OnLinkPrefixLength: 64 };

/** A host with 192.0.2.10/24 on interface 5 and the routes it brought. */
const hostWithAddress = (): RouteHost => {
  const host = new RouteHost([ethernet(5), ethernet(6)]);
  host.address('192.0.2.10', 5, in24, true);
  host.takeEvents();
  return host;
};

const onLink = (DestinationPrefix: string, InterfaceIndex = 5) => ({
  DestinationPrefix,
  NextHop: DestinationPrefix.includes(':') ? '::' : '0.0.0.0',
  InterfaceIndex,
});

describe('an address that comes', () => {
  it('brings its routes in order', () => {
    const host = new RouteHost();
    host.address('192.0.2.10', 5, { ...in24, DadState: 'IpDadStateTentative' }, true);
    expect(host.takeRouteChanges()).toEqual([
      '+192.0.2.10/32',
      '+192.0.2.0/24',
      '+192.0.2.255/32',
      '+224.0.0.0/4',
      '+255.255.255.255/32',
    ]);
    expect(host.get(onLink('192.0.2.10/32'))).toMatchObject({
      Loopback: true,
      Protocol: 'MIB_IPPROTO_LOCAL',
      Metric: 256,
      Age: 0,
    });
  });

  it('leaves routes that stand as they are, whoever made them', () => {
    const host = new RouteHost();
    host.route('192.0.2.0/24', '0.0.0.0', 5, { Metric: 5 });
    host.takeEvents();
    host.address('192.0.2.10', 5, in24, true);
    expect(host.takeRouteChanges()).not.toContain('+192.0.2.0/24');
    expect(host.get(onLink('192.0.2.0/24'))).toMatchObject({ Metric: 5, Protocol: 'MIB_IPPROTO_NETMGMT' });
    host.address('192.0.2.11', 5, in24, true);
    expect(host.takeRouteChanges()).toEqual(['+192.0.2.11/32']);
  });

  it('brings its routes to its own interface', () => {
    const host = hostWithAddress();
    host.address('192.0.2.10', 6, in24, true);
    expect(host.takeRouteChanges()).toHaveLength(5);
    expect(host.get(onLink('192.0.2.10/32', 6))).toMatchObject({ InterfaceLuid: '0x0006000006000000' });
  });

  it('brings anew what a caller had deleted', () => {
    const host = hostWithAddress();
    host.delete(onLink('192.0.2.255/32'));
    expect(host.takeRouteChanges()).toEqual(['-192.0.2.255/32 call']);
    host.address('192.0.2.11', 5, in24, true);
    expect(host.takeRouteChanges()).toEqual(['+192.0.2.11/32', '+192.0.2.255/32']);
  });

  it('brings one route where it is anycast', () => {
    const host = new RouteHost();
    host.anycast('2001:db8::10', 5);
    expect(host.takeRouteChanges()).toEqual(['+2001:db8::10/128']);
  });
});

describe('an address that goes', () => {
  it('takes its routes away before it, in order of their creation', () => {
    const host = hostWithAddress();
    host.delete(onLink('192.0.2.0/24'));
    host.create(initialized({ ...onLink('192.0.2.0/24'), Protocol: 'MIB_IPPROTO_LOCAL' }));
    host.takeEvents();
    host.deletesAddress('UnicastAddressDeleted', '192.0.2.10', 5);
    expect(host.events.at(-1)?.type).toBe('UnicastAddressDeleted');
    expect(host.takeRouteChanges()).toEqual([
      '-192.0.2.10/32 address-deleted',
      '-192.0.2.255/32 address-deleted',
      '-224.0.0.0/4 address-deleted',
      '-255.255.255.255/32 address-deleted',
      '-192.0.2.0/24 address-deleted',
    ]);
    expect(host.routes()).toEqual([]);
  });

  it('leaves what another address of the interface brings, also by another rule', () => {
    const host = hostWithAddress();
    // A host address that is the broadcast address of the other's network, and a wider network that ends there too.
    host.address('192.0.2.255', 5, {}, true);
    host.takeEvents();
    host.deletesAddress('UnicastAddressDeleted', '192.0.2.10', 5);
    expect(host.takeRouteChanges()).toEqual([
      '-192.0.2.10/32 address-deleted',
      '-192.0.2.0/24 address-deleted',
    ]);
    host.deletesAddress('UnicastAddressDeleted', '192.0.2.255', 5);
    expect(host.routes()).toEqual([]);
  });

  it('leaves what the same address brings as anycast, and the other way round', () => {
    const host = hostWithAddress();
    host.anycast('192.0.2.10', 5);
    host.deletesAddress('UnicastAddressDeleted', '192.0.2.10', 5);
    expect(host.routes()).toEqual(['192.0.2.10/32 0.0.0.0 5']);
    host.address('192.0.2.10', 5, {}, true);
    host.takeEvents();
    host.deletesAddress('AnycastAddressDeleted', '192.0.2.10', 5);
    expect(host.takeRouteChanges()).toEqual([]);
    host.deletesAddress('UnicastAddressDeleted', '192.0.2.10', 5, 'expired');
    expect(host.routes()).toEqual([]);
  });

  it('does not heed addresses of other interfaces', () => {
    const host = hostWithAddress();
    host.address('192.0.2.11', 6, in24, true);
    host.takeEvents();
    host.deletesAddress('UnicastAddressDeleted', '192.0.2.10', 5);
    expect(host.takeRouteChanges()).toHaveLength(5);
  });

  it('leaves a route that became a caller’s, takes one that a caller only changed', () => {
    const host = hostWithAddress();
    host.set(initialized({ ...onLink('224.0.0.0/4'), Metric: 9 }));
    host.set(initialized({ ...onLink('255.255.255.255/32'), Protocol: 'MIB_IPPROTO_NETMGMT' }));
    host.deletesAddress('UnicastAddressDeleted', '192.0.2.10', 5);
    expect(host.routes()).toEqual(['255.255.255.255/32 0.0.0.0 5']);
  });

  it('takes a route that a caller made with the stack’s protocol, but none by a gateway', () => {
    const host = new RouteHost();
    host.route('192.0.2.0/24', '0.0.0.0', 5, { Protocol: 'MIB_IPPROTO_LOCAL' });
    host.route('192.0.2.0/24', '192.0.2.1', 5, { Protocol: 'MIB_IPPROTO_LOCAL' });
    host.address('192.0.2.10', 5, in24, true);
    host.deletesAddress('UnicastAddressDeleted', '192.0.2.10', 5);
    expect(host.routes()).toEqual(['192.0.2.0/24 192.0.2.1 5']);
  });

  it.each(['interface-departed', 'host-report'] as const)(
    'brings nothing about by itself where it is %s',
    (reason) => {
      const host = hostWithAddress();
      host.deletesAddress('UnicastAddressDeleted', '192.0.2.10', 5, reason);
      expect(host.takeRouteChanges()).toEqual([]);
      expect(host.routes()).toHaveLength(5);
    },
  );
});

describe('an address that is set', () => {
  it('moves the routes of its prefix: first those that go, then those that come', () => {
    const host = hostWithAddress();
    host.setsAddress('192.0.2.10', 5, { OnLinkPrefixLength: 25 });
    expect(host.takeRouteChanges()).toEqual([
      '-192.0.2.0/24 address-deleted',
      '-192.0.2.255/32 address-deleted',
      '+192.0.2.0/25',
      '+192.0.2.127/32',
    ]);
    host.setsAddress('192.0.2.10', 5, { OnLinkPrefixLength: 32 });
    expect(host.takeRouteChanges()).toEqual([
      '-192.0.2.0/25 address-deleted',
      '-192.0.2.127/32 address-deleted',
    ]);
  });

  it('leaves what another address brings, and what stands', () => {
    const host = hostWithAddress();
    host.address('192.0.2.11', 5, in24, true);
    host.route('192.0.2.0/25', '0.0.0.0', 5);
    host.takeEvents();
    host.setsAddress('192.0.2.10', 5, { OnLinkPrefixLength: 25 });
    expect(host.takeRouteChanges()).toEqual(['+192.0.2.127/32']);
  });

  it('moves nothing where neither length nor prefix origin differ, not even what a caller deleted', () => {
    const host = hostWithAddress();
    host.delete(onLink('192.0.2.255/32'));
    host.takeEvents();
    host.setsAddress('192.0.2.10', 5, { SkipAsSource: true, validUntil: host.at + 5000 });
    expect(host.takeRouteChanges()).toEqual([]);
    host.setsAddress('192.0.2.10', 5, { PrefixOrigin: 'IpPrefixOriginDhcp' });
    expect(host.takeRouteChanges()).toEqual([]);
  });

  it('gives up its prefix to the router’s advertisement, and takes it back', () => {
    const host = new RouteHost();
    host.address('2001:db8::10', 5, in64, true);
    host.takeEvents();
    host.setsAddress('2001:db8::10', 5, { PrefixOrigin: 'IpPrefixOriginRouterAdvertisement' });
    expect(host.takeRouteChanges()).toEqual(['-2001:db8::/64 address-deleted']);
    host.setsAddress('2001:db8::10', 5, { PrefixOrigin: 'IpPrefixOriginManual' });
    expect(host.takeRouteChanges()).toEqual(['+2001:db8::/64']);
  });
});

describe('a route with the key of an address’s', () => {
  const advertised = { Protocol: 'MIB_IPPROTO_NETMGMT', ValidLifetime: 60, PreferredLifetime: 60 } as const;

  it('comes back as the address’s own at the instant it expires', () => {
    const host = new RouteHost();
    host.create(initialized({ ...onLink('192.0.2.0/24'), ...advertised, Metric: 1 }));
    host.address('192.0.2.10', 5, in24, true);
    host.takeEvents();
    const start = host.at;
    host.advance(90_000);
    expect(host.takeRouteChanges()).toEqual(['-192.0.2.0/24 expired', '+192.0.2.0/24']);
    expect(host.get(onLink('192.0.2.0/24'))).toMatchObject({
      Age: 30,
      Metric: 256,
      Protocol: 'MIB_IPPROTO_LOCAL',
      ValidLifetime: 4294967295,
    });
    expect(
      host.state.routes.get({ ...keyOf(host), DestinationPrefix: prefix('192.0.2.0/24') })?.ageSince,
    ).toBe(start + 60_000);
  });

  it('comes back after a router withdrew it, but not after a call, a departure or a report', () => {
    for (const [reason, changes] of [
      ['advertisement', ['-192.0.2.0/24 advertisement', '+192.0.2.0/24']],
      ['call', ['-192.0.2.0/24 call']],
      ['interface-departed', ['-192.0.2.0/24 interface-departed']],
      ['host-report', ['-192.0.2.0/24 host-report']],
    ] as const) {
      const host = hostWithAddress();
      const data = { ...keyOf(host), DestinationPrefix: prefix('192.0.2.0/24'), InterfaceIndex: 5, reason };
      host.append([{ type: 'RouteDeleted', data }]);
      expect(host.takeRouteChanges()).toEqual(changes);
    }
  });

  it('comes back by the rule of the address that was created first', () => {
    const host = new RouteHost();
    host.create(initialized({ ...onLink('192.0.2.255/32'), ...advertised }));
    host.address('192.0.2.10', 5, in24, true);
    host.address('192.0.2.255', 5, {}, true);
    host.advance(60_000);
    expect(host.get(onLink('192.0.2.255/32'))).toMatchObject({ Loopback: false });
    host.create(initialized({ ...onLink('192.0.2.99/32'), ...advertised }));
    host.anycast('192.0.2.99', 5);
    host.address('192.0.2.98', 5, { OnLinkPrefixLength: 30 }, true);
    host.advance(60_000);
    expect(host.get(onLink('192.0.2.99/32'))).toMatchObject({ Loopback: true });
  });

  it('does not come back by a gateway, nor where no address brings it', () => {
    const host = hostWithAddress();
    host.create(initialized({ ...onLink('192.0.2.0/24'), NextHop: '192.0.2.1', ...advertised }));
    host.create(initialized({ ...onLink('10.0.0.0/8'), ...advertised }));
    host.takeEvents();
    host.advance(60_000);
    expect(host.takeRouteChanges()).toEqual(['-192.0.2.0/24 expired', '-10.0.0.0/8 expired']);
    host.delete(onLink('192.0.2.0/24'));
    host.create(initialized({ ...onLink('192.0.2.0/24'), NextHop: '192.0.2.1', ...advertised }));
    host.takeEvents();
    host.advance(60_000);
    expect(host.takeRouteChanges()).toEqual(['-192.0.2.0/24 expired']);
  });
});

/** The members of a key that all on-link routes on interface 5 have. */
const keyOf = (host: RouteHost) => {
  const InterfaceLuid = host.state.interfaces.byIndex(5)?.InterfaceLuid;
  if (InterfaceLuid === undefined) throw new Error('no interface 5');
  return { InterfaceLuid, NextHop: ip('0.0.0.0') };
};
