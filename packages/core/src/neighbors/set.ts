import { either } from 'fp-ts';

import { refuse, type CommandView, type Decision, type Refusal } from '../call';
import { readNeighborSettings } from './codec';
import type { NeighborSettingsParams } from './create';
import type { NeighborEvent } from './events';
import { circumstancesOf } from './link';
import { isSameRecord, recordOf } from './neighbor-record';
import { checkLink, findPlace } from './place';
import type { NeighborReads } from './reads';
import { checkSettings, withSettings } from './settings';

/**
 * SetIpNetEntry2: gives a neighbor that stands another physical address, state and router flag, static or not
 * before; `ip neigh replace` of one that is there.
 *
 * @returns one NeighborSet, no event where nothing changes, or refused as by CreateIpNetEntry2, but with
 *   STATUS_NOT_FOUND where no such neighbor stands.
 */
export const setNeighbor = (
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
  const row = state.neighbors.get(name);
  if (row === undefined)
    return refuse('STATUS_NOT_FOUND', `no neighbor ${name.Address} stands there`, 'Row.Address');
  const before = recordOf(row);
  const data = withSettings(before, settings.right, circumstancesOf(state, place.right, name.Address, at));
  return either.right({ events: isSameRecord(before, data) ? [] : [{ type: 'NeighborSet', data }] });
};
