import { either } from 'fp-ts';

import { answer, refused, type Answer, type View } from '../call';
import { ULONG_MAX } from '../codec';
import { checkTableCall, resolveInterface, type AddressFamilyConstant } from '../interfaces';
import { familyOf, type IpAddress, type Luid } from '../net';
import { isInScope, readPathTarget, type PathInput, type PathTarget } from './codec';
import type { PathReads } from './reads';
import type { PathRow } from './row';

/** MIB_IPPATH_ROW as the calls give it back. */
export interface PathEntry {
  readonly Source: IpAddress;
  readonly Destination: IpAddress;
  readonly InterfaceLuid: Luid;
  readonly InterfaceIndex: number;
  /** The gateway in use, or Destination where that is on-link. */
  readonly CurrentNextHop: IpAddress;
  /** Bytes; where the host reported none, the NlMtu of the IP interface at the instant of the read. */
  readonly PathMtu: number;
  /** ms. */
  readonly RttMean: number;
  /** ms. */
  readonly RttDeviation: number;
  /**
   * ms since it was last reachable or, where IsReachable is false, unreachable. A union: both members are
   * equal.
   */
  readonly LastReachable: number;
  readonly LastUnreachable: number;
  readonly IsReachable: boolean;
  /** bit/s. */
  readonly LinkTransmitSpeed: string;
  /** bit/s. */
  readonly LinkReceiveSpeed: string;
}

/** Longest elapsed time that is told; one more would mean "never". */
const ELAPSED_MAX = ULONG_MAX - 1;

/** The documented row with the elapsed time and the MTU as they are at an instant. */
export const readPathRow = (row: PathRow, { ipInterfaces }: PathReads, at: number): PathEntry => {
  const { InterfaceLuid, Destination } = row;
  const since = row.IsReachable ? row.lastReachableAt : row.lastUnreachableAt;
  const elapsed = since === null ? ULONG_MAX : Math.min(Math.max(at - since, 0), ELAPSED_MAX);
  const ipInterface = ipInterfaces.get({ InterfaceLuid, Family: familyOf(Destination) });
  return Object.freeze({
    Source: row.Source,
    Destination,
    InterfaceLuid,
    InterfaceIndex: row.InterfaceIndex,
    CurrentNextHop: row.CurrentNextHop,
    PathMtu: row.PathMtu === 0 ? (ipInterface?.NlMtu ?? 0) : row.PathMtu,
    RttMean: row.RttMean,
    RttDeviation: row.RttDeviation,
    LastReachable: elapsed,
    LastUnreachable: elapsed,
    IsReachable: row.IsReachable,
    LinkTransmitSpeed: row.LinkTransmitSpeed,
    LinkReceiveSpeed: row.LinkReceiveSpeed,
  });
};

export interface GetPathParams {
  readonly Row?: PathInput | null;
}

const findPath = (
  { paths }: PathReads,
  { Source, Destination }: PathTarget,
  { InterfaceLuid, InterfaceIndex }: { readonly InterfaceLuid: Luid; readonly InterfaceIndex: number },
): PathRow | undefined => {
  if (!isInScope(Destination, InterfaceIndex)) return undefined;
  if (Source === undefined) return paths.latestTo(InterfaceLuid, Destination.address);
  if (!isInScope(Source, InterfaceIndex)) return undefined;
  return paths.get({ InterfaceLuid, Source: Source.address, Destination: Destination.address });
};

/**
 * GetIpPathEntry: one path; without a Source, the one to Destination that was reported last.
 *
 * @returns the whole row, or
 *   STATUS_INVALID_PARAMETER: the row is NULL or does not name a path;
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND: no such interface, the family is not bound to it, or no such path.
 */
export const getPath = (
  { state, at }: View<PathReads>,
  { Row }: GetPathParams,
): Answer<{ Row: PathEntry }> => {
  const target = readPathTarget(Row);
  if (either.isLeft(target)) return refused(target.left);
  const found = resolveInterface(state, target.right.family, target.right);
  if (either.isLeft(found)) return refused(found.left);
  const row = findPath(state, target.right, found.right.interface);
  if (row === undefined)
    return refused({ status: 'STATUS_NOT_FOUND', why: 'there is no such path', member: 'Row.Destination' });
  return answer({ Row: readPathRow(row, state, at) });
};

export interface GetPathsParams {
  readonly Family?: (typeof AddressFamilyConstant.names)[number] | number;
  /** null: a NULL pointer. */
  readonly Table?: null;
}

/**
 * GetIpPathTable: the paths of a family or of both.
 *
 * @returns the table, or
 *   STATUS_INVALID_PARAMETER: Table is NULL, or Family is none of the three;
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND, with a Table of NULL: there is no path.
 */
export const getPaths = (
  { state, at }: View<PathReads>,
  { Family, Table }: GetPathsParams,
): Answer<{ Table: readonly PathEntry[] | null }> => {
  const family = checkTableCall(state.stacks, Family, Table);
  if (either.isLeft(family)) return refused(family.left);
  const rows = state.paths.inTableOrder(family.right);
  if (rows.length === 0)
    return refused({ status: 'STATUS_NOT_FOUND', why: 'there is no path' }, { Table: null });
  return answer({ Table: Object.freeze(rows.map((row) => readPathRow(row, state, at))) });
};
