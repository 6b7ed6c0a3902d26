import {
  addressFamilies,
  familyOf,
  parsePrefix,
  type AddressFamily,
  type IpAddress,
  type Prefix,
} from '../net';
import { makePrefixColumns, prefixBitsOf, PrefixTrie, setPrefix, type PrefixBits } from '../table';
import { numberOf } from './object-members';
import { lookedAtTables } from './route-object';
import type { LinuxObjectRow } from './row';

/**
 * The objects of one prefix and trie in the order in which lookups ask them: nearly always one, which stands
 * by itself.
 */
type Slot = LinuxObjectRow | readonly LinuxObjectRow[];

/** Which trie a route is in: by Linux table and family. */
export interface RouteStorePlace {
  readonly trie: number;
  readonly prefix: Prefix;
}

/**
 * Tries of one family for each table that is looked at, in that order, and one for all other tables together.
 */
const TRIES_PER_FAMILY = lookedAtTables.length + 1;
const OTHER_TABLES = lookedAtTables.length;

const familyOffset = (family: AddressFamily): number => (family === 'AF_INET' ? 0 : TRIES_PER_FAMILY);

/** A change of the object of a key, to be made with others. */
export interface RouteChange {
  readonly place: RouteStorePlace;
  readonly key: string;
}

/** Where a key begins to name the table. */
const TABLE = ' table ';

const tableRank = (key: string, start: number): number => {
  const rank = lookedAtTables.findIndex((table) => key.startsWith(`${table} `, start));
  return rank < 0 ? OTHER_TABLES : rank;
};

/** Where a route of this key is; undefined of a text that is no key of a route. */
export const placeOf = (key: string): RouteStorePlace | undefined => {
  const table = key.indexOf(TABLE);
  if (table < 0) return undefined;
  const prefix = prefixOfRouteKey(key);
  if (parsePrefix(prefix) !== prefix) return undefined;
  return { trie: familyOffset(familyOf(prefix)) + tableRank(key, table + TABLE.length), prefix };
};

/** The prefix that the key of a route begins with. */
export const prefixOfRouteKey = (key: string): Prefix => key.slice(0, key.indexOf(' ')) as Prefix;

const rowsIn = (slot: Slot | undefined): readonly LinuxObjectRow[] => {
  if (slot === undefined) return noRows;
  return isSingle(slot) ? [slot] : slot;
};

const noRows: readonly LinuxObjectRow[] = [];

const isSingle = (slot: Slot): slot is LinuxObjectRow => !Array.isArray(slot);

const rowIn = (slot: Slot | undefined, key: string): LinuxObjectRow | undefined => {
  if (slot === undefined) return undefined;
  if (isSingle(slot)) return slot.key === key ? slot : undefined;
  return slot.find((row) => row.key === key);
};

/** What the order of routes within a prefix and table hangs on. */
export type RankedRoute = Pick<LinuxObjectRow, 'object' | 'createdSeq'>;

/**
 * By priority, then the place in the list that the kernel keeps of IPv4 routes of one priority (`order`),
 * then in the order of their coming.
 */
export const compareRouteObjects = (a: RankedRoute, b: RankedRoute): number =>
  (numberOf(a.object, 'metric') ?? 0) - (numberOf(b.object, 'metric') ?? 0) ||
  (numberOf(a.object, 'order') ?? 0) - (numberOf(b.object, 'order') ?? 0) ||
  a.createdSeq - b.createdSeq;

const rankOf = ({ object }: RankedRoute): number => {
  const rank = (lookedAtTables as readonly unknown[]).indexOf(object['table']);
  return rank < 0 ? OTHER_TABLES : rank;
};

/** The order in which lookups ask the objects of one prefix: table by table, then `compareRouteObjects`. */
export const compareRoutePreference = (a: RankedRoute, b: RankedRoute): number =>
  rankOf(a) - rankOf(b) || compareRouteObjects(a, b);

const slotWith = (slot: Slot | undefined, row: LinuxObjectRow): Slot => {
  if (slot === undefined || (isSingle(slot) && slot.key === row.key)) return row;
  const others = rowsIn(slot).filter((other) => other.key !== row.key);
  return [...others, row].sort(compareRouteObjects);
};

const slotWithout = (slot: Slot | undefined, key: string): Slot | undefined => {
  const others = rowsIn(slot).filter((other) => other.key !== key);
  return others.length > 1 ? others : others[0];
};

/**
 * Chooses among the objects of one prefix and table, which come in the order in which lookups ask them;
 * undefined where a shorter prefix is to be tried.
 */
export type ChooseRoute<T> = (rows: readonly LinuxObjectRow[]) => T | undefined;

/** The routes of one trie while they are gathered, ascending by prefix; those of one prefix in the order of lookups. */
export class SortedRoutes {
  readonly #bits: PrefixBits[] = [];
  readonly #slots: Slot[] = [];

  add(bits: PrefixBits, row: LinuxObjectRow): void {
    const last = this.#slots.length - 1;
    const before = this.#bits[last];
    if (before === undefined || !isSamePrefix(before, bits)) {
      this.#bits.push(bits);
      this.#slots.push(row);
    } else this.#slots[last] = [...rowsIn(this.#slots[last]), row];
  }

  toTrie(family: AddressFamily): PrefixTrie<Slot> {
    const { length } = this.#bits;
    if (length === 0) return PrefixTrie.empty(family);
    const columns = makePrefixColumns(length, family === 'AF_INET' ? 1 : 4);
    this.#bits.forEach((bits, index) => setPrefix(columns, index, bits));
    return PrefixTrie.ofSorted(family, columns, this.#slots);
  }
}

const isSamePrefix = (a: PrefixBits, b: PrefixBits): boolean =>
  a.w0 === b.w0 && a.length === b.length && a.w1 === b.w1 && a.w2 === b.w2 && a.w3 === b.w3;

/** Which of the tries of a family holds routes whose key has this behind its prefix. */
export const trieOfTail = (tail: string): number => tableRank(tail, tail.indexOf(TABLE) + TABLE.length);

/** Room for the routes of all tries of a family. */
export const gatherTries = (): readonly SortedRoutes[] =>
  Array.from({ length: TRIES_PER_FAMILY }, () => new SortedRoutes());

/** The route objects of a host, by prefix: immutable, each change is a new store. */
export class RouteStore {
  static readonly empty = new RouteStore([
    ...Array.from({ length: TRIES_PER_FAMILY }, () => PrefixTrie.empty<Slot>('AF_INET')),
    ...Array.from({ length: TRIES_PER_FAMILY }, () => PrefixTrie.empty<Slot>('AF_INET6')),
  ]);

  private constructor(private readonly tries: ReadonlyArray<PrefixTrie<Slot>>) {}

  /**
   * The store of many routes at once.
   *
   * @param families for IPv4, then for IPv6, the routes of each trie ascending by prefix
   * @throws RangeError where they are not
   */
  static ofSorted(families: readonly (readonly SortedRoutes[])[]): RouteStore {
    return new RouteStore(
      families.flatMap((tries, index) =>
        tries.map((routes) => routes.toTrie(addressFamilies[index] as AddressFamily)),
      ),
    );
  }

  get(key: string): LinuxObjectRow | undefined {
    const place = placeOf(key);
    return place === undefined ? undefined : rowIn(this.trie(place).get(place.prefix), key);
  }

  /**
   * The store with what `change` makes of the row of a key, which is undefined where there is none; it gives
   * undefined for no row. Nothing is asked of a key that is none of a route.
   */
  changed(
    key: string,
    change: (old: LinuxObjectRow | undefined) => LinuxObjectRow | undefined,
  ): RouteStore | undefined {
    const place = placeOf(key);
    if (place === undefined) return undefined;
    const trie = this.trie(place);
    const slot = trie.get(place.prefix);
    const old = rowIn(slot, key);
    const row = change(old);
    if (row === old) return this;
    const changed = row === undefined ? slotWithout(slot, key) : slotWith(slot, row);
    return this.next(
      place.trie,
      changed === undefined ? trie.without(place.prefix) : trie.with(place.prefix, changed),
    );
  }

  /** The store after many changes, in their order; `change` is told of each and gives what `changed` wants. */
  changedAll<Change extends RouteChange>(
    changes: readonly Change[],
    change: (what: Change, old: LinuxObjectRow | undefined) => LinuxObjectRow | undefined,
  ): RouteStore {
    const byTrie = new Map<number, Change[]>();
    for (const one of changes) {
      const ofTrie = byTrie.get(one.place.trie);
      if (ofTrie === undefined) byTrie.set(one.place.trie, [one]);
      else ofTrie.push(one);
    }
    const tries = Array.from(this.tries);
    for (const [index, ofTrie] of byTrie) {
      const trie = tries[index] as PrefixTrie<Slot>;
      tries[index] = trie.mutate((batch) => {
        for (const one of ofTrie) {
          const bits = prefixBitsOf(one.place.prefix);
          const slot = batch.getBits(bits);
          const old = rowIn(slot, one.key);
          const row = change(one, old);
          if (row === old) continue;
          const after = row === undefined ? slotWithout(slot, one.key) : slotWith(slot, row);
          if (after === undefined) batch.deleteBits(bits);
          else batch.setBits(bits, after);
        }
      });
    }
    return tries.every((trie, index) => trie === this.tries[index]) ? this : new RouteStore(tries);
  }

  /**
   * The objects of a prefix in the tables that are looked at: table by table, each in the order of lookups.
   */
  at(prefix: Prefix): readonly LinuxObjectRow[] {
    const offset = familyOffset(familyOf(prefix));
    let found = noRows;
    for (let rank = 0; rank < OTHER_TABLES; rank++) {
      const trie = this.tries[offset + rank];
      if (trie === undefined || trie.size === 0) continue;
      const rows = rowsIn(trie.get(prefix));
      if (rows.length > 0) found = found.length === 0 ? rows : [...found, ...rows];
    }
    return found;
  }

  /** The objects whose key begins with the text of a slot (`linuxRouteSlot`), in the order of lookups. */
  inSlot(slot: string): readonly LinuxObjectRow[] {
    const place = placeOf(slot);
    if (place === undefined) return noRows;
    const rows = rowsIn(this.trie(place).get(place.prefix));
    return rows.every((row) => row.key.startsWith(slot))
      ? rows
      : rows.filter((row) => row.key.startsWith(slot));
  }

  /**
   * What is chosen among the prefixes of a table that hold an address: they are offered from the longest on,
   * until one gives something.
   *
   * @param rank of the table among those that are looked at.
   */
  search<T>(rank: number, address: IpAddress, choose: ChooseRoute<T>): T | undefined {
    const trie = this.tries[familyOffset(familyOf(address)) + rank];
    let chosen: T | undefined;
    trie?.longestMatch(address, (slot) => {
      chosen = choose(rowsIn(slot));
      return chosen !== undefined;
    });
    return chosen;
  }

  /** IPv4 before IPv6; of each family local, main, default and the other tables; within them by prefix. */
  *values(): IterableIterator<LinuxObjectRow> {
    for (const trie of this.tries) for (const slot of trie.values()) yield* rowsIn(slot);
  }

  private trie(place: RouteStorePlace): PrefixTrie<Slot> {
    return this.tries[place.trie] as PrefixTrie<Slot>;
  }

  private next(index: number, trie: PrefixTrie<Slot>): RouteStore {
    return trie === this.tries[index] ? this : new RouteStore(this.tries.with(index, trie));
  }
}
