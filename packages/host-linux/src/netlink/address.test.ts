import { concat, hex, littleEndian, text } from '../../test/compose-message';
import { decodeAddress } from './address';
import { IFA } from './address-constants';
import type { LinuxFamily } from './family';
import { SkipTally } from './skip-tally';
import { Wire } from './wire';

const { attribute, ifaddrmsg, u8, u16, u32 } = littleEndian;

const decode = (family: LinuxFamily, ...pieces: readonly Uint8Array[]) => {
  const bytes = concat(...pieces);
  const skips = new SkipTally();
  return { address: decodeAddress(new Wire(bytes), 0, bytes.length, family, skips), skipped: skips.counts() };
};

describe('an address', () => {
  it('has a member for each attribute, in the order of their names', () => {
    const { address, skipped } = decode(
      'inet',
      ifaddrmsg({ length: 24, index: 3, scope: 253 }),
      attribute(IFA.ADDRESS, hex('c0000201')),
      attribute(IFA.LOCAL, hex('c0000201')),
      attribute(IFA.BROADCAST, hex('c00002ff')),
      attribute(IFA.ANYCAST, hex('c00002fe')),
      attribute(IFA.LABEL, text('eth0:1')),
      attribute(IFA.RT_PRIORITY, u32(77)),
      attribute(IFA.PROTO, u8(3)),
      attribute(IFA.FLAGS, u32(0x80)),
      attribute(IFA.CACHEINFO, u32(1800), u32(3600), u32(17), u32(18)),
    );
    expect(address).toEqual({
      anycast: '192.0.2.254',
      broadcast: '192.0.2.255',
      family: 'inet',
      ifindex: 3,
      label: 'eth0:1',
      local: '192.0.2.1',
      metric: 77,
      preferred_life_time: 1800,
      prefixlen: 24,
      protocol: 'kernel_ll',
      scope: 'link',
      valid_life_time: 3600,
    });
    expect(Object.keys(address ?? {})).toEqual(Object.keys(address ?? {}).sort());
    expect(skipped).toEqual([]);
  });

  it('has a peer only where it differs', () => {
    const header = ifaddrmsg({ length: 30 });
    const local = attribute(IFA.LOCAL, hex('0a090901'));
    expect(decode('inet', header, attribute(IFA.ADDRESS, hex('0a090902')), local).address).toMatchObject({
      local: '10.9.9.1',
      address: '10.9.9.2',
    });
    expect(decode('inet', header, attribute(IFA.ADDRESS, hex('0a090901')), local).address).not.toHaveProperty(
      'address',
    );
    expect(decode('inet', header, local).address).not.toHaveProperty('address');
  });

  it('is IFA_ADDRESS where there is no IFA_LOCAL', () => {
    const { address } = decode(
      'inet6',
      ifaddrmsg({ family: 10, length: 64, scope: 0 }),
      attribute(IFA.ADDRESS, hex('20010db8000000000000000000000005')),
    );
    expect(address).toEqual({
      family: 'inet6',
      ifindex: 2,
      local: '2001:db8::5',
      prefixlen: 64,
      scope: 'global',
    });
  });

  it('is none without either', () => {
    expect(decode('inet', ifaddrmsg({}), attribute(IFA.LABEL, text('eth0'))).address).toBeUndefined();
    expect(decode('inet', ifaddrmsg({}), attribute(IFA.LOCAL, u16(1)))).toEqual({
      address: undefined,
      skipped: [{ reason: 'unexpected size', name: 'IFA_LOCAL', count: 1 }],
    });
  });

  it.each([
    ['inet6', 0x80, {}],
    ['inet6', 0, { dynamic: true }],
    ['inet', 0x81, { secondary: true }],
    ['inet6', 0x81, { temporary: true }],
    ['inet6', 0x82, { nodad: true }],
    ['inet6', 0x84, { optimistic: true }],
    ['inet6', 0x88, { dadfailed: true }],
    ['inet6', 0x90, { home: true }],
    ['inet6', 0xa0, { deprecated: true }],
    ['inet6', 0x40, { dynamic: true, tentative: true }],
    ['inet6', 0x180, { mngtmpaddr: true }],
    ['inet6', 0x280, { noprefixroute: true }],
    ['inet', 0x480, { autojoin: true }],
    ['inet6', 0x880, { 'stable-privacy': true }],
    ['inet6', 0x8000_1080, { ifa_flags: '80001000' }],
  ] as const)('of %s with flags %i has %j', (family, flags, expected) => {
    const { address } = decode(
      family,
      ifaddrmsg({ flags: 0xff }),
      attribute(IFA.FLAGS, u32(flags)),
      attribute(IFA.LOCAL, new Uint8Array(16)),
    );
    const { ifindex, local, prefixlen, scope, family: same, ...rest } = address ?? {};
    expect(same).toBe(family);
    expect(rest).toEqual(expected);
  });

  it('takes its flags from the header where there is no attribute of them', () => {
    expect(decode('inet', ifaddrmsg({ flags: 0x01 }), attribute(IFA.LOCAL, u32(0))).address).toMatchObject({
      dynamic: true,
      secondary: true,
    });
  });

  it('goes on past attributes that are unknown or too short', () => {
    const { address, skipped } = decode(
      'inet',
      ifaddrmsg({ scope: 77 }),
      attribute(IFA.CACHEINFO, u32(1)),
      attribute(IFA.PROTO),
      attribute(99),
      attribute(IFA.TARGET_NETNSID, u32(1)),
      attribute(IFA.LOCAL, u32(0)),
    );
    expect(address).toEqual({ family: 'inet', ifindex: 2, local: '0.0.0.0', prefixlen: 24, scope: '77' });
    expect(skipped).toEqual([
      { reason: 'unexpected size', name: 'IFA_CACHEINFO', count: 1 },
      { reason: 'unexpected size', name: 'IFA_PROTO', count: 1 },
      { reason: 'unknown attribute', name: 'IFA 99', count: 1 },
    ]);
  });
});
