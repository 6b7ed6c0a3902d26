import { either } from 'fp-ts';

import { refuse, type CommandView, type Decision, type Refusal } from '../call';
import { readRouteKey } from './codec';
import type { RouteEvent } from './events';
import { locateRoute, type RouteReads } from './locate';
import type { RouteInput } from './route-entry';

export interface DeleteIpForwardEntry2Params {
  readonly Row: RouteInput | null;
}

/**
 * DeleteIpForwardEntry2: removes a route, whoever made it. Members other than the key are not looked at.
 *
 * @returns one RouteDeleted, or the first refusal:
 *   STATUS_INVALID_PARAMETER: the row is NULL, its key is not valid, or the scope id of its next hop names another
 *   interface;
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND: no such interface, or it is not bound to the family;
 *   STATUS_NOT_SUPPORTED: the host is mirrored;
 *   STATUS_NOT_FOUND: no such route.
 */
export const deleteRoute = (
  { state, mirrored }: CommandView<RouteReads>,
  { Row }: DeleteIpForwardEntry2Params,
): either.Either<Refusal, Decision<RouteEvent, RouteReads>> => {
  const given = readRouteKey(Row, 'Row');
  if (either.isLeft(given)) return given;
  const place = locateRoute(state, given.right, 'Row');
  if (either.isLeft(place)) return place;
  if (mirrored) return refuse('STATUS_NOT_SUPPORTED', 'a mirrored host is changed by its live host alone');
  const { DestinationPrefix, InterfaceIndex, InterfaceLuid, NextHop } = place.right.key;
  if (!state.routes.has(place.right.key))
    return refuse('STATUS_NOT_FOUND', `there is no route to ${DestinationPrefix} by ${NextHop}`);
  return either.right({
    events: [
      {
        type: 'RouteDeleted',
        data: { DestinationPrefix, InterfaceIndex, InterfaceLuid, NextHop, reason: 'call' },
      },
    ],
  });
};
