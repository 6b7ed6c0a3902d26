import { either } from 'fp-ts';

import {
  booleanInput,
  enumInput,
  ignoredInput,
  inputRow,
  invalid,
  luidInput,
  physicalAddressInput,
  readInputRow,
  socketAddressInput,
  ucharInput,
  ulongInput,
  type InputMember,
  type InputRow,
  type Refusal,
} from '../call';
import { namesInterface } from '../interfaces';
import {
  physicalAddressLength,
  type AddressFamily,
  type IpAddress,
  type Luid,
  type PhysicalAddress,
  type SocketAddress,
} from '../net';
import { faultOfNeighborAddress } from './acceptable-address';
import { NeighborState } from './enumerations';
import { isPhysicalAddressOfNeighbor, ofLength, PHYSICAL_ADDRESS_LENGTH_MAX } from './physical-address';
import type { NeighborData } from './row';

/** MIB_IPNET_ROW2 as a caller gives it; members left out are zero. */
export interface NeighborInput {
  /** `192.0.2.1`, `fe80::1`, `fe80::1%5`. */
  readonly Address?: string;
  readonly InterfaceIndex?: number;
  readonly InterfaceLuid?: string;
  /** `02-00-00-00-00-05`. */
  readonly PhysicalAddress?: string;
  /** Bytes of PhysicalAddress that count; left out, all that are given. */
  readonly PhysicalAddressLength?: number;
  readonly State?: NeighborData['State'] | number;
  readonly IsRouter?: boolean;
  /** Ignored. */
  readonly IsUnreachable?: boolean;
  /** Bit 0 is IsRouter; the rest is ignored. */
  readonly Flags?: number;
  /** Ignored. */
  readonly ReachabilityTime?: { readonly LastReachable?: number; readonly LastUnreachable?: number };
}

/** Names a neighbor as far as the row alone can tell: its interface is not looked up yet. */
export interface NeighborTarget {
  readonly InterfaceIndex: number;
  readonly InterfaceLuid: Luid;
  readonly family: AddressFamily;
  readonly address: IpAddress;
  /** Of a link-local IPv6 address: the InterfaceIndex that the caller meant, or 0. */
  readonly scopeId: number;
}

/** What Create and Set take from a row. */
export interface NeighborSettings extends NeighborTarget {
  readonly PhysicalAddress: PhysicalAddress;
  readonly State: NeighborData['State'];
  readonly IsRouter: boolean;
}

/** A length that follows from the text of the address unless it is given. */
const lengthInput: InputMember<number | null> = { ...ulongInput, zero: null };

const keyInputs = { Address: socketAddressInput, InterfaceIndex: ulongInput, InterfaceLuid: luidInput };

interface KeyRow {
  readonly Address: SocketAddress;
  readonly InterfaceIndex: number;
  readonly InterfaceLuid: Luid;
}

interface SettingsRow extends KeyRow {
  readonly PhysicalAddress: PhysicalAddress | null;
  readonly PhysicalAddressLength: number | null;
  readonly State: number;
  readonly IsRouter: boolean;
  readonly IsUnreachable: null;
  readonly Flags: number;
  readonly ReachabilityTime: null;
}

/** The row that CreateIpNetEntry2 and SetIpNetEntry2 take. */
export const neighborSettingsInput: InputRow<SettingsRow> = inputRow<SettingsRow>('MIB_IPNET_ROW2', {
  ...keyInputs,
  PhysicalAddress: physicalAddressInput,
  PhysicalAddressLength: lengthInput,
  State: enumInput(NeighborState),
  IsRouter: booleanInput,
  IsUnreachable: ignoredInput,
  Flags: ucharInput,
  ReachabilityTime: ignoredInput,
});

/** Members of a row that only names a neighbor: all but the key are ignored. */
type TargetRow = KeyRow & { readonly [Member in Exclude<keyof SettingsRow, keyof KeyRow>]: null };

/** The row that the other calls take. */
export const neighborTargetInput: InputRow<TargetRow> = inputRow<TargetRow>('MIB_IPNET_ROW2', {
  ...keyInputs,
  PhysicalAddress: ignoredInput,
  PhysicalAddressLength: ignoredInput,
  State: ignoredInput,
  IsRouter: ignoredInput,
  IsUnreachable: ignoredInput,
  Flags: ignoredInput,
  ReachabilityTime: ignoredInput,
});

/** Checks 2 and 3: the address can be a neighbor's, and the row names an interface. */
const targetOf = ({
  Address,
  InterfaceIndex,
  InterfaceLuid,
}: KeyRow): either.Either<Refusal, NeighborTarget> => {
  if (Address.family === 'AF_UNSPEC') return invalid('Address is not given', 'Row.Address');
  const { family, address, scopeId } = Address;
  const fault = faultOfNeighborAddress(address);
  if (fault !== undefined) return invalid(`${address} ${fault}`, 'Row.Address');
  if (!namesInterface({ InterfaceIndex, InterfaceLuid }))
    return invalid('neither InterfaceLuid nor InterfaceIndex is given', 'Row.InterfaceLuid');
  return either.right({ InterfaceIndex, InterfaceLuid, address, family, scopeId });
};

/** Checks 1 to 3 of a row that only names a neighbor. All refuse with STATUS_INVALID_PARAMETER. */
export const readNeighborTarget = (row: unknown): either.Either<Refusal, NeighborTarget> =>
  either.chain(targetOf)(readInputRow(neighborTargetInput, row, 'Row'));

/** Checks 1 to 4 of a row that tells what a neighbor shall be. All refuse with STATUS_INVALID_PARAMETER. */
export const readNeighborSettings = (row: unknown): either.Either<Refusal, NeighborSettings> => {
  const read = readInputRow(neighborSettingsInput, row, 'Row');
  if (either.isLeft(read)) return read;
  const target = targetOf(read.right);
  if (either.isLeft(target)) return target;
  const { State, IsRouter, Flags } = read.right;
  const given = read.right.PhysicalAddress ?? ('' as PhysicalAddress);
  const length = read.right.PhysicalAddressLength ?? physicalAddressLength(given);
  if (length === 0 || length > PHYSICAL_ADDRESS_LENGTH_MAX)
    return invalid(`PhysicalAddressLength is ${length}, not 1…32`, 'Row.PhysicalAddressLength');
  const PhysicalAddress = ofLength(given, length);
  if (!isPhysicalAddressOfNeighbor(PhysicalAddress))
    return invalid('all bytes of PhysicalAddress are zero', 'Row.PhysicalAddress');
  const state = NeighborState.nameOf(State);
  if (state === undefined) return invalid(`${State} is no NL_NEIGHBOR_STATE`, 'Row.State');
  if (state === 'NlnsIncomplete')
    return invalid('NlnsIncomplete says that no physical address is known', 'Row.State');
  return either.right({
    ...target.right,
    PhysicalAddress,
    State: state,
    IsRouter: IsRouter || (Flags & 1) === 1,
  });
};
