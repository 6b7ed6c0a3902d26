import type * as t from 'io-ts';

import { CheckerSource } from './checker-source';

type Check = (value: unknown) => boolean;

/**
 * The `is` of a codec, many times as fast: a function compiled from the codec's own tags at the first call. It takes
 * just what the codec takes; errors are for the codec's `decode` to work out.
 *
 * Where functions may not be made of text (a page whose content security policy forbids it) it is the codec's own.
 */
export const checkerOf = <A>(codec: t.Type<A, unknown>): t.Is<A> => {
  let compiled: Check | undefined;
  return (value): value is A => (compiled ??= compile(codec) ?? codec.is)(value) || codec.is(value);
};

/** What takes a part of what the codec takes, in the form in which rows are made; undefined where it is forbidden. */
export const compile = (codec: t.Mixed): Check | undefined => {
  const { body, constants } = CheckerSource.of(codec);
  try {
    // The source is put together from the codecs of this program alone; texts in it are quoted by JSON.stringify.
    // eslint-disable-next-line no-new-func, typescript/no-implied-eval
    return (new Function('c', body) as (c: readonly unknown[]) => Check)(constants);
  } catch (error) {
    if (error instanceof EvalError) return undefined;
    throw error;
  }
};
