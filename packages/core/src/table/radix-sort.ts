/** Bits that one pass sorts by. */
const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
const MASK = BUCKETS - 1;

/** The identity: 0 to `count` − 1. */
const inGivenOrder = (count: number): Uint32Array => {
  const order = new Uint32Array(count);
  for (let index = 0; index < count; index++) order[index] = index;
  return order;
};

/** Whether the rows ascend as they are given: looked at up to the first that does not. */
const isAscending = (columns: ReadonlyArray<ArrayLike<number>>, count: number): boolean => {
  for (let index = 1; index < count; index++)
    for (const column of columns) {
      const step = (column[index] as number) - (column[index - 1] as number);
      if (step < 0) return false;
      if (step > 0) break;
    }
  return true;
};

/** How often each digit of `shift` comes up in a column; undefined where all are the same, so nothing is to sort. */
const countDigits = (column: ArrayLike<number>, count: number, shift: number): Uint32Array | undefined => {
  const counts = new Uint32Array(BUCKETS);
  for (let index = 0; index < count; index++) {
    const digit = ((column[index] as number) >>> shift) & MASK;
    counts[digit] = (counts[digit] as number) + 1;
  }
  return counts[((column[0] as number) >>> shift) & MASK] === count ? undefined : counts;
};

/** The order of the rows after one more pass; `from` is the order after those before. */
const sortedByDigit = (
  column: ArrayLike<number>,
  shift: number,
  counts: Uint32Array,
  from: Uint32Array,
  to: Uint32Array,
): void => {
  let start = 0;
  for (let digit = 0; digit < BUCKETS; digit++) {
    const many = counts[digit] as number;
    counts[digit] = start;
    start += many;
  }
  for (let index = 0; index < from.length; index++) {
    const row = from[index] as number;
    const digit = ((column[row] as number) >>> shift) & MASK;
    const place = counts[digit] as number;
    counts[digit] = place + 1;
    to[place] = row;
  }
};

/**
 * The order in which rows of numbers ascend, by the first column, then the second and so on; equal rows stay in the
 * order given. Columns hold uint32. Sorts from the last digit to the first, without a comparison.
 *
 * @returns the numbers of the rows, in their order
 */
export const ascendingOrder = (columns: ReadonlyArray<ArrayLike<number>>, count: number): Uint32Array => {
  let order = inGivenOrder(count);
  if (isAscending(columns, count)) return order;
  let other: Uint32Array | undefined;
  for (const column of columns.toReversed())
    for (let shift = 0; shift < (column instanceof Uint8Array ? 8 : 32); shift += DIGIT) {
      const counts = countDigits(column, count, shift);
      if (counts === undefined) continue;
      other ??= new Uint32Array(count);
      sortedByDigit(column, shift, counts, order, other);
      [order, other] = [other, order];
    }
  return order;
};
