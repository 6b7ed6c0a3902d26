import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { parsePrefix, type Prefix } from '@netlapse/core';

import { seededRandom, shuffled } from './random';

/** A full table of prefixes, each family in an arbitrary but fixed order, and in words where it is from. */
export interface Prefixes {
  readonly origin: string;
  readonly ipv4: readonly Prefix[];
  readonly ipv6: readonly Prefix[];
}

/** With `--quick` one in so many prefixes is taken. */
const QUICK_STEP = 20;

/** Of a thousand prefixes of a full table, roughly how many have each length; all others are of the last one. */
const ipv4Lengths: Lengths = [
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
  [24, 1000],
];
const ipv6Lengths: Lengths = [
  [29, 30],
  [32, 130],
  [36, 40],
  [40, 90],
  [44, 140],
  [46, 40],
  [47, 30],
  [48, 1000],
];
type Lengths = readonly (readonly [length: number, perMille: number])[];

const pickLength = (lengths: Lengths, perMille: number): number => {
  let sum = 0;
  for (const [length, share] of lengths) {
    sum += share;
    if (perMille < sum) return length;
  }
  throw new RangeError(`${perMille} is no part of a thousand`);
};

const distinct = (count: number, make: () => Prefix): Prefix[] => {
  const prefixes = new Set<Prefix>();
  while (prefixes.size < count) prefixes.add(make());
  return Array.from(prefixes);
};

const parsed = (text: string): Prefix => {
  const prefix = parsePrefix(text);
  if (prefix === undefined) throw new TypeError(`${text} is no prefix`);
  return prefix;
};

const ipv4Text = (bits: number, length: number): string => {
  const kept = length === 0 ? 0 : (bits & (-1 << (32 - length))) >>> 0;
  return `${kept >>> 24}.${(kept >>> 16) & 255}.${(kept >>> 8) & 255}.${kept & 255}/${length}`;
};

/**
 * Prefixes from a seed, clustered as real ones are: registries give out blocks, and most prefixes lie side by side
 * within few of them.
 */
export const madePrefixes = (step = 1): Prefixes => {
  const random = seededRandom(20260101);
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    origin: 'a table made from seed 20260101',
    ipv4: distinct(900_000 / step, () => {
      // Unicast space 1.0.0.0 to 223.255.255.255; a third of it is left empty, block by block.
      const block = 0x0100 + below(0xdf00);
      const bits = ((block - (block % 3 === 0 ? 1 : 0)) << 16) | Math.floor(random() ** 2 * 0x1_0000);
      return parsed(ipv4Text(bits >>> 0, pickLength(ipv4Lengths, random() * 1000)));
    }),
    ipv6: distinct(160_000 / step, () => {
      const length = pickLength(ipv6Lengths, random() * 1000);
      const high = 0x2000_0000 + (below(400) << 16) + Math.floor(random() ** 3 * 0x1_0000);
      const low = length <= 32 ? 0 : below(0x1_0000) & (-1 << (48 - length)) & 0xffff;
      const kept = length < 32 ? high & (-1 << (32 - length)) : high;
      const groups = [(kept >>> 16) & 0xffff, kept & 0xffff, low].map((group) => group.toString(16));
      return parsed(`${groups.join(':')}::/${length}`);
    }),
  };
};

/**
 * The list that NETLAPSE_PREFIXES names (gzipped, one prefix a line), or the one beside the checkout; a table made
 * from a seed, with the same lengths and clustering, where neither is there.
 */
export const loadPrefixes = (): Prefixes => {
  // Where all is to be quick, most of the time would go into reading what is then cut off.
  const step = process.argv.includes('--quick') ? QUICK_STEP : 1;
  const named = process.env['NETLAPSE_PREFIXES'];
  const path = named ?? resolve('../shared/data/internet-prefixes.txt.gz');
  if (!existsSync(path)) {
    if (named !== undefined) throw new Error(`NETLAPSE_PREFIXES: there is no ${named}`);
    return madePrefixes(step);
  }
  const ipv4: Prefix[] = [];
  const ipv6: Prefix[] = [];
  const lines = gunzipSync(readFileSync(path)).toString('latin1').split(/\r?\n/);
  for (let index = 0; index < lines.length; index += step) {
    const prefix = parsePrefix(lines[index] as string);
    if (prefix !== undefined) (prefix.includes(':') ? ipv6 : ipv4).push(prefix);
  }
  return { origin: 'a full Internet table', ipv4: shuffled(ipv4, 1), ipv6: shuffled(ipv6, 2) };
};
