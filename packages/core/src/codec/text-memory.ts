import type * as t from 'io-ts';

const PLACES = 512;

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

// Addresses, prefixes and physical addresses differ near their ends, LUIDs and GUIDs at their eleventh and twelfth
// character. Factors keep apart what differs in two digits: ten rows must not end up in one place.
const placeOf = (text: string): number => {
  const last = text.length - 1;
  if (last < 3) return last + 1;
  const middle = last > 10 ? text.charCodeAt(10) * 37 + text.charCodeAt(11) : last;
  const end = text.charCodeAt(last) * 121 + text.charCodeAt(last - 1) * 67;
  return (middle + end + text.charCodeAt(last - 2) + text.charCodeAt(last - 3) * 11) & (PLACES - 1);
};
