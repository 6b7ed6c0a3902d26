import { ip } from '../../test/address-host';
import { isUnicast, scopeIdOf, solicitedNodeOf } from './address-class';

describe('unicast addresses', () => {
  it.each(['0.0.0.0', '0.1.2.3', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'])(
    '%s is none',
    (address) => expect(isUnicast(ip(address))).toBe(false),
  );
  it.each(['::', 'ff02::1', 'ff0e::1', '::ffff:192.0.2.1'])('%s is none', (address) =>
    expect(isUnicast(ip(address))).toBe(false),
  );
  it.each(['1.0.0.0', '10.0.0.255', '127.0.0.1', '169.254.7.7', '223.255.255.254'])('%s is one', (address) =>
    expect(isUnicast(ip(address))).toBe(true),
  );
  it.each(['::1', 'fe80::7', 'fd00::7', '2001:db8::', '::fffe:c000:201', '::2'])('%s is one', (address) =>
    expect(isUnicast(ip(address))).toBe(true),
  );
});

describe('ScopeId', () => {
  it.each(['fe80::1', 'febf::1', 'ff01::1', 'ff02::1:ff00:5', 'ff11::1', 'ff32::8000:1'])(
    'is the index of the interface for %s',
    (address) => expect(scopeIdOf(ip(address), 7)).toBe(7),
  );
  it.each(['2001:db8::1', 'fec0::1', 'ff05::1', 'ff0e::1', '::1', '169.254.1.1', '224.0.0.1'])(
    'is 0 for %s',
    (address) => expect(scopeIdOf(ip(address), 7)).toBe(0),
  );
});

it.each([
  ['2001:db8::12:3456', 'ff02::1:ff12:3456'],
  ['fe80::ff:fe00:5', 'ff02::1:ff00:5'],
  ['2001:db8::', 'ff02::1:ff00:0'],
  ['2001:db8::ffff:ffff', 'ff02::1:ffff:ffff'],
])('the solicited-node group of %s is %s', (address, group) => {
  expect(solicitedNodeOf(ip(address))).toBe(group);
});
