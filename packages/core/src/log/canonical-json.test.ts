import { canonicalJson, type Json } from './index';

describe('canonical JSON', () => {
  it.each<[string, Json, string]>([
    [
      'members by UTF-16 code units',
      { b: 1, a: 2, B: 3, '': 4, '\u{10000}': 5, '\uffff': 6 },
      '{"":4,"B":3,"a":2,"b":1,"\u{10000}":5,"\uffff":6}',
    ],
    ['members that look like numbers as text', { '10': 1, '9': 2, a: 3 }, '{"10":1,"9":2,"a":3}'],
    ['arrays in their order', [3, 'a', [], {}, null, true, false], '[3,"a",[],{},null,true,false]'],
    ['the shortest escapes', '\b\t\n\f\r\u0000\u001f"\\/', '"\\b\\t\\n\\f\\r\\u0000\\u001f\\"\\\\/"'],
    ['other text as it is', '\u007f\u2028é漢😀', '"\u007f\u2028é漢😀"'],
    ['integers up to 53 bits', [2 ** 53 - 1, -(2 ** 53 - 1), 0], '[9007199254740991,-9007199254740991,0]'],
    ['no sign before zero', -0, '0'],
    [
      'an object without prototype',
      Object.assign(Object.create(null) as object, { a: 1 }) as Json,
      '{"a":1}',
    ],
    [
      'a member called __proto__',
      JSON.parse('{"z":1,"__proto__":{"a":2}}') as Json,
      '{"__proto__":{"a":2},"z":1}',
    ],
  ])('writes %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
    // Once more: the second time the order of members comes from what the first remembered.
    expect(canonicalJson(value)).toBe(text);
  });

  it('tells objects apart that list the same members in another order or with others', () => {
    expect(canonicalJson({ x: 1, y: 2 })).toBe('{"x":1,"y":2}');
    expect(canonicalJson({ y: 2, x: 1 })).toBe('{"x":1,"y":2}');
    expect(canonicalJson({ x: 1, z: 2 })).toBe('{"x":1,"z":2}');
  });

  it('stays right with more kinds of objects than it remembers', () => {
    const members = Array.from({ length: 100 }, (_, index) => `m${index}`);
    for (const round of [0, 1])
      for (const member of members)
        expect(canonicalJson({ z: round, [member]: 1 })).toBe(`{"${member}":1,"z":${round}}`);
  });

  class Thing {
    readonly a = 1;
  }

  it.each<[string, unknown, string]>([
    ['undefined', { a: { b: [0, undefined] } }, 'a.b[1]'],
    ['a hole in an array', { a: Array(1) }, 'a[0]'],
    ['NaN', { a: NaN }, 'a'],
    ['an infinity', { a: [-Infinity] }, 'a[0]'],
    ['a fraction', { a: 0.5 }, 'a'],
    ['an integer of more than 53 bits', { a: 2 ** 53 }, 'a'],
    ['a bigint', { a: 1n }, 'a'],
    ['a function', { a: () => 1 }, 'a'],
    ['a symbol', { a: Symbol('x') }, 'a'],
    ['an instance of a class', { a: new Thing() }, 'a'],
    ['a Map', { a: new Map() }, 'a'],
    ['a Date', { a: new Date(0) }, 'a'],
    ['a lone high surrogate', { a: 'x\ud83d' }, 'a'],
    ['a lone low surrogate', { a: '\ude00x' }, 'a'],
    ['surrogates in the wrong order', { a: '\ude00\ud83d' }, 'a'],
    ['a lone surrogate in a name', { a: { '\ud800': 1 } }, 'a'],
  ])('refuses %s and names its path', (_, value, path) => {
    const write = (): string => canonicalJson(value as Json, 'top');
    expect(write).toThrow(TypeError);
    expect(() => canonicalJson(value as Json)).toThrow(new RegExp(`^${path.replace(/[[\]]/g, '\\$&')}: `));
    expect(write).toThrow(new RegExp(`^top\\.${path.replace(/[[\]]/g, '\\$&')}: `));
  });

  it('names the value itself where it is at fault', () => {
    expect(() => canonicalJson(undefined as unknown as Json)).toThrow(
      'the value: undefined has no JSON form',
    );
  });
});
