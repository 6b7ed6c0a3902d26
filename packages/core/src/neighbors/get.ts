import { either } from 'fp-ts';

import { answer, refused, type Answer, type View } from '../call';
import { ULONG_MAX } from '../codec';
import { checkTableCall, type AddressFamilyConstant } from '../interfaces';
import {
  familyOf,
  physicalAddressLength,
  prefixOf,
  unspecifiedOf,
  type IpAddress,
  type Luid,
  type PhysicalAddress,
} from '../net';
import { readNeighborTarget } from './codec';
import type { NeighborTargetParams } from './delete';
import { findPlace } from './place';
import type { NeighborReadReads } from './reads';
import type { NeighborData, NeighborRow } from './row';
import { stateAt } from './transition';

/** The union of MIB_IPNET_ROW2: both members always hold one number, ms; 0xFFFFFFFF: never. */
export interface ReachabilityTime {
  readonly LastReachable: number;
  readonly LastUnreachable: number;
}

/** MIB_IPNET_ROW2 as the calls give it back. */
export interface NeighborEntry {
  readonly Address: IpAddress;
  readonly InterfaceIndex: number;
  readonly InterfaceLuid: Luid;
  /** Empty while none is known. */
  readonly PhysicalAddress: PhysicalAddress;
  readonly PhysicalAddressLength: number;
  readonly State: NeighborData['State'];
  readonly IsRouter: boolean;
  readonly IsUnreachable: boolean;
  /** IsRouter + 2 × IsUnreachable. */
  readonly Flags: number;
  readonly ReachabilityTime: ReachabilityTime;
}

/** Longest elapsed time that is told; one more would mean "never". */
const ELAPSED_MAX = ULONG_MAX - 1;

/** ms since an instant; 0xFFFFFFFF where it never came. */
const elapsedSince = (instant: number | null, at: number): number =>
  instant === null ? ULONG_MAX : Math.min(Math.max(at - instant, 0), ELAPSED_MAX);

const reachabilityTimeAt = (row: NeighborData, at: number): number => {
  switch (row.State) {
    case 'NlnsUnreachable':
      return elapsedSince(row.lastUnreachableAt, at);
    case 'NlnsIncomplete':
    case 'NlnsPermanent':
      return 0;
    default:
      return elapsedSince(row.lastReachableAt, at);
  }
};

const DEFAULT_ROUTE = prefixOf(unspecifiedOf('AF_INET6'), 0);

/** Whether a default route that this neighbor has advertised stands. */
const advertisesDefaultRoute = (
  { routes }: NeighborReadReads,
  { InterfaceLuid, Address }: NeighborRow,
): boolean =>
  familyOf(Address) === 'AF_INET6' &&
  routes.get({ InterfaceLuid, DestinationPrefix: DEFAULT_ROUTE, NextHop: Address })?.Origin ===
    'NlroRouterAdvertisement';

/** The documented row with State, IsRouter and ReachabilityTime as they are at an instant. */
export const readNeighborRow = (row: NeighborRow, reads: NeighborReadReads, at: number): NeighborEntry =>
  neighborEntryOf(row, row.IsRouter || advertisesDefaultRoute(reads, row), at);

/** The documented row of a record, with the IsRouter given. */
export const neighborEntryOf = (row: NeighborData, IsRouter: boolean, at: number): NeighborEntry => {
  const elapsed = reachabilityTimeAt(row, at);
  return Object.freeze({
    Address: row.Address,
    InterfaceIndex: row.InterfaceIndex,
    InterfaceLuid: row.InterfaceLuid,
    PhysicalAddress: row.PhysicalAddress,
    PhysicalAddressLength: physicalAddressLength(row.PhysicalAddress),
    State: stateAt(row, at),
    IsRouter,
    IsUnreachable: row.IsUnreachable,
    Flags: (IsRouter ? 1 : 0) + (row.IsUnreachable ? 2 : 0),
    ReachabilityTime: Object.freeze({ LastReachable: elapsed, LastUnreachable: elapsed }),
  });
};

/**
 * GetIpNetEntry2: one neighbor; `ip neigh get`.
 *
 * @returns the whole row, or
 *   STATUS_INVALID_PARAMETER: the row does not name a neighbor that could be;
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND: no such interface, the family is not bound to it, or no such neighbor.
 */
export const getNeighbor = (
  { state, at }: View<NeighborReadReads>,
  { Row }: NeighborTargetParams,
): Answer<{ Row: NeighborEntry }> => {
  const target = readNeighborTarget(Row);
  if (either.isLeft(target)) return refused(target.left);
  const place = findPlace(state, target.right);
  if (either.isLeft(place)) return refused(place.left);
  const { name } = place.right;
  const row = state.neighbors.get(name);
  if (row === undefined)
    return refused({
      status: 'STATUS_NOT_FOUND',
      why: `no neighbor ${name.Address} stands there`,
      member: 'Row.Address',
    });
  return answer({ Row: readNeighborRow(row, state, at) });
};

export interface GetNeighborsParams {
  readonly Family?: (typeof AddressFamilyConstant.names)[number] | number;
  /** null: a NULL pointer. */
  readonly Table?: null;
}

/**
 * GetIpNetTable2: the neighbors of a family or of both, in every state; `ip neigh show`.
 *
 * @returns the table, or
 *   STATUS_INVALID_PARAMETER: Table is NULL, or Family is none of the three;
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND, with a Table of NULL: there is no neighbor.
 */
export const getNeighbors = (
  { state, at }: View<NeighborReadReads>,
  { Family, Table }: GetNeighborsParams,
): Answer<{ Table: readonly NeighborEntry[] | null }> => {
  const family = checkTableCall(state.stacks, Family, Table);
  if (either.isLeft(family)) return refused(family.left);
  const rows = state.neighbors.inTableOrder(family.right);
  if (rows.length === 0)
    return refused({ status: 'STATUS_NOT_FOUND', why: 'there is no neighbor' }, { Table: null });
  return answer({ Table: Object.freeze(rows.map((row) => readNeighborRow(row, state, at))) });
};
