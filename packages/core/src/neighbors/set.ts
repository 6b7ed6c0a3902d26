import { either } from 'fp-ts';

import { refuse, type CommandView, type Decision, type Refusal } from '../call';
import type { NeighborEvent } from './events';
import { circumstancesOf } from './link';
import { isSameRecord, recordOf } from './neighbor-record';
import type { NeighborReads } from './reads';
import { checkedSettings, withSettings, type NeighborSettingsParams } from './settings';

/**
 * SetIpNetEntry2: gives a neighbor that stands another physical address, state and router flag, static or not
 * before; `ip neigh replace` of one that is there.
 *
 * @returns one NeighborSet, no event where nothing changes, or refused as by CreateIpNetEntry2, but with
 *   STATUS_NOT_FOUND where no such neighbor stands.
 */
export const setNeighbor = (
  view: CommandView<NeighborReads>,
  params: NeighborSettingsParams,
): either.Either<Refusal, Decision<NeighborEvent, NeighborReads>> => {
  const { state, at } = view;
  const checked = checkedSettings(view, params);
  if (either.isLeft(checked)) return checked;
  const { place, settings } = checked.right;
  const { name } = place;
  const row = state.neighbors.get(name);
  if (row === undefined)
    return refuse('STATUS_NOT_FOUND', `no neighbor ${name.Address} stands there`, 'Row.Address');
  const before = recordOf(row);
  const data = withSettings(before, settings, circumstancesOf(state, place, name.Address, at));
  return either.right({ events: isSameRecord(before, data) ? [] : [{ type: 'NeighborSet', data }] });
};
