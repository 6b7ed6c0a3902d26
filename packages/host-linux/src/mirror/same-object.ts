/** How far apart two instants may lie and still be the same end: the kernel tells whole seconds. */
const SAME_END_MS = 1000;

/** Whether two ends of a lifetime are the same one; null: it never ends. */
export const isSameEnd = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= SAME_END_MS);

/** Members that say in seconds what the instants say. */
const relative: ReadonlySet<string> = new Set([
  'expires',
  'expires_hundredths',
  'preferred_life_time',
  'valid_life_time',
]);
const ends: ReadonlySet<string> = new Set(['expires_at', 'preferred_until', 'valid_until']);

type Members = Readonly<Record<string, unknown>>;

/** Whether an object that is reported is what stands, but for what time does to it. */
export const isSameObject = (standing: object, reported: object): boolean => {
  const [a, b] = [standing as Members, reported as Members];
  for (const member in a) if (!isSameMember(member, a[member], b[member])) return false;
  for (const member in b) if (!(member in a) && !isSameMember(member, undefined, b[member])) return false;
  return true;
};

const isSameMember = (member: string, a: unknown, b: unknown): boolean => {
  if (a === b || relative.has(member)) return true;
  if (ends.has(member)) return isSameEnd((a ?? null) as number | null, (b ?? null) as number | null);
  return isSameValue(a, b);
};

/** Whether two JSON values are equal. */
export const isSameValue = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isSameValue(item, b[index]))
    );
  const members = Object.keys(a);
  return (
    members.length === Object.keys(b).length &&
    members.every((member) => member in b && isSameValue((a as Members)[member], (b as Members)[member]))
  );
};
