import * as t from 'io-ts';

import { Ulong } from './integers';

/** A C enumeration: constant names and their numbers. Inside, rows and events hold the names. */
export interface Enumeration<Name extends string> {
  /** Name of the C type, such as `NL_ROUTE_PROTOCOL`. */
  readonly name: string;
  readonly values: Readonly<Record<Name, number>>;
  /** The names in the order of declaration. */
  readonly names: readonly Name[];
  /** Codec of the stored form: the name of a constant. */
  readonly codec: ChoiceType<Name>;
  /** The first declared name of a number; undefined where no constant has it. */
  readonly nameOf: (value: number) => Name | undefined;
  readonly isName: (text: unknown) => text is Name;
}

/** A codec of a few texts. */
export class ChoiceType<Name extends string> extends t.Type<Name> {
  readonly _tag = 'ChoiceType' as const;

  /** @param expected what its failures say was expected. */
  constructor(
    name: string,
    readonly choices: readonly Name[],
    expected: string,
  ) {
    const known = new Set<unknown>(choices);
    const is = (value: unknown): value is Name => known.has(value);
    super(
      name,
      is,
      (value, context) => (is(value) ? t.success(value) : t.failure(value, context, `expected ${expected}`)),
      t.identity,
    );
  }
}

/** Declares an enumeration once: its constants give the type, the codec and both directions of look-up. */
export const enumeration = <const Values extends Readonly<Record<string, number>>>(
  name: string,
  values: Values,
): Enumeration<keyof Values & string> => {
  type Name = keyof Values & string;
  const names = Object.keys(values) as Name[];
  const byValue = new Map<number, Name>();
  for (const constant of names) {
    const value = values[constant] as number;
    if (!byValue.has(value)) byValue.set(value, constant);
  }
  const codec = new ChoiceType<Name>(name, names, `a constant of ${name}`);
  return { name, values, names, codec, nameOf: (value) => byValue.get(value), isName: codec.is };
};

/** The name of a constant, or the number itself where none is named so: IF_TYPE_ has hundreds of numbers. */
export const openCodec = <Name extends string>(constants: Enumeration<Name>): t.Type<Name | number> =>
  t.union([constants.codec, Ulong], `${constants.name} or its number`);
