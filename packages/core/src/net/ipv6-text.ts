import { readIpv4, writeIpv4 } from './ipv4-text';

/** An IPv6 address as four uint32, the most significant first. */
export type Ipv6Words = readonly [number, number, number, number];

const COLON = 0x3a;
const DOT = 0x2e;

const hexDigit = (code: number): number => {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
};

/** The groups of the address being read or written: kept from one to the next only to spare an allocation each time. */
const groups = new Uint16Array(8);

/** The 16 bits of group `index` of 8, where `count` groups were read and '::' stood before the read group `gap`. */
const groupAt = (index: number, count: number, gap: number): number => {
  if (gap < 0 || index < gap) return groups[index] ?? 0;
  const missing = 8 - count;
  return index < gap + missing ? 0 : (groups[index - missing] ?? 0);
};

const wordAt = (index: number, count: number, gap: number): number =>
  ((groupAt(index, count, gap) << 16) | groupAt(index + 1, count, gap)) >>> 0;

/**
 * Reads `text` from `start` to before `end` as an IPv6 address in any spelling of RFC 4291, section 2.2: either case,
 * leading zeros within a group, '::' for one or more groups of zeros, a dotted quad for the last 32 bits.
 *
 * @returns undefined when it is not one; a scope id (`%5`) makes it none.
 */
export const readIpv6 = (text: string, start: number, end: number): Ipv6Words | undefined => {
  let at = start;
  let count = 0;
  let gap = -1;
  if (at < end && text.charCodeAt(at) === COLON) {
    if (at + 1 >= end || text.charCodeAt(at + 1) !== COLON) return undefined;
    gap = 0;
    at += 2;
  }
  while (at < end) {
    if (count === 8) return undefined;
    const from = at;
    let group = 0;
    let code = -1;
    for (; at < end; at++) {
      code = text.charCodeAt(at);
      const digit = hexDigit(code);
      if (digit < 0) break;
      if (at - from === 4) return undefined;
      group = (group << 4) | digit;
    }
    if (at < end && code === DOT) {
      if (count > 6) return undefined;
      const quad = readIpv4(text, from, end);
      if (quad < 0) return undefined;
      groups[count++] = quad >>> 16;
      groups[count++] = quad & 0xffff;
      break;
    }
    if (at === from) return undefined;
    groups[count++] = group;
    if (at === end) break;
    if (code !== COLON || ++at === end) return undefined;
    if (text.charCodeAt(at) === COLON) {
      if (gap >= 0) return undefined;
      gap = count;
      at++;
    }
  }
  // '::' stands for one group at least, so eight written groups leave no room for it.
  if (gap < 0 ? count !== 8 : count > 7) return undefined;
  return [wordAt(0, count, gap), wordAt(2, count, gap), wordAt(4, count, gap), wordAt(6, count, gap)];
};

/**
 * Writes four uint32 as RFC 5952 does: lower case, no leading zeros, '::' for the longest run of two or more zero
 * groups (the first of equally long ones). Of the addresses that hold an IPv4 address only ::ffff:0:0/96 gets a
 * dotted quad (RFC 5952, section 5).
 */
export const writeIpv6 = (w0: number, w1: number, w2: number, w3: number): string => {
  if ((w0 | w1) === 0 && w2 === 0xffff) return `::ffff:${writeIpv4(w3)}`;
  groups[0] = w0 >>> 16;
  groups[1] = w0;
  groups[2] = w1 >>> 16;
  groups[3] = w1;
  groups[4] = w2 >>> 16;
  groups[5] = w2;
  groups[6] = w3 >>> 16;
  groups[7] = w3;
  let gapStart = -1;
  let gapLength = 1;
  for (let index = 0; index < 8; index++) {
    if (groups[index] !== 0) continue;
    const from = index;
    while (index < 8 && groups[index] === 0) index++;
    if (index - from > gapLength) {
      gapStart = from;
      gapLength = index - from;
    }
  }
  let text = '';
  for (let index = 0; index < 8; index++) {
    if (index === gapStart) {
      text += '::';
      index += gapLength - 1;
      continue;
    }
    if (index > 0 && index !== gapStart + gapLength) text += ':';
    text += (groups[index] ?? 0).toString(16);
  }
  return text;
};
