import type { AddressFamily } from '../net';
import { ascendingOrder, makePrefixColumns, PrefixList, setPrefix, type PrefixColumns } from '../table';
import type { RouteRecord } from './route-record';
import { firstIn, sizeOf, slotOf, type RouteSlot } from './route-slot';

/** Routes of one family, sorted: each prefix once, with the slot of its routes. */
export interface RoutesByPrefix {
  readonly keys: PrefixColumns;
  /** The routes of a prefix by its number, asked once of each. */
  readonly slotAt: (index: number) => RouteSlot;
  /** How many routes all slots hold. */
  readonly size: number;
  /** Whether the valid lifetime of any ends. */
  readonly anyEnds: boolean;
}

/** Routes of one family that come prefix by prefix in ascending order. */
export class MergedRoutes {
  readonly #keys: PrefixList;
  readonly #slots: RouteSlot[] = [];
  #size = 0;

  /** @param anyEnds whether the valid lifetime of any may end */
  constructor(
    family: AddressFamily,
    private readonly anyEnds: boolean,
  ) {
    this.#keys = new PrefixList(family === 'AF_INET' ? 1 : 4);
  }

  /** Takes the routes of the next prefix; undefined: none is left of them. */
  push(slot: RouteSlot | undefined): void {
    if (slot === undefined) return;
    this.#keys.push(firstIn(slot));
    this.#slots.push(slot);
    this.#size += sizeOf(slot);
  }

  /** All of them; nothing may be added any more. */
  routes(): RoutesByPrefix {
    const slots = this.#slots;
    return {
      keys: this.#keys.columns(),
      slotAt: (index) => slots[index] as RouteSlot,
      size: this.#size,
      anyEnds: this.anyEnds,
    };
  }
}

const columnsOf = (records: readonly RouteRecord[], family: AddressFamily): PrefixColumns => {
  const columns = makePrefixColumns(records.length, family === 'AF_INET' ? 1 : 4);
  for (let index = 0; index < records.length; index++)
    setPrefix(columns, index, records[index] as RouteRecord);
  return columns;
};

/** The routes of one family by prefix; those of one prefix as they were given. */
export const sortedByPrefix = (
  records: readonly RouteRecord[],
  family: AddressFamily,
): readonly RouteRecord[] => {
  const { words, lengths, count } = columnsOf(records, family);
  return Array.from(ascendingOrder([...words, lengths], count), (index) => records[index] as RouteRecord);
};

const isSamePrefix = (a: RouteRecord, b: RouteRecord): boolean =>
  a.w0 === b.w0 && a.length === b.length && a.w1 === b.w1 && a.w2 === b.w2 && a.w3 === b.w3;

/**
 * The routes of one family, prefix by prefix.
 *
 * @param records ascending by prefix; those of one prefix in any order
 * @throws RangeError where two of them have one key
 */
export const routesByPrefix = (records: readonly RouteRecord[], family: AddressFamily): RoutesByPrefix => {
  const firsts: RouteRecord[] = [];
  const slots: RouteSlot[] = [];
  for (let start = 0; start < records.length;) {
    const first = records[start] as RouteRecord;
    let end = start + 1;
    while (end < records.length && isSamePrefix(first, records[end] as RouteRecord)) end++;
    firsts.push(first);
    slots.push(end === start + 1 ? first : slotOf(ofDifferentKeys(records.slice(start, end))));
    start = end;
  }
  return {
    keys: columnsOf(firsts, family),
    slotAt: (index) => slots[index] as RouteSlot,
    size: records.length,
    anyEnds: records.some(({ shared }) => shared.validUntil !== null),
  };
};

const ofDifferentKeys = (records: readonly RouteRecord[]): readonly RouteRecord[] => {
  const keys = new Set<string>();
  for (const record of records) {
    const key = record.keyText();
    if (keys.has(key)) throw new RangeError(`there are two routes ${key}`);
    keys.add(key);
  }
  return records;
};
