import { AddressHost } from '../../test/address-host';
import { addressApi, addressReports, type UnicastIpAddressInput } from '.';

const { CreateUnicastIpAddressEntry, GetUnicastIpAddressEntry, SetUnicastIpAddressEntry } = addressApi;

const INFINITE = 4_294_967_295;
const row = {
  Address: '192.0.2.10',
  InterfaceIndex: 5,
  OnLinkPrefixLength: 24,
  PrefixOrigin: 'IpPrefixOriginManual',
  SuffixOrigin: 'IpSuffixOriginManual',
  ValidLifetime: 1000,
  PreferredLifetime: 500,
} as const satisfies UnicastIpAddressInput;

/** A host on which the row stands and is preferred. */
const hostWith = (members: UnicastIpAddressInput = {}): AddressHost => {
  const host = new AddressHost();
  expect(host.call(CreateUnicastIpAddressEntry, { Row: { ...row, ...members } }).status).toBe(
    'STATUS_SUCCESS',
  );
  host.advance(10_000);
  host.appended();
  return host;
};

const set = (host: AddressHost, members: UnicastIpAddressInput) =>
  host.call(SetUnicastIpAddressEntry, { Row: { ...row, ...members } }).status;

const types = (host: AddressHost): readonly string[] => host.appended().map(({ type }) => type);

describe('SetUnicastIpAddressEntry', () => {
  it('is silent where nothing differs, as when a row is read and set back', () => {
    const host = hostWith();
    host.advance(123);
    const read = host.call(GetUnicastIpAddressEntry, { Row: row }).out?.Row;
    expect(host.call(SetUnicastIpAddressEntry, { Row: read ?? null }).status).toBe('STATUS_SUCCESS');
    expect(set(host, { ValidLifetime: 990, PreferredLifetime: 490 })).toBe('STATUS_SUCCESS');
    expect(host.appended()).toEqual([]);
  });

  it('states the whole row, whose age and detection it leaves alone', () => {
    const host = hostWith();
    const created = host.address('192.0.2.10');
    set(host, {
      ValidLifetime: 990,
      PreferredLifetime: 490,
      SkipAsSource: true,
      DadState: 'IpDadStateTentative',
      ScopeId: 9,
    });
    expect(host.appended()).toEqual([
      {
        type: 'UnicastAddressSet',
        data: {
          Address: '192.0.2.10',
          DadState: 'IpDadStatePreferred',
          InterfaceIndex: 5,
          InterfaceLuid: '0x0006000005000000',
          OnLinkPrefixLength: 24,
          PrefixOrigin: 'IpPrefixOriginManual',
          ScopeId: 0,
          SkipAsSource: true,
          SuffixOrigin: 'IpSuffixOriginManual',
          createdAt: created?.createdAt,
          dadDueAt: null,
          preferredUntil: created?.preferredUntil,
          validUntil: created?.validUntil,
        },
      },
    ]);
  });

  it('judges the two lifetimes apart', () => {
    const host = hostWith();
    host.advance(500);
    const { validUntil } = host.address('192.0.2.10') ?? {};
    set(host, { ValidLifetime: 990, PreferredLifetime: 491 });
    expect(host.address('192.0.2.10')).toMatchObject({ validUntil, preferredUntil: host.at + 491_000 });
    set(host, { ValidLifetime: INFINITE, PreferredLifetime: INFINITE });
    expect(host.address('192.0.2.10')).toMatchObject({ validUntil: null, preferredUntil: null });
  });

  it('keeps origins that are Unchanged, but takes a prefix length of 255 for the whole address', () => {
    const host = hostWith({ PrefixOrigin: 'IpPrefixOriginDhcp', SuffixOrigin: 'IpSuffixOriginDhcp' });
    set(host, { PrefixOrigin: 'IpPrefixOriginUnchanged', SuffixOrigin: 16, OnLinkPrefixLength: 255 });
    expect(host.address('192.0.2.10')).toMatchObject({
      PrefixOrigin: 'IpPrefixOriginDhcp',
      SuffixOrigin: 'IpSuffixOriginDhcp',
      OnLinkPrefixLength: 32,
    });
    set(host, { PrefixOrigin: 'IpPrefixOriginOther', SuffixOrigin: 'IpSuffixOriginRandom' });
    expect(host.address('192.0.2.10')).toMatchObject({
      PrefixOrigin: 'IpPrefixOriginOther',
      SuffixOrigin: 'IpSuffixOriginRandom',
    });
  });

  it('deprecates a preferred address whose new preferred lifetime is over, and brings it back', () => {
    const host = hostWith();
    set(host, { PreferredLifetime: 0 });
    expect(host.appended().map(({ type, data }) => [type, 'DadState' in data && data.DadState])).toEqual([
      ['UnicastAddressSet', 'IpDadStatePreferred'],
      ['DadStateChanged', 'IpDadStateDeprecated'],
    ]);
    set(host, { PreferredLifetime: 10 });
    expect(host.appended().map(({ type, data }) => [type, 'DadState' in data && data.DadState])).toEqual([
      ['UnicastAddressSet', 'IpDadStateDeprecated'],
      ['DadStateChanged', 'IpDadStatePreferred'],
    ]);
  });

  it('leaves an address alone that is deprecated and stays so', () => {
    const host = hostWith({ PreferredLifetime: 0 });
    set(host, { PreferredLifetime: 0, ValidLifetime: 77 });
    expect(types(host)).toEqual(['UnicastAddressSet']);
    expect(host.address('192.0.2.10')).toMatchObject({ DadState: 'IpDadStateDeprecated' });
  });

  it('leaves the state of a tentative address and of a duplicate alone', () => {
    const host = new AddressHost();
    host.call(CreateUnicastIpAddressEntry, { Row: row });
    host.appended();
    set(host, { PreferredLifetime: 0 });
    expect(types(host)).toEqual(['UnicastAddressSet']);
    expect(host.address('192.0.2.10')).toMatchObject({ DadState: 'IpDadStateTentative' });
    host.report(addressReports['duplicate-address'], { InterfaceIndex: 5, Address: '192.0.2.10' });
    set(host, { PreferredLifetime: 10 });
    expect(types(host)).toEqual(['DadStateChanged', 'UnicastAddressSet']);
    expect(host.address('192.0.2.10')).toMatchObject({ DadState: 'IpDadStateDuplicate' });
  });

  it('keeps the end of an optimistic detection when the address is deprecated', () => {
    const host = new AddressHost();
    host.call(CreateUnicastIpAddressEntry, { Row: { ...row, DadState: 'IpDadStatePreferred' } });
    const dadDueAt = host.at + 3000;
    set(host, { PreferredLifetime: 0 });
    expect(host.address('192.0.2.10')).toMatchObject({ DadState: 'IpDadStateDeprecated', dadDueAt });
  });

  it.each([
    ['no row', null, 'STATUS_INVALID_PARAMETER'],
    ['a lifetime of 0', { ...row, ValidLifetime: 0, PreferredLifetime: 0 }, 'STATUS_INVALID_PARAMETER'],
    [
      'a preferred lifetime above the valid one',
      { ...row, PreferredLifetime: 1001 },
      'STATUS_INVALID_PARAMETER',
    ],
    ['one origin alone', { ...row, PrefixOrigin: 16 }, 'STATUS_INVALID_PARAMETER'],
    ['a prefix length of 33', { ...row, OnLinkPrefixLength: 33 }, 'STATUS_INVALID_PARAMETER'],
    ['an unknown interface', { ...row, InterfaceIndex: 9 }, 'STATUS_NOT_FOUND'],
    ['an address that does not stand', { ...row, Address: '192.0.2.11' }, 'STATUS_NOT_FOUND'],
    ['a loopback address, which cannot stand', { ...row, Address: '127.0.0.1' }, 'STATUS_NOT_FOUND'],
    ['another interface’s scope', { ...row, Address: 'fe80::1%9' }, 'STATUS_INVALID_PARAMETER'],
  ] as const)('refuses %s', (_, Row, status) => {
    const host = hostWith();
    expect(host.call(SetUnicastIpAddressEntry, { Row }).status).toBe(status);
    expect(host.appended()).toEqual([]);
  });

  it('refuses on a mirror before it looks for the row', () => {
    const host = hostWith();
    host.mirrored = true;
    expect(set(host, { Address: '192.0.2.11' })).toBe('STATUS_NOT_SUPPORTED');
  });
});
