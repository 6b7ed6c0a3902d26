import type { Luid } from '../net';
import { SortedMap, type SortedMapBatch } from '../table';
import { compareCreation, compareDue, type RouteRecord } from './route-record';

/** Records in an order of their own; a record is key and value at once. */
type Ordered = SortedMap<RouteRecord, RouteRecord>;

const noneInOrderOfCreation: Ordered = SortedMap.empty(compareCreation);

const compareLuids = (a: Luid, b: Luid): number => (a < b ? -1 : a > b ? 1 : 0);

const isFinite = ({ shared }: RouteRecord): boolean => shared.validUntil !== null;

/** Whether `record` takes the very place of `old` in the order of creation, so that nothing need be removed. */
const takesPlace = (old: RouteRecord, record: RouteRecord | undefined): boolean =>
  record !== undefined && old.createdSeq === record.createdSeq;

/** What a batch did to one index, in order: a record that came, or one that went. */
class Changes {
  readonly records: RouteRecord[] = [];
  readonly areRemoved: boolean[] = [];

  note(record: RouteRecord, isRemoved: boolean): void {
    this.records.push(record);
    this.areRemoved.push(isRemoved);
  }

  applyTo(batch: SortedMapBatch<RouteRecord, RouteRecord>): void {
    this.records.forEach((record, index) => {
      if (this.areRemoved[index] === true) batch.delete(record);
      else batch.set(record, record);
    });
  }
}

/** The replacements of one batch, gathered so that each index is written once. */
export interface IndexBatch {
  /** As RouteIndexes.replaced. */
  replaced(old: RouteRecord | undefined, record: RouteRecord | undefined): void;
}

/**
 * The second ways to find routes: by interface in order of creation, and by the end of the valid lifetime where there
 * is one. Immutable.
 */
export class RouteIndexes {
  static readonly empty = new RouteIndexes(SortedMap.empty(compareLuids), SortedMap.empty(compareDue));

  private constructor(
    private readonly byInterface: SortedMap<Luid, Ordered>,
    private readonly byDue: Ordered,
  ) {}

  /** The indexes with `record` in place of `old`, a record of the same key; either may be missing. */
  replaced(old: RouteRecord | undefined, record: RouteRecord | undefined): RouteIndexes {
    return new RouteIndexes(this.interfacesReplaced(old, record), this.duesReplaced(old, record));
  }

  /** The indexes after all that `fn` replaces. */
  mutate(fn: (batch: IndexBatch) => void): RouteIndexes {
    const byInterface = new Map<Luid, Changes>();
    const dues = new Changes();
    const changesOn = (luid: Luid): Changes => {
      const known = byInterface.get(luid);
      if (known !== undefined) return known;
      const changes = new Changes();
      byInterface.set(luid, changes);
      return changes;
    };
    fn({
      replaced: (old, record) => {
        if (old !== undefined) {
          if (!takesPlace(old, record)) changesOn(old.shared.InterfaceLuid).note(old, true);
          if (isFinite(old)) dues.note(old, true);
        }
        if (record !== undefined) {
          changesOn(record.shared.InterfaceLuid).note(record, false);
          if (isFinite(record)) dues.note(record, false);
        }
      },
    });
    const written = this.byInterface.mutate((interfaces) => {
      for (const [luid, changes] of byInterface) {
        const before = interfaces.get(luid) ?? noneInOrderOfCreation;
        const after = before.mutate((batch) => changes.applyTo(batch));
        if (after.size === 0) interfaces.delete(luid);
        else interfaces.set(luid, after);
      }
    });
    return new RouteIndexes(
      written,
      this.byDue.mutate((batch) => dues.applyTo(batch)),
    );
  }

  /** Routes of one interface in order of creation. */
  onInterface(luid: Luid): RouteRecord[] {
    const records = this.byInterface.get(luid);
    return records === undefined ? [] : Array.from(records.values());
  }

  /** All routes in order of creation. */
  inOrderOfCreation(): RouteRecord[] {
    const records: RouteRecord[] = [];
    for (const onInterface of this.byInterface.values())
      for (const record of onInterface.values()) records.push(record);
    // Runs that are in order already are merged, not sorted.
    return records.sort(compareCreation);
  }

  /** Routes with an end, the earliest end first, then in order of creation. */
  inOrderOfEnd(): IterableIterator<RouteRecord> {
    return this.byDue.values();
  }

  /** The route that ends first; undefined where none ends. */
  firstToEnd(): RouteRecord | undefined {
    return this.byDue.first()?.[0];
  }

  private interfacesReplaced(
    old: RouteRecord | undefined,
    record: RouteRecord | undefined,
  ): SortedMap<Luid, Ordered> {
    const luid = (record ?? old)?.shared.InterfaceLuid;
    if (luid === undefined) return this.byInterface;
    let records = this.byInterface.get(luid) ?? noneInOrderOfCreation;
    if (old !== undefined && !takesPlace(old, record)) records = records.without(old);
    if (record !== undefined) records = records.with(record, record);
    return records.size === 0 ? this.byInterface.without(luid) : this.byInterface.with(luid, records);
  }

  private duesReplaced(old: RouteRecord | undefined, record: RouteRecord | undefined): Ordered {
    const rest = old !== undefined && isFinite(old) ? this.byDue.without(old) : this.byDue;
    return record !== undefined && isFinite(record) ? rest.with(record, record) : rest;
  }
}
