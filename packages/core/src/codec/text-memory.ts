import type * as t from 'io-ts';

const PLACES = 256;

/**
 * The texts that a codec took lately for one member. Rows that come one after the other have much in common: an interface, a next
 * hop, a protocol. It is a memory and nothing else, for codecs whose answer depends on the text alone.
 */
export class TextMemory {
  readonly #is: t.Is<string>;
  readonly #taken: unknown[] = new Array(PLACES).fill(undefined);

  constructor(is: t.Is<string>) {
    this.#is = is;
  }

  /** The answer of the codec. */
  takes(value: unknown): boolean {
    if (typeof value !== 'string') return false;
    const place = placeOf(value);
    if (this.#taken[place] === value) return true;
    if (!this.#is(value)) return false;
    this.#taken[place] = value;
    return true;
  }
}

// Addresses and prefixes differ near their ends, LUIDs and GUIDs at their twelfth character.
const placeOf = (text: string): number => {
  const { length } = text;
  if (length < 3) return length;
  const middle = length > 11 ? text.charCodeAt(11) * 3 : 0;
  return (length + text.charCodeAt(length - 1) * 5 + text.charCodeAt(length - 3) + middle) & (PLACES - 1);
};
