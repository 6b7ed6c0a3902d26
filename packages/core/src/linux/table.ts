import type { FoldContext } from '../codec';
import type { Luid } from '../net';
import type { LookupReads, LookupRequest, MirroredLookup } from '../routes';
import { KeyedTable, type Table } from '../table';
import type { LinuxEvent } from './events';
import { lookUp, type LinuxRoute } from './lookup';
import { linuxTable, type LinuxKey, type LinuxObjectRow } from './row';

const noRows: readonly LinuxObjectRow[] = [];

/** Everything that a mirrored Linux host said and did not take back, object by object. */
export class LinuxTable implements Table<LinuxKey, LinuxObjectRow>, MirroredLookup {
  static readonly empty = new LinuxTable(KeyedTable.empty<LinuxObjectRow>({ keyOf: linuxTable.keyOf }));

  private constructor(private readonly rows: KeyedTable<LinuxObjectRow>) {}

  get size(): number {
    return this.rows.size;
  }

  get(key: LinuxKey): LinuxObjectRow | undefined {
    return this.rows.get(linuxTable.keyOf(key));
  }

  with(row: LinuxObjectRow): LinuxTable {
    return new LinuxTable(this.rows.with(row));
  }

  without(key: LinuxKey): LinuxTable {
    return new LinuxTable(this.rows.without(linuxTable.keyOf(key)));
  }

  values(): IterableIterator<LinuxObjectRow> {
    return this.rows.values();
  }

  inOrderOfCreation(): readonly LinuxObjectRow[] {
    return this.rows.inOrderOfCreation();
  }

  /** Linux objects belong to no interface of ours: the rows made of them do. */
  onInterface(_luid: Luid): readonly LinuxObjectRow[] {
    return noRows;
  }

  bestRoute(reads: LookupReads, request: LookupRequest, at: number): LinuxRoute | undefined {
    return lookUp(this, reads, request, at);
  }
}

/** Folds one event of the mirrored Linux host. */
export const evolveLinux = (table: LinuxTable, event: LinuxEvent, { seq }: FoldContext): LinuxTable => {
  switch (event.type) {
    case 'LinuxObjectReported': {
      const createdSeq = table.get(event.data)?.createdSeq ?? seq;
      return table.with(Object.freeze({ ...event.data, createdSeq, setSeq: seq }));
    }
    case 'LinuxObjectWithdrawn':
      return table.without(event.data);
  }
};
