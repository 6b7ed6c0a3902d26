import { either } from 'fp-ts';

import {
  isIpv4PrefixText,
  isIpv6Text,
  ZERO_LUID,
  parseLuid,
  parsePhysicalAddress,
  parsePrefix,
  parseSocketAddress,
  type Luid,
  type PhysicalAddress,
  type Prefix,
  type SocketAddress,
} from '../net';
import { ULONG_MAX, type Enumeration } from '../codec';
import type { InputMember } from './input-member';
import { invalid, type Refusal } from './refusal';
import { rowReaderOf } from './row-reader';

/** The members of a structure, by name, and how to read all of them. */
export interface InputRow<Row> {
  /** C name of the structure. */
  readonly name: string;
  readonly members: { readonly [Member in keyof Row & string]: InputMember<Row[Member]> };
}

/** The row type that an InputRow reads. */
export type RowOf<Input> = Input extends InputRow<infer Row> ? Row : never;

export const inputRow = <Row>(
  name: string,
  members: { readonly [Member in keyof Row & string]: InputMember<Row[Member]> },
): InputRow<Row> => ({ name, members });

/**
 * Reads a structure as a caller gave it.
 *
 * @param parameter its name in messages, such as `Row`
 * @returns the row with every member, or STATUS_INVALID_PARAMETER: for NULL, for what is no object, for a
 *   member that is not of its type, and for a member that the structure does not have
 */
export const readInputRow = <Row>(
  input: InputRow<Row>,
  value: unknown,
  parameter: string,
): either.Either<Refusal, Row> => {
  const row = rowReaderOf(input)(value);
  return row === undefined ? readMembers(input, value, parameter) : either.right(row as Row);
};

// Member by member: what the compiled reader leaves, and every refusal.
const readMembers = <Row>(
  input: InputRow<Row>,
  value: unknown,
  parameter: string,
): either.Either<Refusal, Row> => {
  if (value === null || value === undefined) return invalid(`${parameter} is NULL`, parameter);
  if (typeof value !== 'object' || Array.isArray(value))
    return invalid(`${parameter} is not a ${input.name}`, parameter);
  const given = value as Readonly<Record<string, unknown>>;
  for (const member of Object.keys(given))
    if (!Object.hasOwn(input.members, member))
      return invalid(`${input.name} has no member ${member}`, `${parameter}.${member}`);
  const row: Record<string, unknown> = {};
  for (const [member, { zero, read, expected }] of Object.entries<InputMember<unknown>>(input.members)) {
    const raw = Object.hasOwn(given, member) ? given[member] : undefined;
    const parsed = raw === undefined ? zero : read(raw);
    if (parsed === undefined) return invalid(`${member} is not ${expected}`, `${parameter}.${member}`);
    row[member] = parsed;
  }
  return either.right(row as Row);
};

const integer = (expected: string, least: number, most: number): InputMember<number> => ({
  expected,
  zero: 0,
  read: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : undefined,
});

export const ulongInput = integer('a ULONG', 0, ULONG_MAX);
export const ushortInput = integer('a USHORT', 0, 0xffff);
export const ucharInput = integer('a UCHAR', 0, 0xff);

const ULONG64_MAX = 0xffff_ffff_ffff_ffffn;

/** ULONG64 as decimal text, or as a number where one holds it exactly; kept as bigint. */
export const ulong64Input: InputMember<bigint> = {
  expected: 'a ULONG64 as decimal text',
  zero: 0n,
  read: (value) => {
    if (typeof value === 'number')
      return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
    if (typeof value !== 'string' || !/^[0-9]{1,20}$/.test(value)) return undefined;
    const parsed = BigInt(value);
    return parsed <= ULONG64_MAX ? parsed : undefined;
  },
};

/** BOOLEAN, one byte of C: false, true, or the byte itself, for 255 means "unchanged" to some calls. */
export const booleanByteInput: InputMember<number> = {
  expected: 'a BOOLEAN',
  zero: 0,
  read: (value) => (typeof value === 'boolean' ? (value ? 1 : 0) : ucharInput.read(value)),
};

/** BOOLEAN where every byte but zero is TRUE. */
export const booleanInput: InputMember<boolean> = {
  expected: 'a BOOLEAN',
  zero: false,
  read: (value) => {
    const byte = booleanByteInput.read(value);
    return byte === undefined ? undefined : byte !== 0;
  },
};

/** An enumeration by a constant's name or by any number; the call judges whether the number is a constant. */
export const enumInput = <Name extends string>(constants: Enumeration<Name>): InputMember<number> => ({
  expected: `a constant of ${constants.name}`,
  zero: 0,
  read: (value) => {
    if (typeof value === 'number')
      return Number.isInteger(value) && Math.abs(value) <= ULONG_MAX ? value : undefined;
    return constants.isName(value) ? constants.values[value] : undefined;
  },
});

/** NULL-terminated text; a NULL pointer is null, as is a member left out. */
export const textInput: InputMember<string | null> = {
  expected: 'text',
  zero: null,
  read: (value) => (value === null || typeof value === 'string' ? value : undefined),
};

/** SOCKADDR_INET as text; left out, its family is AF_UNSPEC. */
export const socketAddressInput: InputMember<SocketAddress> = {
  expected: 'an IP address',
  zero: { family: 'AF_UNSPEC' },
  read: (value) => (typeof value === 'string' ? parseSocketAddress(value) : undefined),
};

/** IP_ADDRESS_PREFIX as text; null where left out: a prefix of family AF_UNSPEC. */
export const prefixInput: InputMember<Prefix | null> = {
  expected: 'an IP prefix with a length in range and no bits set past it',
  zero: null,
  read: (value) => {
    if (typeof value !== 'string') return undefined;
    // Whoever passes on what it was told passes canonical text: seen at a glance, that is not parsed again.
    return isIpv4PrefixText(value) || isIpv6Text(value, true) ? (value as Prefix) : parsePrefix(value);
  },
};

export const luidInput: InputMember<Luid> = {
  expected: 'a NET_LUID, 0x and 16 hex digits',
  zero: ZERO_LUID,
  read: (value) => (typeof value === 'string' ? parseLuid(value) : undefined),
};

/** Physical address as text; null where left out. At most 32 bytes. */
export const physicalAddressInput: InputMember<PhysicalAddress | null> = {
  expected: 'a physical address',
  zero: null,
  read: (value) => (typeof value === 'string' ? parsePhysicalAddress(value) : undefined),
};

/** A member that the call ignores on input, whatever it holds. */
export const ignoredInput: InputMember<null> = {
  expected: 'anything',
  zero: null,
  read: () => null,
};
