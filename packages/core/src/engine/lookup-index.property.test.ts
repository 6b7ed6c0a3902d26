import * as fc from 'fast-check';

import { createHost, forkHost, lookupIndex, type Host, type LookupIndex } from '.';
import { propertyRuns } from '../../test/property-runs';
import { ip } from '../../test/route-host';
import { isInPrefix, prefixLength, type IpAddress } from '../net';
import { netioapi } from '../netioapi';

const interfaces = [5, 6].map((InterfaceIndex) => ({
  InterfaceIndex,
  Alias: `Ethernet ${InterfaceIndex}`,
  Type: 'IF_TYPE_ETHERNET_CSMACD' as const,
}));

const prefixes = [
  '0.0.0.0/0',
  '0.0.0.0/1',
  '10.0.0.0/7',
  '10.0.0.0/8',
  '10.0.0.0/9',
  '10.1.0.0/16',
  '10.1.0.0/17',
  '10.1.2.0/23',
  '10.1.2.0/24',
  '10.1.3.0/24',
  '10.1.2.0/25',
  '10.1.2.4/31',
  '10.1.2.4/32',
  '::/0',
  '2001:db8::/32',
  '2001:db8::/64',
  '2001:db8::4/128',
];
const addresses = [
  '10.1.2.4',
  '10.1.2.5',
  '10.1.2.200',
  '10.1.3.1',
  '10.1.200.1',
  '10.2.0.1',
  '11.0.0.1',
  '127.0.0.1',
  '200.0.0.1',
  '2001:db8::4',
  '2001:db8::5',
  '2001:db8:1::1',
  '3fff::1',
].map(ip);

type Change =
  | { readonly kind: 'create' | 'set' | 'delete'; readonly key: RouteKeyInput; readonly Metric: number }
  | { readonly kind: 'batch' | 'aborted batch'; readonly changes: readonly Change[] };

interface RouteKeyInput {
  readonly InterfaceIndex: number;
  readonly DestinationPrefix: string;
  readonly NextHop: string;
}

const keyArbitrary: fc.Arbitrary<RouteKeyInput> = fc
  .record({ index: fc.constantFrom(5, 6), prefix: fc.constantFrom(...prefixes), hop: fc.nat(1) })
  .map(({ index, prefix, hop }) => ({
    InterfaceIndex: index,
    DestinationPrefix: prefix,
    NextHop: prefix.includes(':') ? `fe80::${hop + 1}` : `192.0.2.${hop + 1}`,
  }));

const single: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('create', 'create', 'set', 'delete'),
  key: keyArbitrary,
  Metric: fc.nat(3),
});
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 5, arbitrary: single },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('batch', 'aborted batch'),
      changes: fc.array(single, { maxLength: 6 }),
    }),
  },
);

/** Makes the change by calls; those that cannot be are refused and change nothing. */
const apply = (host: Host, made: Change, whileInside: () => void): void => {
  const api = netioapi(host);
  if (!('changes' in made)) {
    const { kind, key, Metric } = made;
    if (kind === 'create') api.CreateIpForwardEntry2({ Row: rowOf(key, Metric) });
    else if (kind === 'set') api.SetIpForwardEntry2({ Route: rowOf(key, Metric) });
    else api.DeleteIpForwardEntry2({ Row: key });
    return;
  }
  try {
    host.batch(() => {
      for (const each of made.changes) {
        apply(host, each, whileInside);
        whileInside();
      }
      if (made.kind === 'aborted batch') throw new Aborted();
    });
  } catch (error) {
    if (!(error instanceof Aborted)) throw error;
  }
};

class Aborted extends Error {}

const rowOf = (key: RouteKeyInput, Metric: number) => ({
  ...key,
  Metric,
  SitePrefixLength: 255,
  ValidLifetime: 0xffff_ffff,
  PreferredLifetime: 0xffff_ffff,
  Protocol: 'MIB_IPPROTO_NETMGMT' as const,
  Loopback: false,
  AutoconfigureAddress: false,
  Publish: false,
  Immortal: false,
});

/** The routes of the longest prefix, each by its key: all routes are looked at. */
const scan = (host: Host, address: IpAddress): string[] => {
  const holding = [...host.state.routes.values()].filter(({ DestinationPrefix }) =>
    isInPrefix(address, DestinationPrefix),
  );
  const longest = Math.max(...holding.map(({ DestinationPrefix }) => prefixLength(DestinationPrefix)));
  return holding
    .filter(({ DestinationPrefix }) => prefixLength(DestinationPrefix) === longest)
    .map((row) => `${row.DestinationPrefix} ${row.NextHop} ${row.InterfaceIndex} ${row.Metric}`)
    .sort();
};

const found = (lookup: LookupIndex, address: IpAddress): string[] => {
  const match = lookup.longestMatch(address);
  if (match === undefined) return [];
  return lookup
    .routesOf(match)
    .map((row) => `${row.DestinationPrefix} ${row.NextHop} ${row.InterfaceIndex} ${row.Metric}`)
    .sort();
};

const expectSame = (host: Host, lookup: LookupIndex): void => {
  for (const address of addresses) {
    const rows = found(lookup, address);
    expect(rows).toEqual(scan(host, address));
    const [ofTrie] = host.state.routes.candidates(address);
    expect(rows).toHaveLength(ofTrie?.length ?? 0);
  }
};

describe('a lookup index', () => {
  it('finds what the trie and a scan find, after every change and within batches, also those that fail', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
        const host = createHost({ interfaces });
        const lookup = lookupIndex(host);
        for (const made of changes) {
          apply(host, made, () => expectSame(host, lookup));
          expectSame(host, lookup);
        }
      }),
      propertyRuns(60),
    );
  });

  it('is of one host: a fork and its original do not hear of each other', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 12 }),
        fc.array(change, { maxLength: 12 }),
        (before, after) => {
          const host = createHost({ interfaces });
          const lookup = lookupIndex(host);
          for (const made of before) apply(host, made, () => undefined);
          expectSame(host, lookup);
          const fork = forkHost(host, host.position);
          const ofFork = lookupIndex(fork);
          for (const made of after) {
            apply(fork, made, () => undefined);
            expectSame(fork, ofFork);
            expectSame(host, lookup);
          }
        },
      ),
      propertyRuns(30),
    );
  });
});
