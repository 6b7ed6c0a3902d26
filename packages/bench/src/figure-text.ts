import type { Unit } from './result';

/** Three significant digits, with separators of thousands. */
const digits = (value: number): string =>
  value.toLocaleString('en', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });

const scaled = (value: number, steps: ReadonlyArray<readonly [string, number]>): string => {
  const [name, size] = steps.findLast(([, least]) => Math.abs(value) >= least) ?? steps[0] ?? ['', 1];
  return `${digits(value / size)} ${name}`;
};

const times = [
  ['ns', 1],
  ['µs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
] as const;
const sizes = [
  ['B', 1],
  ['KiB', 2 ** 10],
  ['MiB', 2 ** 20],
  ['GiB', 2 ** 30],
] as const;

/** A figure as people read it: `4.63 µs`, `114 B`, `1,062,046`, `2,300,000/s`. */
export const figureText = (value: number, unit: Unit): string => {
  switch (unit) {
    case 'ns':
      return scaled(value, times);
    case 'bytes':
      return scaled(value, sizes);
    case 'per second':
      return `${Math.round(value).toLocaleString('en')}/s`;
    case 'count':
      return digits(value);
  }
};

/** How many times: `12,300 ×`, `3.4 ×`. */
export const ratioText = (ratio: number): string => `${digits(ratio)} ×`;
