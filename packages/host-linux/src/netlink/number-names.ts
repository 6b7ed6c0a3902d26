/** An enumeration of the kernel with the words that `ip` prints for its numbers. */
export interface NumberNames {
  /** The word for `number`; its decimal text where it has none. */
  readonly nameOf: (number: number) => string;
  /** The number that a word, or decimal text, stands for; undefined when it is neither. */
  readonly numberOf: (text: string) => number | undefined;
}

/** Makes both directions from one table. */
export const numberNames = (table: Readonly<Record<number, string>>): NumberNames => {
  const names = new Map(Object.entries(table).map(([number, name]) => [Number(number), name]));
  const numbers = new Map(Array.from(names, ([number, name]) => [name, number]));
  return {
    nameOf: (number) => names.get(number) ?? String(number),
    numberOf: (text) =>
      numbers.get(text) ?? (/^(?:0|[1-9][0-9]{0,9})$/.test(text) ? Number(text) : undefined),
  };
};
