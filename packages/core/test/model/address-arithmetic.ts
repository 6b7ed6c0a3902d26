/** The address families, as netioapi.h names them. */
export type Family = 'AF_INET' | 'AF_INET6';

export const families: readonly Family[] = ['AF_INET', 'AF_INET6'];

/** The family of an address or a prefix: only IPv6 is written with colons. */
export const familyOf = (text: string): Family => (text.includes(':') ? 'AF_INET6' : 'AF_INET');

/** Bits of an address. */
export const widthOf = (family: Family): number => (family === 'AF_INET' ? 32 : 128);

const isDottedQuad = (text: string): boolean =>
  /^(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}$/.test(text) &&
  text.split('.').every((octet) => Number(octet) < 256);

const quadNumber = (text: string): bigint =>
  text.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);

/** The eight groups of an IPv6 address in hexadecimal; undefined where the text is none. */
const groupsOf = (text: string): readonly string[] | undefined => {
  const quad = /[^:]*\.[^:]*$/.exec(text)?.[0];
  if (quad !== undefined) {
    if (!isDottedQuad(quad)) return undefined;
    const value = quadNumber(quad);
    const ending = `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
    return groupsOf(text.slice(0, -quad.length) + ending);
  }
  const [before = '', after, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const left = before === '' ? [] : before.split(':');
  const right = after === undefined || after === '' ? [] : after.split(':');
  const missing = 8 - left.length - right.length;
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) ? groups : undefined;
};

const groupsNumber = (address: string): bigint => {
  const groups = groupsOf(address);
  if (groups === undefined) throw new Error(`${address} is no address`);
  return groups.reduce((sum, group) => sum * 0x1_0000n + BigInt(`0x${group}`), 0n);
};

/** Numbers of addresses seen before: scripts use few, and ask for each of them thousands of times. */
const numbers = new Map<string, bigint>();

/** An address as one unsigned number. */
export const numberOf = (address: string): bigint => {
  const known = numbers.get(address);
  if (known !== undefined) return known;
  const number = address.includes(':') ? groupsNumber(address) : quadNumber(address);
  numbers.set(address, number);
  return number;
};

const quadText = (value: bigint): string =>
  [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');

/** The text of an address: dotted decimal, or RFC 5952 with an IPv4-mapped one ending in dotted decimal. */
export const addressOf = (family: Family, value: bigint): string => {
  if (family === 'AF_INET') return quadText(value);
  if (value >> 32n === 0xffffn) return `::ffff:${quadText(value & 0xffff_ffffn)}`;
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  // The first of the longest runs of zeros is left out, if it is longer than one.
  let start = 0;
  let length = 1;
  for (let from = 0; from < 8; from += 1) {
    let to = from;
    while (groups[to] === '0') to += 1;
    if (to - from > length) [start, length] = [from, to - from];
  }
  if (length === 1) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
};

/** The text under which an address is kept, whatever the spelling; undefined where the text is no address. */
export const canonicalAddress = (text: string): string | undefined => {
  const isAddress = text.includes(':') ? groupsOf(text) !== undefined : isDottedQuad(text);
  return isAddress ? addressOf(familyOf(text), numberOf(text)) : undefined;
};

/** 0.0.0.0 or ::. */
export const unspecified = (family: Family): string => (family === 'AF_INET' ? '0.0.0.0' : '::');

const networkNumber = (family: Family, value: bigint, length: number): bigint => {
  const hostBits = BigInt(widthOf(family) - length);
  return (value >> hostBits) << hostBits;
};

/** The prefix of some length that holds an address. */
export const prefixOf = (address: string, length: number): string => {
  const family = familyOf(address);
  return `${addressOf(family, networkNumber(family, numberOf(address), length))}/${length}`;
};

/** The address part of a prefix. */
export const networkOf = (prefix: string): string => prefix.slice(0, prefix.indexOf('/'));

export const lengthOf = (prefix: string): number => Number(prefix.slice(prefix.indexOf('/') + 1));

/** The text under which a prefix is kept; undefined where it is none, or has bits set past its length. */
export const canonicalPrefix = (text: string): string | undefined => {
  const parts = /^(.*)\/([0-9]{1,3})$/.exec(text);
  const address = canonicalAddress(parts?.[1] ?? '');
  const length = Number(parts?.[2]);
  if (address === undefined || length > widthOf(familyOf(address))) return undefined;
  const prefix = prefixOf(address, length);
  return networkOf(prefix) === address ? prefix : undefined;
};

export const isIn = (address: string, prefix: string): boolean => {
  const family = familyOf(address);
  if (family !== familyOf(prefix)) return false;
  return networkNumber(family, numberOf(address), lengthOf(prefix)) === numberOf(networkOf(prefix));
};

/** The last address of a prefix: of IPv4, its broadcast address. */
export const lastOf = (prefix: string): string => {
  const family = familyOf(prefix);
  const hostBits = BigInt(widthOf(family) - lengthOf(prefix));
  return addressOf(family, numberOf(networkOf(prefix)) + (1n << hostBits) - 1n);
};

/** Bits that two addresses have in common from the first on; 0 where the families differ. */
export const commonBits = (a: string, b: string): number => {
  if (familyOf(a) !== familyOf(b)) return 0;
  let length = widthOf(familyOf(a));
  for (let rest = numberOf(a) ^ numberOf(b); rest > 0n; rest >>= 1n) length -= 1;
  return length;
};

/** Order of two addresses of one family as unsigned numbers. */
export const compareNumbers = (a: string, b: string): number => {
  const difference = numberOf(a) - numberOf(b);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
};

export const isLinkLocalIpv6 = (address: string): boolean => isIn(address, 'fe80::/10');
export const isLinkLocal = (address: string): boolean =>
  isLinkLocalIpv6(address) || isIn(address, '169.254.0.0/16');
export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || isIn(address, '127.0.0.0/8');
export const isMulticast = (address: string): boolean =>
  isIn(address, '224.0.0.0/4') || isIn(address, 'ff00::/8');
export const isMapped = (address: string): boolean => isIn(address, '::ffff:0.0.0.0/96');
