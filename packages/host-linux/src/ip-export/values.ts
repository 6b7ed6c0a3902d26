import { parseIpAddress } from '@netlapse/core';

import type { BitNames } from '../netlink';
import { EntryFault, unexpected, type ReadValue } from './entry-reader';

// How values of properties are read. Values that come again from entry to entry are made once and shared: of a full
// table that saves their making and most of their room.

export const text: ReadValue = (value) => {
  if (typeof value !== 'string') throw unexpected(value, 'text');
  return value;
};

/** Numbers that `ip` prints as text where it has no word for them. */
export const word: ReadValue = (value) => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? sharedWord(value) : text(value, noReads);
};

const WORDS_MAX = 4096;
const words = new Map<string, string>();

/** The same text, always as the same value in memory, as long as there are few. */
const sharedWord = (value: string): string => {
  const known = words.get(value);
  if (known !== undefined) return known;
  if (words.size < WORDS_MAX) words.set(value, value);
  return value;
};

const U32_MAX = 0xffff_ffff;

/** A whole number within bounds, both included. */
export const integer =
  (min: number, max: number): ReadValue =>
  (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      throw unexpected(value, `whole number from ${min} to ${max}`);
    return value;
  };

export const u32 = integer(0, U32_MAX);
export const s32 = integer(-0x8000_0000, 0x7fff_ffff);
/** An index of a link. */
export const ifindex = integer(1, 0x7fff_ffff);

/** What `ip` prints where a flag is set: null, or true. A flag that is not set has no member. */
export const flag: ReadValue = (value) => {
  if (value === null || value === true) return true;
  if (value === false) return undefined;
  throw unexpected(value, 'flag: null, true or false');
};

export const yesOrNo: ReadValue = (value) => {
  if (typeof value !== 'boolean') throw unexpected(value, 'true or false');
  return value;
};

/** A list of words. */
export const listOfWords: ReadValue = (value) => {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw unexpected(value, 'list of words');
  return value;
};

/**
 * A list of words for bits, shared and in the order of `ip`. What is no such word is noted.
 *
 * @param canonical the words among those given, in order
 */
export const flags = (canonical: (names: readonly string[]) => readonly string[]): ReadValue => {
  const known = new Map<string, readonly string[]>([['', canonical([])]]);
  return (value, reads) => {
    const list = listOfWords(value, reads) as readonly string[];
    const key = list.length === 0 ? '' : list.join(' ');
    const found = known.get(key);
    if (found !== undefined) return found;
    const kept = canonical(list);
    const others = list.filter((name) => !kept.includes(name));
    for (const name of others) reads.notKept(`the flag ${name}`);
    if (others.length === 0 && known.size < WORDS_MAX) known.set(key, kept);
    return kept;
  };
};

/** Flags of which some bits have words. */
export const flagsOf = ({ bitsOf, namesOf }: BitNames): ReadValue => flags((names) => namesOf(bitsOf(names)));

const ADDRESSES_MAX = 4096;
const addresses = new Map<string, string>();

/** An address of IP in canonical text, shared. */
export const address: ReadValue = (value) => {
  if (typeof value !== 'string') throw unexpected(value, 'address');
  const known = addresses.get(value);
  if (known !== undefined) return known;
  const canonical = parseIpAddress(value);
  if (canonical === undefined) throw unexpected(value, 'address');
  if (addresses.size < ADDRESSES_MAX) addresses.set(value, canonical);
  return canonical;
};

/** A link-layer address as pairs of lower-case hex digits joined by ':', or, of tunnels, an address of IP. */
export const linkAddress: ReadValue = (value) => {
  if (typeof value !== 'string') throw unexpected(value, 'link-layer address');
  if (/^[0-9a-f]{1,2}(?::[0-9a-f]{1,2})*$/i.test(value) && !value.includes('::'))
    return value
      .toLowerCase()
      .split(':')
      .map((pair) => pair.padStart(2, '0'))
      .join(':');
  return parseIpAddress(value) ?? value;
};

const NAMELESS = /^if([1-9]\d{0,8})$/;

/** A link by its name, kept by its index. */
export const link: ReadValue = (value, { linkIndexOf }) => {
  if (typeof value !== 'string') throw unexpected(value, 'name of a link');
  const index = linkIndexOf(value);
  if (index !== undefined) return index;
  // `ip` prints so where it knows but the index.
  const number = NAMELESS.exec(value)?.[1];
  if (number !== undefined) return Number(number);
  throw new EntryFault(
    `no link is called ${JSON.stringify(value)}: add the file that \`ip -j -d link\` gave on that host`,
  );
};

/** Seconds, of which `ip` may print a part. */
export const seconds: ReadValue = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw unexpected(value, 'number of seconds');
  return Math.trunc(value) + 0;
};

const noReads = { linkIndexOf: () => undefined, notKept: () => undefined };
