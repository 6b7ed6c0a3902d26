import * as fc from 'fast-check';

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
