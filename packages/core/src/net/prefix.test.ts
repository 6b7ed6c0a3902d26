import { isLeft, isRight } from 'fp-ts/Either';
import { PathReporter } from 'io-ts/PathReporter';
import {
  comparePrefixes,
  familyOf,
  ipv4Prefix,
  ipv4PrefixToNumber,
  ipv6Prefix,
  ipv6PrefixToWords,
  isInPrefix,
  lastAddressOf,
  parseIpAddress,
  parsePrefix,
  prefixAddress,
  prefixLength,
  prefixOf,
  PrefixText,
  type IpAddress,
  type Prefix,
} from '.';

const read = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the text was not read');
  return value;
};
const prefix = (text: string): Prefix => read(parsePrefix(text));
const address = (text: string): IpAddress => read(parseIpAddress(text));

describe('parsePrefix', () => {
  it.each([
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['255.255.255.255/32', '255.255.255.255/32'],
    ['128.0.0.0/1', '128.0.0.0/1'],
    ['::/0', '::/0'],
    ['0:0::/0', '::/0'],
    ['2001:DB8::/32', '2001:db8::/32'],
    ['2001:db8:0:8000::/49', '2001:db8:0:8000::/49'],
    ['8000::/1', '8000::/1'],
    ['2001:db8:0:1::/64', '2001:db8:0:1::/64'],
    ['2001:db8::1:0:0/96', '2001:db8::1:0:0/96'],
    ['::ffff:0:0/96', '::ffff:0.0.0.0/96'],
    ['::ffff:10.0.0.0/104', '::ffff:10.0.0.0/104'],
    ['fe80::1/128', 'fe80::1/128'],
  ])('reads %s as %s', (text, canonical) => {
    expect(parsePrefix(text)).toBe(canonical);
  });

  it.each([
    ['10.0.0.0', 'no length'],
    ['10.0.0.0/', 'an empty length'],
    ['/8', 'no address'],
    ['', 'nothing'],
    ['/', 'a lone slash'],
    ['10.0.0.0/8/8', 'two lengths'],
    ['10.0.0.0/33', 'a length over 32'],
    ['::/129', 'a length over 128'],
    ['::/255', 'the length that means none'],
    ['::/1000', 'a length of four digits'],
    ['10.0.0.0/08', 'a leading zero'],
    ['10.0.0.0/00', 'a zero written twice'],
    ['10.0.0.0/-1', 'a sign'],
    ['10.0.0.0/+8', 'a plus'],
    ['10.0.0.0/8 ', 'a blank'],
    ['10.0.0.0/8.0', 'a fraction'],
    ['10.0.0.0/255.0.0.0', 'a mask'],
    ['10.0.0.1/8', 'a bit past the length'],
    ['10.128.0.0/8', 'the first bit past the length'],
    ['0.0.0.1/31', 'the last bit'],
    ['128.0.0.0/0', 'a bit of a default route'],
    ['10.0.0/8', 'an abbreviated address'],
    ['2001:db8::1/127', 'the last bit of IPv6'],
    ['2001:db8:8000::/32', 'the bit past a whole word'],
    ['2001:db8:0:0:8000::/64', 'the bit past two words'],
    ['::8000:0/96', 'the bit past three words'],
    ['fe80::1%5/128', 'a scope id'],
  ])('refuses %j: %s', (text) => {
    expect(parsePrefix(text)).toBeUndefined();
  });
});

describe('a prefix', () => {
  it.each([
    ['10.1.2.3', 0, '0.0.0.0/0'],
    ['10.1.2.3', 8, '10.0.0.0/8'],
    ['10.1.2.3', 31, '10.1.2.2/31'],
    ['255.255.255.255', 1, '128.0.0.0/1'],
    ['10.1.2.3', 32, '10.1.2.3/32'],
    ['2001:db8:1:2:3:4:5:6', 0, '::/0'],
    ['2001:db8:1:2:3:4:5:6', 32, '2001:db8::/32'],
    ['2001:db8:1:ffff:3:4:5:6', 49, '2001:db8:1:8000::/49'],
    ['2001:db8:1:2:3:4:5:6', 64, '2001:db8:1:2::/64'],
    ['2001:db8:1:2:3:4:5:6', 96, '2001:db8:1:2:3:4::/96'],
    ['2001:db8:1:2:3:4:5:7', 127, '2001:db8:1:2:3:4:5:6/127'],
    ['2001:db8:1:2:3:4:5:6', 128, '2001:db8:1:2:3:4:5:6/128'],
  ])('of %s with %d bits is %s', (of, length, expected) => {
    const made = prefixOf(address(of), length);
    expect(made).toBe(expected);
    expect(parsePrefix(made)).toBe(made);
    expect(prefixLength(made)).toBe(length);
    expect(`${prefixAddress(made)}/${length}`).toBe(made);
    expect(familyOf(made)).toBe(familyOf(address(of)));
  });

  it.each([
    ['10.0.0.0', -1],
    ['10.0.0.0', 33],
    ['10.0.0.0', 1.5],
    ['10.0.0.0', Number.NaN],
    ['::', 129],
  ])('of %s cannot have %d bits', (of, length) => {
    expect(() => prefixOf(address(of), length)).toThrow(RangeError);
  });

  it('is made from and read as numbers', () => {
    expect(ipv4Prefix(0xc0ff_eeee, 10)).toBe('192.192.0.0/10');
    expect(ipv4PrefixToNumber(prefix('192.192.0.0/10'))).toBe(0xc0c0_0000);
    expect(ipv6Prefix(0x2001_0db8, 0xffff_ffff, 0xffff_ffff, 1, 65)).toBe('2001:db8:ffff:ffff:8000::/65');
    expect(ipv6PrefixToWords(prefix('2001:db8:ffff:ffff:8000::/65'))).toEqual([
      0x2001_0db8, 0xffff_ffff, 0x8000_0000, 0,
    ]);
    expect(() => ipv4PrefixToNumber(prefix('::/0'))).toThrow(TypeError);
    expect(() => ipv6PrefixToWords(prefix('0.0.0.0/0'))).toThrow(TypeError);
  });

  it.each([
    ['0.0.0.0/0', '255.255.255.255'],
    ['192.0.2.0/24', '192.0.2.255'],
    ['192.0.2.128/25', '192.0.2.255'],
    ['192.0.2.4/30', '192.0.2.7'],
    ['192.0.2.1/32', '192.0.2.1'],
    ['::/0', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2001:db8::/32', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2001:db8:8000::/33', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2001:db8::/64', '2001:db8::ffff:ffff:ffff:ffff'],
    ['::ffff:10.0.0.0/104', '::ffff:10.255.255.255'],
    ['fe80::1/128', 'fe80::1'],
  ])('%s ends with %s', (text, last) => {
    expect(lastAddressOf(prefix(text))).toBe(last);
  });

  it.each([
    ['0.0.0.0/0', '255.1.2.3', true],
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.0.0.0/8', '9.255.255.255', false],
    ['192.0.2.1/32', '192.0.2.1', true],
    ['192.0.2.1/32', '192.0.2.0', false],
    ['0.0.0.0/0', '::', false],
    ['::/0', '0.0.0.0', false],
    ['::/0', 'fe80::1', true],
    ['2001:db8::/33', '2001:db8:7fff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['2001:db8::/64', '2001:db8::1:2:3:4', true],
    ['2001:db8::/64', '2001:db8:0:1::', false],
    ['2001:db8::/96', '2001:db8::1:0:0', false],
    ['fe80::1/128', 'fe80::1', true],
    ['fe80::1/128', 'fe80::2', false],
  ])('%s holds %s: %s', (text, of, isIn) => {
    expect(isInPrefix(address(of), prefix(text))).toBe(isIn);
  });
});

describe('comparePrefixes', () => {
  it('goes by family, address and length', () => {
    const ascending = [
      '0.0.0.0/0',
      '0.0.0.0/8',
      '9.0.0.0/8',
      '10.0.0.0/8',
      '10.0.0.0/24',
      '10.0.0.1/32',
      '128.0.0.0/1',
      '255.255.255.255/32',
      '::/0',
      '::/128',
      '2001:db8::/32',
      '2001:db8::/48',
      '2001:db8:0:1::/64',
      '2001:db8:1::/48',
      'fe80::/10',
    ];
    expect(ascending.map(prefix).reverse().sort(comparePrefixes)).toEqual(ascending);
    expect(comparePrefixes(prefix('10.0.0.0/8'), prefix('10.0.0.0/8'))).toBe(0);
  });
});

describe('PrefixText', () => {
  it('takes canonical prefixes', () => {
    const decoded = PrefixText.decode('2001:db8::/32');
    expect(isRight(decoded) && decoded.right).toBe('2001:db8::/32');
  });

  it.each([
    ['2001:DB8::/32', "'2001:db8::/32', not '2001:DB8::/32'"],
    ['10.0.0.1/8', "expected an IPv4 or IPv6 prefix such as 10.0.0.0/8, found '10.0.0.1/8'"],
    [8, 'as text'],
  ])('refuses %j and says what was expected', (value, message) => {
    const decoded = PrefixText.decode(value);
    expect(isLeft(decoded)).toBe(true);
    expect(PathReporter.report(decoded).join()).toContain(message);
  });
});
