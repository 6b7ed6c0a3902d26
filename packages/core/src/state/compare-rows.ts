/** Members that say when and by which event, not what: left out of differences unless asked for. */
const bookkeeping: ReadonlySet<string> = new Set(['createdSeq', 'setSeq', 'ageSince']);

export interface CompareOptions {
  /** Compares createdSeq, setSeq and ageSince as well. */
  readonly bookkeeping?: boolean;
}

/** Which rows of two states are the same row, and what of them is compared. */
export interface DifferenceOptions extends CompareOptions {
  /** Matches interfaces by their aliases instead of LUID and index, for states of two logs. */
  readonly matchInterfacesBy?: 'Alias';
}

/** Equality of stored values: JSON values, compared whole. */
const isEqualValue = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const members = Object.keys(left);
  return (
    members.length === Object.keys(right).length &&
    members.every((member) => Object.hasOwn(right, member) && isEqualValue(left[member], right[member]))
  );
};

/** Names of the members in which two rows differ, in order of UTF-16 code units: capitals first. */
export const changedMembers = (
  before: object,
  after: object,
  options: CompareOptions = {},
): readonly string[] => {
  const [left, right] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const members = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...members]
    .filter((member) => options.bookkeeping === true || !bookkeeping.has(member))
    .filter((member) => !isEqualValue(left[member], right[member]))
    .toSorted((a, b) => (a < b ? -1 : 1));
};

/** A row without its bookkeeping. */
export const withoutBookkeeping = <Row extends object>(row: Row, options: CompareOptions = {}): Row =>
  options.bookkeeping === true
    ? row
    : (Object.fromEntries(Object.entries(row).filter(([member]) => !bookkeeping.has(member))) as Row);
