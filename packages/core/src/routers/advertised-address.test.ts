import { endAfterRefresh } from './advertised-address';

const at = 1_000_000;
const INFINITE = 4_294_967_295;
const TWO_HOURS = 7200;

// RFC 4862, 5.5.3 e: what is advertised, what is left in ms (null: it never ends), what is left then.
it.each<readonly [string, number, number | null, number | null]>([
  ['more than two hours counts, however much is left', TWO_HOURS + 1, 90_000_000, 7_201_000],
  ['more than two hours counts, though it never ended', 86_400, null, 86_400_000],
  ['what never ends counts', INFINITE, 1, null],
  ['more than what is left counts', 6001, 6_000_000, 6_001_000],
  ['more than what is left counts to the millisecond', 6000, 5_999_999, 6_000_000],
  ['as much as is left leaves it', 6000, 6_000_000, 6_000_000],
  ['less than what is left leaves it, to the millisecond', 6000, 6_000_001, 6_000_001],
  ['less leaves two hours', 300, 7_200_000, 7_200_000],
  ['nothing leaves less than two hours', 0, 60_000, 60_000],
  ['less than two hours cuts what is longer to two hours', 300, 7_200_001, 7_200_000],
  ['two hours cut what is longer to two hours', TWO_HOURS, 90_000_000, 7_200_000],
  ['nothing cuts what never ends to two hours', 0, null, 7_200_000],
  ['two hours cut what never ends to two hours', TWO_HOURS, null, 7_200_000],
])('%s', (_, advertised, left, then) => {
  const validUntil = left === null ? null : at + left;
  expect(endAfterRefresh(advertised, validUntil, at)).toBe(then === null ? null : at + then);
});
