import { AddressHost, ethernet5 } from '../../test/address-host';
import { addressApi } from '.';
import type { AddressTableParams } from './get';

const {
  CreateAnycastIpAddressEntry,
  CreateUnicastIpAddressEntry,
  GetAnycastIpAddressEntry,
  GetAnycastIpAddressTable,
  GetMulticastIpAddressEntry,
  GetMulticastIpAddressTable,
  GetUnicastIpAddressEntry,
  GetUnicastIpAddressTable,
  InitializeUnicastIpAddressEntry,
} = addressApi;

const members = {
  OnLinkPrefixLength: 24,
  PrefixOrigin: 'IpPrefixOriginManual',
  SuffixOrigin: 'IpSuffixOriginManual',
  ValidLifetime: 100,
  PreferredLifetime: 50,
} as const;

const hostWith = (...addresses: ReadonlyArray<readonly [string, number]>): AddressHost => {
  const host = new AddressHost([{ InterfaceIndex: 7 }, ethernet5]);
  for (const [Address, InterfaceIndex] of addresses)
    expect(
      host.call(CreateUnicastIpAddressEntry, { Row: { ...members, Address, InterfaceIndex } }).status,
    ).toBe('STATUS_SUCCESS');
  return host;
};

describe('InitializeUnicastIpAddressEntry', () => {
  it('fills every member', () => {
    expect(new AddressHost().call(InitializeUnicastIpAddressEntry, {}).out).toEqual({
      Row: {
        Address: 'AF_UNSPEC',
        InterfaceLuid: '0x0000000000000000',
        InterfaceIndex: 0,
        PrefixOrigin: 'IpPrefixOriginUnchanged',
        SuffixOrigin: 'IpSuffixOriginUnchanged',
        ValidLifetime: 4_294_967_295,
        PreferredLifetime: 4_294_967_295,
        OnLinkPrefixLength: 255,
        SkipAsSource: false,
        DadState: 'IpDadStateInvalid',
        ScopeId: 0,
        CreationTimeStamp: '0',
      },
    });
  });

  it('fills nothing at a NULL pointer', () => {
    expect(new AddressHost().call(InitializeUnicastIpAddressEntry, { Row: null }).out).toEqual({});
  });
});

describe('GetUnicastIpAddressEntry', () => {
  it('fills the whole row as it reads now', () => {
    const host = hostWith(['192.0.2.10', 5]);
    host.advance(10_001);
    expect(
      host.call(GetUnicastIpAddressEntry, { Row: { Address: '192.0.2.10', InterfaceIndex: 5 } }),
    ).toEqual({
      status: 'STATUS_SUCCESS',
      out: {
        Row: {
          Address: '192.0.2.10',
          InterfaceLuid: '0x0006000005000000',
          InterfaceIndex: 5,
          PrefixOrigin: 'IpPrefixOriginManual',
          SuffixOrigin: 'IpSuffixOriginManual',
          ValidLifetime: 90,
          PreferredLifetime: 40,
          OnLinkPrefixLength: 24,
          SkipAsSource: false,
          DadState: 'IpDadStatePreferred',
          ScopeId: 0,
          CreationTimeStamp: '116444746000000000',
        },
      },
    });
  });

  it('gives nothing out where it refuses', () => {
    const host = hostWith(['192.0.2.10', 5]);
    const answered = host.call(GetUnicastIpAddressEntry, {
      Row: { Address: '192.0.2.10', InterfaceIndex: 7 },
    });
    expect(answered).toMatchObject({ status: 'STATUS_NOT_FOUND' });
    expect(answered).not.toHaveProperty('out');
  });

  it('answers on a mirror, and gives frozen rows', () => {
    const host = hostWith(['192.0.2.10', 5]);
    host.mirrored = true;
    const { out } = host.call(GetUnicastIpAddressEntry, {
      Row: { Address: '192.0.2.10', InterfaceIndex: 5 },
    });
    expect(Object.isFrozen(out?.Row)).toBe(true);
  });
});

it('GetAnycastIpAddressEntry fills LUID and index both', () => {
  const host = new AddressHost();
  host.call(CreateAnycastIpAddressEntry, { Row: { Address: 'fe80::9', InterfaceIndex: 5 } });
  const Row = { Address: 'fe80::9', InterfaceLuid: '0x0006000005000000' };
  expect(host.call(GetAnycastIpAddressEntry, { Row }).out).toEqual({
    Row: { Address: 'fe80::9', InterfaceLuid: '0x0006000005000000', InterfaceIndex: 5, ScopeId: 5 },
  });
  expect(host.call(GetAnycastIpAddressEntry, { Row: { ...Row, Address: 'fe80::8' } }).status).toBe(
    'STATUS_NOT_FOUND',
  );
});

it.each([
  ['a joined group', { Address: '224.0.0.1', InterfaceIndex: 5 }, 'STATUS_SUCCESS'],
  ['a group that is not joined', { Address: '224.0.0.251', InterfaceIndex: 5 }, 'STATUS_NOT_FOUND'],
  ['an address that is no group', { Address: '192.0.2.10', InterfaceIndex: 5 }, 'STATUS_INVALID_PARAMETER'],
  ['no address', { InterfaceIndex: 5 }, 'STATUS_INVALID_PARAMETER'],
  ['no interface', { Address: '224.0.0.1' }, 'STATUS_INVALID_PARAMETER'],
  ['an unknown interface', { Address: '224.0.0.1', InterfaceIndex: 9 }, 'STATUS_NOT_FOUND'],
  ['no row', null, 'STATUS_INVALID_PARAMETER'],
])('GetMulticastIpAddressEntry of %s', (_, Row, status) => {
  const host = hostWith(['192.0.2.10', 5]);
  expect(host.call(GetMulticastIpAddressEntry, { Row }).status).toBe(status);
});

describe('the tables', () => {
  const unicast = (host: AddressHost, params: AddressTableParams) =>
    host.call(GetUnicastIpAddressTable, params);
  const multicast = (host: AddressHost, params: AddressTableParams) =>
    host.call(GetMulticastIpAddressTable, params);
  const anycast = (host: AddressHost, params: AddressTableParams) =>
    host.call(GetAnycastIpAddressTable, params);

  it('list a family in order, also what is not usable, also without a link', () => {
    const host = hostWith(['2001:db8::2', 7], ['192.0.2.10', 7], ['192.0.2.9', 7], ['192.0.2.11', 5]);
    host.link(7, 'Disconnected');
    const listed = (Family: 'AF_UNSPEC' | 'AF_INET' | 'AF_INET6') =>
      host.call(GetUnicastIpAddressTable, { Family }).out?.Table?.map(({ Address }) => Address);
    expect(listed('AF_INET')).toEqual(['192.0.2.11', '192.0.2.9', '192.0.2.10']);
    expect(listed('AF_INET6')).toEqual(['2001:db8::2']);
    expect(listed('AF_UNSPEC')).toEqual(['192.0.2.11', '192.0.2.9', '192.0.2.10', '2001:db8::2']);
    expect(
      host
        .call(GetMulticastIpAddressTable, { Family: 2 })
        .out?.Table?.map(({ InterfaceIndex }) => InterfaceIndex),
    ).toEqual([5, 7]);
  });

  it.each([
    ['unicast', unicast],
    ['multicast', multicast],
  ])('of %s addresses are not found where they have no row of the family', (_, table) => {
    const host = hostWith(['192.0.2.10', 5]);
    expect(table(host, { Family: 'AF_INET6' })).toMatchObject({
      status: 'STATUS_NOT_FOUND',
      out: { Table: null },
    });
    expect(table(host, { Family: 'AF_INET' }).status).toBe('STATUS_SUCCESS');
    expect(anycast(host, {}).status).toBe('STATUS_NOT_FOUND');
  });

  it.each([
    ['unicast', unicast],
    ['multicast', multicast],
    ['anycast', anycast],
  ])('of %s addresses are refused by what is asked before they are looked at', (_, table) => {
    const host = new AddressHost([ethernet5], ['AF_INET']);
    expect(table(host, { Family: 'AF_UNSPEC', Table: null }).status).toBe('STATUS_INVALID_PARAMETER');
    expect(table(host, { Family: 7 }).status).toBe('STATUS_INVALID_PARAMETER');
    expect(table(host, { Family: 'AF_INET6' }).status).toBe('STATUS_NOT_SUPPORTED');
    expect(table(host, { Family: 'AF_INET' }).status).toBe('STATUS_NOT_FOUND');
  });
});
