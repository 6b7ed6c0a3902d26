import { either } from 'fp-ts';

import {
  booleanInput,
  ignoredInput,
  inputRow,
  invalid,
  luidInput,
  readInputRow,
  socketAddressInput,
  ulong64Input,
  ulongInput,
  type InputMember,
  type InputRow,
  type Refusal,
} from '../call';
import { namesInterface } from '../interfaces';
import type { AddressFamily, Luid, SocketAddress } from '../net';

/** MIB_IPPATH_ROW as a caller of GetIpPathEntry gives it: only the key counts. */
export interface PathInput {
  readonly Source?: string;
  readonly Destination?: string;
  readonly InterfaceIndex?: number;
  readonly InterfaceLuid?: string;
  readonly CurrentNextHop?: string;
  readonly PathMtu?: number;
  readonly RttMean?: number;
  readonly RttDeviation?: number;
  readonly LastReachable?: number;
  readonly LastUnreachable?: number;
  readonly IsReachable?: boolean;
  readonly LinkTransmitSpeed?: string;
  readonly LinkReceiveSpeed?: string;
}

/** An address that is given. */
export type GivenAddress = Extract<SocketAddress, { readonly scopeId: number }>;

/**
 * Names a path as far as the row alone can tell; without a source it asks for the latest path to Destination.
 */
export interface PathTarget {
  readonly InterfaceIndex: number;
  readonly InterfaceLuid: Luid;
  readonly family: AddressFamily;
  readonly Destination: GivenAddress;
  readonly Source: GivenAddress | undefined;
}

/** Names a path in a row or a report. */
export interface PathKeyRow {
  readonly Source: SocketAddress;
  readonly Destination: SocketAddress;
  readonly InterfaceIndex: number;
  readonly InterfaceLuid: Luid;
}

/** A path as the host reports it. */
export interface PathReport extends PathKeyRow {
  readonly CurrentNextHop: SocketAddress;
  readonly PathMtu: number;
  readonly RttMean: number;
  readonly RttDeviation: number;
  readonly LastReachable: number | null;
  readonly LastUnreachable: number | null;
  readonly IsReachable: boolean;
  readonly LinkTransmitSpeed: bigint;
  readonly LinkReceiveSpeed: bigint;
}

const keyInputs = {
  Source: socketAddressInput,
  Destination: socketAddressInput,
  InterfaceIndex: ulongInput,
  InterfaceLuid: luidInput,
};

type TargetRow = PathKeyRow & { readonly [Member in Exclude<keyof PathReport, keyof PathKeyRow>]: null };

/** The row that GetIpPathEntry takes. */
export const pathTargetInput: InputRow<TargetRow> = inputRow<TargetRow>('MIB_IPPATH_ROW', {
  ...keyInputs,
  CurrentNextHop: ignoredInput,
  PathMtu: ignoredInput,
  RttMean: ignoredInput,
  RttDeviation: ignoredInput,
  LastReachable: ignoredInput,
  LastUnreachable: ignoredInput,
  IsReachable: ignoredInput,
  LinkTransmitSpeed: ignoredInput,
  LinkReceiveSpeed: ignoredInput,
});

/** ms; the two members are one union of C, so a report gives one of them. */
const elapsedInput: InputMember<number | null> = { ...ulongInput, zero: null };

/** The row of a report `path-reported`. */
export const pathReportInput: InputRow<PathReport> = inputRow<PathReport>('MIB_IPPATH_ROW', {
  ...keyInputs,
  CurrentNextHop: socketAddressInput,
  PathMtu: ulongInput,
  RttMean: ulongInput,
  RttDeviation: ulongInput,
  LastReachable: elapsedInput,
  LastUnreachable: elapsedInput,
  IsReachable: booleanInput,
  LinkTransmitSpeed: ulong64Input,
  LinkReceiveSpeed: ulong64Input,
});

/** The row of a report `path-gone`. */
export const pathKeyInput: InputRow<PathKeyRow> = inputRow<PathKeyRow>('key of a MIB_IPPATH_ROW', keyInputs);

/** Checks 1 to 3 of GetIpPathEntry; all refuse with STATUS_INVALID_PARAMETER. */
export const readPathTarget = (row: unknown): either.Either<Refusal, PathTarget> => {
  const read = readInputRow(pathTargetInput, row, 'Row');
  if (either.isLeft(read)) return read;
  const { Source, Destination, InterfaceIndex, InterfaceLuid } = read.right;
  if (Destination.family === 'AF_UNSPEC') return invalid('Destination is not given', 'Row.Destination');
  if (Source.family !== 'AF_UNSPEC' && Source.family !== Destination.family)
    return invalid('Source and Destination are of two families', 'Row.Source');
  if (!namesInterface({ InterfaceIndex, InterfaceLuid }))
    return invalid('neither InterfaceLuid nor InterfaceIndex is given', 'Row.InterfaceLuid');
  return either.right({
    Destination,
    InterfaceIndex,
    InterfaceLuid,
    Source: Source.family === 'AF_UNSPEC' ? undefined : Source,
    family: Destination.family,
  });
};

/**
 * Whether an address can be meant on an interface: a scope id, where one is given, is the interface's index.
 */
export const isInScope = ({ scopeId }: GivenAddress, InterfaceIndex: number): boolean =>
  scopeId === 0 || scopeId === InterfaceIndex;
