/** How far apart two ends of a lifetime may lie and still be the same one: PowerShell tells them in whole seconds. */
const SAME_END_MS = 2000;

const ends: ReadonlySet<string> = new Set(['preferredUntil', 'validUntil']);

type Members = Readonly<Record<string, unknown>>;

const isSameEnd = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= SAME_END_MS);

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/**
 * Whether a row says what stands, but for what an import cannot tell.
 *
 * @param but members that are not compared
 */
export const isSameRow = <T extends object>(
  told: T,
  standing: T,
  ...but: readonly (keyof T & string)[]
): boolean =>
  Object.entries(told as Members).every(([name, value]) => {
    const other = (standing as Members)[name];
    return (
      (but as readonly string[]).includes(name) ||
      (ends.has(name) ? isSameEnd(value, other) : isSame(value, other))
    );
  });

/** A row as an event tells it: without what the log stamps on it. */
export const withoutStamps = <T extends { readonly createdSeq: number; readonly setSeq: number }>({
  createdSeq: _createdSeq,
  setSeq: _setSeq,
  ...data
}: T): Omit<T, 'createdSeq' | 'setSeq'> => data;

/** The end of a lifetime: that which stands where it is the same one, so that reading it again is no change. */
export const endOf = (
  seconds: number | null | undefined,
  at: number,
  standing: number | null | undefined,
): number | null => {
  if (seconds === undefined) return standing ?? null;
  const end = seconds === null ? null : at + seconds * 1000;
  return standing !== undefined && isSameEnd(end, standing) ? standing : end;
};
