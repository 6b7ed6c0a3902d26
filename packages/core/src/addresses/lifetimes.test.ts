import { ULONG_MAX } from '../codec';
import { endAfterSet, endOfLifetime, isOver, secondsLeft } from './lifetimes';

it('ends a lifetime to the millisecond, and an infinite one never', () => {
  expect(endOfLifetime(3600, 1_500)).toBe(3_601_500);
  expect(endOfLifetime(0, 1_500)).toBe(1_500);
  expect(endOfLifetime(ULONG_MAX, 1_500)).toBeNull();
  expect(endOfLifetime(ULONG_MAX - 1, 0)).toBe(4_294_967_294_000);
});

it.each([
  [10_000, 0, 10],
  [10_000, 1, 10],
  [10_000, 999, 10],
  [10_000, 1_000, 9],
  [10_000, 9_999, 1],
  [10_000, 10_000, 0],
  [10_000, 99_000, 0],
  [null, 99_000, ULONG_MAX],
])('of an end at %p there are left, at %p, %p seconds', (end, at, seconds) => {
  expect(secondsLeft(end, at)).toBe(seconds);
});

it('is over from its very end on', () => {
  expect([isOver(10, 9), isOver(10, 10), isOver(10, 11), isOver(null, 11)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

describe('a lifetime given to Set', () => {
  it('leaves the end as it is where it equals what is read', () => {
    expect(endAfterSet(10, 10_000, 500)).toBe(10_000);
    expect(endAfterSet(ULONG_MAX, null, 500)).toBeNull();
    expect(endAfterSet(0, 400, 500)).toBe(400);
  });

  it('begins anew with any other value', () => {
    expect(endAfterSet(9, 10_000, 500)).toBe(9_500);
    expect(endAfterSet(11, 10_000, 500)).toBe(11_500);
    expect(endAfterSet(ULONG_MAX, 10_000, 500)).toBeNull();
    expect(endAfterSet(10, null, 500)).toBe(10_500);
    expect(endAfterSet(0, 10_000, 500)).toBe(500);
  });
});
