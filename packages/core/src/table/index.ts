export { SortedMap, type SortedMapBatch } from './sorted-map';
export { PrefixTrie, type PrefixTrieBatch } from './prefix-trie';
export { KeyedTable, type KeyedTableSpec, type Stamped } from './keyed-table';
export type { Table } from './table';
export { ColumnReader, ColumnWriter, MalformedColumns } from './columns';
export { prefixBitsOf, type PrefixBits } from './prefix-bits';
export { PrefixSequenceReader, PrefixSequenceWriter } from './prefix-sequence';
export { NumberSequenceReader, NumberSequenceWriter } from './number-sequence';
