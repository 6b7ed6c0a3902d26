import * as t from 'io-ts';

import { TextType } from './text-type';

/** Greatest ULONG; in lifetimes it stands for "infinite", in several Set calls for "unchanged". */
export const ULONG_MAX = 0xffff_ffff;

/** A codec of integers between two bounds, both included. */
export class IntegerType extends t.Type<number> {
  readonly _tag = 'IntegerType' as const;

  /** @param expected what its failures say was expected. */
  constructor(
    name: string,
    readonly least: number,
    readonly most: number,
    expected: string,
  ) {
    const is = (value: unknown): value is number =>
      typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
    super(
      name,
      is,
      (value, context) => (is(value) ? t.success(value) : t.failure(value, context, `expected ${expected}`)),
      t.identity,
    );
  }
}

const integerBetween = (name: string, least: number, most: number): IntegerType =>
  new IntegerType(name, least, most, `${name}, an integer ${least}…${most}`);

/** ULONG: 0…0xFFFFFFFF. */
export const Ulong = integerBetween('ULONG', 0, ULONG_MAX);
/** LONG: a signed 32-bit integer. */
export const Long = integerBetween('LONG', -0x8000_0000, 0x7fff_ffff);
/** USHORT: 0…0xFFFF. */
export const Ushort = integerBetween('USHORT', 0, 0xffff);
/** UCHAR: 0…0xFF. */
export const Uchar = integerBetween('UCHAR', 0, 0xff);
/** A sequence number: 0, 1, 2 … */
export const SequenceNumber = integerBetween('sequence number', 0, Number.MAX_SAFE_INTEGER);
/** An instant: milliseconds since the Unix epoch. Ends of long lifetimes may lie far ahead. */
export const Instant = integerBetween('instant', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
/** An instant, or null for "never" or "not yet". */
export const InstantOrNull = t.union([Instant, t.null], 'instant or null');

const UINT64_MAX = 0xffff_ffff_ffff_ffffn;
const decimal = /^(?:0|[1-9][0-9]{0,19})$/;
// Every number of 19 digits is below 2^64, which has 20.
const DIGITS_SAFE = 19;

/** ULONG64 as decimal text without leading zeros: JSON numbers hold no more than 53 bits. */
export const Ulong64Text = new TextType(
  'ULONG64',
  (text) => decimal.test(text) && (text.length <= DIGITS_SAFE || BigInt(text) <= UINT64_MAX),
  'ULONG64 as decimal text',
);
