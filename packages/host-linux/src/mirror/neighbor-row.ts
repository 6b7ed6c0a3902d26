import type { IpAddress } from '@netlapse/core';

import type { NeighborObject } from './objects';
import { isZeroAddress, physicalAddressOf } from './physical-address';
import type { InterfaceKey, NeighborData } from './row-data';

type State = NeighborData['State'];

/** In the order in which they are looked for; NUD_ values are bits, though hardly more than one is set. */
const states: ReadonlyArray<readonly [name: string, state: State]> = [
  ['PERMANENT', 'NlnsPermanent'],
  ['NOARP', 'NlnsPermanent'],
  ['REACHABLE', 'NlnsReachable'],
  ['STALE', 'NlnsStale'],
  ['DELAY', 'NlnsDelay'],
  ['PROBE', 'NlnsProbe'],
  ['INCOMPLETE', 'NlnsIncomplete'],
  ['FAILED', 'NlnsUnreachable'],
];

/** The state that NUD_ names stand for; undefined of NUD_NONE: the kernel knows no more than the address. */
export const neighborStateOf = (names: readonly string[]): State | undefined =>
  states.find(([name]) => names.includes(name))?.[1];

/** The row of a neighbor. */
export const neighborDataOf = (
  neighbor: NeighborObject,
  { InterfaceIndex, InterfaceLuid }: InterfaceKey,
  at: number,
  confirmedAt: number | undefined,
  before: NeighborData | undefined,
): NeighborData => {
  const State = neighborStateOf(neighbor.state) ?? 'NlnsUnreachable';
  const isUnreachable = State === 'NlnsUnreachable';
  const bytes = physicalAddressOf(neighbor.lladdr);
  const isUnknown = (isUnreachable || State === 'NlnsIncomplete') && isZeroAddress(bytes);
  const wasUnreachable = before?.State === 'NlnsUnreachable';
  return {
    Address: neighbor.dst as IpAddress,
    InterfaceIndex,
    InterfaceLuid,
    IsRouter: neighbor.router === true,
    IsUnreachable: isUnreachable,
    PhysicalAddress: isUnknown ? physicalAddressOf(undefined) : bytes,
    State,
    dueAt: null,
    lastReachableAt: confirmedAt ?? before?.lastReachableAt ?? null,
    lastUnreachableAt: isUnreachable && !wasUnreachable ? at : (before?.lastUnreachableAt ?? null),
    solicits: 0,
  };
};
