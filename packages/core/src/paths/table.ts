import type { FoldContext } from '../codec';
import {
  addressFamilies,
  compareAddresses,
  familyOf,
  type AddressFamily,
  type IpAddress,
  type Luid,
} from '../net';
import { KeyedTable, type Table } from '../table';
import type { PathEvent } from './events';
import { pathsTable, type PathKey, type PathRow } from './row';

/** Paths of all interfaces. Immutable. */
export class PathTable implements Table<PathKey, PathRow> {
  static readonly empty = new PathTable(
    KeyedTable.empty<PathRow>({ keyOf: pathsTable.keyOf, interfaceOf: (row) => row.InterfaceLuid }),
  );

  private constructor(private readonly rows: KeyedTable<PathRow>) {}

  get size(): number {
    return this.rows.size;
  }

  get(key: PathKey): PathRow | undefined {
    return this.rows.get(pathsTable.keyOf(key));
  }

  with(row: PathRow): PathTable {
    return new PathTable(this.rows.with(row));
  }

  without(key: PathKey): PathTable {
    const rows = this.rows.without(pathsTable.keyOf(key));
    return rows === this.rows ? this : new PathTable(rows);
  }

  values(): IterableIterator<PathRow> {
    return this.rows.values();
  }

  inOrderOfCreation(): readonly PathRow[] {
    return this.rows.inOrderOfCreation();
  }

  onInterface(luid: Luid): readonly PathRow[] {
    return this.rows.onInterface(luid);
  }

  /**
   * Order of MIB_IPPATH_TABLE: IPv4 before IPv6, then InterfaceIndex, Destination, Source; without `family`,
   * both.
   */
  inTableOrder(family?: AddressFamily): readonly PathRow[] {
    return Array.from(this.values())
      .filter((row) => family === undefined || familyOf(row.Destination) === family)
      .sort(compareInTable);
  }

  /** The path to `destination` that was reported last, whatever its source; undefined where there is none. */
  latestTo(luid: Luid, destination: IpAddress): PathRow | undefined {
    let latest: PathRow | undefined;
    for (const row of this.onInterface(luid))
      if (row.Destination === destination && (latest === undefined || row.setSeq > latest.setSeq))
        latest = row;
    return latest;
  }
}

const familyRank = (row: PathRow): number => addressFamilies.indexOf(familyOf(row.Destination));

const compareInTable = (a: PathRow, b: PathRow): number =>
  familyRank(a) - familyRank(b) ||
  a.InterfaceIndex - b.InterfaceIndex ||
  compareAddresses(a.Destination, b.Destination) ||
  compareAddresses(a.Source, b.Source);

/** Folds one event of paths. Total: it checks nothing, reads no clock and never fails. */
export const evolvePaths = (table: PathTable, event: PathEvent, { seq }: FoldContext): PathTable => {
  switch (event.type) {
    case 'PathCreated':
      return table.with(Object.freeze({ ...event.data, createdSeq: seq, setSeq: seq }));
    case 'PathSet': {
      const createdSeq = table.get(event.data)?.createdSeq ?? seq;
      return table.with(Object.freeze({ ...event.data, createdSeq, setSeq: seq }));
    }
    case 'PathDeleted':
      return table.without(event.data);
  }
};
