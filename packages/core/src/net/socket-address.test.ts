import { formatSocketAddress, parseSocketAddress } from '.';

describe('parseSocketAddress', () => {
  it.each(['', 'AF_UNSPEC'])('reads %j as an address not given', (text) => {
    expect(parseSocketAddress(text)).toEqual({ family: 'AF_UNSPEC' });
  });

  it.each([
    ['192.0.2.1', 'AF_INET', '192.0.2.1', 0],
    ['0.0.0.0', 'AF_INET', '0.0.0.0', 0],
    ['::', 'AF_INET6', '::', 0],
    ['FE80::1', 'AF_INET6', 'fe80::1', 0],
    ['fe80::1%5', 'AF_INET6', 'fe80::1', 5],
    ['febf::1%4294967295', 'AF_INET6', 'febf::1', 4294967295],
    ['fe80::1%0', 'AF_INET6', 'fe80::1', 0],
    ['2001:db8::1%5', 'AF_INET6', '2001:db8::1', 0],
    ['ff02::1%5', 'AF_INET6', 'ff02::1', 0],
    ['fec0::1%5', 'AF_INET6', 'fec0::1', 0],
  ])('reads %s', (text, family, address, scopeId) => {
    expect(parseSocketAddress(text)).toEqual({ family, address, scopeId });
  });

  it.each([
    ['AF_INET', 'a family'],
    ['192.0.2', 'a malformed address'],
    ['%5', 'no address'],
    ['fe80::1%', 'an empty scope id'],
    ['fe80::1%eth0', 'a name for a scope id'],
    ['fe80::1%-1', 'a negative scope id'],
    ['fe80::1%05', 'a leading zero'],
    ['fe80::1%4294967296', 'a scope id past a uint32'],
    ['fe80::1%5%5', 'two scope ids'],
    ['fe80::1%5 ', 'a blank'],
    ['2001:db8::1%x', 'a malformed scope id that would be dropped'],
    ['192.0.2.1%5', 'a scope id of IPv4'],
  ])('refuses %j: %s', (text) => {
    expect(parseSocketAddress(text)).toBeUndefined();
  });
});

describe('formatSocketAddress', () => {
  it.each(['AF_UNSPEC', '192.0.2.1', 'fe80::1', 'fe80::1%5', '::ffff:192.0.2.1'])('writes %s', (text) => {
    const read = parseSocketAddress(text);
    expect(read && formatSocketAddress(read)).toBe(text);
  });
});
