/** Flags of the kernel with the words that `ip` prints for them. */
export interface BitNames {
  /** The words for the bits that are set, in the order in which `ip` prints them. The list is shared and frozen. */
  readonly namesOf: (bits: number) => readonly string[];
  /** The bits that words stand for; words that are none add nothing. */
  readonly bitsOf: (names: readonly string[]) => number;
}

/** Lists kept so that equal flags share one list; more combinations than these do not come up on a sane host. */
const SHARED_LISTS_MAX = 1024;

/**
 * Makes both directions from one table, which stands in the order in which `ip` prints.
 *
 * @param unnamed what becomes of bits without a word: 'hex' appends them as one hexadecimal number, as `ip` does for
 *   links and neighbors; 'dropped' leaves them out.
 */
export const bitNames = (
  table: ReadonlyArray<readonly [name: string, bit: number]>,
  unnamed: 'hex' | 'dropped',
): BitNames => {
  const bitOf = new Map(table);
  const named = table.reduce((bits, [, bit]) => (bits | bit) >>> 0, 0);
  const shared = new Map<number, readonly string[]>();

  const list = (bits: number): readonly string[] => {
    const names = table.filter(([, bit]) => (bits & bit) !== 0).map(([name]) => name);
    const rest = (bits & ~named) >>> 0;
    if (unnamed === 'hex' && rest !== 0) names.push(rest.toString(16));
    return Object.freeze(names);
  };

  return {
    namesOf: (bits) => {
      const known = shared.get(bits);
      if (known !== undefined) return known;
      const names = list(bits);
      if (shared.size < SHARED_LISTS_MAX) shared.set(bits, names);
      return names;
    },
    bitsOf: (names) =>
      names.reduce((bits, name) => {
        const rest = unnamed === 'hex' && /^[0-9a-f]{1,8}$/.test(name) ? Number.parseInt(name, 16) : 0;
        return (bits | (bitOf.get(name) ?? rest)) >>> 0;
      }, 0),
  };
};
