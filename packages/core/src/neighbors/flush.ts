import { either } from 'fp-ts';

import { invalid, refuse, ulongInput, type CommandView, type Decision, type Refusal } from '../call';
import { readFamily, type AddressFamilyConstant } from '../interfaces';
import { familyOf } from '../net';
import type { NeighborEvent } from './events';
import { deletedEvent } from './neighbor-record';
import { refuseMirrored } from './place';
import type { NeighborReads } from './reads';

export interface FlushNeighborsParams {
  readonly Family?: (typeof AddressFamilyConstant.names)[number] | number;
  /** 0 or left out: on all interfaces. */
  readonly InterfaceIndex?: number;
}

/**
 * FlushIpNetTable2: removes all neighbors of a family, or of both, on one interface or on all, static ones
 * too; `ip neigh flush`.
 *
 * @returns NeighborDeleted for each in order of creation, possibly none, or refused with
 *   STATUS_INVALID_PARAMETER: a parameter is not of its type, or Family is none of the three;
 *   STATUS_NOT_SUPPORTED: no stack for the family, or a mirrored host;
 *   STATUS_NOT_FOUND: no interface has that index, or the family is not bound to it.
 */
export const flushNeighbors = (
  { state, mirrored }: CommandView<NeighborReads>,
  { Family, InterfaceIndex }: FlushNeighborsParams,
): either.Either<Refusal, Decision<NeighborEvent, NeighborReads>> => {
  const { stacks, interfaces, ipInterfaces, neighbors } = state;
  const family = readFamily(Family);
  if (family === undefined) return invalid('Family is none of AF_UNSPEC, AF_INET, AF_INET6', 'Family');
  const index = InterfaceIndex === undefined ? 0 : ulongInput.read(InterfaceIndex);
  if (index === undefined) return invalid(`InterfaceIndex is not ${ulongInput.expected}`, 'InterfaceIndex');
  if (family !== 'AF_UNSPEC' && !stacks.includes(family))
    return refuse('STATUS_NOT_SUPPORTED', `this computer has no ${family} stack`, 'Family');
  const on = index === 0 ? undefined : interfaces.byIndex(index);
  if (index !== 0 && on === undefined)
    return refuse('STATUS_NOT_FOUND', `no interface has the index ${index}`, 'InterfaceIndex');
  if (on !== undefined && family !== 'AF_UNSPEC') {
    const { InterfaceLuid, Alias } = on;
    if (ipInterfaces.get({ InterfaceLuid, Family: family }) === undefined)
      return refuse('STATUS_NOT_FOUND', `${family} is not bound to the interface ${Alias}`, 'Family');
  }
  if (mirrored) return refuseMirrored;
  const rows = on === undefined ? neighbors.inOrderOfCreation() : neighbors.onInterface(on.InterfaceLuid);
  const events = rows
    .filter(({ Address }) => family === 'AF_UNSPEC' || familyOf(Address) === family)
    .map((row) => deletedEvent(row, 'flushed'));
  return either.right({ events });
};
