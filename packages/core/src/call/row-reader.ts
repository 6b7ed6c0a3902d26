import { functionOfText, MemberNames } from '../codec';
import type { InputMember } from './input-member';

/** The row of what a caller gave; undefined where something is wrong with it, or may be. */
type RowReader = (value: unknown) => object | undefined;

/** MemberNames has bits for so many members that may be left out. */
const MEMBERS_MAX = 30;

const readers = new WeakMap<object, RowReader>();

/** The reader of a structure, compiled from its members when it is asked for first. */
export const rowReaderOf = (input: {
  readonly members: { readonly [name: string]: InputMember<unknown> };
}): RowReader => {
  const known = readers.get(input);
  if (known !== undefined) return known;
  const reader = compile(Object.entries<InputMember<unknown>>(input.members)) ?? (() => undefined);
  readers.set(input, reader);
  return reader;
};

const compile = (members: readonly (readonly [string, InputMember<unknown>])[]): RowReader | undefined => {
  if (members.length > MEMBERS_MAX) return undefined;
  const names = members.map(([name]) => name);
  const make = functionOfText(['names', 'reads', 'zeros'], sourceOf(names)) as
    ((names: MemberNames, reads: readonly unknown[], zeros: readonly unknown[]) => RowReader) | undefined;
  const reads = members.map(([, { read }]) => read);
  const zeros = members.map(([, { zero }]) => zero);
  return make?.(new MemberNames([], names), reads, zeros);
};

// What is inherited, or hidden from a loop over the members, is left to the reader that goes member by member.
const sourceOf = (names: readonly string[]): string => {
  const list = (name: string): string => names.map((_, index) => `${name}${index}`).join(', ');
  const members = names.map(
    (name, index) => `
  let x${index} = v[${JSON.stringify(name)}];
  if (x${index} === undefined) x${index} = zero${index};
  else if ((bits & ${2 << index}) === 0 || (x${index} = read${index}(x${index})) === undefined) return undefined;`,
  );
  const row = names.map((name, index) => `${JSON.stringify(name)}: x${index}`).join(', ');
  return `const [${list('read')}] = reads;
const [${list('zero')}] = zeros;
return (v) => {
  if (typeof v !== "object" || v === null || Object.getPrototypeOf(v) !== Object.prototype) return undefined;
  const bits = names.match(v);
  if (bits === 0) return undefined;${members.join('')}
  return { ${row} };
};`;
};
