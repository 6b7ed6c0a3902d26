import { isLeft, isRight } from 'fp-ts/Either';
import { PathReporter } from 'io-ts/PathReporter';
import {
  addressFamilies,
  addressFromBytes,
  addressToBytes,
  commonPrefixLength,
  compareAddresses,
  familyOf,
  IpAddressText,
  ipv4FromNumber,
  ipv4ToNumber,
  ipv6FromWords,
  ipv6ToWords,
  parseIpAddress,
  unspecifiedOf,
  widthOf,
  type IpAddress,
} from '.';

const address = (text: string): IpAddress => {
  const parsed = parseIpAddress(text);
  if (parsed === undefined) throw new Error(`${text} was not read`);
  return parsed;
};

describe('parseIpAddress', () => {
  it.each(['0.0.0.0', '255.255.255.255', '192.0.2.1', '10.0.0.100', '1.20.255.0'])('keeps %s', (text) => {
    expect(parseIpAddress(text)).toBe(text);
  });

  it.each([
    ['', 'nothing'],
    ['1.2.3', 'three octets'],
    ['1.2.3.4.5', 'five octets'],
    ['1.2.3.', 'an empty octet at the end'],
    ['.1.2.3', 'an empty octet at the start'],
    ['1..2.3', 'an empty octet between'],
    ['01.2.3.4', 'a leading zero'],
    ['1.2.3.00', 'a zero written twice'],
    ['256.1.1.1', 'an octet over 255'],
    ['1.2.3.1000', 'an octet of four digits'],
    [' 1.2.3.4', 'a blank before'],
    ['1.2.3.4 ', 'a blank behind'],
    ['1.2.3.4\n', 'a line end behind'],
    ['1.2.3.+4', 'a sign'],
    ['1.2.3.0x4', 'hexadecimal'],
    ['0x01020304', 'one hexadecimal number'],
    ['16909060', 'one decimal number'],
    ['1.2.3.4%1', 'a scope id'],
    ['1.2.3.4/32', 'a length'],
    ['١.2.3.4', 'a digit of another script'],
  ])('refuses %j: %s', (text) => {
    expect(parseIpAddress(text)).toBeUndefined();
  });

  it.each([
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['0000:0000:0000:0000:0000:0000:0000:0001', '::1'],
    ['2001:DB8::00a0', '2001:db8::a0'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['1:0:0:4:5:6:0:0', '1::4:5:6:0:0'],
    ['1:2:3:4:5:6:0:0', '1:2:3:4:5:6::'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::FFFF:c000:0201', '::ffff:192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::ffff:0.0.0.0', '::ffff:0.0.0.0'],
    ['::192.0.2.1', '::c000:201'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['::ffff:0:192.0.2.1', '::ffff:0:c000:201'],
    ['1:2:3:4:5:6:7.8.9.10', '1:2:3:4:5:6:708:90a'],
    ['1::5:6:7.8.9.10', '1::5:6:708:90a'],
    ['fe80::ff:fe00:5', 'fe80::ff:fe00:5'],
  ])('reads %s as %s', (text, canonical) => {
    expect(parseIpAddress(text)).toBe(canonical);
  });

  it.each([
    [':', 'a lone colon'],
    [':::', 'three colons'],
    ['::1::', 'two compressions'],
    ['1::2::3', 'two compressions between'],
    [':1:2:3:4:5:6:7:8', 'a colon before'],
    [':1:2:3:4:5:6:7', 'a colon before seven groups'],
    ['1:2:3:4:5:6:7:', 'a colon behind'],
    ['1:2:3:4:5:6:7', 'seven groups'],
    ['1:2:3:4:5:6:7:8:9', 'nine groups'],
    ['1:2:3:4:5:6:7:8::', 'eight groups and a compression'],
    ['1:2:3:4::5:6:7:8', 'a compression of nothing'],
    ['::00001', 'a group of five digits'],
    ['::g', 'a letter that is no digit'],
    ['fe80::1%5', 'a scope id'],
    ['fe80::1%', 'an empty scope id'],
    ['[::1]', 'brackets'],
    ['::1 ', 'a blank'],
    ['::1/128', 'a length'],
    ['::01.2.3.4', 'a leading zero in the dotted quad'],
    ['::1.2.3', 'three octets'],
    ['::1.2.3.4:5', 'a dotted quad that is not last'],
    ['1.2.3.4::', 'a dotted quad that is first'],
    ['::1.2.3.4::', 'a compression behind the dotted quad'],
    ['1:2:3:4:5:6:7:1.2.3.4', 'a dotted quad for the last group alone'],
    ['1:2:3:4:5:1.2.3.4', 'five groups and a dotted quad'],
    ['::256.1.1.1', 'an octet over 255'],
    ['::a.1.1.1', 'a hexadecimal octet'],
    ['::1234.1.1.1', 'an octet of four digits'],
  ])('refuses %j: %s', (text) => {
    expect(parseIpAddress(text)).toBeUndefined();
  });
});

describe('an address', () => {
  it.each([
    ['0.0.0.0', 'AF_INET'],
    ['255.255.255.255', 'AF_INET'],
    ['10.0.0.1', 'AF_INET'],
    ['::', 'AF_INET6'],
    ['::ffff:192.0.2.1', 'AF_INET6'],
    ['::ffff:1.2.3.4', 'AF_INET6'],
    ['1::', 'AF_INET6'],
    ['fe80::1', 'AF_INET6'],
  ])('%s is of family %s', (text, family) => {
    expect(familyOf(address(text))).toBe(family);
  });

  it.each([
    ['0.0.0.0', 0],
    ['0.0.1.0', 256],
    ['127.0.0.1', 0x7f00_0001],
    ['192.0.2.1', 0xc000_0201],
    ['255.255.255.255', 0xffff_ffff],
  ])('%s is the number %d', (text, bits) => {
    expect(ipv4ToNumber(address(text))).toBe(bits);
    expect(ipv4FromNumber(bits)).toBe(text);
    expect(ipv4FromNumber(bits | 0)).toBe(text);
  });

  it('is four words where it is IPv6', () => {
    const words = [0x2001_0db8, 0xffff_ffff, 0, 0x8000_0001] as const;
    expect(ipv6ToWords(address('2001:db8:ffff:ffff::8000:1'))).toEqual(words);
    expect(ipv6FromWords(...words)).toBe('2001:db8:ffff:ffff::8000:1');
    expect(ipv6FromWords(words[0], words[1] | 0, words[2], words[3] | 0)).toBe('2001:db8:ffff:ffff::8000:1');
  });

  it('of one family is not read as a number of the other', () => {
    expect(() => ipv4ToNumber(address('::1'))).toThrow(TypeError);
    expect(() => ipv6ToWords(address('127.0.0.1'))).toThrow(TypeError);
  });

  it('is bytes in network order', () => {
    expect(Array.from(addressToBytes(address('192.0.2.1')))).toEqual([192, 0, 2, 1]);
    const bytes = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0x02, 0x80, 0x01];
    expect(Array.from(addressToBytes(address('2001:db8::ff02:8001')))).toEqual(bytes);
    expect(addressFromBytes(Uint8Array.from(bytes))).toBe('2001:db8::ff02:8001');
    expect(addressFromBytes(Uint8Array.of(255, 1, 2, 3))).toBe('255.1.2.3');
  });

  it.each([0, 3, 5, 15, 17])('has not %d bytes', (length) => {
    expect(() => addressFromBytes(new Uint8Array(length))).toThrow(`4 or 16 bytes, not ${length}`);
  });
});

describe('compareAddresses', () => {
  it('puts IPv4 before IPv6 and each in the order of its numbers', () => {
    const ascending = [
      '0.0.0.0',
      '9.0.0.0',
      '10.0.0.1',
      '127.255.255.255',
      '128.0.0.0',
      '255.255.255.255',
    ].concat([
      '::',
      '::9',
      '::10',
      '::ffff:1.2.3.4',
      '0:0:8000::',
      '1::',
      '7fff::',
      '8000::',
      'fe80::1',
      'fe80::1:0',
    ]);
    expect(ascending.map(address).reverse().sort(compareAddresses)).toEqual(ascending);
  });

  it('gives 0 for the same address', () => {
    expect(compareAddresses(address('fe80::1'), address('FE80:0::1'))).toBe(0);
  });
});

describe('commonPrefixLength', () => {
  it.each([
    ['10.0.0.0', '10.0.0.0', 32],
    ['10.0.0.0', '10.0.0.1', 31],
    ['0.0.0.0', '128.0.0.0', 0],
    ['192.0.2.1', '192.0.3.1', 23],
    ['2001:db8::', '2001:db8::', 128],
    ['::', '8000::', 0],
    ['2001:db8::', '2001:db9::', 31],
    ['2001:db8::', '2001:db8:0:1::', 63],
    ['2001:db8::', '2001:db8::1:0:0', 95],
    ['fe80::1', 'fe80::2', 126],
    ['::', '0.0.0.0', 0],
    ['::ffff:10.0.0.1', '10.0.0.1', 0],
  ])('of %s and %s is %d', (a, b, length) => {
    expect(commonPrefixLength(address(a), address(b))).toBe(length);
    expect(commonPrefixLength(address(b), address(a))).toBe(length);
  });
});

describe('families', () => {
  it('have an order, a width and an unspecified address', () => {
    expect(addressFamilies.map((family) => [family, widthOf(family), unspecifiedOf(family)])).toEqual([
      ['AF_INET', 32, '0.0.0.0'],
      ['AF_INET6', 128, '::'],
    ]);
  });
});

describe('IpAddressText', () => {
  it.each(['10.0.0.1', '::', '::ffff:192.0.2.1', '2001:db8::1'])('takes %s, which is canonical', (text) => {
    const decoded = IpAddressText.decode(text);
    expect(isRight(decoded) && decoded.right).toBe(text);
    expect(IpAddressText.is(text)).toBe(true);
    expect(IpAddressText.encode(address(text))).toBe(text);
  });

  it.each([
    ['2001:DB8::1', "in canonical spelling: '2001:db8::1', not '2001:DB8::1'"],
    ['::ffff:102:304', "'::ffff:1.2.3.4'"],
    ['1.2.3', "expected an IPv4 or IPv6 address without scope id, found '1.2.3'"],
    ['fe80::1%5', 'without scope id'],
    ['', "found ''"],
    [16909060, 'as text'],
    [null, 'as text'],
  ])('refuses %j and says what was expected', (value, message) => {
    const decoded = IpAddressText.decode(value);
    expect(isLeft(decoded)).toBe(true);
    expect(PathReporter.report(decoded).join()).toContain(message);
    expect(IpAddressText.is(value)).toBe(false);
  });
});
