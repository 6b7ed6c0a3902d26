const units: ReadonlyArray<readonly [name: string, milliseconds: number]> = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
];

/**
 * How long something took or lasts, for people: `412ms`, `3.4s`, `59m 58s`, `6d 4h`. Never more than two units;
 * what is smaller is cut off.
 */
export const durationText = (milliseconds: number): string => {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))}ms`;
  if (milliseconds < 60_000) return `${Math.floor(milliseconds / 100) / 10}s`;
  const first = units.findIndex(([, size]) => milliseconds >= size);
  const parts: string[] = [];
  let rest = milliseconds;
  for (const [name, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${name}`);
  }
  return parts.join(' ');
};

/** The ULONG that stands for no end. */
const INFINITE = 0xffff_ffff;

/** A lifetime as the documented rows give it, in seconds. */
export const lifetimeText = (seconds: number): string => {
  if (seconds === INFINITE) return 'forever';
  return seconds < 60 ? `${seconds}s` : durationText(seconds * 1000);
};
