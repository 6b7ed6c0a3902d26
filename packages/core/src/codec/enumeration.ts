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
  readonly codec: t.Type<Name>;
  /** The first declared name of a number; undefined where no constant has it. */
  readonly nameOf: (value: number) => Name | undefined;
  readonly isName: (text: unknown) => text is Name;
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
  const isName = (text: unknown): text is Name => typeof text === 'string' && Object.hasOwn(values, text);
  const codec = new t.Type<Name>(
    name,
    isName,
    (value, context) =>
      isName(value) ? t.success(value) : t.failure(value, context, `expected a constant of ${name}`),
    t.identity,
  );
  return { name, values, names, codec, nameOf: (value) => byValue.get(value), isName };
};

/** The name of a constant, or the number itself where none is named so: IF_TYPE_ has hundreds of numbers. */
export const openCodec = <Name extends string>(constants: Enumeration<Name>): t.Type<Name | number> =>
  t.union([constants.codec, Ulong], `${constants.name} or its number`);
