import type { Prefix } from '@netlapse/core';

import {
  PrefixTrie,
  SortedMap,
  ascendingOrder,
  makePrefixColumns,
  prefixBitsOf,
  setPrefix,
} from '../../core/src/table';
import { heapBytes, keep, type Bench } from '../src/bench';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { shuffled } from '../src/random';

interface Value {
  readonly id: number;
}

const value = { id: 1 };
const compareText = (a: string, b: string): number => (a < b ? -1 : a === b ? 0 : 1);

/** A trie built at once, its prefixes sorted before. */
const built = (prefixes: readonly Prefix[]): PrefixTrie<Value> => {
  const columns = makePrefixColumns(prefixes.length, 1);
  prefixes.forEach((prefix, index) => setPrefix(columns, index, prefixBitsOf(prefix)));
  const order = ascendingOrder([...columns.words, columns.lengths], prefixes.length);
  const sorted = makePrefixColumns(prefixes.length, 1);
  order.forEach((from, to) => setPrefix(sorted, to, prefixBitsOf(prefixes[from] as Prefix)));
  return PrefixTrie.ofSorted(
    'AF_INET',
    sorted,
    Array.from(order, () => value),
  );
};

const measureTrie = (bench: Bench, prefixes: readonly Prefix[], changed: readonly Prefix[]): void => {
  const load = (): PrefixTrie<Value> =>
    PrefixTrie.empty<Value>('AF_INET').mutate((batch) => {
      for (const prefix of prefixes) batch.set(prefix, value);
    });
  const operations = prefixes.length;
  const sample = bench.race(
    {
      sorted: { operations, run: () => keep(built(prefixes).size) },
      batch: { operations, run: () => keep(load().size) },
      map: { operations, run: () => keep(new Map(prefixes.map((prefix) => [prefix, value])).size) },
    },
    bench.size(5, 2),
  );
  bench.beside('PrefixTrie: a prefix read, sorted, built', sample.sorted, 'a plain Map', sample.map);
  bench.beside('PrefixTrie: a prefix in a batch, any order', sample.batch, 'a plain Map', sample.map);
  const before = heapBytes();
  const full = built(prefixes);
  bench.figure('PrefixTrie: a prefix, beyond its value', 'bytes', (heapBytes() - before) / operations);
  const plain = new Map(prefixes.map((prefix) => [prefix, value]));
  const one = bench.race({
    trie: {
      operations: changed.length,
      run: () => {
        let trie = full;
        for (const [id, prefix] of changed.entries()) trie = trie.with(prefix, { id });
        keep(trie.size);
      },
    },
    map: {
      operations: changed.length,
      run: () => {
        for (const [id, prefix] of changed.entries()) plain.set(prefix, { id });
        keep(plain.size);
      },
    },
  });
  bench.beside('PrefixTrie: one set, one version', one.trie, 'a plain Map without versions', one.map);
};

const measureSortedMap = (bench: Bench, keys: readonly string[], changed: readonly string[]): void => {
  const operations = keys.length;
  const sorted = keys.toSorted(compareText);
  const values = sorted.map(() => value);
  const load = (): SortedMap<string, Value> =>
    SortedMap.empty<string, Value>(compareText).mutate((batch) => {
      for (const key of keys) batch.set(key, value);
    });
  const full = SortedMap.ofSorted(compareText, sorted, values);
  const sample = bench.race(
    {
      sorted: { operations, run: () => keep(SortedMap.ofSorted(compareText, sorted, values).size) },
      batch: { operations, run: () => keep(load().size) },
      map: { operations, run: () => keep(new Map(keys.map((key) => [key, value])).size) },
    },
    bench.size(5, 2),
  );
  bench.beside('SortedMap: a key built in, sorted before', sample.sorted, 'a plain Map', sample.map);
  bench.beside('SortedMap: a key in a batch, any order', sample.batch, 'a plain Map', sample.map);
  const { one } = bench.race({
    one: {
      operations: changed.length,
      run: () => {
        let map = full;
        for (const [id, key] of changed.entries()) map = map.with(key, { id });
        keep(map.size);
      },
    },
  });
  bench.time('SortedMap: one set, one version', one);
};

ask({
  name: 'indexes',
  title: 'The indexes below the tables',
  about:
    'The trie of prefixes and the sorted map by themselves, loaded in one piece, in a batch, and changed one version at a time. A plain Map beside them neither sorts, nor finds what holds an address, nor keeps an old version.',
  measure: (bench) => {
    const { origin, ipv4 } = loadPrefixes();
    bench.note(`Prefixes: ${origin}.`);
    const prefixes = ipv4.slice(0, bench.size(ipv4.length, 10_000));
    const changed = shuffled(prefixes, 9).slice(0, bench.size(50_000, 500));
    measureTrie(bench, prefixes, changed);
    measureSortedMap(bench, prefixes, changed);
  },
});
