/**
 * How fast SortedMap is with text keys such as those of the tables: a bulk load, one change a version, reading. The
 * baseline is a plain Map, which neither sorts nor keeps an old version.
 */
import { SortedMap } from '../src/table';
import { fastest, heapBytes, isQuick, keep, report, seededRandom } from './measure';

interface Row {
  readonly id: number;
}

const sizes = isQuick ? [1_000] : [1_000, 100_000, 1_000_000];
const changes = isQuick ? 5_000 : 100_000;

const compareText = (a: string, b: string): number => (a < b ? -1 : a === b ? 0 : 1);
const empty = SortedMap.empty<string, Row>(compareText);

/** `count` keys such as `0x0006000005000000 192.0.2.1`, in an arbitrary but fixed order. */
const makeKeys = (count: number): string[] => {
  const random = seededRandom(count);
  const keys = new Set<string>();
  while (keys.size < count) {
    const octets = Array.from({ length: 4 }, () => Math.floor(random() * 256));
    keys.add(`0x00060000${Math.floor(random() * 8)}5000000 ${octets.join('.')}`);
  }
  return Array.from(keys);
};

const fill = (keys: readonly string[], row: Row): SortedMap<string, Row> =>
  empty.mutate((batch) => {
    for (const key of keys) batch.set(key, row);
  });

const measure = (count: number): void => {
  const keys = makeKeys(count);
  const ascending = keys.toSorted(compareText);
  const row = { id: 1 };
  process.stdout.write(`SortedMap, ${count} keys\n`);
  let plainMap = new Map<string, Row>();
  const plainLoad = fastest(count, () => {
    plainMap = new Map(keys.map((key) => [key, row]));
  });
  report('baseline: load into a Map', plainLoad);
  report(
    'load in one batch, any order',
    fastest(count, () => keep(fill(keys, row).size)),
    plainLoad,
  );
  report(
    'load in one batch, ascending',
    fastest(count, () => keep(fill(ascending, row).size)),
    plainLoad,
  );
  const without = heapBytes();
  let map = fill(keys, row);
  const withMap = heapBytes();
  // What a small map takes is lost among whatever else the heap does meanwhile.
  if (count >= 100_000 && without !== undefined && withMap !== undefined) {
    const each = ((withMap - without) / count).toFixed(1);
    process.stdout.write(`  ${'memory beyond keys and values'.padEnd(52)}${each} bytes a key\n`);
  }

  const some = Array.from({ length: changes }, (_, index) => keys[index % count] as string);
  const plainGet = fastest(changes, () => {
    for (const key of some) keep(plainMap.get(key)?.id ?? 0);
  });
  report('baseline: Map.get', plainGet);
  report(
    'get',
    fastest(changes, () => {
      for (const key of some) keep(map.get(key)?.id ?? 0);
    }),
    plainGet,
  );
  const plainSet = fastest(changes, () => {
    for (const key of some) plainMap.set(key, { id: 2 });
  });
  report('baseline: Map.set of a key that is there', plainSet);
  report(
    'with: another value, one version each',
    fastest(changes, () => {
      for (const key of some) map = map.with(key, { id: 2 });
    }),
    plainSet,
  );
  const plainReplace = fastest(changes * 2, () => {
    for (const key of some) {
      plainMap.delete(key);
      plainMap.set(key, row);
    }
  });
  report('baseline: Map.delete and Map.set', plainReplace);
  report(
    'without and with: gone and back, two versions',
    fastest(changes * 2, () => {
      for (const key of some) map = map.without(key).with(key, row);
    }),
    plainReplace,
  );
  const plainAll = fastest(
    count,
    () => {
      for (const [, { id }] of Array.from(plainMap).sort(([a], [b]) => compareText(a, b))) keep(id);
    },
    2,
  );
  report('baseline: all of a Map, sorted by key', plainAll);
  report(
    'entries, all of them',
    fastest(count, () => {
      for (const [, { id }] of map.entries()) keep(id);
    }),
    plainAll,
  );
};

sizes.forEach(measure);
