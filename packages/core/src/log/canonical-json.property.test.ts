import * as fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import { canonicalJson, type Json } from './index';

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(text, tie('value')) as fc.Arbitrary<Json>,
  ),
})).value;

/** The same by the book: sort every object's members, let the runtime write what is left. */
const slowly = (value: Json): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value === 0 ? 0 : value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(slowly).join(',')}]`;
  const members = value as { readonly [member: string]: Json };
  const written = Object.keys(members)
    .sort()
    .map((member) => `${JSON.stringify(member)}:${slowly(members[member] as Json)}`);
  return `{${written.join(',')}}`;
};

const turnedRound = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(turnedRound);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([member, inner]) => [member, turnedRound(inner)]),
  );
};

describe('canonical JSON of random values', () => {
  it('is what sorting and writing plainly gives', () => {
    fc.assert(fc.property(json, (value) => expect(canonicalJson(value)).toBe(slowly(value))));
  });

  it('gives the value back when parsed', () => {
    fc.assert(
      fc.property(json, (value) =>
        expect(canonicalJson(JSON.parse(canonicalJson(value)) as Json)).toBe(canonicalJson(value)),
      ),
    );
  });

  it('does not depend on the order in which members were added', () => {
    fc.assert(
      fc.property(json, (value) => expect(canonicalJson(turnedRound(value))).toBe(canonicalJson(value))),
    );
  });
});

// A writer is compiled for objects that come again and again with the same members: some of these members change from
// one object to the next, some seldom do, and some have no canonical form.
describe('canonical JSON of many objects of one kind', () => {
  const steady = fc.constantFrom<Json>(
    'MIB_IPPROTO_NETMGMT',
    'a "quoted" text',
    5,
    0,
    -0,
    true,
    null,
    {},
    [],
  );
  const names = fc.uniqueArray(
    fc.oneof(text, fc.constantFrom('a', 'b', '__proto__', 'constructor', '10', '9')),
    {
      minLength: 1,
      maxLength: 7,
    },
  );
  const kind = names.chain((members) =>
    fc.record({
      members: fc.constant(members),
      usual: fc.array(steady, { minLength: members.length, maxLength: members.length }),
      unusual: fc.array(json, { minLength: 8, maxLength: 8 }),
      seed: fc.integer(),
    }),
  );

  const objectsOf = function* (
    members: readonly string[],
    usual: readonly Json[],
    unusual: readonly Json[],
    seed: number,
  ) {
    let state = seed | 1;
    const below = (limit: number): number => {
      state = Math.imul(state, 1_103_515_245) + 12_345;
      return ((state >>> 8) & 0xffff) % limit;
    };
    for (let count = 0; count < 500; count++)
      yield Object.fromEntries(
        members.map((member, index) => {
          // The first members change often, the last hardly ever.
          const changes = below(index * index * 20 + 2) === 0;
          return [member, (changes ? unusual[below(unusual.length)] : usual[index]) as Json];
        }),
      );
  };

  it('is what sorting and writing plainly gives', () => {
    fc.assert(
      fc.property(kind, ({ members, usual, unusual, seed }) => {
        for (const value of objectsOf(members, usual, unusual, seed)) {
          const found = canonicalJson(value);
          if (found !== slowly(value)) expect(found).toBe(slowly(value));
        }
      }),
      propertyRuns(12),
    );
  });

  it('goes on being so after what has no canonical form', () => {
    for (let count = 0; count < 600; count++) {
      const value = { b: count % 3, a: 'steady', c: { d: [count] } };
      expect(canonicalJson(value)).toBe(slowly(value));
      for (const wrong of [undefined, NaN, 1.5, 2n, '\ud800', new Date(0), () => 1, Symbol('a')])
        for (const member of ['a', 'b', 'c'])
          expect(() => canonicalJson({ ...value, [member]: wrong })).toThrow(TypeError);
    }
  });

  it('follows an object that was changed in place', () => {
    const inner = { d: 0 };
    for (let count = 0; count < 600; count++) {
      inner.d = count;
      expect(canonicalJson({ a: inner, b: 'steady', e: inner })).toBe(
        `{"a":{"d":${count}},"b":"steady","e":{"d":${count}}}`,
      );
    }
  });
});
