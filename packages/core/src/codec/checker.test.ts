import * as t from 'io-ts';

import { checkerOf, compile } from './checker';
import { closed } from './closed';
import { closedRecord } from './closed-record';
import { enumeration } from './enumeration';
import { Uchar } from './integers';

const Protocol = enumeration('PROTOCOL', { other: 1, local: 2, static: 3, icmp: 4, egp: 5 });

interface Nested extends Array<Nested> {}

const codecs: readonly (readonly [t.Mixed, unknown[]])[] = [
  [t.string, ['', 'a']],
  [t.number, [0, NaN]],
  [t.boolean, [true]],
  [t.null, [null]],
  [t.undefined, [undefined]],
  [t.unknown, [undefined, 5]],
  [t.bigint, [5n]],
  [t.UnknownArray, [[], [1]]],
  [t.UnknownRecord, [{}, { a: 1 }]],
  [t.literal('a'), ['a']],
  [t.literal(0), [0, -0]],
  [t.keyof({ a: null, b: null }), ['a', 'b']],
  [t.Int, [5, -0]],
  [t.array(t.string), [[], ['a', 'b']]],
  [t.readonlyArray(Uchar), [[], [0, 255]]],
  [t.record(t.string, Uchar), [{}, { a: 1 }]],
  [t.record(t.keyof({ a: null }), Uchar), [{ a: 1 }]],
  [t.type({ a: t.string, b: t.union([t.string, t.undefined]) }), [{ a: '', b: 'x', c: 1 }]],
  [t.partial({ a: t.string }), [{}, { a: undefined }, { a: 'x' }]],
  [t.strict({ a: t.string }), [{ a: '' }, { a: '', b: 1 }]],
  [t.intersection([t.type({ a: t.string }), t.partial({ b: Uchar })]), [{ a: '' }, { a: '', b: 1 }]],
  [
    t.union([t.type({ k: t.literal('a'), x: Uchar }), t.type({ k: t.literal('b') })]),
    [{ k: 'a', x: 1 }, { k: 'b' }],
  ],
  [t.tuple([t.string, Uchar]), [['a', 1]]],
  [t.recursion<Nested>('Nested', (self) => t.array(self)), [[], [[], [[]]]]],
  [Uchar, [0, 255, -0]],
  [Protocol.codec, ['other', 'egp']],
  [
    closed({ a: Uchar, b: t.null }, 'row'),
    [
      { a: 1, b: null },
      { b: null, a: 1 },
    ],
  ],
  [
    closedRecord('Record', { a: Uchar }, { b: t.string, c: t.null }),
    [{ a: 1 }, { c: null, a: 1 }, { a: 1, b: '', c: null }],
  ],
];

const everything = codecs.flatMap(([, values]) => values);
const others: unknown[] = [
  ...everything,
  { a: '', b: undefined },
  { a: '' },
  { a: 1, extra: undefined },
  { a: 256, b: null },
  { b: '' },
  { a: 1, b: undefined },
  Object.create({ a: 1, b: null }),
  Object.assign(Object.create({ a: 1 }) as object, { b: null }),
  Object.assign(Object.create({ a: 1 }) as object, { c: null }),
  Object.defineProperty({ b: null, extra: 1 }, 'a', { value: 1, enumerable: false }),
  Object.assign([], { a: 1, b: null }),
  new Array(1),
  new Date(0),
  Object('a'),
  Symbol('a'),
  1.5,
  'toString',
  () => 5,
];

afterEach(() => jest.restoreAllMocks());

describe('a compiled checker', () => {
  it.each(codecs)(
    'of %p takes what the codec takes, by itself where it is made as rows are',
    (codec, values) => {
      const check = checkerOf(codec);
      for (const value of values) expect(compile(codec)?.(value)).toBe(codec.is(value));
      for (const value of others) expect(check(value)).toBe(codec.is(value));
    },
  );

  it('answers the same however often and in whatever order it is asked', () => {
    const codec = closed({ a: t.union([Protocol.codec, t.null]), b: t.string, c: Uchar }, 'row');
    const check = checkerOf(codec);
    const rows = [
      { a: 'egp', b: 'x', c: 1 },
      { c: 1, b: 'x', a: 'egp' },
      { b: 'y', a: null, c: 2 },
      { a: 'egq', b: 'x', c: 1 },
      { c: 1, a: 'other', b: 5 },
      { c: 1, a: 'other', d: 'x' },
    ];
    for (let round = 0; round < 20; round++) for (const row of rows) expect(check(row)).toBe(codec.is(row));
  });

  it('is the own check of the codec where functions may not be made of text', () => {
    jest.spyOn(globalThis, 'Function').mockImplementation(() => {
      throw new EvalError('unsafe-eval is not allowed');
    });
    const codec = closed({ a: Uchar }, 'row');
    expect(compile(codec)).toBeUndefined();
    expect(checkerOf(codec)({ a: 1 })).toBe(true);
    expect(checkerOf(codec)({ a: 256 })).toBe(false);
  });

  it('hides no other failure of compiling', () => {
    jest.spyOn(globalThis, 'Function').mockImplementation(() => {
      throw new SyntaxError('unexpected token');
    });
    expect(() => compile(t.string)).toThrow(SyntaxError);
  });
});
