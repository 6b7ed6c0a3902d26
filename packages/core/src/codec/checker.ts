import type * as t from 'io-ts';

import { CheckerSource } from './checker-source';
import { functionOfText } from './function-of-text';

type Check = (value: unknown) => boolean;

/**
 * The `is` of a codec, many times as fast: a function compiled from the codec's own tags at the first call. It takes
 * just what the codec takes; errors are for the codec's `decode` to work out.
 *
 * Where functions may not be made of text it is the codec's own.
 */
export const checkerOf = <A>(codec: t.Type<A, unknown>): t.Is<A> => {
  let compiled: Check | undefined;
  return (value): value is A => (compiled ??= compile(codec) ?? codec.is)(value) || codec.is(value);
};

/** What takes a part of what the codec takes, in the form in which rows are made; undefined where it is forbidden. */
export const compile = (codec: t.Mixed): Check | undefined => {
  const { body, constants } = CheckerSource.of(codec);
  const made = functionOfText(['c'], body) as ((c: readonly unknown[]) => Check) | undefined;
  return made?.(constants);
};
