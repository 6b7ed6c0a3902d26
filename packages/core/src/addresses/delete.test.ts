import { AddressHost, ethernet5 } from '../../test/address-host';
import { addressApi } from '.';

const {
  CreateAnycastIpAddressEntry,
  CreateUnicastIpAddressEntry,
  DeleteAnycastIpAddressEntry,
  DeleteUnicastIpAddressEntry,
} = addressApi;

const row = { Address: 'fe80::7', InterfaceIndex: 5 };
const key = { Address: 'fe80::7', InterfaceIndex: 5, InterfaceLuid: '0x0006000005000000' };

const hostWithBoth = (): AddressHost => {
  const host = new AddressHost([ethernet5, { InterfaceIndex: 6 }]);
  const members = { ValidLifetime: 10, OnLinkPrefixLength: 64 };
  host.call(CreateUnicastIpAddressEntry, { Row: { ...row, ...members } });
  host.call(CreateAnycastIpAddressEntry, { Row: row });
  host.appended();
  return host;
};

describe.each([
  ['DeleteUnicastIpAddressEntry', DeleteUnicastIpAddressEntry, 'UnicastAddressDeleted'],
  ['DeleteAnycastIpAddressEntry', DeleteAnycastIpAddressEntry, 'AnycastAddressDeleted'],
] as const)('%s', (_, definition, type) => {
  const statusOf = (host: AddressHost, Row: object | null) =>
    host.call<{ readonly Row: object | null }, object>(definition, { Row }).status;

  it('deletes the row of its table alone', () => {
    const host = hostWithBoth();
    expect(statusOf(host, { ...row, Address: 'fe80::7%5' })).toBe('STATUS_SUCCESS');
    expect(host.appended().at(-1)).toEqual({ type, data: { ...key, reason: 'call' } });
    expect(host.state.unicast.size + host.state.anycast.size).toBe(1);
    expect(statusOf(host, row)).toBe('STATUS_NOT_FOUND');
  });

  it.each([
    ['no row', null, 'STATUS_INVALID_PARAMETER'],
    ['no address', { InterfaceIndex: 5 }, 'STATUS_INVALID_PARAMETER'],
    ['a multicast address', { ...row, Address: '224.0.0.1' }, 'STATUS_INVALID_PARAMETER'],
    ['no interface', { Address: 'fe80::7' }, 'STATUS_INVALID_PARAMETER'],
    ['an unknown interface', { ...row, InterfaceIndex: 9 }, 'STATUS_NOT_FOUND'],
    ['another interface’s scope', { ...row, Address: 'fe80::7%6' }, 'STATUS_INVALID_PARAMETER'],
    ['another interface', { ...row, InterfaceIndex: 6 }, 'STATUS_NOT_FOUND'],
  ])('refuses %s', (__, Row, status) => {
    const host = hostWithBoth();
    expect(statusOf(host, Row)).toBe(status);
    expect(host.appended()).toEqual([]);
  });

  it('refuses a family without a stack before it looks for the interface', () => {
    const host = new AddressHost([ethernet5], ['AF_INET']);
    expect(statusOf(host, { ...row, InterfaceIndex: 9 })).toBe('STATUS_NOT_SUPPORTED');
  });

  it('refuses on a mirror before it looks for the row', () => {
    const host = hostWithBoth();
    host.mirrored = true;
    expect(statusOf(host, { ...row, InterfaceIndex: 6 })).toBe('STATUS_NOT_SUPPORTED');
  });
});

it('reads no more than the key of a unicast address', () => {
  const host = hostWithBoth();
  const Row = { ...row, OnLinkPrefixLength: 999, PrefixOrigin: 77, ValidLifetime: -1 };
  expect(host.call(DeleteUnicastIpAddressEntry, { Row }).status).toBe('STATUS_SUCCESS');
});
