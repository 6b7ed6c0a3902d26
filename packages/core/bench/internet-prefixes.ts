import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ipv4Prefix, ipv6Prefix, parsePrefix, type Prefix } from '../src/net';
import { seededRandom } from './measure';

/** A table of prefixes to measure on, and in words where it is from. */
export interface PrefixSource {
  readonly origin: string;
  readonly ipv4: readonly Prefix[];
  readonly ipv6: readonly Prefix[];
}

/** How many of a thousand prefixes of a full table have each length, roughly; the rest of the thousand is /24 or /48. */
const ipv4Lengths: readonly (readonly [number, number])[] = [
  [12, 1],
  [14, 2],
  [15, 3],
  [16, 15],
  [17, 9],
  [18, 15],
  [19, 26],
  [20, 45],
  [21, 52],
  [22, 118],
  [23, 105],
];
const ipv6Lengths: readonly (readonly [number, number])[] = [
  [29, 30],
  [32, 130],
  [36, 40],
  [40, 90],
  [44, 140],
  [46, 40],
  [47, 30],
];

const pickLength = (
  lengths: readonly (readonly [number, number])[],
  rest: number,
  perMille: number,
): number => {
  let sum = 0;
  for (const [length, share] of lengths) {
    sum += share;
    if (perMille < sum) return length;
  }
  return rest;
};

const distinct = (count: number, make: () => Prefix): Prefix[] => {
  const prefixes = new Set<Prefix>();
  while (prefixes.size < count) prefixes.add(make());
  return Array.from(prefixes);
};

const synthetic = (): PrefixSource => {
  const random = seededRandom(20260101);
  const word = (): number => Math.floor(random() * 2 ** 32);
  return {
    origin: 'synthetic, seed 20260101 (no file of prefixes at hand: NETLAPSE_PREFIXES names one)',
    ipv4: distinct(900_000, () => {
      // Unicast space 1.0.0.0 to 223.255.255.255.
      const bits = (0x0100_0000 + Math.floor(random() * 0xdf00_0000)) >>> 0;
      return ipv4Prefix(bits, pickLength(ipv4Lengths, 24, random() * 1000));
    }),
    ipv6: distinct(160_000, () => {
      // A few hundred blocks such as the registries give out, subnets within them.
      const w0 = 0x2000_0000 + (Math.floor(random() * 400) << 16) + Math.floor(random() ** 3 * 0x1_0000);
      return ipv6Prefix(w0, word(), 0, 0, pickLength(ipv6Lengths, 48, random() * 1000));
    }),
  };
};

const shuffled = <T>(items: readonly T[], seed: number): T[] => {
  const random = seededRandom(seed);
  const copy = items.slice();
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const item = copy[last] as T;
    copy[last] = copy[other] as T;
    copy[other] = item;
  }
  return copy;
};

/**
 * The prefixes of the gzipped list (one a line) that NETLAPSE_PREFIXES names, or of the one beside the checkout; made
 * ones of like lengths where it is not there. Each family is in an arbitrary but fixed order.
 */
export const loadPrefixes = (): PrefixSource => {
  const beside = '../shared/data/internet-prefixes.txt.gz';
  const named = process.env['NETLAPSE_PREFIXES'];
  const places = named === undefined ? [resolve(beside), resolve(__dirname, '../../..', beside)] : [named];
  const path = places.find((place) => existsSync(place));
  if (path === undefined) return synthetic();
  const ipv4: Prefix[] = [];
  const ipv6: Prefix[] = [];
  for (const line of gunzipSync(readFileSync(path)).toString('latin1').split(/\r?\n/)) {
    const prefix = parsePrefix(line);
    if (prefix !== undefined) (prefix.includes(':') ? ipv6 : ipv4).push(prefix);
  }
  return { origin: 'a full Internet table', ipv4: shuffled(ipv4, 1), ipv6: shuffled(ipv6, 2) };
};
