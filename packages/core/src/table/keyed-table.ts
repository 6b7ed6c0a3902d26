import type { Luid } from '../net';
import { SortedMap } from './sorted-map';

/** What every row of a table bears besides its own members: the events that made it and last set it. */
export interface Stamped {
  /** The number of the event that created the row; it stays while the row does. */
  readonly createdSeq: number;
  /** The number of the event that last wrote the row. */
  readonly setSeq: number;
}

/** How a table reads its rows; all must give the same for the same row. */
export interface KeyedTableSpec<Row> {
  /** The key, as text: no two rows of a table have the same. */
  readonly keyOf: (row: Row) => string;
  /** The interface that the row is on; left out where rows are on none. */
  readonly interfaceOf?: (row: Row) => Luid;
  /** The instants (epoch milliseconds) at which something may fall due for the row; left out where nothing does. */
  readonly dueOf?: (row: Row) => readonly number[];
}

/** A place in the order of creation: by event, then by key where one event made several rows. */
interface Creation {
  readonly createdSeq: number;
  readonly key: string;
}

interface Due extends Creation {
  readonly at: number;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a === b ? 0 : 1);

const compareCreation = (a: Creation, b: Creation): number =>
  a.createdSeq - b.createdSeq || compareText(a.key, b.key);

const compareDue = (a: Due, b: Due): number => a.at - b.at || compareCreation(a, b);

type RowsByKey<Row> = SortedMap<string, Row>;
type RowsByCreation<Row> = SortedMap<Creation, Row>;
type RowsByInterface<Row> = SortedMap<string, RowsByCreation<Row>>;
type RowsByDue<Row> = SortedMap<Due, Row>;

/**
 * An immutable table of rows by key, with the indexes that its spec asks for: by interface and by what falls due. `with` and `without` keep them in step and return another table; no table ever changes.
 */
export class KeyedTable<Row extends Stamped> {
  private constructor(
    private readonly spec: KeyedTableSpec<Row>,
    private readonly byKey: RowsByKey<Row>,
    private readonly byInterface: RowsByInterface<Row>,
    private readonly byDue: RowsByDue<Row>,
  ) {}

  /** The table without rows. */
  static empty<Row extends Stamped>(spec: KeyedTableSpec<Row>): KeyedTable<Row> {
    return new KeyedTable<Row>(
      spec,
      SortedMap.empty(compareText),
      SortedMap.empty(compareText),
      SortedMap.empty(compareDue),
    );
  }

  /** How many rows there are. */
  get size(): number {
    return this.byKey.size;
  }

  get(key: string): Row | undefined {
    return this.byKey.get(key);
  }

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  /** The table with `row` in the place of the one of its key, if there is one; this very table when it is that row. */
  with(row: Row): KeyedTable<Row> {
    const key = this.spec.keyOf(row);
    const before = this.byKey.get(key);
    if (before === row) return this;
    return new KeyedTable(
      this.spec,
      this.byKey.with(key, row),
      this.interfacesWith(key, before, row),
      this.duesWith(key, before, row),
    );
  }

  /** The table without the row of `key`; this very table when there is none. */
  without(key: string): KeyedTable<Row> {
    const before = this.byKey.get(key);
    if (before === undefined) return this;
    return new KeyedTable(
      this.spec,
      this.byKey.without(key),
      this.interfacesWithout(this.byInterface, key, before),
      this.duesWithout(this.byDue, key, before, []),
    );
  }

  /** The rows in the order of their keys' text. */
  values(): IterableIterator<Row> {
    return this.byKey.values();
  }

  /** All rows by `createdSeq`, then key; sorted when asked, for documents and flushes alone ask. */
  inOrderOfCreation(): Row[] {
    // Rows come in the order of their keys, and the sort is stable: the key decides between equals.
    return Array.from(this.byKey.values()).sort((a, b) => a.createdSeq - b.createdSeq);
  }

  /** The rows on an interface, by `createdSeq`, then key; none where the spec has no `interfaceOf`. */
  onInterface(luid: Luid): Row[] {
    const rows = this.byInterface.get(luid);
    return rows === undefined ? [] : Array.from(rows.values());
  }

  /**
   * What falls due up to and at `instant`, ascending by instant, then `createdSeq`, then key; a row appears once for
   * each of its instants.
   */
  *dueUpTo(instant: number): IterableIterator<{ at: number; row: Row }> {
    for (const [{ at }, row] of this.byDue.entries()) {
      if (at > instant) return;
      yield { at, row };
    }
  }

  /** The earliest instant at which something falls due; undefined when nothing does. */
  nextDue(): number | undefined {
    return this.byDue.first()?.[0].at;
  }

  private interfacesWith(key: string, before: Row | undefined, row: Row): RowsByInterface<Row> {
    const { interfaceOf } = this.spec;
    if (interfaceOf === undefined) return this.byInterface;
    const luid = interfaceOf(row);
    const isMoved = before !== undefined && interfaceOf(before) !== luid;
    const others = isMoved ? this.interfacesWithout(this.byInterface, key, before) : this.byInterface;
    const rows = others.get(luid) ?? SortedMap.empty<Creation, Row>(compareCreation);
    const rest = isMoved ? rows : creationWithout(rows, key, before, row);
    return others.with(luid, rest.with({ createdSeq: row.createdSeq, key }, row));
  }

  private interfacesWithout(all: RowsByInterface<Row>, key: string, before: Row): RowsByInterface<Row> {
    const luid = this.spec.interfaceOf?.(before);
    const rows = luid === undefined ? undefined : all.get(luid);
    if (luid === undefined || rows === undefined) return all;
    const rest = creationWithout(rows, key, before, undefined);
    return rest.size === 0 ? all.without(luid) : all.with(luid, rest);
  }

  private duesWith(key: string, before: Row | undefined, row: Row): RowsByDue<Row> {
    const { dueOf } = this.spec;
    if (dueOf === undefined) return this.byDue;
    const instants = dueOf(row);
    // An instant that stays is written over in its place: going and coming back would cost twice.
    const staying = before?.createdSeq === row.createdSeq ? instants : [];
    let dues = before === undefined ? this.byDue : this.duesWithout(this.byDue, key, before, staying);
    for (const at of instants) dues = dues.with({ at, createdSeq: row.createdSeq, key }, row);
    return dues;
  }

  private duesWithout(
    all: RowsByDue<Row>,
    key: string,
    before: Row,
    staying: readonly number[],
  ): RowsByDue<Row> {
    let dues = all;
    for (const at of this.spec.dueOf?.(before) ?? [])
      if (!staying.includes(at)) dues = dues.without({ at, createdSeq: before.createdSeq, key });
    return dues;
  }
}

/** The index without the row `before`, unless `after` takes that very place in it. */
const creationWithout = <Row extends Stamped>(
  rows: RowsByCreation<Row>,
  key: string,
  before: Row | undefined,
  after: Row | undefined,
): RowsByCreation<Row> =>
  before === undefined || before.createdSeq === after?.createdSeq
    ? rows
    : rows.without({ createdSeq: before.createdSeq, key });
