import { parseIpAddress, parsePrefix, type IpAddress, type Prefix } from '../net';
import { PrefixTrie } from '.';

const read = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the text was not read');
  return value;
};
const prefix = (text: string): Prefix => read(parsePrefix(text));
const address = (text: string): IpAddress => read(parseIpAddress(text));

/** A trie in which each prefix has its own text for its value. */
const trieOf = (...texts: string[]): PrefixTrie<string> =>
  texts.reduce(
    (trie, text) => trie.with(prefix(text), text),
    PrefixTrie.empty<string>(texts.join().includes(':') ? 'AF_INET6' : 'AF_INET'),
  );

const ipv4 = trieOf(
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.0.0.0/9',
  '10.1.0.0/16',
  '10.1.2.0/24',
  '10.1.2.3/32',
  '10.1.2.2/31',
  '192.0.2.0/24',
  '192.0.2.0/25',
  '255.255.255.255/32',
);
const ipv6 = trieOf(
  '::/0',
  '2000::/3',
  '2001:db8::/32',
  '2001:db8::/128',
  '2001:db8:0:1::/64',
  '2001:db8:0:1::1/128',
  '2001:db8:0:1::2/127',
  'fe80::/10',
  'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128',
);

describe('PrefixTrie', () => {
  it.each([
    [
      '10.1.2.3',
      ['10.1.2.3/32', '10.1.2.2/31', '10.1.2.0/24', '10.1.0.0/16', '10.0.0.0/9', '10.0.0.0/8', '0.0.0.0/0'],
    ],
    ['10.1.2.2', ['10.1.2.2/31', '10.1.2.0/24', '10.1.0.0/16', '10.0.0.0/9', '10.0.0.0/8', '0.0.0.0/0']],
    ['10.128.0.1', ['10.0.0.0/8', '0.0.0.0/0']],
    ['192.0.2.127', ['192.0.2.0/25', '192.0.2.0/24', '0.0.0.0/0']],
    ['192.0.2.128', ['192.0.2.0/24', '0.0.0.0/0']],
    ['255.255.255.255', ['255.255.255.255/32', '0.0.0.0/0']],
    ['11.0.0.0', ['0.0.0.0/0']],
  ])('finds all prefixes that hold %s, the longest first', (text, expected) => {
    expect(ipv4.matches(address(text))).toEqual(expected);
    expect(ipv4.longestMatch(address(text))).toBe(expected[0]);
  });

  it.each([
    ['2001:db8:0:1::1', ['2001:db8:0:1::1/128', '2001:db8:0:1::/64', '2001:db8::/32', '2000::/3', '::/0']],
    ['2001:db8:0:1::3', ['2001:db8:0:1::2/127', '2001:db8:0:1::/64', '2001:db8::/32', '2000::/3', '::/0']],
    ['2001:db8::', ['2001:db8::/128', '2001:db8::/32', '2000::/3', '::/0']],
    ['febf::1', ['fe80::/10', '::/0']],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128', '::/0']],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe', ['::/0']],
  ])('finds all prefixes that hold %s, the longest first', (text, expected) => {
    expect(ipv6.matches(address(text))).toEqual(expected);
    expect(ipv6.longestMatch(address(text))).toBe(expected[0]);
  });

  it('finds nothing where no prefix holds the address', () => {
    expect(PrefixTrie.empty<string>('AF_INET').longestMatch(address('1.2.3.4'))).toBeUndefined();
    expect(ipv4.without(prefix('0.0.0.0/0')).longestMatch(address('11.0.0.0'))).toBeUndefined();
    expect(ipv4.without(prefix('0.0.0.0/0')).matches(address('11.0.0.0'))).toEqual([]);
  });

  it('offers values from the longest prefix to the shortest, with its length, until one is accepted', () => {
    const offered: [string, number][] = [];
    const found = ipv4.longestMatch(address('10.1.2.3'), (value, length) => {
      offered.push([value, length]);
      return length < 24;
    });
    expect(found).toBe('10.1.0.0/16');
    expect(offered).toEqual([
      ['10.1.2.3/32', 32],
      ['10.1.2.2/31', 31],
      ['10.1.2.0/24', 24],
      ['10.1.0.0/16', 16],
    ]);
    expect(ipv6.longestMatch(address('2001:db8:0:1::1'), (_, length) => length <= 3)).toBe('2000::/3');
    expect(ipv4.longestMatch(address('10.1.2.3'), () => false)).toBeUndefined();
  });

  it('can be asked while it asks', () => {
    const within = ipv4.longestMatch(address('10.1.2.3'), () => ipv4.matches(address('11.0.0.0')).length > 1);
    expect(within).toBeUndefined();
    const other = ipv4.longestMatch(address('10.1.2.3'), () => ipv6.matches(address('febf::1')).length > 1);
    expect(other).toBe('10.1.2.3/32');
  });

  it('takes addresses as numbers as well', () => {
    expect(ipv4.longestMatchIpv4(0xffff_ffff)).toBe('255.255.255.255/32');
    expect(ipv4.longestMatchIpv4(-1)).toBe('255.255.255.255/32');
    expect(ipv4.longestMatchIpv4(0xffff_ffff, (_, length) => length < 32)).toBe('0.0.0.0/0');
    expect(ipv6.longestMatchIpv6(0x2001_0db8, 1, 0, 3)).toBe('2001:db8:0:1::2/127');
    expect(ipv6.longestMatchIpv6(0xfe80_0000, 0, 0, 0)).toBe('fe80::/10');
    expect(ipv6.longestMatchIpv6(0x2001_0db8, 1, 0, 3, (_, length) => length < 64)).toBe('2001:db8::/32');
  });

  it('gets the very prefix only', () => {
    expect(ipv4.get(prefix('10.0.0.0/9'))).toBe('10.0.0.0/9');
    expect(ipv4.get(prefix('10.0.0.0/10'))).toBeUndefined();
    expect(ipv4.get(prefix('10.128.0.0/9'))).toBeUndefined();
    expect(ipv4.get(prefix('10.1.2.3/32'))).toBe('10.1.2.3/32');
    expect([ipv6.has(prefix('2001:db8::/128')), ipv6.has(prefix('2001:db8::/127'))]).toEqual([true, false]);
  });

  it('lists prefixes by address, then the shorter first', () => {
    expect(Array.from(ipv4, ([text]) => text)).toEqual([
      '0.0.0.0/0',
      '10.0.0.0/8',
      '10.0.0.0/9',
      '10.1.0.0/16',
      '10.1.2.0/24',
      '10.1.2.2/31',
      '10.1.2.3/32',
      '192.0.2.0/24',
      '192.0.2.0/25',
      '255.255.255.255/32',
    ]);
    expect(Array.from(ipv6.entries())).toEqual(Array.from(ipv6.values(), (value) => [value, value]));
    expect(Array.from(ipv6.values())).toEqual([
      '::/0',
      '2000::/3',
      '2001:db8::/32',
      '2001:db8::/128',
      '2001:db8:0:1::/64',
      '2001:db8:0:1::1/128',
      '2001:db8:0:1::2/127',
      'fe80::/10',
      'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128',
    ]);
  });

  it('leaves the trie it came from as it was', () => {
    const without = ipv4.without(prefix('10.1.2.2/31'));
    const replaced = ipv4.with(prefix('10.1.2.3/32'), 'another');
    expect(without.matches(address('10.1.2.3'))).not.toContain('10.1.2.2/31');
    expect(replaced.get(prefix('10.1.2.3/32'))).toBe('another');
    expect(ipv4.matches(address('10.1.2.3')).slice(0, 2)).toEqual(['10.1.2.3/32', '10.1.2.2/31']);
    expect([ipv4.size, without.size, replaced.size]).toEqual([10, 9, 10]);
  });

  it('is the same object where nothing changes', () => {
    expect(ipv4.with(prefix('10.0.0.0/9'), '10.0.0.0/9')).toBe(ipv4);
    expect(ipv4.with(prefix('10.1.2.3/32'), '10.1.2.3/32')).toBe(ipv4);
    expect(ipv4.without(prefix('10.0.0.0/11'))).toBe(ipv4);
    expect(ipv4.without(prefix('10.1.2.1/32'))).toBe(ipv4);
    expect(ipv4.without(prefix('77.1.2.1/32'))).toBe(ipv4);
    expect(ipv4.mutate((batch) => batch.delete(prefix('77.0.0.0/8')))).toBe(ipv4);
  });

  it('has nodes that tell nothing of how they came about', () => {
    const few = trieOf('2001:db8::1/128', '2001:db8::/64');
    const detour = trieOf('2001:db8::1/128', '2001:db8::2/128', '2001:db8::/126', '2001:db8::/64')
      .without(prefix('2001:db8::/126'))
      .mutate((batch) => {
        batch.set(prefix('fe80::/10'), 'fe80::/10');
        batch.delete(prefix('2001:db8::2/128'));
        batch.delete(prefix('fe80::/10'));
      });
    const withoutOwners = (node: unknown): unknown =>
      Array.isArray(node)
        ? node.map((member, index) => (index === 3 ? 'owner' : withoutOwners(member)))
        : node;
    const shapeOf = (trie: PrefixTrie<string>): unknown =>
      withoutOwners((trie as unknown as { root: unknown }).root);
    expect(shapeOf(detour)).toEqual(shapeOf(few));
  });

  it('refuses prefixes and addresses of the other family', () => {
    const values = PrefixTrie.empty<string>('AF_INET');
    expect(() => values.with(prefix('::/0'), 'default')).toThrow(TypeError);
    expect(() => values.get(prefix('::/0'))).toThrow(TypeError);
    expect(() => values.without(prefix('::/0'))).toThrow(TypeError);
    expect(() => values.longestMatch(address('::'))).toThrow(TypeError);
    expect(() => ipv6.with(prefix('0.0.0.0/0'), 'default')).toThrow(TypeError);
    expect(() => ipv6.matches(address('0.0.0.0'))).toThrow(TypeError);
  });
});

describe('a batch', () => {
  it('sees its own writes, the trie does not before the end', () => {
    const next = ipv4.mutate((batch) => {
      batch.set(prefix('10.2.0.0/16'), 'new');
      batch.delete(prefix('0.0.0.0/0'));
      expect([batch.get(prefix('10.2.0.0/16')), batch.get(prefix('0.0.0.0/0')), batch.size]).toEqual([
        'new',
        undefined,
        10,
      ]);
      expect(ipv4.get(prefix('10.2.0.0/16'))).toBeUndefined();
    });
    expect(next.longestMatch(address('10.2.3.4'))).toBe('new');
    expect(ipv4.longestMatch(address('10.2.3.4'))).toBe('10.0.0.0/9');
    expect(ipv4.longestMatch(address('1.2.3.4'))).toBe('0.0.0.0/0');
  });

  it('cannot change a trie that was handed out', () => {
    let kept: Parameters<Parameters<typeof ipv4.mutate>[0]>[0] | undefined;
    const trie = ipv4.mutate((batch) => {
      kept = batch;
      batch.set(prefix('10.2.0.0/16'), 'new');
    });
    expect(() => kept?.set(prefix('10.2.0.0/16'), 'newer')).toThrow('handed out');
    expect(() => kept?.delete(prefix('10.2.0.0/16'))).toThrow('handed out');
    expect(() => kept?.get(prefix('10.2.0.0/16'))).toThrow('handed out');
    expect(trie.get(prefix('10.2.0.0/16'))).toBe('new');
  });

  it('that throws leaves nothing behind', () => {
    expect(() =>
      ipv4.mutate((batch) => {
        batch.set(prefix('10.0.0.0/9'), 'gone');
        batch.delete(prefix('10.1.2.3/32'));
        throw new Error('no more');
      }),
    ).toThrow('no more');
    expect([ipv4.size, ipv4.get(prefix('10.0.0.0/9')), ipv4.get(prefix('10.1.2.3/32'))]).toEqual([
      10,
      '10.0.0.0/9',
      '10.1.2.3/32',
    ]);
  });
});
