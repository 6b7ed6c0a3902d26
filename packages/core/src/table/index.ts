export { Ipv4MatchIndex } from './ipv4-match-index';
export { SortedMap, type SortedMapBatch } from './sorted-map';
export { PrefixTrie, type PrefixTrieBatch } from './prefix-trie';
export { KeyedTable, type KeyedTableSpec, type Stamped } from './keyed-table';
export type { Table } from './table';
export { comparePrefixBits, prefixBitsOf, prefixOfBits, type PrefixBits } from './prefix-bits';
export {
  isSamePrefixAt,
  makePrefixColumns,
  prefixAt,
  PrefixList,
  setPrefix,
  takePrefixes,
  type PrefixColumns,
} from './prefix-columns';
export { ascendingOrder } from './radix-sort';
export { ColumnReader, ColumnWriter, MalformedColumns } from './columns';
export { NumberSequenceReader, NumberSequenceWriter } from './number-sequence';
export { PrefixSequenceReader, PrefixSequenceWriter } from './prefix-sequence';
