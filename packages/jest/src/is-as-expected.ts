import { matches } from '@netlapse/core/scenario';
import type { MatcherContext } from 'expect';

/**
 * Whether a row, or whatever came, is as expected: by the members named. Addresses and the like are compared as what they denote;
 * `expect.any` and its kind may stand anywhere.
 */
export const isAsExpected = (
  { equals, utils, customTesters }: MatcherContext,
  expected: unknown,
  received: unknown,
): boolean =>
  matches(expected, received) ||
  equals(received, expected, [...customTesters, utils.iterableEquality, utils.subsetEquality]);
