/**
 * How fast PrefixTrie is on a full table: one change, a bulk load, the longest match, each beside the plainest thing
 * that does the same: for changes a Map by prefix text (which keeps no old version), for the longest match a Map for
 * each prefix length, asked from the longest to the shortest.
 */
import {
  ipv4PrefixToNumber,
  ipv4ToNumber,
  ipv6PrefixToWords,
  prefixAddress,
  prefixLength,
  type AddressFamily,
  type Prefix,
} from '../src/net';
import { PrefixTrie } from '../src/table';
import { loadPrefixes } from './internet-prefixes';
import { fastest, heapBytes, isQuick, keep, report, seededRandom } from './measure';

interface Value {
  readonly id: number;
}

const source = loadPrefixes();
const limit = isQuick ? 20_000 : Number.POSITIVE_INFINITY;
const lookups = isQuick ? 50_000 : 1_000_000;
const changes = isQuick ? 5_000 : 100_000;

const load = (trie: PrefixTrie<Value>, prefixes: readonly Prefix[], value: Value): PrefixTrie<Value> =>
  trie.mutate((batch) => {
    for (const prefix of prefixes) batch.set(prefix, value);
  });

const measureChanges = (family: AddressFamily, prefixes: readonly Prefix[]): PrefixTrie<Value> => {
  const count = prefixes.length;
  const ascending = Array.from(
    load(PrefixTrie.empty<Value>(family), prefixes, { id: 0 }),
    ([prefix]) => prefix,
  );
  const value = { id: 1 };
  const plainLoad = fastest(count, () => {
    const map = new Map<Prefix, Value>();
    for (const prefix of prefixes) map.set(prefix, value);
    keep(map.size);
  });
  report('baseline: load into a Map', plainLoad);
  let trie = PrefixTrie.empty<Value>(family);
  report(
    'load in one batch, any order',
    fastest(count, () => {
      trie = load(PrefixTrie.empty<Value>(family), prefixes, value);
    }),
    plainLoad,
  );
  report(
    'load in one batch, ascending',
    fastest(count, () => {
      trie = load(PrefixTrie.empty<Value>(family), ascending, value);
    }),
    plainLoad,
  );
  measureMemory(family, prefixes);
  report(
    'values, all of them',
    fastest(count, () => {
      for (const { id } of trie.values()) keep(id);
    }),
  );
  report(
    'entries, all of them, prefixes written as text',
    fastest(count, () => {
      for (const [prefix] of trie.entries()) keep(prefix.length);
    }),
  );
  return measureOneByOne(trie, prefixes);
};

/** What a trie takes beyond its values, which is one object here; shown only where the heap can be measured. */
const measureMemory = (family: AddressFamily, prefixes: readonly Prefix[]): void => {
  const value = { id: 1 };
  const without = heapBytes();
  const trie = load(PrefixTrie.empty<Value>(family), prefixes, value);
  const withTrie = heapBytes();
  keep(trie.size);
  if (without === undefined || withTrie === undefined) return;
  const each = ((withTrie - without) / prefixes.length).toFixed(1);
  process.stdout.write(`  ${'memory beyond the values'.padEnd(52)}${each} bytes a prefix\n`);
};

const measureOneByOne = (full: PrefixTrie<Value>, prefixes: readonly Prefix[]): PrefixTrie<Value> => {
  const some = prefixes.slice(0, changes);
  const map = new Map<Prefix, Value>(prefixes.map((prefix) => [prefix, { id: 0 }]));
  const plain = fastest(some.length, () => {
    const value = { id: 2 };
    for (const prefix of some) map.set(prefix, value);
  });
  report('baseline: Map.set of one that is there', plain);
  let trie = full;
  report(
    'with: another value, one version each',
    fastest(some.length, () => {
      const value = { id: 2 };
      for (const prefix of some) trie = trie.with(prefix, value);
    }),
    plain,
  );
  report(
    'without and with: gone and back, two versions',
    fastest(some.length * 2, () => {
      const value = { id: 3 };
      for (const prefix of some) trie = trie.without(prefix).with(prefix, value);
    }),
    plain,
  );
  report(
    'get',
    fastest(some.length, () => {
      for (const prefix of some) keep(trie.get(prefix)?.id ?? 0);
    }),
  );
  return trie;
};

/** A Map for each length, longest first; IPv4 addresses are numbers. */
const plainIpv4 = (prefixes: readonly Prefix[]): ((bits: number) => Value | undefined) => {
  const byLength = new Map<number, Map<number, Value>>();
  for (const prefix of prefixes) {
    const length = prefixLength(prefix);
    const map = byLength.get(length) ?? new Map<number, Value>();
    map.set(ipv4PrefixToNumber(prefix), { id: 1 });
    byLength.set(length, map);
  }
  const longestFirst = Array.from(byLength).sort(([a], [b]) => b - a);
  return (bits) => {
    for (const [length, map] of longestFirst) {
      const value = map.get(length === 0 ? 0 : ((bits >>> (32 - length)) << (32 - length)) >>> 0);
      if (value !== undefined) return value;
    }
    return undefined;
  };
};

/** A Map for each length, longest first; IPv6 addresses are bigints. */
const plainIpv6 = (prefixes: readonly Prefix[]): ((bits: bigint) => Value | undefined) => {
  const byLength = new Map<number, Map<bigint, Value>>();
  for (const prefix of prefixes) {
    const length = prefixLength(prefix);
    const map = byLength.get(length) ?? new Map<bigint, Value>();
    map.set(joined(ipv6PrefixToWords(prefix)) >> BigInt(128 - length), { id: 1 });
    byLength.set(length, map);
  }
  const longestFirst = Array.from(byLength, ([length, map]) => [BigInt(128 - length), map] as const).sort(
    ([a], [b]) => Number(a - b),
  );
  return (bits) => {
    for (const [shift, map] of longestFirst) {
      const value = map.get(bits >> shift);
      if (value !== undefined) return value;
    }
    return undefined;
  };
};

const joined = (words: readonly number[]): bigint =>
  words.reduce((all, word) => (all << 32n) | BigInt(word), 0n);

const measureIpv4Lookups = (trie: PrefixTrie<Value>, prefixes: readonly Prefix[]): void => {
  const random = seededRandom(4);
  const anywhere = Uint32Array.from({ length: lookups }, () => random() * 2 ** 32);
  const within = Uint32Array.from({ length: lookups }, () => {
    const prefix = prefixes[Math.floor(random() * prefixes.length)] as Prefix;
    return ipv4PrefixToNumber(prefix) + Math.floor(random() * 2 ** (32 - prefixLength(prefix)));
  });
  const plainMatch = plainIpv4(prefixes);
  for (const [name, addresses] of [
    ['addresses anywhere', anywhere],
    ['addresses within the table', within],
  ] as const) {
    const plain = fastest(lookups, () => {
      for (const bits of addresses) keep(plainMatch(bits)?.id ?? 0);
    });
    report(`baseline: a Map for each length, ${name}`, plain);
    report(
      `longestMatchIpv4, ${name}`,
      fastest(lookups, () => {
        for (const bits of addresses) keep(trie.longestMatchIpv4(bits)?.id ?? 0);
      }),
      plain,
    );
    report(
      'the same where every tenth value is accepted',
      fastest(lookups, () => {
        let offered = 0;
        const accept = (): boolean => ++offered % 10 === 0;
        for (const bits of addresses) keep(trie.longestMatchIpv4(bits, accept)?.id ?? 0);
      }),
    );
  }
  const texts = prefixes.slice(0, changes).map(prefixAddress);
  report(
    'longestMatch of text',
    fastest(texts.length, () => {
      for (const text of texts) keep(trie.longestMatch(text)?.id ?? 0);
    }),
  );
  report(
    'of which reading the text',
    fastest(texts.length, () => {
      for (const text of texts) keep(ipv4ToNumber(text));
    }),
  );
};

const measureIpv6Lookups = (trie: PrefixTrie<Value>, prefixes: readonly Prefix[]): void => {
  const random = seededRandom(6);
  const word = (): number => Math.floor(random() * 2 ** 32);
  const count = Math.floor(lookups / 4);
  const within = new Uint32Array(count * 4);
  const whole: bigint[] = [];
  for (let index = 0; index < count; index++) {
    const prefix = prefixes[Math.floor(random() * prefixes.length)] as Prefix;
    const [w0, w1] = ipv6PrefixToWords(prefix);
    const hostBits = Math.max(0, 64 - prefixLength(prefix));
    const low = hostBits === 0 ? 0 : Math.floor(random() * 2 ** Math.min(32, hostBits));
    within.set([w0, (w1 | low) >>> 0, word(), word()], index * 4);
    whole.push(joined(Array.from(within.subarray(index * 4, index * 4 + 4))));
  }
  const plainMatch = plainIpv6(prefixes);
  const plain = fastest(count, () => {
    for (const bits of whole) keep(plainMatch(bits)?.id ?? 0);
  });
  report('baseline: a Map for each length, within the table', plain);
  report(
    'longestMatchIpv6, addresses within the table',
    fastest(count, () => {
      for (let at = 0; at < count * 4; at += 4) {
        const value = trie.longestMatchIpv6(
          within[at] as number,
          within[at + 1] as number,
          within[at + 2] as number,
          within[at + 3] as number,
        );
        keep(value?.id ?? 0);
      }
    }),
    plain,
  );
  const texts = prefixes.slice(0, changes).map(prefixAddress);
  report(
    'longestMatch of text',
    fastest(texts.length, () => {
      for (const text of texts) keep(trie.longestMatch(text)?.id ?? 0);
    }),
  );
};

const ipv4 = source.ipv4.slice(0, limit);
process.stdout.write(`PrefixTrie, ${ipv4.length} IPv4 prefixes: ${source.origin}\n`);
measureIpv4Lookups(measureChanges('AF_INET', ipv4), ipv4);

const ipv6 = source.ipv6.slice(0, limit);
process.stdout.write(`PrefixTrie, ${ipv6.length} IPv6 prefixes: ${source.origin}\n`);
measureIpv6Lookups(measureChanges('AF_INET6', ipv6), ipv6);
