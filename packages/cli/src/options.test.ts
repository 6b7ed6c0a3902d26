import { collect, countOption, familyOf, prefixOption, tablesOption } from './options';

it('reads a prefix, and an address as the prefix that holds just it', () => {
  expect(prefixOption('10.0.0.0/8', '--within')).toBe('10.0.0.0/8');
  expect(prefixOption('192.0.2.1', '--within')).toBe('192.0.2.1/32');
  expect(prefixOption('2001:DB8::/32', '--within')).toBe('2001:db8::/32');
  expect(prefixOption('2001:db8::1', '--prefix')).toBe('2001:db8::1/128');
});

it.each(['10.0.0.1/8', '10.0.0.0/33', 'ten', ''])('refuses %j as a prefix', (text) => {
  expect(() => prefixOption(text, '--within')).toThrow(`--within ${text} is no prefix`);
});

it('reads a count from 1', () => {
  expect(countOption('20', '--limit')).toBe(20);
  for (const text of ['0', '-1', 'x', '1.5', ''])
    expect(() => countOption(text, '--limit')).toThrow('write a whole number from 1');
});

it('collects values given with commas, or again and again', () => {
  expect(collect('a,b', undefined)).toStrictEqual(['a', 'b']);
  expect(collect('c,', ['a', 'b'])).toStrictEqual(['a', 'b', 'c']);
});

it('refuses a table that there is not, and names those there are', () => {
  expect(tablesOption(['routes', 'unicast'])).toStrictEqual(['routes', 'unicast']);
  expect(() => tablesOption(['route'])).toThrow(/--table route is none: there are interfaces, .*linux$/);
});

it('knows the families by their numbers', () => {
  expect([familyOf('4'), familyOf('6'), familyOf(undefined)]).toStrictEqual([
    'AF_INET',
    'AF_INET6',
    undefined,
  ]);
});
