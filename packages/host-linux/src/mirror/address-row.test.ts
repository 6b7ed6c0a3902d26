import { luidIn } from '../../test/row-luid';
import { address } from '../../test/mirrored-host';
import { unicastDataOf } from './address-row';
import type { AddressObject } from './objects';

const rowOf = (object: AddressObject) =>
  unicastDataOf(object, { InterfaceIndex: 2, InterfaceLuid: luidIn(2) }, 0);

it.each<[string, string, Partial<AddressObject>, string, string]>([
  ['127.0.0.0/8', '127.0.0.1/8', {}, 'WellKnown', 'WellKnown'],
  ['::1', '::1/128', {}, 'WellKnown', 'WellKnown'],
  ['made for a loopback link', '2001:db8::1/128', { protocol: 'kernel_lo' }, 'WellKnown', 'WellKnown'],
  ['fe80::/10', 'fe80::1/64', {}, 'WellKnown', 'LinkLayerAddress'],
  ['fe80::/10 drawn', 'fe80::1/64', { 'stable-privacy': true }, 'WellKnown', 'Random'],
  ['made as link-local', '2001:db8::1/64', { protocol: 'kernel_ll' }, 'WellKnown', 'LinkLayerAddress'],
  [
    'made of an advertisement',
    '2001:db8::ff:fe00:1/64',
    { protocol: 'kernel_ra' },
    'RouterAdvertisement',
    'LinkLayerAddress',
  ],
  [
    'of an advertised prefix, without FF FE',
    '2001:db8::1/64',
    { protocol: 'kernel_ra' },
    'RouterAdvertisement',
    'Random',
  ],
  ['temporary', '2001:db8::ff:fe00:1/64', { temporary: true }, 'RouterAdvertisement', 'Random'],
  [
    'stable privacy',
    '2001:db8::ff:fe00:1/64',
    { dynamic: true, 'stable-privacy': true },
    'RouterAdvertisement',
    'Random',
  ],
  [
    'with temporary ones made after it',
    '2001:db8::ff:fe00:1/64',
    { mngtmpaddr: true },
    'RouterAdvertisement',
    'LinkLayerAddress',
  ],
  [
    'not permanent IPv6 of a subnet',
    '2001:db8::ff:fe00:1/64',
    { dynamic: true },
    'RouterAdvertisement',
    'LinkLayerAddress',
  ],
  ['not permanent IPv6 of its own', '2001:db8::50/128', { dynamic: true }, 'Dhcp', 'Dhcp'],
  ['not permanent IPv4', '192.0.2.1/24', { dynamic: true }, 'Dhcp', 'Dhcp'],
  ['permanent IPv4', '192.0.2.1/24', {}, 'Manual', 'Manual'],
  ['permanent IPv6', '2001:db8::1/64', {}, 'Manual', 'Manual'],
])('tells where an address is from: %s', (_what, text, members, prefix, suffix) => {
  expect(rowOf(address(2, text, members))).toMatchObject({
    PrefixOrigin: `IpPrefixOrigin${prefix}`,
    SuffixOrigin: `IpSuffixOrigin${suffix}`,
  });
});

it.each<[Partial<AddressObject>, string]>([
  [{ dadfailed: true, deprecated: true, tentative: true }, 'Duplicate'],
  [{ deprecated: true, tentative: true }, 'Tentative'],
  [{ optimistic: true, tentative: true }, 'Preferred'],
  [{ deprecated: true, optimistic: true, tentative: true }, 'Deprecated'],
  [{ deprecated: true }, 'Deprecated'],
  [{}, 'Preferred'],
])('tells the state of detection of %j: %s', (members, state) => {
  expect(rowOf(address(2, '2001:db8::1/64', members)).DadState).toBe(`IpDadState${state}`);
});

it('gives link-local addresses their link as scope', () => {
  expect(rowOf(address(2, 'fe80::1/64')).ScopeId).toBe(2);
  expect(rowOf(address(2, '2001:db8::1/64')).ScopeId).toBe(0);
});
