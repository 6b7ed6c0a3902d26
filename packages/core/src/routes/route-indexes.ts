import type { Luid } from '../net';
import { SortedMap } from '../table';
import {
  creationOrderOf,
  noRoutes,
  orderAfterAll,
  orderReplaced,
  routesInOrder,
  sortedByCreation,
  staysInPlace,
  type CreationOrder,
  type Replacement,
} from './creation-order';
import { RouteEnds } from './route-ends';
import type { RouteRecord } from './route-record';

const compareLuids = (a: Luid, b: Luid): number => (a < b ? -1 : a > b ? 1 : 0);

const isFinite = (record: RouteRecord | undefined): boolean =>
  record !== undefined && record.shared.validUntil !== null;

/**
 * The second ways to find routes: by interface in order of creation, and by the end of the valid lifetime where there
 * is one. Immutable.
 */
export class RouteIndexes {
  static readonly empty = new RouteIndexes(SortedMap.empty(compareLuids), RouteEnds.empty);

  private constructor(
    private readonly byInterface: SortedMap<Luid, CreationOrder>,
    private readonly ends: RouteEnds,
  ) {}

  /** The indexes of many routes at once, in whatever order they come. */
  static of(records: readonly RouteRecord[]): RouteIndexes {
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
    return new RouteIndexes(SortedMap.ofSorted(compareLuids, luids, orders), RouteEnds.of(records));
  }

  /** The indexes with `record` in place of `old`, a record of the same key; either may be missing. */
  replaced(old: RouteRecord | undefined, record: RouteRecord | undefined): RouteIndexes {
    if (staysInPlace(old, record) && !isFinite(old) && !isFinite(record)) return this;
    const luid = (record ?? old)?.shared.InterfaceLuid;
    if (luid === undefined) return this;
    const before = this.byInterface.get(luid) ?? noRoutes;
    const order = orderReplaced(before, old, record);
    const ends = this.ends.replaced(old, record);
    if (order === before) return ends === this.ends ? this : new RouteIndexes(this.byInterface, ends);
    return new RouteIndexes(
      order.size === 0 ? this.byInterface.without(luid) : this.byInterface.with(luid, order),
      ends,
    );
  }

  /** The indexes after many replacements, in order; each index is written once. */
  afterAll(replacements: readonly Replacement[]): RouteIndexes {
    const onInterface = new Map<Luid, Replacement[]>();
    const ending: Replacement[] = [];
    for (const replacement of replacements) {
      const [old, record] = replacement;
      if (isFinite(old) || isFinite(record)) ending.push(replacement);
      const luid = (record ?? old)?.shared.InterfaceLuid;
      if (luid === undefined || staysInPlace(old, record)) continue;
      const others = onInterface.get(luid);
      if (others === undefined) onInterface.set(luid, [replacement]);
      else others.push(replacement);
    }
    const byInterface = this.byInterface.mutate((interfaces) => {
      for (const [luid, changes] of onInterface) {
        const order = orderAfterAll(interfaces.get(luid) ?? noRoutes, changes);
        if (order.size === 0) interfaces.delete(luid);
        else interfaces.set(luid, order);
      }
    });
    return new RouteIndexes(byInterface, this.ends.afterAll(ending));
  }

  /** Routes of one interface in order of creation, each as it was when it came. */
  onInterface(luid: Luid): IterableIterator<RouteRecord> {
    return routesInOrder(this.byInterface.get(luid) ?? noRoutes);
  }

  /** All routes in order of creation, each as it was when it came. */
  inOrderOfCreation(): readonly RouteRecord[] {
    const records: RouteRecord[] = [];
    for (const order of this.byInterface.values())
      for (const record of routesInOrder(order)) records.push(record);
    if (this.byInterface.size <= 1) return records;
    return sortedByCreation(records).toSorted(compareCreation);
  }

  /** Routes with an end, the earliest end first, then in order of creation; each as it was when it got that end. */
  inOrderOfEnd(): IterableIterator<RouteRecord> {
    return this.ends.routes();
  }

  /** The earliest end of a valid lifetime; undefined where no route ends. */
  firstEnd(): number | undefined {
    return this.ends.first();
  }
}

/** By createdSeq; records of one event by key text. */
const compareCreation = (a: RouteRecord, b: RouteRecord): number => {
  if (a.createdSeq !== b.createdSeq) return a.createdSeq - b.createdSeq;
  if (a === b) return 0;
  const [textOfA, textOfB] = [a.keyText(), b.keyText()];
  return textOfA < textOfB ? -1 : textOfA > textOfB ? 1 : 0;
};
