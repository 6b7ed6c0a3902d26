import type { NeighborEvent } from './events';
import type { NeighborData, NeighborRow } from './row';

/** Names a neighbor in events: the key, with the index of its interface beside the LUID. */
export type NeighborName = Pick<NeighborData, 'InterfaceLuid' | 'InterfaceIndex' | 'Address'>;

/** Only the members that name a neighbor. */
export const nameOf = ({ Address, InterfaceIndex, InterfaceLuid }: NeighborName): NeighborName => ({
  Address,
  InterfaceIndex,
  InterfaceLuid,
});

/** A neighbor of which nothing is known yet; it must enter a state before it is recorded. */
export const blankNeighbor = (name: NeighborName): NeighborData => ({
  ...nameOf(name),
  PhysicalAddress: '' as NeighborData['PhysicalAddress'],
  IsRouter: false,
  IsUnreachable: false,
  State: 'NlnsIncomplete',
  dueAt: null,
  lastReachableAt: null,
  lastUnreachableAt: null,
  solicits: 0,
});

/** The record of a row, without the bookkeeping of the fold: what an event bears. */
export const recordOf = (row: NeighborRow): NeighborData => {
  const { createdSeq: _createdSeq, setSeq: _setSeq, ...record } = row;
  return record;
};

export const createdEvent = (data: NeighborData): NeighborEvent => ({ type: 'NeighborCreated', data });

export const deletedEvent = (
  name: NeighborName,
  reason: 'call' | 'flushed',
): Extract<NeighborEvent, { type: 'NeighborDeleted' }> => ({
  type: 'NeighborDeleted',
  data: { ...nameOf(name), reason },
});

/** Whether nothing that is kept differs between two records of one neighbor. */
export const isSameRecord = (a: NeighborData, b: NeighborData): boolean =>
  a.PhysicalAddress === b.PhysicalAddress &&
  a.IsRouter === b.IsRouter &&
  a.State === b.State &&
  a.IsUnreachable === b.IsUnreachable &&
  a.lastReachableAt === b.lastReachableAt &&
  a.lastUnreachableAt === b.lastUnreachableAt &&
  a.dueAt === b.dueAt &&
  a.solicits === b.solicits;

/**
 * The event of a transition: NeighborSet where the physical address or the router flag is another one now,
 * else NeighborStateChanged; none where nothing changed.
 */
export const transitionEvents = (before: NeighborData, after: NeighborData): readonly NeighborEvent[] => {
  if (isSameRecord(before, after)) return [];
  if (before.PhysicalAddress !== after.PhysicalAddress || before.IsRouter !== after.IsRouter)
    return [{ type: 'NeighborSet', data: after }];
  const { State, IsUnreachable, lastReachableAt, lastUnreachableAt, dueAt, solicits } = after;
  const data = {
    ...nameOf(after),
    IsUnreachable,
    State,
    dueAt,
    lastReachableAt,
    lastUnreachableAt,
    solicits,
  };
  return [{ type: 'NeighborStateChanged', data }];
};
