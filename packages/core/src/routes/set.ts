import { either } from 'fp-ts';

import { endOfLifetime } from '../addresses';
import { refuse, type CommandView, type Decision, type Refusal } from '../call';
import { ULONG_MAX } from '../codec';
import { NO_SITE_PREFIX_LENGTH, readRoute, type RouteValues } from './codec';
import { protocolOf } from './create';
import type { RouteEvent } from './events';
import { locateRoute, type RouteReads } from './locate';
import { remainingSeconds, type RouteInput } from './route-entry';
import type { RouteData, RouteRow } from './row';

export interface SetIpForwardEntry2Params {
  readonly Route: RouteInput | null;
}

/** A lifetime given as it reads keeps its end to the millisecond; any other begins anew. */
const endAfterSet = (end: number | null, seconds: number, at: number): number | null =>
  seconds === remainingSeconds(end, at) ? end : endOfLifetime(seconds, at);

const routeAfterSet = (row: RouteRow, values: RouteValues, at: number): RouteData => ({
  AutoconfigureAddress: values.AutoconfigureAddress,
  DestinationPrefix: row.DestinationPrefix,
  Immortal: values.Immortal,
  InterfaceIndex: row.InterfaceIndex,
  InterfaceLuid: row.InterfaceLuid,
  Loopback: values.Loopback,
  Metric: values.Metric === ULONG_MAX ? row.Metric : values.Metric,
  NextHop: row.NextHop,
  Origin: row.Origin,
  Protocol: protocolOf(values.Protocol) ?? row.Protocol,
  Publish: values.Publish,
  SitePrefixLength:
    values.SitePrefixLength === NO_SITE_PREFIX_LENGTH ? row.SitePrefixLength : values.SitePrefixLength,
  ageSince: at,
  preferredUntil: endAfterSet(row.preferredUntil, values.PreferredLifetime, at),
  validUntil: endAfterSet(row.validUntil, values.ValidLifetime, at),
});

/** Whether a Set left every member as it was; the age restarts only where one differs. */
const isUnchanged = (row: RouteRow, after: RouteData): boolean =>
  row.SitePrefixLength === after.SitePrefixLength &&
  row.Metric === after.Metric &&
  row.Protocol === after.Protocol &&
  row.Loopback === after.Loopback &&
  row.AutoconfigureAddress === after.AutoconfigureAddress &&
  row.Publish === after.Publish &&
  row.Immortal === after.Immortal &&
  row.validUntil === after.validUntil &&
  row.preferredUntil === after.preferredUntil;

/**
 * SetIpForwardEntry2: replaces what a caller may change of a route that is there.
 *
 * A Metric of 0xFFFFFFFF, a SitePrefixLength of 255 and a Protocol of 0 or 0xFFFFFFFF mean "unchanged"; a lifetime
 * that equals what is read now keeps its end. Age and Origin are not looked at.
 *
 * @returns one RouteSet, none where nothing differs, or the first refusal: as CreateIpForwardEntry2, but for the
 *   interface's kind and what it supports; STATUS_NOT_FOUND where no such route is.
 */
export const setRoute = (
  { state, at, mirrored }: CommandView<RouteReads>,
  { Route }: SetIpForwardEntry2Params,
): either.Either<Refusal, Decision<RouteEvent, RouteReads>> => {
  const given = readRoute(Route, 'Route');
  if (either.isLeft(given)) return given;
  const place = locateRoute(state, given.right.key, 'Route');
  if (either.isLeft(place)) return place;
  if (mirrored) return refuse('STATUS_NOT_SUPPORTED', 'a mirrored host is changed by its live host alone');
  const { key } = place.right;
  const row = state.routes.get(key);
  if (row === undefined)
    return refuse('STATUS_NOT_FOUND', `there is no route to ${key.DestinationPrefix} by ${key.NextHop}`);
  const after = routeAfterSet(row, given.right.values, at);
  return either.right({ events: isUnchanged(row, after) ? [] : [{ type: 'RouteSet', data: after }] });
};
