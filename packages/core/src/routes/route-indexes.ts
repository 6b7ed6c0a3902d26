import type { Luid } from '../net';
import { CreationIndex } from './creation-index';
import type { Replacement } from './creation-order';
import { RouteEnds } from './route-ends';
import type { RouteRecord } from './route-record';

const isFinite = (record: RouteRecord | undefined): boolean =>
  record !== undefined && record.shared.validUntil !== null;

/**
 * The second ways to find routes: by interface in order of creation, and by the end of the valid lifetime where there
 * is one. Immutable.
 */
export class RouteIndexes {
  static readonly empty = new RouteIndexes(CreationIndex.empty, RouteEnds.empty);

  private constructor(
    private readonly creation: CreationIndex,
    private readonly ends: RouteEnds,
  ) {}

  /**
   * The indexes of many routes at once.
   *
   * @param records gives them in any order, always the same ones
   * @param anyEnds false where the valid lifetime of none ends: then they are not looked at before somebody asks
   */
  static of(records: () => Iterable<RouteRecord>, size: number, anyEnds: boolean): RouteIndexes {
    return new RouteIndexes(
      CreationIndex.of(records, size),
      anyEnds ? RouteEnds.of(records()) : RouteEnds.empty,
    );
  }

  /** The indexes with `record` in place of `old`, a record of the same key; either may be missing. */
  replaced(old: RouteRecord | undefined, record: RouteRecord | undefined): RouteIndexes {
    return this.next(
      this.creation.replaced(old, record),
      isFinite(old) || isFinite(record) ? this.ends.replaced(old, record) : this.ends,
    );
  }

  /** The indexes after many replacements, in order; each index is written once. */
  afterAll(replacements: readonly Replacement[]): RouteIndexes {
    const ending = replacements.filter(([old, record]) => isFinite(old) || isFinite(record));
    return this.next(this.creation.afterAll(replacements), this.ends.afterAll(ending));
  }

  /** Whether the valid lifetime of any route ends. */
  get anyEnds(): boolean {
    return this.ends.first() !== undefined;
  }

  /** Routes of one interface in order of creation, each as it was when it came. */
  onInterface(luid: Luid): IterableIterator<RouteRecord> {
    return this.creation.onInterface(luid);
  }

  /** All routes in order of creation, each as it was when it came. */
  inOrderOfCreation(): readonly RouteRecord[] {
    return this.creation.inOrder();
  }

  /** Routes with an end, the earliest end first, then in order of creation; each as it was when it got that end. */
  inOrderOfEnd(): IterableIterator<RouteRecord> {
    return this.ends.routes();
  }

  /** The earliest end of a valid lifetime; undefined where no route ends. */
  firstEnd(): number | undefined {
    return this.ends.first();
  }

  private next(creation: CreationIndex, ends: RouteEnds): RouteIndexes {
    return creation === this.creation && ends === this.ends ? this : new RouteIndexes(creation, ends);
  }
}
