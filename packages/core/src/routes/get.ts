import { either } from 'fp-ts';

import { answer, refused, type Answer, type View } from '../call';
import { checkTableCall } from '../interfaces';
import type { AddressFamily } from '../net';
import { readRouteToGet } from './codec';
import { locateRoute, type RouteReads } from './locate';
import { readRouteRow, type RouteEntry, type RouteInput } from './route-entry';
import type { RouteTable } from './table';

export interface GetIpForwardEntry2Params {
  readonly Row: RouteInput | null;
}

export interface GetIpForwardEntry2Out {
  readonly Row: RouteEntry;
}

/**
 * GetIpForwardEntry2: the whole row of a key as it reads now.
 *
 * @returns STATUS_INVALID_PARAMETER: the row is NULL, its key is not valid, its lifetimes or SitePrefixLength
 *   contradict themselves, or the scope id of its next hop names another interface;
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND: no such interface, or it is not bound to the family, or no such route.
 */
export const getRoute = (
  { state, at }: View<RouteReads>,
  { Row }: GetIpForwardEntry2Params,
): Answer<GetIpForwardEntry2Out> => {
  const given = readRouteToGet(Row, 'Row');
  if (either.isLeft(given)) return refused(given.left);
  const place = locateRoute(state, given.right, 'Row');
  if (either.isLeft(place)) return refused(place.left);
  const { key } = place.right;
  const row = state.routes.get(key);
  if (row === undefined)
    return refused({
      status: 'STATUS_NOT_FOUND',
      why: `there is no route to ${key.DestinationPrefix} by ${key.NextHop}`,
    });
  return answer({ Row: readRouteRow(row, at) });
};

export interface RouteTableReads {
  readonly stacks: readonly AddressFamily[];
  readonly routes: RouteTable;
}

export interface GetIpForwardTable2Params {
  /** AF_UNSPEC, or left out: both. */
  readonly Family?: AddressFamily | 'AF_UNSPEC' | number;
  /** null: a NULL pointer. */
  readonly Table?: null;
}

export interface GetIpForwardTable2Out {
  readonly Table: readonly RouteEntry[] | null;
}

/**
 * GetIpForwardTable2: the routes of a family, or of both, as they read now.
 *
 * @returns STATUS_INVALID_PARAMETER: Table is NULL, or Family is none of the three;
 *   STATUS_NOT_SUPPORTED: that family has no stack;
 *   STATUS_NOT_FOUND: there is no such route; no table then.
 */
export const getRouteTable = (
  { state, at }: View<RouteTableReads>,
  { Family, Table }: GetIpForwardTable2Params,
): Answer<GetIpForwardTable2Out> => {
  const family = checkTableCall(state.stacks, Family, Table);
  if (either.isLeft(family)) return refused(family.left);
  const rows: RouteEntry[] = [];
  for (const row of state.routes.inTableOrder(family.right)) rows.push(readRouteRow(row, at));
  if (rows.length === 0)
    return refused({ status: 'STATUS_NOT_FOUND', why: 'there is no route of that family' }, { Table: null });
  return answer({ Table: Object.freeze(rows) });
};
