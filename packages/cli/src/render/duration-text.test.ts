import { durationText, lifetimeText } from './duration-text';

describe('durationText', () => {
  it.each([
    [0, '0ms'],
    [412, '412ms'],
    [999, '999ms'],
    [1000, '1s'],
    [1999, '1.9s'],
    [59_999, '59.9s'],
    [60_000, '1m'],
    [3_598_000, '59m 58s'],
    [3_600_000, '1h'],
    [3_601_000, '1h'],
    [86_399_000, '23h 59m'],
    [532_800_000, '6d 4h'],
    [86_400_000, '1d'],
  ])('says %d ms as %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });
});

describe('lifetimeText', () => {
  it.each([
    [0, '0s'],
    [59, '59s'],
    [3600, '1h'],
    [14_399, '3h 59m'],
    [4_294_967_294, '49710d 6h'],
    [4_294_967_295, 'forever'],
  ])('says a lifetime of %d as %s', (seconds, text) => {
    expect(lifetimeText(seconds)).toBe(text);
  });
});
