import { ethernet, ip, RouteHost } from '../../test/route-host';
import { routeApi, type CreateSortedAddressPairsParams } from '.';

const call = (host: RouteHost, params: object) =>
  routeApi.CreateSortedAddressPairs.run(host.view, params as CreateSortedAddressPairsParams);

/** The pairs in short: `2001:db8::1 from 2001:db8::2`. */
const sorted = (
  host: RouteHost,
  DestinationAddressList: readonly string[],
  params: object = {},
): readonly string[] => {
  const { status, out } = call(host, { DestinationAddressList, ...params });
  if (out?.SortedAddressPairList === undefined) return [status];
  expect(out.SortedAddressPairCount).toBe(out.SortedAddressPairList.length);
  return out.SortedAddressPairList.map((pair) => `${pair.DestinationAddress} from ${pair.SourceAddress}`);
};

const destinationsOf = (pairs: readonly string[]): readonly string[] =>
  pairs.map((pair) => pair.split(' ')[0] ?? '');

/** Both orders of two destinations give the one order that a rule decides. */
const expectFirst = (host: RouteHost, better: string, worse: string): void => {
  expect(destinationsOf(sorted(host, [better, worse]))).toEqual([better, worse]);
  expect(destinationsOf(sorted(host, [worse, better]))).toEqual([better, worse]);
};

describe('the checks of CreateSortedAddressPairs', () => {
  const many = (count: number): readonly string[] => Array.from({ length: count }, () => '::1');
  it.each([
    ['no destinations', { DestinationAddressList: null }],
    ['destinations left out', { DestinationAddressList: undefined }],
    ['destinations that are no list', { DestinationAddressList: '::1' }],
    ['no list of pairs', { SortedAddressPairList: null }],
    ['no count of pairs', { SortedAddressPairCount: null }],
    ['sources', { SourceAddressList: ['::1'] }],
    ['a count of sources', { SourceAddressCount: 1 }],
    ['501 destinations', { DestinationAddressList: many(501) }],
    ['a count above 500', { DestinationAddressList: many(501), DestinationAddressCount: 501 }],
    ['a count above the length', { DestinationAddressCount: 2 }],
    ['a count that is no ULONG', { DestinationAddressCount: -1 }],
    ['sort options', { AddressSortOptions: 1 }],
    ['an IPv4 destination', { DestinationAddressList: ['::1', '192.0.2.1'] }],
    ['a destination of no family', { DestinationAddressList: ['AF_UNSPEC'] }],
    ['a destination that is no text', { DestinationAddressList: [null] }],
  ])('refuse %s before they ask for a stack', (_, params) => {
    const host = new RouteHost([ethernet(5)], ['AF_INET']);
    expect(call(host, { DestinationAddressList: ['::1'], ...params }).status).toBe(
      'STATUS_INVALID_PARAMETER',
    );
  });

  it('ask for an IPv6 stack, also where all destinations are mapped', () => {
    const host = new RouteHost([ethernet(5)], ['AF_INET']);
    expect(call(host, { DestinationAddressList: ['::ffff:192.0.2.1'] }).status).toBe('STATUS_NOT_SUPPORTED');
    expect(call(host, { DestinationAddressList: [] }).status).toBe('STATUS_NOT_SUPPORTED');
  });

  it('take the first of the list where the count says so, and 500', () => {
    const host = new RouteHost();
    expect(sorted(host, ['2001:db8::2', '192.0.2.1'], { DestinationAddressCount: 1 })).toEqual([
      '2001:db8::2 from ::',
    ]);
    expect(sorted(host, many(500))).toHaveLength(500);
    expect(sorted(host, [])).toEqual([]);
  });
});

describe('CreateSortedAddressPairs', () => {
  /** An interface with an address of each kind, and default routes. */
  const connected = (): RouteHost => {
    const host = new RouteHost([ethernet(5)]);
    host.address('2001:db8::2', 5, { OnLinkPrefixLength: 64 });
    host.address('fe80::2', 5, { OnLinkPrefixLength: 64 });
    host.address('192.0.2.10', 5, { OnLinkPrefixLength: 24 });
    host.route('::/0', 'fe80::1', 5);
    host.route('fe80::/64', '::', 5);
    host.route('0.0.0.0/0', '192.0.2.1', 5);
    return host;
  };

  it('gives each destination its source, mapped where it is mapped', () => {
    expect(sorted(connected(), ['::ffff:203.0.113.1', '2001:db8:9::1', 'fe80::9', 'fe80::9%5'])).toEqual([
      'fe80::9 from fe80::2%5',
      'fe80::9%5 from fe80::2%5',
      '2001:db8:9::1 from 2001:db8::2',
      '::ffff:203.0.113.1 from ::ffff:192.0.2.10',
    ]);
  });

  it('keeps duplicates and, among equals, their order', () => {
    const host = connected();
    expect(destinationsOf(sorted(host, ['2001:db9::2', '2001:db9::1', '2001:db9::2']))).toEqual([
      '2001:db9::2',
      '2001:db9::1',
      '2001:db9::2',
    ]);
  });

  it('pairs what cannot be reached with no address', () => {
    const host = new RouteHost([ethernet(5)]);
    host.route('::/0', '::', 5);
    const unreachable = ['2001:db8::1', 'fe80::1%77', '::ffff:192.0.2.1'];
    expect(sorted(host, unreachable)).toEqual([
      'fe80::1%77 from ::',
      '2001:db8::1 from ::',
      '::ffff:192.0.2.1 from ::ffff:0.0.0.0',
    ]);
  });

  it('1: what can be reached, before all else', () => {
    const host = connected();
    host.delete({ DestinationPrefix: '::/0', NextHop: 'fe80::1', InterfaceIndex: 5 });
    expectFirst(host, '::ffff:203.0.113.1', '2001:db8::1');
  });

  it('2: whose source has its scope', () => {
    const host = new RouteHost([ethernet(5)]);
    host.address('fe80::2', 5);
    host.address('192.0.2.10', 5);
    host.route('::/0', '::', 5);
    host.route('0.0.0.0/0', '192.0.2.1', 5);
    expectFirst(host, '::ffff:203.0.113.1', '2001:db8::1');
  });

  it('3: whose source is not deprecated', () => {
    const host = connected();
    host.setsAddress('2001:db8::2', 5, { DadState: 'IpDadStateDeprecated' });
    expectFirst(host, '::ffff:203.0.113.1', '2001:db8:9::1');
  });

  it('5: whose source has its label', () => {
    const host = new RouteHost([ethernet(5)]);
    host.address('2002:c000:20a::1', 5);
    host.route('::/0', 'fe80::1', 5);
    expectFirst(host, '2002:c633:6401::1', '2001:db8::1');
  });

  it('6: of higher precedence', () => {
    const host = connected();
    host.address('2002:c000:20a::1', 5, { OnLinkPrefixLength: 64 });
    expectFirst(host, '2001:db8:9::1', '2002:c633:6401::1');
    expectFirst(host, '::ffff:203.0.113.1', '2002:c633:6401::1');
  });

  it('7: not by a tunnel', () => {
    const host = new RouteHost([ethernet(5), ethernet(6, { Type: 'IF_TYPE_TUNNEL' })]);
    host.address('2001:db8:5::2', 5);
    host.address('2001:db8:6::2', 6);
    host.route('2001:db8:5::/48', '::', 5);
    host.route('2001:db8:6::/48', '::', 6);
    expectFirst(host, '2001:db8:5::1', '2001:db8:6::2');
  });

  it('8: of smaller scope', () => {
    expectFirst(connected(), 'fe80::9', '2001:db8::9');
  });

  it('9: nearer to its source, no further than the prefix of the source', () => {
    const host = connected();
    expectFirst(host, '2001:db8::ffff', '2001:db8:1::1');
    expectFirst(host, '::ffff:192.0.3.1', '::ffff:203.0.113.1');
    // Both share all 24 bits that count, so the order of the input stays.
    for (const pair of [
      ['::ffff:192.0.2.11', '::ffff:192.0.2.200'],
      ['::ffff:192.0.2.200', '::ffff:192.0.2.11'],
    ])
      expect(destinationsOf(sorted(host, pair))).toEqual(pair);
  });

  it('orders what cannot be reached by precedence and scope alone', () => {
    const host = new RouteHost();
    expect(
      destinationsOf(sorted(host, ['fd00::1', '2001:db8::1', '::ffff:10.0.0.1', 'fe80::1', '::1'])),
    ).toEqual(['::1', 'fe80::1', '2001:db8::1', '::ffff:10.0.0.1', 'fd00::1']);
  });

  it('finds the source on another interface where a mirrored host says so', () => {
    const host = new RouteHost([ethernet(5), ethernet(6)]);
    host.address('2001:db8::6', 6, { DadState: 'IpDadStateDeprecated' });
    host.route('::/0', 'fe80::1', 5);
    const [route] = host.state.routes.values();
    if (route === undefined) throw new Error('no route');
    host.state = {
      ...host.state,
      linux: { size: 1, bestRoute: () => ({ route, source: ip('2001:db8::6') }) },
    };
    host.mirrored = true;
    expect(sorted(host, ['2001:db8:9::1'])).toEqual(['2001:db8:9::1 from 2001:db8::6']);
  });
});
