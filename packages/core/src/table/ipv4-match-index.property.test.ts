import * as fc from 'fast-check';
import {
  ipv4FromNumber,
  ipv4Prefix,
  ipv4PrefixToNumber,
  isInPrefix,
  prefixLength,
  type Prefix,
} from '../net';
import { propertyRuns } from '../../test/property-runs';
import { Ipv4MatchIndex, PrefixTrie } from '.';

// Few octets, so that prefixes nest, collide and share blocks.
const octet = fc.constantFrom(0, 1, 10, 128, 255);
const bitsArbitrary = fc
  .tuple(octet, octet, octet, octet)
  .map(([a, b, c, d]) => ((a << 24) | (b << 16) | (c << 8) | d) >>> 0);
const lengthArbitrary = fc.oneof(
  { weight: 2, arbitrary: fc.nat(32) },
  { weight: 3, arbitrary: fc.constantFrom(0, 1, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32) },
);
const prefixArbitrary = fc
  .tuple(bitsArbitrary, lengthArbitrary)
  .map(([bits, length]) => ipv4Prefix(bits, length));

type Change = readonly [prefix: Prefix, value: number | undefined];

/** Changes to a few dozen prefixes, some of them followed one by one and some many at once. */
const stepsArbitrary = fc.array(prefixArbitrary, { minLength: 1, maxLength: 40 }).chain((pool) => {
  const change: fc.Arbitrary<Change> = fc.tuple(
    fc.constantFrom(...pool),
    fc.option(fc.nat(3), { nil: undefined, freq: 2 }),
  );
  return fc.array(fc.array(change, { minLength: 1, maxLength: 12 }), { maxLength: 40 });
});

const changed = (trie: PrefixTrie<number>, changes: readonly Change[]): PrefixTrie<number> =>
  changes.reduce(
    (next, [prefix, value]) => (value === undefined ? next.without(prefix) : next.with(prefix, value)),
    trie,
  );

/** The value of the longest prefix that holds the address: all of them are looked at. */
const scan = (trie: PrefixTrie<number>, bits: number): number | undefined => {
  let best: readonly [Prefix, number] | undefined;
  for (const entry of trie.entries())
    if (isInPrefix(ipv4FromNumber(bits), entry[0]))
      if (best === undefined || prefixLength(entry[0]) > prefixLength(best[0])) best = entry;
  return best?.[1];
};

/** Both ends of each prefix and the addresses right beside them. */
const edgesOf = (prefix: Prefix): number[] => {
  const first = ipv4PrefixToNumber(prefix);
  const last = (first + 2 ** (32 - prefixLength(prefix)) - 1) >>> 0;
  return [first, last, (first - 1) >>> 0, (last + 1) >>> 0];
};

describe('Ipv4MatchIndex', () => {
  it('finds what the trie finds and a scan finds, after every change', () => {
    fc.assert(
      fc.property(stepsArbitrary, fc.array(bitsArbitrary, { maxLength: 8 }), (steps, others) => {
        const index = new Ipv4MatchIndex<number>();
        const probes = [...steps.flat().flatMap(([prefix]) => edgesOf(prefix)), ...others];
        let trie = PrefixTrie.empty<number>('AF_INET');
        for (const changes of steps) {
          trie = changed(trie, changes);
          index.follow(trie);
          for (const bits of probes) expect(index.longestMatch(bits)).toBe(trie.longestMatchIpv4(bits));
        }
        for (const bits of probes.slice(0, 20)) expect(index.longestMatch(bits)).toBe(scan(trie, bits));
      }),
      propertyRuns(100),
    );
  });

  it('goes to any version of a trie, also back', () => {
    fc.assert(
      fc.property(stepsArbitrary, fc.array(fc.nat(), { maxLength: 20 }), (steps, jumps) => {
        const versions = [PrefixTrie.empty<number>('AF_INET')];
        for (const changes of steps) versions.push(changed(versions.at(-1) as PrefixTrie<number>, changes));
        const probes = steps.flat().flatMap(([prefix]) => edgesOf(prefix));
        const index = new Ipv4MatchIndex<number>();
        for (const jump of jumps) {
          const trie = versions[jump % versions.length] as PrefixTrie<number>;
          index.follow(trie);
          for (const bits of probes) expect(index.longestMatch(bits)).toBe(trie.longestMatchIpv4(bits));
        }
      }),
      propertyRuns(60),
    );
  });

  it('takes no more room in the end than before, whatever came and went', () => {
    const index = new Ipv4MatchIndex<number>();
    const empty = PrefixTrie.empty<number>('AF_INET');
    const full = empty.mutate((batch) => {
      for (let at = 0; at < 300; at++) batch.set(ipv4Prefix(0x0a00_0000 + at * 0x1_0000 + 257, 32), at);
    });
    index.follow(full);
    const { byteLength } = index;
    for (let round = 0; round < 5; round++) {
      index.follow(empty);
      expect(index.longestMatch(0x0a00_0101)).toBeUndefined();
      index.follow(full);
      expect(index.longestMatch(0x0a05_0101)).toBe(5);
    }
    expect(index.byteLength).toBe(byteLength);
  });
});
