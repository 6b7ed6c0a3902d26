import { either } from 'fp-ts';

import { ethernet, ip, loopback, prefix, RouteHost } from '../../test/route-host';
import { bestRoute, routeApi, type BestRouteParams, type LookupReads, type LookupRequest } from '.';

describe('the checks of GetBestRoute2', () => {
  const status = (params: object, host: RouteHost): string =>
    routeApi.GetBestRoute2.run(host.view, params as BestRouteParams).status;
  const host = (stacks?: readonly ['AF_INET']): RouteHost =>
    new RouteHost([ethernet(5), ethernet(6), ethernet(7, { families: ['AF_INET'] })], stacks);

  // Wrong in every later way too, but for what the line names.
  const wrong = { DestinationAddress: 'fe80::1%99', SourceAddress: '224.0.0.1', InterfaceIndex: 99 };
  it.each([
    ['no destination', { ...wrong, DestinationAddress: null }],
    ['a destination left out', { ...wrong, DestinationAddress: undefined }],
    ['BestRoute NULL', { ...wrong, BestRoute: null }],
    ['BestSourceAddress NULL', { ...wrong, BestSourceAddress: null }],
    ['a destination of no family', { ...wrong, DestinationAddress: 'AF_UNSPEC' }],
    ['a destination that is no address', { ...wrong, DestinationAddress: '10.0.0.256' }],
    ['a destination that is no text', { ...wrong, DestinationAddress: 10 }],
    ['a source of the other family', wrong],
    ['a multicast source', { ...wrong, SourceAddress: 'ff02::1' }],
    ['a broadcast source', { ...wrong, DestinationAddress: '10.0.0.1', SourceAddress: '255.255.255.255' }],
    ['a source that is no address', { ...wrong, SourceAddress: 'fe80::g' }],
    ['a source that is no text', { ...wrong, SourceAddress: {} }],
    ['a LUID that is none', { ...wrong, SourceAddress: null, InterfaceLuid: 'Ethernet' }],
    ['an index that is none', { ...wrong, SourceAddress: null, InterfaceIndex: 1.5 }],
  ])('refuse %s first', (_, params) => {
    expect(status(params, host(['AF_INET']))).toBe('STATUS_INVALID_PARAMETER');
  });

  it('then ask for a stack', () => {
    expect(status({ ...wrong, SourceAddress: 'fe80::5' }, host(['AF_INET']))).toBe('STATUS_NOT_SUPPORTED');
  });

  it.each([
    ['the index', { InterfaceIndex: 99 }],
    ['the LUID, which decides alone', { InterfaceIndex: 5, InterfaceLuid: '0x0006000099000000' }],
    ['the family that is not bound', { InterfaceIndex: 7 }],
  ])('then look for the interface by %s', (_, params) => {
    expect(status({ ...wrong, SourceAddress: null, ...params }, host())).toBe('STATUS_NOT_FOUND');
  });

  it('then look for the interface of the scope id, then whether it is the one given', () => {
    const params = { DestinationAddress: 'fe80::1%99', InterfaceIndex: 5 };
    expect(status(params, host())).toBe('STATUS_NOT_FOUND');
    expect(status({ ...params, DestinationAddress: 'fe80::1%6' }, host())).toBe('STATUS_INVALID_PARAMETER');
    expect(status({ ...params, DestinationAddress: 'fe80::1%5' }, host())).toBe('STATUS_NETWORK_UNREACHABLE');
  });

  it.each([
    ['zero and NULL', { InterfaceLuid: null, InterfaceIndex: 0, SourceAddress: null }],
    ['a zero LUID and no family', { InterfaceLuid: '0x0000000000000000', SourceAddress: 'AF_UNSPEC' }],
    ['an unspecified source', { SourceAddress: '0.0.0.0', AddressSortOptions: 1234 }],
    ['an unspecified source of the other family', { SourceAddress: '::' }],
    ['nothing', {}],
  ])('take %s for "not given"', (_, params) => {
    const reachable = host();
    reachable.route('0.0.0.0/0', '192.0.2.1', 5);
    expect(status({ DestinationAddress: '203.0.113.1', ...params }, reachable)).toBe('STATUS_SUCCESS');
  });

  it('say which parameter is at fault', () => {
    expect(routeApi.GetBestRoute2.run(host().view, { DestinationAddress: null })).toEqual({
      status: 'STATUS_INVALID_PARAMETER',
      why: 'DestinationAddress is NULL',
      member: 'DestinationAddress',
    });
  });
});

describe('GetBestRoute2', () => {
  it('gives the whole row as it reads now, and the source', () => {
    const host = new RouteHost();
    host.address('192.0.2.10', 5);
    host.route('10.0.0.0/8', '192.0.2.1', 5, { ValidLifetime: 60, PreferredLifetime: 60, Metric: 3 });
    host.at += 20_000;
    const { status, out } = routeApi.GetBestRoute2.run(host.view, { DestinationAddress: '10.1.2.3' });
    expect(status).toBe('STATUS_SUCCESS');
    expect(out?.BestSourceAddress).toBe('192.0.2.10');
    expect(out?.BestRoute).toEqual(
      host.get({ DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5 }),
    );
    expect(out?.BestRoute).toMatchObject({ Age: 20, ValidLifetime: 40, Metric: 3 });
  });

  it('takes the longest prefix, whatever its metric', () => {
    const host = new RouteHost();
    host.route('0.0.0.0/0', '192.0.2.1', 5, { Metric: 0 });
    host.route('10.0.0.0/8', '192.0.2.2', 5, { Metric: 5 });
    host.route('10.1.0.0/16', '192.0.2.3', 5, { Metric: 4294967294 });
    expect(host.best('10.1.2.3')).toBe('10.1.0.0/16 192.0.2.3 5 from 0.0.0.0');
    expect(host.best('10.2.2.3')).toBe('10.0.0.0/8 192.0.2.2 5 from 0.0.0.0');
    expect(host.best('11.0.0.1')).toBe('0.0.0.0/0 192.0.2.1 5 from 0.0.0.0');
    expect(host.best('0.0.0.0')).toBe('0.0.0.0/0 192.0.2.1 5 from 0.0.0.0');
    expect(host.best('::')).toBe('STATUS_NETWORK_UNREACHABLE');
  });

  it('adds the metric of the IP interface of that family, beyond 32 bits', () => {
    const host = new RouteHost([ethernet(5, { Metric: 50 }), ethernet(6, { Metric: 10 })]);
    host.route('0.0.0.0/0', '192.0.2.1', 5, { Metric: 0 });
    host.route('0.0.0.0/0', '192.0.2.1', 6, { Metric: 39 });
    expect(host.best('10.0.0.1')).toContain('192.0.2.1 6');
    host.setsIpInterface(6, 'AF_INET', { Metric: 12 });
    expect(host.best('10.0.0.1')).toContain('192.0.2.1 5');
    host.setsIpInterface(6, 'AF_INET', { Metric: 10 });
    host.setsIpInterface(6, 'AF_INET6', { Metric: 1000 });
    expect(host.best('10.0.0.1')).toContain('192.0.2.1 6');
    // 4294967294 + 10 would be 8 in 32 bits.
    host.route('10.0.0.0/8', '192.0.2.1', 6, { Metric: 4294967294 });
    host.route('10.0.0.0/8', '192.0.2.1', 5, { Metric: 4294967000 });
    expect(host.best('10.0.0.1')).toContain('192.0.2.1 5');
  });

  it('prefers the lower interface index, then the lower next hop as a number, among equal sums', () => {
    const host = new RouteHost([ethernet(12), ethernet(6), ethernet(5, { Metric: 20 })]);
    host.route('10.0.0.0/8', '192.0.2.1', 12, { Metric: 5 });
    host.route('10.0.0.0/8', '192.0.2.10', 6, { Metric: 5 });
    host.route('10.0.0.0/8', '192.0.2.9', 6, { Metric: 5 });
    expect(host.best('10.0.0.1')).toContain('192.0.2.9 6');
    host.route('10.0.0.0/8', '0.0.0.0', 6, { Metric: 5 });
    expect(host.best('10.0.0.1')).toContain('0.0.0.0 6');
    // Met later in the order of Metric, yet of the same sum and the lowest index.
    host.route('10.0.0.0/8', '192.0.2.200', 5, { Metric: 10 });
    expect(host.best('10.0.0.1')).toContain('192.0.2.200 5');
  });

  it('weighs a route whose offset alone equals the least sum so far', () => {
    const host = new RouteHost([ethernet(5, { Metric: 0 }), ethernet(6, { Metric: 1 })]);
    host.route('10.0.0.0/8', '192.0.2.1', 6, { Metric: 1 });
    host.route('10.0.0.0/8', '192.0.2.1', 5, { Metric: 2 });
    expect(host.best('10.0.0.1')).toContain('192.0.2.1 5');
  });

  it('looks on one interface alone where one is given, by LUID or index', () => {
    const host = new RouteHost([ethernet(5), ethernet(6)]);
    host.route('0.0.0.0/0', '192.0.2.1', 5);
    host.route('10.0.0.0/8', '192.0.2.1', 6);
    expect(host.best('10.0.0.1')).toContain('10.0.0.0/8');
    expect(host.best('10.0.0.1', { InterfaceIndex: 5 })).toContain('0.0.0.0/0');
    expect(host.best('10.0.0.1', { InterfaceLuid: '0x0006000005000000', InterfaceIndex: 6 })).toContain(
      '0.0.0.0/0',
    );
    expect(host.best('11.0.0.1', { InterfaceIndex: 6 })).toBe('STATUS_NETWORK_UNREACHABLE');
  });

  it('passes over routes of a disconnected interface, also to a shorter prefix', () => {
    const host = new RouteHost([ethernet(5), ethernet(6)]);
    host.route('0.0.0.0/0', '192.0.2.1', 5);
    host.route('10.0.0.0/8', '192.0.2.1', 6);
    host.route('10.0.0.0/24', '192.0.2.1', 6);
    host.disconnects(6);
    expect(host.best('10.0.0.1')).toContain('0.0.0.0/0');
    host.disconnects(5);
    expect(host.best('10.0.0.1')).toBe('STATUS_NETWORK_UNREACHABLE');
  });

  it('passes over default routes where they are disabled for the family, but over no other', () => {
    const host = new RouteHost([ethernet(5, { Metric: 1 }), ethernet(6)]);
    host.route('0.0.0.0/0', '192.0.2.1', 5);
    host.route('0.0.0.0/1', '192.0.2.2', 5);
    host.route('0.0.0.0/0', '192.0.2.3', 6);
    host.route('::/0', 'fe80::1', 5);
    host.setsIpInterface(5, 'AF_INET', { DisableDefaultRoutes: true });
    expect(host.best('200.0.0.1')).toContain('192.0.2.3 6');
    expect(host.best('10.0.0.1')).toContain('192.0.2.2 5');
    expect(host.best('2001:db8::1')).toContain('fe80::1 5');
  });

  it('sends to loopback addresses by loopback interfaces alone', () => {
    const host = new RouteHost([ethernet(5), loopback(1)]);
    host.route('127.0.0.0/8', '0.0.0.0', 5);
    host.route('::1/128', '::', 5);
    expect(host.best('127.0.0.1')).toBe('STATUS_NETWORK_UNREACHABLE');
    host.route('127.0.0.0/8', '0.0.0.0', 1);
    host.route('::/0', '::', 1);
    expect(host.best('127.0.0.1')).toContain('0.0.0.0 1');
    expect(host.best('::1')).toContain('::/0 :: 1');
    expect(host.best('126.255.255.255')).toBe('STATUS_NETWORK_UNREACHABLE');
  });

  it.each(['fe80::1', 'febf::1', 'ff02::fb', 'ff02:1::1'])(
    'never sends to %s by a gateway',
    (destination) => {
      const host = new RouteHost();
      host.route('::/0', 'fe80::1', 5, { Metric: 0 });
      expect(host.best(destination)).toBe('STATUS_NETWORK_UNREACHABLE');
      host.route('::/0', '::', 5, { Metric: 9 });
      expect(host.best(destination)).toContain('::/0 :: 5');
    },
  );

  it.each(['fec0::1', 'ff01::1', 'ff05::2', 'ff12::1', '169.254.1.1', '224.0.0.1'])(
    'sends to %s by a gateway',
    (destination) => {
      const host = new RouteHost();
      host.route('::/0', 'fe80::1', 5);
      host.route('0.0.0.0/0', '192.0.2.1', 5);
      expect(host.best(destination)).toContain('/0');
    },
  );

  it('looks on the interface of the destination’s scope id', () => {
    const host = new RouteHost([ethernet(5), ethernet(6, { Metric: 1 })]);
    host.route('fe80::/64', '::', 5);
    host.route('fe80::/64', '::', 6);
    expect(host.best('fe80::9')).toContain(':: 6');
    expect(host.best('fe80::9%5')).toContain(':: 5');
    expect(host.best('fe80::9%5', { InterfaceIndex: 5 })).toContain(':: 5');
  });

  it('drops the scope id of an address that is not link-local', () => {
    const host = new RouteHost();
    host.route('::/0', 'fe80::1', 5);
    expect(host.best('2001:db8::1%99')).toContain('::/0');
  });

  it('gives a link-local source its link', () => {
    const host = new RouteHost([ethernet(5), ethernet(6)]);
    host.address('fe80::10', 6, { OnLinkPrefixLength: 64 });
    host.route('fe80::/64', '::', 6);
    expect(host.best('fe80::9')).toBe('fe80::/64 :: 6 from fe80::10%6');
    expect(host.best('fe80::9', { SourceAddress: 'fe80::10' })).toBe('fe80::/64 :: 6 from fe80::10%6');
  });
});

describe('a source that the caller names', () => {
  const twoLinks = (): RouteHost => {
    const host = new RouteHost([ethernet(5, { Metric: 1 }), ethernet(6, { Metric: 99 })]);
    host.route('0.0.0.0/0', '192.0.2.1', 5);
    host.route('0.0.0.0/0', '198.51.100.1', 6);
    host.address('192.0.2.10', 5);
    host.address('198.51.100.10', 6, { SkipAsSource: true });
    return host;
  };

  it('keeps a strong host to the interfaces that hold it', () => {
    const host = twoLinks();
    expect(host.best('203.0.113.1', { SourceAddress: '198.51.100.10' })).toBe(
      '0.0.0.0/0 198.51.100.1 6 from 198.51.100.10',
    );
    expect(host.best('203.0.113.1', { SourceAddress: '198.51.100.10', InterfaceIndex: 5 })).toBe(
      'STATUS_NETWORK_UNREACHABLE',
    );
    host.address('198.51.100.10', 5);
    expect(host.best('203.0.113.1', { SourceAddress: '198.51.100.10' })).toContain('192.0.2.1 5');
  });

  it('lets a weak host send it by any interface; the interface that holds it decides', () => {
    const host = twoLinks();
    host.setsIpInterface(5, 'AF_INET', { WeakHostSend: true, WeakHostReceive: true });
    host.setsIpInterface(6, 'AF_INET6', { WeakHostSend: true });
    expect(host.best('203.0.113.1', { SourceAddress: '198.51.100.10' })).toContain('198.51.100.1 6');
    host.setsIpInterface(6, 'AF_INET', { WeakHostSend: true });
    expect(host.best('203.0.113.1', { SourceAddress: '198.51.100.10' })).toBe(
      '0.0.0.0/0 192.0.2.1 5 from 198.51.100.10',
    );
    expect(host.best('203.0.113.1', { SourceAddress: '198.51.100.10', InterfaceIndex: 6 })).toContain(
      '198.51.100.1 6',
    );
  });

  it.each([
    ['IpDadStatePreferred', '0.0.0.0/0 192.0.2.1 5 from 192.0.2.77'],
    ['IpDadStateDeprecated', '0.0.0.0/0 192.0.2.1 5 from 192.0.2.77'],
    ['IpDadStateTentative', 'STATUS_NETWORK_UNREACHABLE'],
    ['IpDadStateDuplicate', 'STATUS_NETWORK_UNREACHABLE'],
  ] as const)('counts where its state is %s: %s', (DadState, answer) => {
    const host = twoLinks();
    host.address('192.0.2.77', 5, { DadState });
    expect(host.best('203.0.113.1', { SourceAddress: '192.0.2.77' })).toBe(answer);
  });

  it('is no way out where no interface holds it', () => {
    expect(twoLinks().best('203.0.113.1', { SourceAddress: '203.0.113.9' })).toBe(
      'STATUS_NETWORK_UNREACHABLE',
    );
  });

  it('never leaves its link where it is link-local, and its scope id says which', () => {
    const host = new RouteHost([ethernet(5, { Metric: 1 }), ethernet(6)]);
    for (const index of [5, 6]) {
      host.route('fe80::/64', '::', index);
      host.address('fe80::10', index);
      host.setsIpInterface(index, 'AF_INET6', { WeakHostSend: true });
    }
    host.route('2001:db8::/32', '::', 5);
    expect(host.best('fe80::9', { SourceAddress: 'fe80::10%6' })).toBe('fe80::/64 :: 6 from fe80::10%6');
    expect(host.best('fe80::9', { SourceAddress: 'fe80::10' })).toBe('fe80::/64 :: 5 from fe80::10%5');
    expect(host.best('fe80::9', { SourceAddress: 'fe80::10%7' })).toBe('STATUS_NETWORK_UNREACHABLE');
    expect(host.best('2001:db8::1', { SourceAddress: 'fe80::10%6' })).toBe('STATUS_NETWORK_UNREACHABLE');
  });
});

describe('a mirrored host', () => {
  /** A host whose live host answers all with the route it has, and that tells what it was asked. */
  const mirrored = (source: string | undefined) => {
    const host = new RouteHost([ethernet(5), ethernet(6)]);
    host.route('10.0.0.0/8', '192.0.2.1', 5);
    host.disconnects(5);
    host.mirrored = true;
    const asked: LookupRequest[] = [];
    const [route] = host.state.routes.values();
    const linux = {
      size: 1,
      bestRoute: (_reads: LookupReads, request: LookupRequest, _at: number) => {
        asked.push(request);
        return route === undefined || source === undefined ? undefined : { route, source: ip(source) };
      },
    };
    host.state = { ...host.state, linux };
    return { host, asked };
  };

  it('answers with what its live host would do', () => {
    const { host } = mirrored('fe80::5');
    host.at += 3000;
    const { out } = routeApi.GetBestRoute2.run(host.view, { DestinationAddress: '198.51.100.1' });
    expect(out).toMatchObject({
      BestRoute: { DestinationPrefix: '10.0.0.0/8', Age: 3 },
      BestSourceAddress: 'fe80::5%5',
    });
    expect(mirrored(undefined).host.best('10.0.0.1')).toBe('STATUS_NETWORK_UNREACHABLE');
  });

  it('is asked after the checks, with what was given', () => {
    const { host, asked } = mirrored('192.0.2.10');
    expect(host.best('10.0.0.1', { InterfaceIndex: 99 })).toBe('STATUS_NOT_FOUND');
    host.best('fe80::1%6', { SourceAddress: 'fe80::2%6', InterfaceIndex: 6 });
    host.best('10.0.0.1');
    expect(asked).toMatchObject([
      {
        destination: 'fe80::1',
        scopeId: 6,
        source: 'fe80::2',
        sourceScopeId: 6,
        interface: { InterfaceIndex: 6 },
        scope: { InterfaceIndex: 6 },
      },
      { destination: '10.0.0.1', scopeId: 0, source: undefined, interface: undefined, scope: undefined },
    ]);
  });
});

describe('bestRoute', () => {
  it('gives the route as it is stored', () => {
    const host = new RouteHost();
    host.address('192.0.2.10', 5);
    host.route('10.0.0.0/8', '192.0.2.1', 5);
    const found = bestRoute(host.view, { DestinationAddress: '10.0.0.1' });
    expect(found).toEqual(
      either.right({ route: host.state.routes.at(prefix('10.0.0.0/8'))[0], source: '192.0.2.10' }),
    );
  });
});
