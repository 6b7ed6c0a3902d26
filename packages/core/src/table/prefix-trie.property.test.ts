import * as fc from 'fast-check';
import { propertyRuns } from '../../test/property-runs';
import {
  comparePrefixes,
  isInPrefix,
  lastAddressOf,
  parseIpAddress,
  prefixAddress,
  prefixLength,
  prefixOf,
  widthOf,
  type AddressFamily,
  type IpAddress,
  type Prefix,
} from '../net';
import { ascendingOrder, makePrefixColumns, prefixBitsOf, PrefixTrie, setPrefix } from '.';
import { OWNER } from './trie-node';

const parsed = (text: string): IpAddress => {
  const address = parseIpAddress(text);
  if (address === undefined) throw new Error(`${text} was not read`);
  return address;
};

// Few octets and groups, so that prefixes nest, collide and differ late.
const octet = fc.constantFrom(0, 1, 10, 128, 129, 255);
const group = fc.constantFrom('0', '0', '1', '2', '8000', 'fe80', 'ffff');
const addressOf: Record<AddressFamily, fc.Arbitrary<IpAddress>> = {
  AF_INET: fc.tuple(octet, octet, octet, octet).map((octets) => parsed(octets.join('.'))),
  AF_INET6: fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => parsed(groups.join(':'))),
};

const prefixesOf = (family: AddressFamily): fc.Arbitrary<Prefix> => {
  const width = widthOf(family);
  const length = fc.oneof(
    { weight: 3, arbitrary: fc.nat(width) },
    { weight: 2, arbitrary: fc.constant(width) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, 4, 5, 8, 16, 24, 30, width - 1) },
  );
  return fc.tuple(addressOf[family], length).map(([address, bits]) => prefixOf(address, bits));
};

/** The whole of a trie, its nodes included, but for the batches that made them. */
const withoutOwners = (trie: PrefixTrie<number>): unknown => {
  const plain = (node: unknown): unknown =>
    Array.isArray(node) ? node.map((member, index) => (index === OWNER ? 0 : plain(member))) : node;
  return { size: trie.size, root: plain((trie as unknown as { readonly root: unknown }).root) };
};

type Change = readonly [prefix: Prefix, value: number | undefined];
type Operation =
  | { readonly kind: 'one'; readonly change: Change }
  | { readonly kind: 'batch'; readonly changes: readonly Change[] };

/** Operations on a few dozen prefixes, so that about half of what is removed or replaced is there. */
const operationsOf = (family: AddressFamily): fc.Arbitrary<Operation[]> =>
  fc.array(prefixesOf(family), { minLength: 1, maxLength: 60 }).chain((pool) => {
    const change: fc.Arbitrary<Change> = fc.tuple(
      fc.constantFrom(...pool),
      fc.option(fc.nat(3), { nil: undefined, freq: 2 }),
    );
    const operation: fc.Arbitrary<Operation> = fc.oneof(
      { weight: 5, arbitrary: change.map((one) => ({ kind: 'one' as const, change: one })) },
      {
        weight: 2,
        arbitrary: fc
          .array(change, { maxLength: 30 })
          .map((changes) => ({ kind: 'batch' as const, changes })),
      },
    );
    return fc.array(operation, { maxLength: 60 });
  });

type Twin = ReadonlyMap<Prefix, number>;

const changed = (twin: Twin, changes: readonly Change[]): Twin => {
  const next = new Map(twin);
  for (const [prefix, value] of changes) {
    if (value === undefined) next.delete(prefix);
    else next.set(prefix, value);
  }
  return next;
};

const apply = (trie: PrefixTrie<number>, operation: Operation): PrefixTrie<number> => {
  if (operation.kind === 'batch')
    return trie.mutate((batch) => {
      for (const [prefix, value] of operation.changes) {
        if (value === undefined) batch.delete(prefix);
        else batch.set(prefix, value);
        expect(batch.get(prefix)).toBe(value);
      }
    });
  const [prefix, value] = operation.change;
  return value === undefined ? trie.without(prefix) : trie.with(prefix, value);
};

/** The entries of the twin whose prefix holds the address, the longest first. */
const scan = (twin: Twin, address: IpAddress): [Prefix, number][] =>
  Array.from(twin)
    .filter(([prefix]) => isInPrefix(address, prefix))
    .sort(([a], [b]) => prefixLength(b) - prefixLength(a));

const expectSame = (
  trie: PrefixTrie<number>,
  twin: Twin,
  addresses: readonly IpAddress[],
  prefixes: readonly Prefix[],
): void => {
  const sorted = Array.from(twin).sort(([a], [b]) => comparePrefixes(a, b));
  expect(trie.size).toBe(twin.size);
  expect(Array.from(trie)).toEqual(sorted);
  expect(Array.from(trie.values())).toEqual(sorted.map(([, value]) => value));
  for (const prefix of prefixes) expect(trie.get(prefix)).toBe(twin.get(prefix));
  for (const address of addresses) {
    const holding = scan(twin, address);
    expect(trie.longestMatch(address)).toBe(holding[0]?.[1]);
    expect(trie.matches(address)).toEqual(holding.map(([, value]) => value));
    const offered: [number, number][] = [];
    const found = trie.longestMatch(address, (value, length) => {
      offered.push([length, value]);
      return value === 0;
    });
    const accepted = holding.findIndex(([, value]) => value === 0);
    expect(found).toBe(holding[accepted]?.[1]);
    const upToAccepted = accepted < 0 ? holding : holding.slice(0, accepted + 1);
    expect(offered).toEqual(upToAccepted.map(([prefix, value]) => [prefixLength(prefix), value]));
  }
};

describe.each(['AF_INET', 'AF_INET6'] as const)('PrefixTrie of %s', (family) => {
  it('is a list that is scanned, in every version', () => {
    const probes = fc.array(addressOf[family], { maxLength: 4 });
    fc.assert(
      fc.property(operationsOf(family), probes, (operations, addresses) => {
        let trie = PrefixTrie.empty<number>(family);
        let twin: Twin = new Map();
        const kept = [{ trie, twin }];
        for (const operation of operations) {
          trie = apply(trie, operation);
          twin = changed(twin, operation.kind === 'one' ? [operation.change] : operation.changes);
          expect(trie.size).toBe(twin.size);
          kept.push({ trie, twin });
        }
        const seen = operations.flatMap((operation) =>
          (operation.kind === 'one' ? [operation.change] : operation.changes).map(([prefix]) => prefix),
        );
        const edges = seen.slice(0, 4).flatMap((prefix) => [prefixAddress(prefix), lastAddressOf(prefix)]);
        for (const version of kept)
          expectSame(version.trie, version.twin, [...addresses, ...edges], seen.slice(0, 20));
      }),
      propertyRuns(60),
    );
  });

  it('built of sorted prefixes is the one that putting them in makes, and goes on like it', () => {
    const prefixes = fc.uniqueArray(prefixesOf(family), { maxLength: 80 });
    fc.assert(
      fc.property(prefixes, operationsOf(family), (given, operations) => {
        const columns = makePrefixColumns(given.length, family === 'AF_INET' ? 1 : 4);
        given.forEach((prefix, index) => setPrefix(columns, index, prefixBitsOf(prefix)));
        const order = Array.from(ascendingOrder([...columns.words, columns.lengths], given.length));
        const sorted = order.map((index) => given[index] as Prefix);
        expect(sorted).toEqual(given.toSorted(comparePrefixes));
        sorted.forEach((prefix, index) => setPrefix(columns, index, prefixBitsOf(prefix)));
        let built = PrefixTrie.ofSorted(
          family,
          columns,
          sorted.map((_, index) => index),
        );
        let put = sorted.reduce(
          (trie, prefix, index) => trie.with(prefix, index),
          PrefixTrie.empty<number>(family),
        );
        expect(withoutOwners(built)).toEqual(withoutOwners(put));
        for (const operation of operations) {
          built = apply(built, operation);
          put = apply(put, operation);
        }
        expect(withoutOwners(built)).toEqual(withoutOwners(put));
      }),
      propertyRuns(150),
    );
  });

  it('finds many prefixes at once as one by one', () => {
    const tables = fc.tuple(operationsOf(family), fc.array(prefixesOf(family), { maxLength: 20 }));
    fc.assert(
      fc.property(tables, ([operations, others]) => {
        const trie = operations.reduce(apply, PrefixTrie.empty<number>(family));
        const asked = [...others, ...Array.from(trie.entries(), ([prefix]) => prefix)];
        const columns = makePrefixColumns(asked.length, family === 'AF_INET' ? 1 : 4);
        for (const [index, prefix] of asked.entries()) setPrefix(columns, index, prefixBitsOf(prefix));
        expect(trie.getAll(columns)).toEqual(asked.map((prefix) => trie.get(prefix)));
      }),
      propertyRuns(60),
    );
  });

  it('refuses to be built of prefixes that do not ascend', () => {
    const address = family === 'AF_INET' ? '10.0.0.0' : '2001:db8::';
    const columns = makePrefixColumns(2, family === 'AF_INET' ? 1 : 4);
    for (const index of [0, 1]) setPrefix(columns, index, prefixBitsOf(prefixOf(parsed(address), 16)));
    expect(() => PrefixTrie.ofSorted(family, columns, [1, 2])).toThrow(RangeError);
    setPrefix(columns, 1, prefixBitsOf(prefixOf(parsed(address), 17)));
    expect(PrefixTrie.ofSorted(family, columns, [1, 2]).size).toBe(2);
  });

  it('is empty after all that came in went again, in any order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(prefixesOf(family), { maxLength: 80 }),
        fc.func(fc.integer()),
        (prefixes, rank) => {
          const full = prefixes.reduce(
            (trie, prefix) => trie.with(prefix, prefix),
            PrefixTrie.empty<Prefix>(family),
          );
          const anyOrder = prefixes.toSorted((a, b) => rank(a) - rank(b));
          const emptied = anyOrder.reduce((trie, prefix) => trie.without(prefix), full);
          expect([emptied.size, Array.from(emptied)]).toEqual([0, []]);
          const emptiedAtOnce = full.mutate((batch) => anyOrder.forEach((prefix) => batch.delete(prefix)));
          expect([emptiedAtOnce.size, Array.from(emptiedAtOnce)]).toEqual([0, []]);
          expect(Array.from(full.values())).toEqual(prefixes.toSorted(comparePrefixes));
        },
      ),
      propertyRuns(100),
    );
  });
});
