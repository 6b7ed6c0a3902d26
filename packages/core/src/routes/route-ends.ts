import { SortedMap } from '../table';
import {
  creationOrderOf,
  noRoutes,
  orderAfterAll,
  orderReplaced,
  routesInOrder,
  type CreationOrder,
  type Replacement,
} from './creation-order';
import { RouteRecord } from './route-record';

/** The routes that end at one instant: nearly always one, which then stands by itself. */
type Ending = RouteRecord | CreationOrder;

const compareNumbers = (a: number, b: number): number => a - b;

const orderOf = (ending: Ending | undefined): CreationOrder => {
  if (ending === undefined) return noRoutes;
  return ending instanceof RouteRecord ? orderReplaced(noRoutes, undefined, ending) : ending;
};

/** The ending in its plainest form; undefined where no route is left. */
const endingOf = (order: CreationOrder): Ending | undefined => {
  if (order.size === 0) return undefined;
  const only = order.size === 1 ? order.first()?.[1] : undefined;
  return only instanceof RouteRecord ? only : order;
};

const endOf = (record: RouteRecord | undefined): number | undefined => record?.shared.validUntil ?? undefined;

/** The routes whose valid lifetime ends, by that instant, then in order of creation. Immutable. */
export class RouteEnds {
  static readonly empty = new RouteEnds(SortedMap.empty(compareNumbers));

  private constructor(private readonly byEnd: SortedMap<number, Ending>) {}

  /** Many routes at once; those without an end are passed over. */
  static of(records: Iterable<RouteRecord>): RouteEnds {
    const byEnd = new Map<number, RouteRecord[]>();
    for (const record of records) {
      const end = endOf(record);
      if (end === undefined) continue;
      const others = byEnd.get(end);
      if (others === undefined) byEnd.set(end, [record]);
      else others.push(record);
    }
    if (byEnd.size === 0) return RouteEnds.empty;
    const ends = Array.from(Float64Array.from(byEnd.keys()).sort());
    const endings = ends.map((end) => endingOf(creationOrderOf(byEnd.get(end) ?? [])) as Ending);
    return new RouteEnds(SortedMap.ofSorted(compareNumbers, ends, endings));
  }

  /** The ends with `record` in place of `old`, a route of the same key; either may be missing. */
  replaced(old: RouteRecord | undefined, record: RouteRecord | undefined): RouteEnds {
    const [from, to] = [endOf(old), endOf(record)];
    if (from === undefined && to === undefined) return this;
    if (from === to) return this.at(from, old, record);
    return this.at(from, old, undefined).at(to, undefined, record);
  }

  private at(
    end: number | undefined,
    old: RouteRecord | undefined,
    record: RouteRecord | undefined,
  ): RouteEnds {
    if (end === undefined) return this;
    const before = this.byEnd.get(end);
    // One route alone, as nearly always.
    const isPlain = before === undefined || (before === old && record !== undefined);
    const after = isPlain ? record : endingOf(orderReplaced(orderOf(before), old, record));
    return new RouteEnds(after === undefined ? this.byEnd.without(end) : this.byEnd.with(end, after));
  }

  /** The ends after many replacements, in order. */
  afterAll(replacements: readonly Replacement[]): RouteEnds {
    if (replacements.length === 0) return this;
    const byEnd = new Map<number, Replacement[]>();
    const note = (end: number | undefined, replacement: Replacement): void => {
      if (end === undefined) return;
      const others = byEnd.get(end);
      if (others === undefined) byEnd.set(end, [replacement]);
      else others.push(replacement);
    };
    for (const replacement of replacements) {
      const [old, record] = replacement;
      const [from, to] = [endOf(old), endOf(record)];
      if (from === to) note(from, replacement);
      else {
        note(from, [old, undefined]);
        note(to, [undefined, record]);
      }
    }
    return new RouteEnds(
      this.byEnd.mutate((batch) => {
        for (const [end, changes] of byEnd) {
          const ending = endingOf(orderAfterAll(orderOf(batch.get(end)), changes));
          if (ending === undefined) batch.delete(end);
          else batch.set(end, ending);
        }
      }),
    );
  }

  /** All routes with an end, the earliest end first. */
  *routes(): IterableIterator<RouteRecord> {
    for (const ending of this.byEnd.values())
      if (ending instanceof RouteRecord) yield ending;
      else yield* routesInOrder(ending);
  }

  /** The earliest end; undefined where no route ends. */
  first(): number | undefined {
    return this.byEnd.first()?.[0];
  }
}
