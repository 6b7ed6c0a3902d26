import type { FoldContext } from '../codec';
import type { Luid } from '../net';
import { KeyedTable, type Table } from '../table';
import type { AnsweringEvent } from './events';
import { answeringTable, type AnsweringRow, type NeighborKey } from './row';

/** The virtual link's table: which addresses answer solicitations on which interface. Immutable. */
export class AnsweringTable implements Table<NeighborKey, AnsweringRow> {
  static readonly empty = new AnsweringTable(
    KeyedTable.empty<AnsweringRow>({ keyOf: answeringTable.keyOf, interfaceOf: (row) => row.InterfaceLuid }),
  );

  private constructor(private readonly rows: KeyedTable<AnsweringRow>) {}

  get size(): number {
    return this.rows.size;
  }

  get(key: NeighborKey): AnsweringRow | undefined {
    return this.rows.get(answeringTable.keyOf(key));
  }

  with(row: AnsweringRow): AnsweringTable {
    return new AnsweringTable(this.rows.with(row));
  }

  without(key: NeighborKey): AnsweringTable {
    const rows = this.rows.without(answeringTable.keyOf(key));
    return rows === this.rows ? this : new AnsweringTable(rows);
  }

  values(): IterableIterator<AnsweringRow> {
    return this.rows.values();
  }

  inOrderOfCreation(): readonly AnsweringRow[] {
    return this.rows.inOrderOfCreation();
  }

  onInterface(luid: Luid): readonly AnsweringRow[] {
    return this.rows.onInterface(luid);
  }
}

/** Folds one event of the virtual link. Total: it checks nothing and never fails. */
export const evolveAnswering = (
  table: AnsweringTable,
  event: AnsweringEvent,
  { seq }: FoldContext,
): AnsweringTable => {
  switch (event.type) {
    case 'NeighborBeganAnswering': {
      const createdSeq = table.get(event.data)?.createdSeq ?? seq;
      return table.with(Object.freeze({ ...event.data, createdSeq, setSeq: seq }));
    }
    case 'NeighborFellSilent':
      return table.without(event.data);
  }
};
