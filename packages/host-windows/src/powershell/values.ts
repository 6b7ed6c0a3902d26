import {
  familyOf,
  parseGuid,
  parseIpAddress,
  parsePhysicalAddress,
  parsePrefix,
  type AddressFamily,
  type Guid,
  type IpAddress,
  type Luid,
  type PhysicalAddress,
  type Prefix,
} from '@netlapse/core';

import { shown } from './documents';

/** Why a value cannot be read; whoever reads the object adds where it is. */
export class ValueFault extends Error {
  override readonly name = 'ValueFault';
}

const unexpected = (value: unknown, expected: string): ValueFault =>
  new ValueFault(`${shown(value)} is no ${expected}`);

export const text = (value: unknown): string => {
  if (typeof value !== 'string') throw unexpected(value, 'text');
  return value;
};

/** A number, or its decimal digits as text. */
const numeric = (value: unknown): number =>
  typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : (value as number);

/** A whole number within bounds, both included. */
export const integer =
  (min: number, max: number) =>
  (value: unknown): number => {
    const number = numeric(value);
    if (!Number.isInteger(number) || number < min || number > max)
      throw unexpected(value, `whole number from ${min} to ${max}`);
    return number;
  };

export const ulong = integer(0, 0xffff_ffff);
/** InterfaceIndex: 0 names no interface. */
export const interfaceIndex = integer(1, 0xffff_ffff);

const ULONG64_MAX = 0xffff_ffff_ffff_ffffn;

/** UInt64 as decimal text; a number may have gone through a double. */
export const ulong64 = (value: unknown): bigint => {
  if (typeof value === 'string' && /^\d{1,20}$/.test(value) && BigInt(value) <= ULONG64_MAX)
    return BigInt(value);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 2 ** 64)
    throw unexpected(value, 'whole number of 64 bits');
  const exact = BigInt(value);
  return exact > ULONG64_MAX ? ULONG64_MAX : exact;
};

/** NET_LUID: its lowest 24 bits are 0, so that a double holds it whole. */
export const luid = (value: unknown): Luid => `0x${ulong64(value).toString(16).padStart(16, '0')}` as Luid;

const words = (value: unknown, table: ReadonlyMap<string, boolean>, expected: string): boolean => {
  const known = table.get(String(value).toLowerCase());
  if (known === undefined) throw unexpected(value, expected);
  return known;
};

const switches = new Map([
  ['true', true],
  ['enabled', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['disabled', false],
  ['no', false],
  ['0', false],
  // Some modules count Enabled 1, Disabled 2.
  ['2', false],
]);

/** Enabled or Disabled, Yes or No, TRUE or FALSE, or their numbers. */
export const toggle = (value: unknown): boolean =>
  words(value, switches, 'Enabled or Disabled, Yes or No, true or false, 1 or 0');

/** A constant by its number or by one of its names. */
export interface Choice<T> {
  /** Left out of what is only ever written by name. */
  readonly number?: number;
  readonly names: readonly string[];
  readonly value: T;
}

/** A constant of an enumeration: its number, or a name without regard to case. */
export const oneOf =
  <T>(choices: readonly Choice<T>[]) =>
  (value: unknown): T => {
    const name = typeof value === 'string' ? value.toLowerCase() : undefined;
    const found = choices.find(
      ({ names, number }) =>
        numeric(value) === number || names.some((candidate) => candidate.toLowerCase() === name),
    );
    if (found === undefined)
      throw unexpected(
        value,
        `one of ${choices.map(({ names, number }) => [number ?? [], names[0] ?? ''].flat().join(' ')).join(', ')}`,
      );
    return found.value;
  };

export const family = oneOf<AddressFamily>([
  { number: 2, names: ['IPv4'], value: 'AF_INET' },
  { number: 23, names: ['IPv6'], value: 'AF_INET6' },
]);

/** `00-15-5D-01-02-03`, with ':', or digits alone; '' for none. */
export const physicalAddress = (value: unknown): PhysicalAddress => {
  const pairs = text(value).replaceAll(':', '-');
  const joined = /^(?:[0-9a-f]{2}){2,32}$/i.test(pairs) ? (pairs.match(/../g) ?? []).join('-') : pairs;
  const address = parsePhysicalAddress(joined);
  if (address === undefined) throw unexpected(value, 'physical address such as 00-15-5D-01-02-03');
  return address;
};

export const guid = (value: unknown): Guid => {
  const found = parseGuid(text(value));
  if (found === undefined) throw unexpected(value, 'GUID in braces');
  return found;
};

/** An address, and the scope id that a link-local one has behind '%'. */
export interface ScopedAddress {
  readonly address: IpAddress;
  readonly scope: number | undefined;
}

export const scopedAddress = (value: unknown): ScopedAddress => {
  const [, plain = '', scope] = /^([^%]*)(?:%(\d{1,10}))?$/.exec(text(value)) ?? [];
  const address = parseIpAddress(plain);
  if (address === undefined || (scope !== undefined && familyOf(address) === 'AF_INET'))
    throw unexpected(value, 'address');
  return { address, scope: scope === undefined ? undefined : Number(scope) };
};

export const prefix = (value: unknown): Prefix => {
  const found = parsePrefix(text(value).replace(/%\d{1,10}(?=\/)/, ''));
  if (found === undefined) throw unexpected(value, 'prefix without bits past its length');
  return found;
};

const SPEED_UNITS: Readonly<Record<string, bigint>> = {
  bps: 1n,
  kbps: 1000n,
  mbps: 1_000_000n,
  gbps: 1_000_000_000n,
  tbps: 1_000_000_000_000n,
};

/** LinkSpeed as people read it, `866.7 Mbps`, in bit/s; as a number it is that already. */
export const linkSpeed = (value: unknown): bigint => {
  if (typeof value === 'number') return ulong64(value);
  const [, whole = '', part = '', unit = ''] =
    /^(\d{1,12})(?:[.,](\d{1,9}))?\s*([kmgt]?bps)$/i.exec(text(value)) ?? [];
  const factor = SPEED_UNITS[unit.toLowerCase()];
  if (factor === undefined) throw unexpected(value, 'speed such as 1 Gbps');
  const scale = 10n ** BigInt(part.length);
  return (BigInt(`${whole}${part}`) * factor) / scale;
};

/** Indexes of interfaces: an array, one number, or the text that ConvertTo-Json makes of an array that lies too deep. */
export const indexes = (value: unknown): readonly number[] => {
  const list = typeof value === 'string' ? value.split(/\s+/).filter((part) => part !== '') : value;
  return (Array.isArray(list) ? list : [list]).map(interfaceIndex);
};

/** The first of several texts; a text that stands alone is all of them. */
export const firstText = (value: unknown): string => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return first === undefined ? '' : text(first);
};
