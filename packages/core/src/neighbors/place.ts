import { either } from 'fp-ts';

import { invalid, refuse, type Refusal } from '../call';
import {
  hasPhysicalAddresses,
  resolveInterface,
  type InterfaceRow,
  type IpInterfaceRow,
} from '../interfaces';
import type { NeighborTarget } from './codec';
import type { NeighborName } from './neighbor-record';
import type { NeighborReadReads, NeighborReads } from './reads';

/** Where a neighbor is: its whole key, its interface and the IP interface of its family. */
export interface NeighborPlace {
  readonly name: NeighborName;
  readonly interface: InterfaceRow;
  readonly ipInterface: IpInterfaceRow;
}

/**
 * Checks 5, 6 and 6a: the interface that a row names, found in the state.
 *
 * @returns refused with
 *   STATUS_NOT_SUPPORTED: no stack for the address's family;
 *   STATUS_NOT_FOUND: no such interface, or the family is not bound to it;
 *   STATUS_INVALID_PARAMETER: the scope id of a link-local address is another interface's.
 */
export const findPlace = (
  reads: NeighborReadReads,
  target: NeighborTarget,
): either.Either<Refusal, NeighborPlace> => {
  const { address, family, scopeId } = target;
  const found = resolveInterface(reads, family, target);
  if (either.isLeft(found)) return found;
  const { InterfaceLuid, InterfaceIndex } = found.right.interface;
  if (scopeId !== 0 && scopeId !== InterfaceIndex)
    return invalid(`the scope id ${scopeId} is not that of interface ${InterfaceIndex}`, 'Row.Address');
  return either.right({ ...found.right, name: { Address: address, InterfaceIndex, InterfaceLuid } });
};

/** Check 7: STATUS_NOT_SUPPORTED on a host that is only mirrored, and on links without physical addresses. */
export const checkLink = (
  { mirrored }: { readonly mirrored: boolean },
  place: NeighborPlace,
): either.Either<Refusal, NeighborPlace> => {
  if (mirrored) return refuseMirrored;
  if (!hasPhysicalAddresses(place.interface))
    return refuse('STATUS_NOT_SUPPORTED', `the link of ${place.interface.Alias} has no physical addresses`);
  return either.right(place);
};

/** Refuses what would change a host that only repeats a live one. */
export const refuseMirrored: either.Either<Refusal, never> = refuse(
  'STATUS_NOT_SUPPORTED',
  'this host mirrors a live one, which calls cannot change',
);

/** Whether the address is one of the host's own, unicast or anycast, on the interface. */
export const isOwnAddress = ({ unicast, anycast }: NeighborReads, name: NeighborName): boolean =>
  unicast.get(name) !== undefined || anycast.get(name) !== undefined;
