export { Ipv4MatchIndex } from './ipv4-match-index';
export { SortedMap, type SortedMapBatch } from './sorted-map';
export { PrefixTrie, type PrefixTrieBatch } from './prefix-trie';
export { KeyedTable, type KeyedTableSpec, type Stamped } from './keyed-table';
export type { Table } from './table';
