import { either } from 'fp-ts';

import { refuse, type CommandView, type Decision, type Refusal } from '../call';
import { readNeighborSettings, type NeighborInput } from './codec';
import type { NeighborEvent } from './events';
import { circumstancesOf } from './link';
import { blankNeighbor, createdEvent } from './neighbor-record';
import { checkLink, findPlace } from './place';
import type { NeighborReads } from './reads';
import { checkSettings, withSettings } from './settings';

export interface NeighborSettingsParams {
  readonly Row?: NeighborInput | null;
}

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
  { Row }: NeighborSettingsParams,
): either.Either<Refusal, Decision<NeighborEvent, NeighborReads>> => {
  const { state, at } = view;
  const settings = readNeighborSettings(Row);
  if (either.isLeft(settings)) return settings;
  const place = findPlace(state, settings.right);
  if (either.isLeft(place)) return place;
  const link = checkLink(view, place.right);
  if (either.isLeft(link)) return link;
  const fit = checkSettings(state, place.right, settings.right);
  if (either.isLeft(fit)) return fit;
  const { name } = place.right;
  if (state.neighbors.get(name) !== undefined)
    return refuse('ERROR_OBJECT_ALREADY_EXISTS', `a neighbor ${name.Address} stands there`, 'Row.Address');
  const circumstances = circumstancesOf(state, place.right, name.Address, at);
  const events = [createdEvent(withSettings(blankNeighbor(name), settings.right, circumstances))];
  return either.right({ events });
};
