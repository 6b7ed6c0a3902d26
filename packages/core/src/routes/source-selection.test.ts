import { ethernet, ip, RouteHost } from '../../test/route-host';
import { scopeOf } from './address-scope';
import { policyOf, policyTable } from './policy-table';
import { selectSource } from './source-selection';

type Address = readonly [text: string, members?: Parameters<RouteHost['address']>[2]];

const [preferred, deprecated] = [
  { DadState: 'IpDadStatePreferred' },
  { DadState: 'IpDadStateDeprecated' },
] as const;

/** The source of those on the interface, in whatever order they were added. */
const chosen = (addresses: readonly Address[], destination: string, nextHop?: string): string | undefined => {
  const answers = [addresses, addresses.toReversed()].map((inOrder) => {
    const host = new RouteHost();
    for (const [text, members] of inOrder) host.address(text, 5, members);
    const [on] = host.state.interfaces.values();
    if (on === undefined) throw new Error('no interface');
    const unspecified = destination.includes(':') ? '::' : '0.0.0.0';
    return selectSource(host.state.unicast, on.InterfaceLuid, ip(destination), ip(nextHop ?? unspecified))
      ?.Address;
  });
  expect(answers[0]).toBe(answers[1]);
  return answers[0];
};

describe('which addresses may be chosen', () => {
  it.each([
    ['tentative', { DadState: 'IpDadStateTentative' }],
    ['duplicate', { DadState: 'IpDadStateDuplicate' }],
    ['to be skipped', { SkipAsSource: true }],
  ] as const)('not one that is %s', (_, members) => {
    expect(chosen([['192.0.2.10', members]], '192.0.2.1')).toBeUndefined();
    expect(
      chosen(
        [
          ['192.0.2.10', members],
          ['203.0.113.9', deprecated],
        ],
        '192.0.2.10',
      ),
    ).toBe('203.0.113.9');
  });

  it('not one of the other family', () => {
    expect(chosen([['2001:db8::1']], '192.0.2.1')).toBeUndefined();
    expect(chosen([['192.0.2.1']], '2001:db8::1')).toBeUndefined();
  });

  it('not one of another interface', () => {
    const host = new RouteHost([ethernet(5), ethernet(6)]);
    host.address('192.0.2.10', 6);
    host.setsIpInterface(6, 'AF_INET', { WeakHostSend: true });
    host.route('0.0.0.0/0', '192.0.2.1', 5);
    expect(host.best('192.0.2.10')).toContain('from 0.0.0.0');
  });

  it('what an address becomes is seen at once', () => {
    const host = new RouteHost();
    host.route('0.0.0.0/0', '192.0.2.1', 5);
    host.address('192.0.2.10', 5);
    expect(host.best('10.0.0.1')).toContain('from 192.0.2.10');
    host.setsAddress('192.0.2.10', 5, { SkipAsSource: true });
    expect(host.best('10.0.0.1')).toContain('from 0.0.0.0');
  });
});

describe('the rules of IPv6, each against those after it', () => {
  it('1: the destination itself', () => {
    expect(chosen([['2001:db8::1', deprecated], ['2001:db8::2']], '2001:db8::1')).toBe('2001:db8::1');
  });

  it.each([
    ['the smallest scope that reaches', '2001:db8::9', '2001:db8:1::1'],
    ['a link-local one for the link', 'fe80::9', 'fe80::1'],
    ['the larger of two too small ones', 'ff0e::1', '2001:db8:1::1'],
  ])('2: %s', (_, destination, source) => {
    const addresses: Address[] = [
      ['fe80::1', deprecated],
      ['fec0::1', deprecated],
      ['2001:db8:1::1', deprecated],
    ];
    expect(chosen(addresses, destination)).toBe(source);
  });

  it('2: a site-local one where it reaches', () => {
    const addresses: Address[] = [
      ['fe80::1', preferred],
      ['fec0::1', deprecated],
      ['2001:db8::1', preferred],
    ];
    expect(chosen(addresses, 'ff05::2')).toBe('fec0::1');
  });

  it('3: preferred before deprecated', () => {
    expect(
      chosen(
        [
          ['2001:db8::1', deprecated],
          ['fd00::1', preferred],
        ],
        '2001:db8::9',
      ),
    ).toBe('fd00::1');
  });

  it('6: the label of the destination', () => {
    const temporary = {
      PrefixOrigin: 'IpPrefixOriginRouterAdvertisement',
      SuffixOrigin: 'IpSuffixOriginRandom',
    } as const;
    expect(chosen([['2002:c000:204::1'], ['2001:db8::1', temporary]], '2002:c633:6401::1')).toBe(
      '2002:c000:204::1',
    );
    expect(chosen([['fd00::1', temporary], ['2001:db8::1']], '2001:db8:ffff::1')).toBe('2001:db8::1');
  });

  it('7: temporary before public', () => {
    const advertised = { PrefixOrigin: 'IpPrefixOriginRouterAdvertisement', OnLinkPrefixLength: 64 } as const;
    const temporary = { ...advertised, SuffixOrigin: 'IpSuffixOriginRandom' } as const;
    expect(
      chosen(
        [
          ['2001:db8:1::1', advertised],
          ['2001:db8:2::1', temporary],
        ],
        '2001:db8:1::9',
      ),
    ).toBe('2001:db8:2::1');
    const manual = { SuffixOrigin: 'IpSuffixOriginRandom' } as const;
    expect(chosen([['2001:db8:1::1'], ['2001:db8:2::1', manual]], '2001:db8:1::9')).toBe('2001:db8:1::1');
  });

  it('8: more bits in common, no further than its own prefix', () => {
    const addresses: Address[] = [
      ['2001:db8:1::1', { OnLinkPrefixLength: 64 }],
      ['2001:db8:2::1', { OnLinkPrefixLength: 64 }],
    ];
    expect(chosen(addresses, '2001:db8:2::9')).toBe('2001:db8:2::1');
    const inOnePrefix: Address[] = [
      ['2001:db8::1', { OnLinkPrefixLength: 64 }],
      ['2001:db8::8', { OnLinkPrefixLength: 64 }],
    ];
    expect(chosen(inOnePrefix, '2001:db8::9')).toBe('2001:db8::1');
    const wider = [inOnePrefix[0], ['2001:db8::8', { OnLinkPrefixLength: 128 }]] as Address[];
    expect(chosen(wider, '2001:db8::9')).toBe('2001:db8::8');
  });

  it('last: the lowest as a number', () => {
    expect(chosen([['2001:db8::10'], ['2001:db8::9']], '2001:db9::1')).toBe('2001:db8::9');
  });
});

describe('the rules of IPv4, each against those after it', () => {
  it('1: the destination itself', () => {
    expect(chosen([['10.0.0.1', deprecated], ['10.0.0.2']], '10.0.0.1', '10.0.0.2')).toBe('10.0.0.1');
  });

  it('2: a scope that reaches, private addresses being global', () => {
    const addresses: Address[] = [['169.254.1.1'], ['10.0.0.1', deprecated]];
    expect(chosen(addresses, '203.0.113.1', '169.254.1.9')).toBe('10.0.0.1');
    expect(chosen(addresses, '169.254.9.9')).toBe('169.254.1.1');
    expect(chosen(addresses, '224.0.0.251')).toBe('169.254.1.1');
    expect(chosen(addresses, '239.1.2.3')).toBe('10.0.0.1');
  });

  it('3: preferred before deprecated', () => {
    expect(chosen([['10.0.0.1', deprecated], ['172.16.0.1']], '10.0.0.9', '10.0.0.254')).toBe('172.16.0.1');
  });

  it('8a: nearer to the next hop, before nearer to the destination', () => {
    const addresses: Address[] = [['192.0.2.10'], ['198.51.100.10']];
    expect(chosen(addresses, '198.51.100.77', '192.0.2.1')).toBe('192.0.2.10');
    expect(chosen(addresses, '198.51.100.77')).toBe('198.51.100.10');
  });

  it('8b: more bits in common with the destination, over all 32', () => {
    const addresses: Address[] = [
      ['192.0.2.10', { OnLinkPrefixLength: 8 }],
      ['192.0.2.200', { OnLinkPrefixLength: 8 }],
    ];
    expect(chosen(addresses, '192.0.2.201')).toBe('192.0.2.200');
    expect(chosen(addresses, '192.0.2.201', '192.0.3.1')).toBe('192.0.2.200');
  });

  it('last: the lowest as a number', () => {
    expect(chosen([['192.0.2.10'], ['192.0.2.9']], '203.0.113.1')).toBe('192.0.2.9');
  });
});

describe('the scope of an address', () => {
  it.each([
    ['ff01::1', 1],
    ['ff02::1', 2],
    ['ff15::1', 5],
    ['ff0e::1', 14],
    ['::1', 2],
    ['::', 14],
    ['fe80::1', 2],
    ['febf::1', 2],
    ['fec0::1', 5],
    ['fd00::1', 14],
    ['2001:db8::1', 14],
    ['127.0.0.1', 2],
    ['169.254.0.1', 2],
    ['169.253.0.1', 14],
    ['224.0.0.255', 2],
    ['224.0.1.0', 14],
    ['239.255.0.1', 14],
    ['10.0.0.1', 14],
    ['255.255.255.255', 14],
    ['0.0.0.0', 14],
  ])('%s has %d', (text, scope) => {
    expect(scopeOf(ip(text))).toBe(scope);
  });
});

describe('the policy table', () => {
  it.each([
    ['::1', 50, 0],
    ['2001:db8::1', 40, 1],
    ['::ffff:192.0.2.1', 35, 4],
    ['192.0.2.1', 35, 4],
    ['2002:c000:201::1', 30, 2],
    ['2001::1', 5, 5],
    ['fd00::1', 3, 13],
    ['::192.0.2.1', 1, 3],
    ['fec0::1', 1, 11],
    ['3ffe::1', 1, 12],
    ['fe80::1', 40, 1],
    ['::', 1, 3],
  ])('gives %s precedence %d and label %d', (text, precedence, label) => {
    expect(policyOf(ip(text))).toEqual({ precedence, label });
  });

  it('has nine lines, of nine labels', () => {
    expect(new Set(policyTable.map(([, { label }]) => label)).size).toBe(9);
  });
});
