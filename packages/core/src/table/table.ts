import type { Luid } from '../net';

/** What every table of the state offers to code that treats all tables alike. Immutable: each change is a new table. */
export interface Table<Key, Row extends Key> {
  readonly size: number;
  readonly get: (key: Key) => Row | undefined;
  /** Whether a row of the key stands; offered where that costs less than building the row. */
  readonly has?: (key: Key) => boolean;
  readonly with: (row: Row) => Table<Key, Row>;
  readonly without: (key: Key) => Table<Key, Row>;
  /** Every row; the order is the table's own and always the same for the same rows. */
  readonly values: () => IterableIterator<Row>;
  /** Ascending by createdSeq, then by key text: the order of the state document. */
  readonly inOrderOfCreation: () => readonly Row[];
  /** Rows of one interface, in order of creation. */
  readonly onInterface: (luid: Luid) => readonly Row[];
}
