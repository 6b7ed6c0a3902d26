import type { FoldContext } from '../codec';
import { addressFamilies, addressToBytes, familyOf, type AddressFamily, type Luid } from '../net';
import { KeyedTable, type Table } from '../table';
import type { NeighborEvent } from './events';
import { neighborsTable, type NeighborKey, type NeighborRow } from './row';

/**
 * Instants at which the clock makes something happen to a neighbor. NlnsReachable has a dueAt too, yet
 * nothing happens then: whoever reads it later reads NlnsStale.
 */
const dueOf = (row: NeighborRow): readonly number[] =>
  row.dueAt === null || row.State === 'NlnsReachable' ? [] : [row.dueAt];

/** Neighbors of all interfaces, with an index of what falls due. Immutable. */
export class NeighborTable implements Table<NeighborKey, NeighborRow> {
  static readonly empty = new NeighborTable(
    KeyedTable.empty<NeighborRow>({
      keyOf: neighborsTable.keyOf,
      interfaceOf: (row) => row.InterfaceLuid,
      dueOf,
    }),
  );

  private constructor(private readonly rows: KeyedTable<NeighborRow>) {}

  get size(): number {
    return this.rows.size;
  }

  get(key: NeighborKey): NeighborRow | undefined {
    return this.rows.get(neighborsTable.keyOf(key));
  }

  with(row: NeighborRow): NeighborTable {
    return new NeighborTable(this.rows.with(row));
  }

  without(key: NeighborKey): NeighborTable {
    const rows = this.rows.without(neighborsTable.keyOf(key));
    return rows === this.rows ? this : new NeighborTable(rows);
  }

  values(): IterableIterator<NeighborRow> {
    return this.rows.values();
  }

  inOrderOfCreation(): readonly NeighborRow[] {
    return this.rows.inOrderOfCreation();
  }

  onInterface(luid: Luid): readonly NeighborRow[] {
    return this.rows.onInterface(luid);
  }

  /**
   * Order of MIB_IPNET_TABLE2: IPv4 before IPv6, then InterfaceIndex, then Address; without `family`, both.
   */
  inTableOrder(family?: AddressFamily): readonly NeighborRow[] {
    return Array.from(this.values(), (row) => ({ row, family: familyOf(row.Address) }))
      .filter((item) => family === undefined || item.family === family)
      .map((item) => ({ ...item, bytes: addressToBytes(item.row.Address) }))
      .sort(
        (a, b) =>
          addressFamilies.indexOf(a.family) - addressFamilies.indexOf(b.family) ||
          a.row.InterfaceIndex - b.row.InterfaceIndex ||
          compareBytes(a.bytes, b.bytes),
      )
      .map(({ row }) => row);
  }

  /** What is due at or before `instant`: ascending by instant, then in order of creation. */
  dueUpTo(instant: number): IterableIterator<{ readonly at: number; readonly row: NeighborRow }> {
    return this.rows.dueUpTo(instant);
  }
}

const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] as number) - (b[index] as number);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** Folds one event of neighbors. Total: it checks nothing, reads no clock and never fails. */
export const evolveNeighbors = (
  table: NeighborTable,
  event: NeighborEvent,
  { seq }: FoldContext,
): NeighborTable => {
  switch (event.type) {
    case 'NeighborCreated':
      return table.with(Object.freeze({ ...event.data, createdSeq: seq, setSeq: seq }));
    case 'NeighborSet': {
      const createdSeq = table.get(event.data)?.createdSeq ?? seq;
      return table.with(Object.freeze({ ...event.data, createdSeq, setSeq: seq }));
    }
    case 'NeighborStateChanged': {
      const row = table.get(event.data);
      return row === undefined ? table : table.with(Object.freeze({ ...row, ...event.data, setSeq: seq }));
    }
    case 'NeighborDeleted':
      return table.without(event.data);
  }
};
