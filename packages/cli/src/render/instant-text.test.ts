import { instantText, timeOfDayText } from './instant-text';

it('writes an instant with its zone and milliseconds', () => {
  expect(instantText(1_795_217_522_005)).toBe('2026-11-20T23:32:02.005Z');
  expect(timeOfDayText(1_795_217_522_005)).toBe('23:32:02.005Z');
});

it('writes an instant that no calendar has as the number it is', () => {
  expect(instantText(9_007_199_254_740_991)).toBe('9007199254740991 ms since 1970');
});
