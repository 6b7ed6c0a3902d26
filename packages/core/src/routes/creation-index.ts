import type { Luid } from '../net';
import { SortedMap } from '../table';
import {
  creationOrderOf,
  noRoutes,
  orderAfterAll,
  routesInOrder,
  sortedByCreation,
  staysInPlace,
  type CreationOrder,
  type Replacement,
} from './creation-order';
import type { RouteRecord } from './route-record';

/** What a version differs in from the one that it is worked out from, the newest first. */
interface Changes {
  readonly last: Replacement;
  readonly before: Changes | undefined;
  readonly count: number;
}

/** So many changes wait at most behind an index that is worked out: together they are written in a fifth of the time. */
const WAITING_MAX = 64;
/** Behind one that is not, one for so many routes: to work it out costs as much as its routes are many. */
const WAITING_SHARE = 4;

type Orders = SortedMap<Luid, CreationOrder>;

const compareLuids = (a: Luid, b: Luid): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The routes of each interface in order of creation, each as it was when it came. Immutable to its readers, and worked
 * out when somebody reads it: departures, documents and listings do, hardly ever, while routes come and go all the time
 * and tables are built for a single question.
 */
export class CreationIndex {
  /** No field: the compiler would have it made before the name that it gives the class inside is there. */
  static get empty(): CreationIndex {
    return new CreationIndex(() => [], 0);
  }

  #orders: Orders | undefined;
  /** What it is worked out from; the routes themselves at the beginning. */
  #source: CreationIndex | (() => Iterable<RouteRecord>) | undefined;
  #changes: Changes | undefined;

  private constructor(
    source: CreationIndex | (() => Iterable<RouteRecord>),
    /** How many routes there are about: what is built at once is counted, changes are not. */
    private readonly size: number,
    changes?: Changes,
  ) {
    this.#source = source;
    this.#changes = changes;
    if (changes !== undefined && changes.count >= this.#waitingMax()) this.#all();
  }

  /**
   * The index of many routes at once.
   *
   * @param records gives them in any order, always the same ones
   */
  static of(records: () => Iterable<RouteRecord>, size: number): CreationIndex {
    return size === 0 ? CreationIndex.empty : new CreationIndex(records, size);
  }

  /** The index with `record` in place of `old`, a record of the same key; either may be missing. */
  replaced(old: RouteRecord | undefined, record: RouteRecord | undefined): CreationIndex {
    return staysInPlace(old, record) || (old === undefined && record === undefined)
      ? this
      : this.#after(changed(this.#changes, [old, record]));
  }

  /** The index after many replacements, in order. */
  afterAll(replacements: readonly Replacement[]): CreationIndex {
    let changes = this.#changes;
    for (const replacement of replacements)
      if (!staysInPlace(replacement[0], replacement[1])) changes = changed(changes, replacement);
    return changes === undefined || changes === this.#changes ? this : this.#after(changes);
  }

  #after(changes: Changes): CreationIndex {
    const isChanged = this.#changes !== undefined;
    return new CreationIndex(isChanged ? (this.#source ?? this) : this, this.size, changes);
  }

  /** Routes of one interface in order of creation. */
  onInterface(luid: Luid): IterableIterator<RouteRecord> {
    return routesInOrder(this.#all().get(luid) ?? noRoutes);
  }

  /** All routes in order of creation. */
  inOrder(): readonly RouteRecord[] {
    const orders = this.#all();
    const records: RouteRecord[] = [];
    for (const order of orders.values()) for (const record of routesInOrder(order)) records.push(record);
    return orders.size <= 1 ? records : sortedByCreation(records).toSorted(compareCreation);
  }

  #waitingMax(): number {
    const source = this.#source;
    const isWorkedOut = source instanceof CreationIndex && source.#orders !== undefined;
    return isWorkedOut ? WAITING_MAX : Math.max(WAITING_MAX, this.size / WAITING_SHARE);
  }

  #all(): Orders {
    if (this.#orders !== undefined) return this.#orders;
    const source = this.#source;
    const before = source instanceof CreationIndex ? source.#all() : ordersOf(source?.() ?? []);
    this.#orders = this.#changes === undefined ? before : ordersAfterAll(before, inOrderOf(this.#changes));
    // What it came from may be let go of.
    this.#source = undefined;
    this.#changes = undefined;
    return this.#orders;
  }
}

const changed = (before: Changes | undefined, last: Replacement): Changes => ({
  last,
  before,
  count: 1 + (before?.count ?? 0),
});

const ordersOf = (records: Iterable<RouteRecord>): Orders => {
  const onInterface = new Map<Luid, RouteRecord[]>();
  let luid: Luid | undefined;
  let routes: RouteRecord[] = [];
  for (const record of records) {
    if (record.shared.InterfaceLuid !== luid) {
      luid = record.shared.InterfaceLuid;
      routes = onInterface.get(luid) ?? [];
      if (routes.length === 0) onInterface.set(luid, routes);
    }
    routes.push(record);
  }
  const luids = Array.from(onInterface.keys()).sort(compareLuids);
  const orders = luids.map((each) => creationOrderOf(onInterface.get(each) ?? []));
  return SortedMap.ofSorted(compareLuids, luids, orders);
};

const inOrderOf = (changes: Changes): readonly Replacement[] => {
  const replacements: Replacement[] = [];
  for (let at: Changes | undefined = changes; at !== undefined; at = at.before) replacements.push(at.last);
  return replacements.reverse();
};

/** The orders after many replacements; each is written once. */
const ordersAfterAll = (orders: Orders, replacements: readonly Replacement[]): Orders => {
  const onInterface = new Map<Luid, Replacement[]>();
  for (const replacement of replacements) {
    const luid = (replacement[1] ?? replacement[0])?.shared.InterfaceLuid;
    if (luid === undefined) continue;
    const others = onInterface.get(luid);
    if (others === undefined) onInterface.set(luid, [replacement]);
    else others.push(replacement);
  }
  return orders.mutate((batch) => {
    for (const [luid, changes] of onInterface) {
      const order = orderAfterAll(batch.get(luid) ?? noRoutes, changes);
      if (order.size === 0) batch.delete(luid);
      else batch.set(luid, order);
    }
  });
};

/** By createdSeq; records of one event by key text. */
const compareCreation = (a: RouteRecord, b: RouteRecord): number => {
  if (a.createdSeq !== b.createdSeq) return a.createdSeq - b.createdSeq;
  if (a === b) return 0;
  const [textOfA, textOfB] = [a.keyText(), b.keyText()];
  return textOfA < textOfB ? -1 : textOfA > textOfB ? 1 : 0;
};
