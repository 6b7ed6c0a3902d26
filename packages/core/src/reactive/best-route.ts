import { distinctUntilChanged, map, type Observable } from 'rxjs';

import { bestRouteIdentity, type BestRouteParams, type BestRouteSpan } from '../history';
import type { Host } from '../engine';
import { hostPrefix, type Interest } from '../interests';
import { functions } from '../netioapi';
import { familyOf, parseSocketAddress, type IpAddress } from '../net';
import { moments$ } from './moments';

/** What GetBestRoute2 answers. */
export type BestRouteAnswer = Pick<BestRouteSpan, 'status' | 'BestRoute' | 'BestSourceAddress'>;

/** The lookup's other parameters: an interface, a source address. */
export type BestRouteOptions = Omit<
  BestRouteParams,
  'DestinationAddress' | 'BestRoute' | 'BestSourceAddress'
>;

/** The events that can change how a destination is reached: most routes of a large table cannot. */
const bearingOn = (destination: IpAddress, mirrored: boolean): readonly Interest[] => {
  const family = familyOf(destination);
  return [
    { about: 'routes', where: { holding: hostPrefix(destination) } },
    { about: 'unicast', family },
    { about: 'ipInterfaces', family },
    { about: 'interfaces' },
    ...(mirrored ? [{ about: 'linux' } as const] : []),
  ];
};

/**
 * How a destination is reached, and from which source: the answer of GetBestRoute2 when it is subscribed to, then
 * each other one. Answers are told apart by status, route (interface, prefix, next hop) and source, as
 * bestRouteHistory does; the row is as it read when its answer began.
 *
 * It is asked anew only after appends that can bear on it, and never because time passed: a lookup looks at no
 * lifetime and no age, and whatever ends by time, a route, an address or the wait for duplicates, ends by an event.
 *
 * @example
 * const hops: unknown[] = [];
 * bestRoute$(host, '10.1.2.3').subscribe(({ status, BestRoute }) => hops.push(BestRoute?.NextHop ?? status));
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * hops; // => ['STATUS_NETWORK_UNREACHABLE', '192.0.2.1']
 */
export const bestRoute$ = (
  host: Host,
  destination: string,
  options: BestRouteOptions = {},
): Observable<BestRouteAnswer> => {
  const parsed = parseSocketAddress(destination);
  // What is no address is refused whatever the state.
  const interests =
    parsed === undefined || parsed.family === 'AF_UNSPEC' ? [] : bearingOn(parsed.address, host.mirrored);
  return moments$(host, 'bestRoute$', interests).pipe(
    map((view) => functions.GetBestRoute2.run(view, { ...options, DestinationAddress: destination })),
    distinctUntilChanged((a, b) => a === b, bestRouteIdentity),
    map(({ status, out }) => ({
      status,
      BestRoute: out?.BestRoute ?? null,
      BestSourceAddress: out?.BestSourceAddress ?? null,
    })),
  );
};
