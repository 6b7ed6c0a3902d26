import { either } from 'fp-ts';

import { endOfLifetime } from '../addresses';
import { invalid, refuse, type CommandView, type Decision, type Refusal } from '../call';
import { ULONG_MAX } from '../codec';
import { isLoopbackInterface } from '../interfaces';
import { isLoopback } from '../net';
import { isProtocolGiven, NO_SITE_PREFIX_LENGTH, readRoute, type RouteValues } from './codec';
import { RouteProtocol } from './enumerations';
import type { RouteEvent } from './events';
import { locateRoute, type RoutePlace, type RouteReads } from './locate';
import { DEFAULT_METRIC, type RouteInput, type RouteProtocolName } from './route-entry';
import type { RouteData } from './row';

export interface CreateIpForwardEntry2Params {
  readonly Row: RouteInput | null;
}

/** The constant that a row asks for; undefined where it gives none. */
export const protocolOf = (protocol: number): RouteProtocolName | undefined =>
  isProtocolGiven(protocol) ? RouteProtocol.nameOf(protocol) : undefined;

const createdRoute = ({ key }: RoutePlace, values: RouteValues, at: number): RouteData => ({
  AutoconfigureAddress: values.AutoconfigureAddress,
  DestinationPrefix: key.DestinationPrefix,
  Immortal: values.Immortal,
  InterfaceIndex: key.InterfaceIndex,
  InterfaceLuid: key.InterfaceLuid,
  Loopback: values.Loopback,
  Metric: values.Metric === ULONG_MAX ? DEFAULT_METRIC : values.Metric,
  NextHop: key.NextHop,
  Origin: 'NlroManual',
  Protocol: protocolOf(values.Protocol) ?? 'MIB_IPPROTO_NETMGMT',
  Publish: values.Publish,
  SitePrefixLength: values.SitePrefixLength === NO_SITE_PREFIX_LENGTH ? 0 : values.SitePrefixLength,
  ageSince: at,
  preferredUntil: endOfLifetime(values.PreferredLifetime, at),
  validUntil: endOfLifetime(values.ValidLifetime, at),
});

/**
 * CreateIpForwardEntry2: adds a route that is not there yet.
 *
 * @returns one RouteCreated, or the first refusal:
 *   STATUS_INVALID_PARAMETER: the row is NULL, its key or another member is not valid, the scope id of its next
 *   hop names another interface, or a loopback next hop stands on another kind of interface;
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND: no such interface, or it is not bound to the family;
 *   STATUS_NOT_SUPPORTED: the interface takes no routes, or the host is mirrored;
 *   ERROR_OBJECT_ALREADY_EXISTS: a route of that interface, prefix and next hop is there.
 */
export const createRoute = (
  { state, at, mirrored }: CommandView<RouteReads>,
  { Row }: CreateIpForwardEntry2Params,
): either.Either<Refusal, Decision<RouteEvent, RouteReads>> => {
  const given = readRoute(Row, 'Row');
  if (either.isLeft(given)) return given;
  const place = locateRoute(state, given.right.key, 'Row');
  if (either.isLeft(place)) return place;
  const { interface: onInterface, key } = place.right;
  if (isLoopback(key.NextHop) && !isLoopbackInterface(onInterface))
    return invalid('a loopback next hop needs a loopback interface', 'Row.NextHop');
  if (!onInterface.supportsRoutes)
    return refuse('STATUS_NOT_SUPPORTED', `the interface ${onInterface.Alias} takes no routes`);
  if (mirrored) return refuse('STATUS_NOT_SUPPORTED', 'a mirrored host is changed by its live host alone');
  if (state.routes.has(key))
    return refuse(
      'ERROR_OBJECT_ALREADY_EXISTS',
      `the route to ${key.DestinationPrefix} by ${key.NextHop} is there`,
    );
  return either.right({
    events: [{ type: 'RouteCreated', data: createdRoute(place.right, given.right.values, at) }],
  });
};
