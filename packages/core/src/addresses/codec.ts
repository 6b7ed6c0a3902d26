import { either } from 'fp-ts';

import {
  booleanInput,
  enumInput,
  ignoredInput,
  inputRow,
  invalid,
  luidInput,
  readInputRow,
  socketAddressInput,
  ucharInput,
  ulongInput,
  type InputMember,
  type InputRow,
  type Refusal,
} from '../call';
import { namesInterface, type InterfaceTarget } from '../interfaces';
import { isLoopback, isMulticast, type AddressFamily, type IpAddress, type SocketAddress } from '../net';
import { isUnicast } from './address-class';
import { DadState, PrefixOrigin, SuffixOrigin } from './enumerations';

/** The members that name a row in any of the three tables. */
export interface KeyMembers extends InterfaceTarget {
  readonly Address: SocketAddress;
}

/** MIB_ANYCASTIPADDRESS_ROW, MIB_MULTICASTIPADDRESS_ROW as a caller gives them. */
export interface ScopedIpAddressInput {
  readonly Address?: string;
  readonly InterfaceLuid?: string;
  readonly InterfaceIndex?: number;
  /** Ignored: the stack tells it. */
  readonly ScopeId?: number;
}

/** MIB_UNICASTIPADDRESS_ROW as a caller gives it. Get and Delete read the first three members only. */
export interface UnicastIpAddressInput extends ScopedIpAddressInput {
  readonly PrefixOrigin?: (typeof PrefixOrigin.names)[number] | number;
  readonly SuffixOrigin?: (typeof SuffixOrigin.names)[number] | number;
  /** Seconds, from 1; 0xFFFFFFFF: infinite. */
  readonly ValidLifetime?: number;
  /** Seconds, up to ValidLifetime; 0xFFFFFFFF: infinite. */
  readonly PreferredLifetime?: number;
  /** 0…32 or 0…128; 255 means 32 or 128. */
  readonly OnLinkPrefixLength?: number;
  readonly SkipAsSource?: boolean | number;
  /** IpDadStatePreferred asks Create for optimistic detection; else ignored. */
  readonly DadState?: (typeof DadState.names)[number] | number;
  /** Ignored. */
  readonly CreationTimeStamp?: string;
}

/** Parameters of the calls on a unicast address; null is a NULL pointer. */
export interface UnicastRowParams {
  readonly Row?: UnicastIpAddressInput | null;
}

/** Parameters of the calls on an anycast address or a group. */
export interface ScopedRowParams {
  readonly Row?: ScopedIpAddressInput | null;
}

const keyMembers = { Address: socketAddressInput, InterfaceLuid: luidInput, InterfaceIndex: ulongInput };

const optimisticInput: InputMember<boolean> = {
  expected: 'a constant of NL_DAD_STATE',
  zero: false,
  read: (value) => value === 'IpDadStatePreferred' || value === DadState.values.IpDadStatePreferred,
};

/** A whole MIB_UNICASTIPADDRESS_ROW, as Create and Set read it. */
export const unicastInput = inputRow('MIB_UNICASTIPADDRESS_ROW', {
  ...keyMembers,
  PrefixOrigin: enumInput(PrefixOrigin),
  SuffixOrigin: enumInput(SuffixOrigin),
  ValidLifetime: ulongInput,
  PreferredLifetime: ulongInput,
  OnLinkPrefixLength: ucharInput,
  SkipAsSource: booleanInput,
  DadState: optimisticInput,
  ScopeId: ignoredInput,
  CreationTimeStamp: ignoredInput,
});

/** The key of a MIB_UNICASTIPADDRESS_ROW, as Get and Delete read it: whatever else it holds is ignored. */
export const unicastKeyInput = inputRow('MIB_UNICASTIPADDRESS_ROW', {
  ...keyMembers,
  PrefixOrigin: ignoredInput,
  SuffixOrigin: ignoredInput,
  ValidLifetime: ignoredInput,
  PreferredLifetime: ignoredInput,
  OnLinkPrefixLength: ignoredInput,
  SkipAsSource: ignoredInput,
  DadState: ignoredInput,
  ScopeId: ignoredInput,
  CreationTimeStamp: ignoredInput,
});

/** MIB_ANYCASTIPADDRESS_ROW, MIB_MULTICASTIPADDRESS_ROW: of both only the key is read. */
export const anycastInput = inputRow('MIB_ANYCASTIPADDRESS_ROW', { ...keyMembers, ScopeId: ignoredInput });
export const multicastInput = inputRow('MIB_MULTICASTIPADDRESS_ROW', {
  ...keyMembers,
  ScopeId: ignoredInput,
});

/** Which addresses a table holds; the text says so to people. */
export interface AddressClass {
  readonly name: string;
  readonly has: (address: IpAddress) => boolean;
}

/** Loopback addresses are of this class; on which interfaces they may stand is for Create to judge. */
export const unicastClass: AddressClass = { name: 'a unicast address', has: isUnicast };
export const anycastClass: AddressClass = {
  name: 'an anycast address',
  has: (address) => isUnicast(address) && !isLoopback(address),
};
export const multicastClass: AddressClass = { name: 'a multicast address', has: isMulticast };

/** A row that has passed checks 1 to 3. */
export interface KeyedRow<Row> {
  readonly family: AddressFamily;
  readonly address: IpAddress;
  /** 0: not given, or of no meaning for the address. */
  readonly scopeId: number;
  readonly row: Row;
}

/**
 * Checks 1 to 3 of the calls that take a row: it is there, its address is of the class, it names an interface.
 * Each is STATUS_INVALID_PARAMETER.
 */
export const readKeyedRow = <Row extends KeyMembers>(
  input: InputRow<Row>,
  addressClass: AddressClass,
  value: unknown,
): either.Either<Refusal, KeyedRow<Row>> => {
  const read = readInputRow(input, value, 'Row');
  if (either.isLeft(read)) return read;
  const row = read.right;
  const { Address } = row;
  if (Address.family === 'AF_UNSPEC') return invalid('Address is not given', 'Row.Address');
  const { family, address, scopeId } = Address;
  if (!addressClass.has(address)) return invalid(`${address} is not ${addressClass.name}`, 'Row.Address');
  if (!namesInterface(row))
    return invalid('neither InterfaceLuid nor InterfaceIndex is given', 'Row.InterfaceLuid');
  return either.right({ family, address, scopeId, row });
};
