import { either } from 'fp-ts';

import { refuse, type CommandView, type Decision, type Refusal } from '../call';
import { readNeighborTarget, type NeighborInput } from './codec';
import type { NeighborEvent } from './events';
import { deletedEvent } from './neighbor-record';
import { findPlace, refuseMirrored } from './place';
import type { NeighborReads } from './reads';

export interface NeighborTargetParams {
  readonly Row?: NeighborInput | null;
}

/**
 * DeleteIpNetEntry2: removes a neighbor, whatever its state; `ip neigh del`.
 *
 * @returns one NeighborDeleted, or refused with
 *   STATUS_INVALID_PARAMETER: the row does not name a neighbor that could be;
 *   STATUS_NOT_SUPPORTED: no stack for the family, or a mirrored host;
 *   STATUS_NOT_FOUND: no such interface, the family is not bound to it, or no such neighbor.
 */
export const deleteNeighbor = (
  { state, mirrored }: CommandView<NeighborReads>,
  { Row }: NeighborTargetParams,
): either.Either<Refusal, Decision<NeighborEvent, NeighborReads>> => {
  const target = readNeighborTarget(Row);
  if (either.isLeft(target)) return target;
  const place = findPlace(state, target.right);
  if (either.isLeft(place)) return place;
  if (mirrored) return refuseMirrored;
  const { name } = place.right;
  if (state.neighbors.get(name) === undefined)
    return refuse('STATUS_NOT_FOUND', `no neighbor ${name.Address} stands there`, 'Row.Address');
  return either.right({ events: [deletedEvent(name, 'call')] });
};
