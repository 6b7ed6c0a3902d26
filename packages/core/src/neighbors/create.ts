import { either } from 'fp-ts';

import { refuse, type CommandView, type Decision, type Refusal } from '../call';
import type { NeighborEvent } from './events';
import { circumstancesOf } from './link';
import { blankNeighbor, createdEvent } from './neighbor-record';
import type { NeighborReads } from './reads';
import { checkedSettings, withSettings, type NeighborSettingsParams } from './settings';

/**
 * CreateIpNetEntry2: adds a neighbor that is not there yet; `ip neigh add`.
 *
 * @returns one NeighborCreated, or refused with
 *   STATUS_INVALID_PARAMETER: the row, its address, physical address or state is not fit there;
 *   STATUS_NOT_SUPPORTED: no stack for the family, a mirrored host, or a link without physical addresses;
 *   STATUS_NOT_FOUND: no such interface, or the family is not bound to it;
 *   ERROR_OBJECT_ALREADY_EXISTS: a neighbor of that address stands on the interface, whatever its state.
 */
export const createNeighbor = (
  view: CommandView<NeighborReads>,
  params: NeighborSettingsParams,
): either.Either<Refusal, Decision<NeighborEvent, NeighborReads>> => {
  const { state, at } = view;
  const checked = checkedSettings(view, params);
  if (either.isLeft(checked)) return checked;
  const { place, settings } = checked.right;
  const { name } = place;
  if (state.neighbors.get(name) !== undefined)
    return refuse('ERROR_OBJECT_ALREADY_EXISTS', `a neighbor ${name.Address} stands there`, 'Row.Address');
  const circumstances = circumstancesOf(state, place, name.Address, at);
  const events = [createdEvent(withSettings(blankNeighbor(name), settings, circumstances))];
  return either.right({ events });
};
