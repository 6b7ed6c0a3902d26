import { AddressHost, ethernet5, ip } from '../../test/address-host';
import { addressApi, type UnicastIpAddressInput } from '.';

const { CreateUnicastIpAddressEntry, CreateAnycastIpAddressEntry, InitializeUnicastIpAddressEntry } =
  addressApi;

/** A row as InitializeUnicastIpAddressEntry and then a caller fill it. */
const initialized = (members: UnicastIpAddressInput): UnicastIpAddressInput => {
  const { out } = new AddressHost().call(InitializeUnicastIpAddressEntry, {});
  return { ...out?.Row, ...members };
};

const loopback1 = { InterfaceIndex: 1, Type: 'IF_TYPE_SOFTWARE_LOOPBACK' } as const;

const create = (host: AddressHost, members: UnicastIpAddressInput) =>
  host.call(CreateUnicastIpAddressEntry, { Row: initialized(members) });

describe('CreateUnicastIpAddressEntry', () => {
  it('keeps what is given and decides the rest', () => {
    const host = new AddressHost();
    const given = {
      Address: '192.0.2.10',
      InterfaceIndex: 5,
      OnLinkPrefixLength: 24,
      PrefixOrigin: 'IpPrefixOriginDhcp',
      SuffixOrigin: 'IpSuffixOriginDhcp',
      SkipAsSource: true,
      ValidLifetime: 7200,
      PreferredLifetime: 3600,
      DadState: 'IpDadStateDeprecated',
      ScopeId: 77,
      CreationTimeStamp: '5',
    } as const;
    expect(create(host, given)).toEqual({ status: 'STATUS_SUCCESS' });
    expect(host.log[0]).toEqual({
      type: 'UnicastAddressCreated',
      data: {
        Address: '192.0.2.10',
        DadState: 'IpDadStateTentative',
        InterfaceIndex: 5,
        InterfaceLuid: '0x0006000005000000',
        OnLinkPrefixLength: 24,
        PrefixOrigin: 'IpPrefixOriginDhcp',
        ScopeId: 0,
        SkipAsSource: true,
        SuffixOrigin: 'IpSuffixOriginDhcp',
        createdAt: host.at,
        dadDueAt: host.at + 3000,
        preferredUntil: host.at + 3_600_000,
        validUntil: host.at + 7_200_000,
      },
    });
  });

  it('takes origins that are Unchanged for manual, and a prefix length of 255 for the whole address', () => {
    const host = new AddressHost();
    create(host, { Address: '192.0.2.10', InterfaceIndex: 5 });
    create(host, { Address: '2001:db8::10', InterfaceIndex: 5 });
    expect(host.address('192.0.2.10')).toMatchObject({
      OnLinkPrefixLength: 32,
      PrefixOrigin: 'IpPrefixOriginManual',
      SuffixOrigin: 'IpSuffixOriginManual',
      validUntil: null,
      preferredUntil: null,
    });
    expect(host.address('2001:db8::10')).toMatchObject({ OnLinkPrefixLength: 128 });
  });

  it('takes enumerations and BOOLEANs by number', () => {
    const host = new AddressHost();
    create(host, {
      Address: '192.0.2.10',
      InterfaceIndex: 5,
      PrefixOrigin: 0,
      SuffixOrigin: 5,
      SkipAsSource: 255,
      DadState: 4,
    });
    expect(host.address('192.0.2.10')).toMatchObject({
      PrefixOrigin: 'IpPrefixOriginOther',
      SuffixOrigin: 'IpSuffixOriginRandom',
      SkipAsSource: true,
      DadState: 'IpDadStatePreferred',
    });
  });

  it('stands once on an interface, and on every other one too', () => {
    const host = new AddressHost([ethernet5, { InterfaceIndex: 6 }]);
    const row = { Address: '192.0.2.10', InterfaceIndex: 5 };
    expect(create(host, row).status).toBe('STATUS_SUCCESS');
    expect(create(host, { ...row, SkipAsSource: true }).status).toBe('ERROR_OBJECT_ALREADY_EXISTS');
    expect(create(host, { ...row, InterfaceIndex: 6 }).status).toBe('STATUS_SUCCESS');
    expect(host.state.unicast.holding(ip('192.0.2.10'))).toHaveLength(2);
  });

  it('lets a LUID that is not zero decide alone', () => {
    const host = new AddressHost([ethernet5, { InterfaceIndex: 6 }]);
    create(host, { Address: '192.0.2.10', InterfaceLuid: '0x0006000005000000', InterfaceIndex: 6 });
    expect(host.address('192.0.2.10', 5)).toBeDefined();
    expect(host.address('192.0.2.10', 6)).toBeUndefined();
    const unknown = { Address: '192.0.2.11', InterfaceLuid: '0x0006000099000000', InterfaceIndex: 5 };
    expect(create(host, unknown).status).toBe('STATUS_NOT_FOUND');
  });

  it('knows a link-local address by the scope id zero or that of its interface', () => {
    const host = new AddressHost([ethernet5, { InterfaceIndex: 6 }]);
    const row = { InterfaceIndex: 5, OnLinkPrefixLength: 64 };
    expect(create(host, { ...row, Address: 'fe80::7%6' }).status).toBe('STATUS_INVALID_PARAMETER');
    expect(create(host, { ...row, Address: 'fe80::7%5' }).status).toBe('STATUS_SUCCESS');
    expect(create(host, { ...row, Address: 'fe80::7' }).status).toBe('ERROR_OBJECT_ALREADY_EXISTS');
    expect(host.address('fe80::7')).toMatchObject({ ScopeId: 5 });
    expect(create(host, { ...row, Address: '2001:db8::7%6' }).status).toBe('STATUS_SUCCESS');
    expect(host.address('2001:db8::7')).toMatchObject({ ScopeId: 0 });
  });

  it('puts loopback addresses on loopback interfaces only, where others may stand too', () => {
    const host = new AddressHost([loopback1, ethernet5]);
    for (const Address of ['127.0.0.1', '::1'])
      expect([
        create(host, { Address, InterfaceIndex: 5 }).status,
        create(host, { Address, InterfaceIndex: 1 }).status,
      ]).toEqual(['STATUS_INVALID_PARAMETER', 'STATUS_SUCCESS']);
    expect(create(host, { Address: '10.9.9.9', InterfaceIndex: 1 }).status).toBe('STATUS_SUCCESS');
    expect(host.address('127.0.0.1', 1)).toMatchObject({ DadState: 'IpDadStatePreferred', dadDueAt: null });
  });

  it('changes nothing when it refuses', () => {
    const host = new AddressHost();
    const before = host.state;
    create(host, { Address: '192.0.2.10', InterfaceIndex: 9 });
    expect(host.state).toBe(before);
  });
});

// Each case mends one fault of the case before and still has all later ones: the first check decides.
describe('the first refusal of CreateUnicastIpAddressEntry', () => {
  const only4 = () => new AddressHost([{ ...ethernet5, families: [] }], ['AF_INET']);
  const wrong = {
    Address: 'ff02::1',
    ValidLifetime: 0,
    PreferredLifetime: 1,
    PrefixOrigin: 16,
    SuffixOrigin: 9,
    OnLinkPrefixLength: 254,
  };
  const named = { ...wrong, Address: 'fe80::1%9', InterfaceIndex: 99 };
  const lasting = { ...named, ValidLifetime: 1 };
  const origins = { ...lasting, SuffixOrigin: 5 };
  const fitting = { ...origins, PrefixOrigin: 4 };
  const valid = { ...fitting, OnLinkPrefixLength: 64 };

  it.each([
    ['is that no row is given', null, 'STATUS_INVALID_PARAMETER', 'Row'],
    [
      'is that a member is of another type',
      { ...wrong, OnLinkPrefixLength: 256 },
      'STATUS_INVALID_PARAMETER',
      'Row.OnLinkPrefixLength',
    ],
    ['is that a member does not exist', { ...wrong, Metric: 1 }, 'STATUS_INVALID_PARAMETER', 'Row.Metric'],
    [
      'is that no address is given',
      { ...wrong, Address: undefined },
      'STATUS_INVALID_PARAMETER',
      'Row.Address',
    ],
    [
      'is that the address is malformed',
      { ...wrong, Address: '192.0.2.300' },
      'STATUS_INVALID_PARAMETER',
      'Row.Address',
    ],
    ['is that the address is not unicast', wrong, 'STATUS_INVALID_PARAMETER', 'Row.Address'],
    [
      'is that no interface is named',
      { ...wrong, Address: 'fe80::1%9' },
      'STATUS_INVALID_PARAMETER',
      'Row.InterfaceLuid',
    ],
    [
      'is that it is preferred for longer than valid',
      named,
      'STATUS_INVALID_PARAMETER',
      'Row.PreferredLifetime',
    ],
    [
      'is that it is not valid at all',
      { ...named, PreferredLifetime: 0 },
      'STATUS_INVALID_PARAMETER',
      'Row.ValidLifetime',
    ],
    ['is that an origin is no constant', lasting, 'STATUS_INVALID_PARAMETER', 'Row.SuffixOrigin'],
    ['is that one origin alone is unchanged', origins, 'STATUS_INVALID_PARAMETER', 'Row.PrefixOrigin'],
    [
      'is that the prefix is longer than the address',
      fitting,
      'STATUS_INVALID_PARAMETER',
      'Row.OnLinkPrefixLength',
    ],
    ['is that the family has no stack', valid, 'STATUS_NOT_SUPPORTED', undefined],
  ])('%s', (_, Row, status, member) => {
    const { decide } = CreateUnicastIpAddressEntry;
    expect(decide(only4().view, { Row: Row as never })).toMatchObject({
      _tag: 'Left',
      left: member === undefined ? { status } : { status, member },
    });
  });

  const refusalOf = (host: AddressHost, Row: UnicastIpAddressInput) =>
    host.call(CreateUnicastIpAddressEntry, { Row }).status;

  it('is, once the row is right, about the interface, the scope, the mirror, the key', () => {
    const unbound = new AddressHost([{ ...ethernet5, families: ['AF_INET'] }]);
    expect(refusalOf(unbound, valid)).toBe('STATUS_NOT_FOUND');
    expect(refusalOf(unbound, { ...valid, InterfaceIndex: 5 })).toBe('STATUS_NOT_FOUND');

    const host = new AddressHost();
    const scoped = { ...valid, InterfaceIndex: 5 };
    const row = { ...scoped, Address: 'fe80::1' };
    expect(refusalOf(host, row)).toBe('STATUS_SUCCESS');
    host.mirrored = true;
    expect(refusalOf(host, scoped)).toBe('STATUS_INVALID_PARAMETER');
    expect(refusalOf(host, { ...row, Address: '::1' })).toBe('STATUS_INVALID_PARAMETER');
    expect(refusalOf(host, row)).toBe('STATUS_NOT_SUPPORTED');
    host.mirrored = false;
    expect(refusalOf(host, row)).toBe('ERROR_OBJECT_ALREADY_EXISTS');
  });
});

describe('CreateAnycastIpAddressEntry', () => {
  const row = { Address: '2001:db8::', InterfaceIndex: 5 };
  const createAnycast = (host: AddressHost, Row: object | null) =>
    host.call(CreateAnycastIpAddressEntry, { Row }).status;

  it('adds the address without detection and tells no row back', () => {
    const host = new AddressHost();
    expect(host.call(CreateAnycastIpAddressEntry, { Row: { ...row, ScopeId: 9 } })).toEqual({
      status: 'STATUS_SUCCESS',
    });
    expect(host.log[0]).toEqual({
      type: 'AnycastAddressCreated',
      data: { Address: '2001:db8::', InterfaceIndex: 5, InterfaceLuid: '0x0006000005000000', ScopeId: 0 },
    });
    expect(createAnycast(host, row)).toBe('ERROR_OBJECT_ALREADY_EXISTS');
  });

  it('may be a unicast address of the interface at once', () => {
    const host = new AddressHost();
    create(host, { ...row, OnLinkPrefixLength: 64 });
    expect(createAnycast(host, row)).toBe('STATUS_SUCCESS');
  });

  it.each([
    ['no row', null, 'STATUS_INVALID_PARAMETER'],
    ['no address', { InterfaceIndex: 5 }, 'STATUS_INVALID_PARAMETER'],
    ['the unspecified address', { ...row, Address: '::' }, 'STATUS_INVALID_PARAMETER'],
    ['a multicast address', { ...row, Address: 'ff02::1' }, 'STATUS_INVALID_PARAMETER'],
    ['a loopback address', { InterfaceIndex: 1, Address: '127.0.0.1' }, 'STATUS_INVALID_PARAMETER'],
    ['no interface', { Address: '2001:db8::' }, 'STATUS_INVALID_PARAMETER'],
    ['another interface’s scope', { ...row, Address: 'fe80::1%1' }, 'STATUS_INVALID_PARAMETER'],
    ['an unknown interface', { ...row, InterfaceIndex: 9 }, 'STATUS_NOT_FOUND'],
  ])('refuses %s', (_, Row, status) => {
    expect(createAnycast(new AddressHost([loopback1, ethernet5]), Row)).toBe(status);
  });

  it('refuses on a mirror, after the interface', () => {
    const host = new AddressHost();
    host.mirrored = true;
    expect(createAnycast(host, { ...row, InterfaceIndex: 9 })).toBe('STATUS_NOT_FOUND');
    expect(createAnycast(host, row)).toBe('STATUS_NOT_SUPPORTED');
  });
});
