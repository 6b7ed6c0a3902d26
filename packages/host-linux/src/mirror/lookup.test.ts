import { netioapi } from '@netlapse/core';

import {
  address,
  appendRoute,
  down,
  hop,
  link,
  loopback,
  mirroredHost,
  newAddress,
  newLink,
  newNetconf,
  newRoute,
  newRule,
  route,
  withoutCarrier,
  type MirroredHost,
} from '../../test/mirrored-host';

/** The answer of GetBestRoute2 in few words: `via gateway dev index src source`, or its status. */
const best = ({ host }: MirroredHost, DestinationAddress: string, more: object = {}): string => {
  const answer = netioapi(host).GetBestRoute2({ DestinationAddress, ...more });
  if (answer.BestRoute === undefined) return answer.status;
  const { InterfaceIndex, NextHop } = answer.BestRoute;
  return `via ${NextHop} dev ${InterfaceIndex} src ${answer.BestSourceAddress}`;
};

const UNREACHABLE = 'STATUS_NETWORK_UNREACHABLE';

const begun = () =>
  mirroredHost(
    newLink(loopback()),
    newLink(link(2)),
    newLink(link(3)),
    newAddress(address(2, '192.0.2.1/24')),
    newAddress(address(3, '198.51.100.1/24')),
  );

describe('tables', () => {
  it('are asked local, main, default: a match in an earlier one wins, also against a longer prefix', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/24', { gateway: '192.0.2.9', oif: 2, table: 'default' })));
    expect(best(mirror, '10.0.0.5')).toBe('via 192.0.2.9 dev 2 src 192.0.2.1');
    mirror.tell(newRoute(route('10.0.0.0/8', { gateway: '192.0.2.8', oif: 2 })));
    expect(best(mirror, '10.0.0.5')).toBe('via 192.0.2.8 dev 2 src 192.0.2.1');
    mirror.tell(newRoute(route('10.0.0.0/7', { gateway: '192.0.2.7', oif: 2, table: 'local' })));
    expect(best(mirror, '10.0.0.5')).toBe('via 192.0.2.7 dev 2 src 192.0.2.1');
  });

  it('of policy routing are not looked at, which the mirror says', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { oif: 2, table: '100' })));
    mirror.tell(newRule({ family: 'inet', priority: 100, src: 'all', table: '100' }));
    expect(best(mirror, '10.0.0.5')).toBe(UNREACHABLE);
    expect(mirror.state.linux.policyRouting).toBe(true);
  });
});

describe('within a table', () => {
  it('the longest prefix wins, then the lowest priority, then the first of its slot', () => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('10.0.0.0/8', { gateway: '192.0.2.2', oif: 2 })),
      newRoute(route('10.1.0.0/16', { gateway: '192.0.2.3', metric: 50, oif: 2 })),
      appendRoute(route('10.1.0.0/16', { gateway: '192.0.2.4', metric: 20, oif: 2 })),
      appendRoute(route('10.1.0.0/16', { gateway: '192.0.2.5', metric: 20, oif: 2 })),
    );
    expect(best(mirror, '10.1.0.1')).toBe('via 192.0.2.4 dev 2 src 192.0.2.1');
    expect(best(mirror, '10.2.0.1')).toBe('via 192.0.2.2 dev 2 src 192.0.2.1');
    mirror.tell(newRoute(route('10.1.0.0/16', { gateway: '192.0.2.6', metric: 20, oif: 2 })));
    expect(best(mirror, '10.1.0.1')).toBe('via 192.0.2.6 dev 2 src 192.0.2.1');
  });

  it('routes of a type of service, or of a source, are passed over', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.1.0.0/16', { gateway: '192.0.2.3', oif: 2, tos: '0x10' })));
    expect(best(mirror, '10.1.0.1')).toBe(UNREACHABLE);
  });

  it('IPv6 routes to gateways of one priority are one choice, others the first that came', () => {
    const mirror = begun();
    mirror.tellAll(
      newAddress(address(2, '2001:db8::1/64')),
      newRoute(route('2001:db8:1::/48', { gateway: 'fe80::9', metric: 1024, oif: 3 })),
      newRoute(route('2001:db8:1::/48', { gateway: 'fe80::5', metric: 1024, oif: 2 })),
      newRoute(route('2001:db8:1::/48', { metric: 1024, oif: 2 })),
    );
    expect(best(mirror, '2001:db8:1::7')).toBe('via fe80::5 dev 2 src 2001:db8::1');
    mirror.tell(newRoute(route('2001:db8:1::/48', { gateway: 'fe80::f', metric: 512, oif: 3 })));
    expect(best(mirror, '2001:db8:1::7')).toContain('via fe80::f dev 3');
  });
});

describe('routes that reject', () => {
  it.each(['blackhole', 'unreachable', 'prohibit'])('win as others do: %s', (type) => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('default', { gateway: '192.0.2.9', oif: 2 })),
      newRoute(route('10.0.0.0/8', { type })),
    );
    expect(best(mirror, '10.0.0.5')).toBe(UNREACHABLE);
    expect(best(mirror, '11.0.0.5')).toBe('via 192.0.2.9 dev 2 src 192.0.2.1');
    expect(best(mirror, '10.0.0.5', { InterfaceIndex: 2 })).toBe(UNREACHABLE);
  });

  it('lose against a longer prefix and a lower priority', () => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('10.0.0.0/8', { metric: 9, type: 'unreachable' })),
      newRoute(route('10.0.0.0/8', { gateway: '192.0.2.8', metric: 8, oif: 2 })),
      newRoute(route('10.1.0.0/16', { gateway: '192.0.2.9', metric: 99, oif: 2 })),
    );
    expect(best(mirror, '10.0.0.5')).toBe('via 192.0.2.8 dev 2 src 192.0.2.1');
    expect(best(mirror, '10.1.0.5')).toBe('via 192.0.2.9 dev 2 src 192.0.2.1');
  });

  it('go on with the next table: throw', () => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('10.0.0.0/8', { type: 'throw' })),
      newRoute(route('0.0.0.0/1', { gateway: '192.0.2.8', oif: 2 })),
      newRoute(route('default', { gateway: '192.0.2.9', oif: 2, table: 'default' })),
    );
    expect(best(mirror, '10.0.0.5')).toBe('via 192.0.2.9 dev 2 src 192.0.2.1');
  });
});

describe('links', () => {
  const withRoutes = () => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('2001:db8:1::/48', { metric: 1024, oif: 2 })),
      newRoute(route('10.0.0.0/8', { gateway: '192.0.2.9', oif: 2 })),
      newRoute(route('default', { gateway: '198.51.100.9', oif: 3 })),
    );
    return mirror;
  };

  it('without carrier still lead there', () => {
    const mirror = withRoutes();
    mirror.tell(newLink(link(2, withoutCarrier)));
    expect(best(mirror, '10.0.0.5')).toBe('via 192.0.2.9 dev 2 src 192.0.2.1');
  });

  it('without carrier do not where the host is told to heed that', () => {
    const mirror = withRoutes();
    mirror.tell(newLink(link(2, withoutCarrier)));
    mirror.tell(newNetconf({ family: 'inet', ifindex: 2, ignore_routes_with_linkdown: true }));
    expect(best(mirror, '10.0.0.5')).toBe('via 198.51.100.9 dev 3 src 198.51.100.1');
    expect(best(mirror, '2001:db8:1::5')).toContain('dev 2');
  });

  it('that are down do not', () => {
    const mirror = withRoutes();
    mirror.tell(newLink(link(2, down)));
    expect(best(mirror, '2001:db8:1::5')).toBe(UNREACHABLE);
  });

  it('matter nothing for the addresses of the host itself', () => {
    const mirror = withRoutes();
    mirror.tell(
      newRoute(
        route('192.0.2.1', { oif: 2, prefsrc: '192.0.2.1', scope: 'host', table: 'local', type: 'local' }),
      ),
    );
    mirror.tell(newLink(link(2, down)));
    expect(best(mirror, '192.0.2.1')).toBe('via 0.0.0.0 dev 2 src 192.0.2.1');
  });

  it('limit a lookup where the caller names one', () => {
    const mirror = withRoutes();
    expect(best(mirror, '10.0.0.5', { InterfaceIndex: 3 })).toBe('via 198.51.100.9 dev 3 src 198.51.100.1');
  });
});

describe('several next hops of one route', () => {
  it('give the lowest index, then the lowest next hop, of those that are usable', () => {
    const mirror = begun();
    const nexthops = [hop(3, '198.51.100.9'), hop(2, '192.0.2.9'), hop(2, '192.0.2.8')];
    mirror.tell(newRoute(route('10.0.0.0/8', { nexthops })));
    expect(best(mirror, '10.0.0.5')).toBe('via 192.0.2.8 dev 2 src 192.0.2.1');
    mirror.tell(newLink(link(2, down)));
    expect(best(mirror, '10.0.0.5')).toBe('via 198.51.100.9 dev 3 src 198.51.100.1');
  });
});

describe('source addresses', () => {
  it('are those that the route prefers', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { gateway: '192.0.2.9', oif: 2, prefsrc: '198.51.100.1' })));
    expect(best(mirror, '10.0.0.5')).toBe('via 192.0.2.9 dev 2 src 198.51.100.1');
  });

  it('are of the subnet of the next hop, else the first that was reported, never a secondary', () => {
    const mirror = begun();
    mirror.tellAll(
      newAddress(address(2, '203.0.113.3/24', { secondary: true })),
      newAddress(address(2, '203.0.113.4/24')),
      newRoute(route('10.1.0.0/16', { gateway: '203.0.113.9', oif: 2 })),
      newRoute(route('10.2.0.0/16', { gateway: '192.0.2.9', oif: 2 })),
      newRoute(route('10.3.0.0/16', { flags: ['onlink'], gateway: '10.9.9.9', oif: 2 })),
      newRoute(route('203.0.113.0/24', { oif: 2 })),
    );
    expect(best(mirror, '10.1.0.1')).toContain('src 203.0.113.4');
    expect(best(mirror, '10.2.0.1')).toContain('src 192.0.2.1');
    expect(best(mirror, '10.3.0.1')).toContain('src 192.0.2.1');
    expect(best(mirror, '203.0.113.77')).toContain('src 203.0.113.4');
  });

  it('are matched by the subnet of the peer where there is one', () => {
    const mirror = begun();
    mirror.tellAll(
      newAddress(address(2, '10.9.0.1/32', { address: '203.0.113.9' })),
      newRoute(route('10.1.0.0/16', { gateway: '203.0.113.9', oif: 2 })),
    );
    expect(best(mirror, '10.1.0.1')).toContain('src 10.9.0.1');
  });

  it('are of another link where the own has none: the first global one by index', () => {
    const mirror = begun();
    mirror.tellAll(
      newLink(link(4)),
      newAddress(address(1, '127.0.0.1/8', { scope: 'host' })),
      newRoute(route('10.0.0.0/8', { oif: 4 })),
      newRoute(route('2001:db8:1::/48', { metric: 1024, oif: 4 })),
    );
    expect(best(mirror, '10.0.0.5')).toBe('via 0.0.0.0 dev 4 src 192.0.2.1');
    expect(best(mirror, '2001:db8:1::5')).toBe('via :: dev 4 src ::');
    mirror.tell(newAddress(address(3, '2001:db8::5/64', { tentative: true })));
    mirror.tell(newAddress(address(3, '2001:db8::6/64')));
    expect(best(mirror, '2001:db8:1::5')).toBe('via :: dev 4 src 2001:db8::6');
  });

  it('need not be of the outgoing link where the caller names one, but must be of the host', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { gateway: '192.0.2.9', oif: 2 })));
    expect(best(mirror, '10.0.0.5', { SourceAddress: '198.51.100.1' })).toBe(
      'via 192.0.2.9 dev 2 src 198.51.100.1',
    );
    expect(best(mirror, '10.0.0.5', { SourceAddress: '203.0.113.1' })).toBe(UNREACHABLE);
  });
});

describe('an address of the host itself', () => {
  it('is found in the local table, on the link that bears it', () => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(
        route('192.0.2.1', { oif: 2, prefsrc: '192.0.2.1', scope: 'host', table: 'local', type: 'local' }),
      ),
      newRoute(route('192.0.2.0/24', { oif: 2, prefsrc: '192.0.2.1' })),
    );
    expect(best(mirror, '192.0.2.1')).toBe('via 0.0.0.0 dev 2 src 192.0.2.1');
    expect(best(mirror, '192.0.2.5')).toBe('via 0.0.0.0 dev 2 src 192.0.2.1');
  });
});

describe('destinations of a link', () => {
  it('are never reached by a gateway, and by the link that is named', () => {
    const mirror = begun();
    mirror.tellAll(
      newRoute(route('default', { family: 'inet6', gateway: 'fe80::1', metric: 1024, oif: 2 })),
      newRoute(route('fe80::/64', { metric: 256, oif: 2 })),
      newRoute(route('fe80::/64', { metric: 256, oif: 3 })),
      newAddress(address(3, 'fe80::3/64')),
    );
    expect(best(mirror, 'fe80::9%3')).toBe('via :: dev 3 src fe80::3%3');
    expect(best(mirror, 'ff02::9')).toBe(UNREACHABLE);
  });

  it('in 127.0.0.0/8 are reached by the loopback link alone', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('default', { gateway: '192.0.2.9', oif: 2 })));
    expect(best(mirror, '127.0.0.1')).toBe(UNREACHABLE);
    mirror.tell(newRoute(route('127.0.0.0/8', { oif: 1, scope: 'host', table: 'local', type: 'local' })));
    expect(best(mirror, '127.0.0.1')).toContain('dev 1');
  });
});

it('answers as of the past from what stood then', () => {
  const mirror = begun();
  mirror.tell(newRoute(route('10.0.0.0/8', { gateway: '192.0.2.9', oif: 2 })));
  const position = mirror.host.position;
  mirror.tell(newRoute(route('10.0.0.0/8', { type: 'blackhole' })));
  expect(best(mirror, '10.0.0.5')).toBe(UNREACHABLE);
  const { status, BestRoute } = netioapi(mirror.host).GetBestRoute2(
    { DestinationAddress: '10.0.0.5' },
    { asOf: position },
  );
  expect([status, BestRoute?.NextHop]).toEqual(['STATUS_SUCCESS', '192.0.2.9']);
});
