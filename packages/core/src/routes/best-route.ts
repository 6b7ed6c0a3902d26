import { either } from 'fp-ts';

import type { UnicastTable } from '../addresses';
import { answer, refuse, refused, type Answer, type Refusal, type View } from '../call';
import { isConnected, isLoopbackInterface, type InterfaceTable, type IpInterfaceTable } from '../interfaces';
import {
  formatSocketAddress,
  familyOf,
  ipv4ToNumber,
  ipv6ToWords,
  isLinkLocalIpv6,
  isLoopback,
  unspecifiedOf,
  type AddressFamily,
  type IpAddress,
  type Luid,
} from '../net';
import { readBestRouteParams, type BestRouteParams, type LookupRequest } from './best-route-params';
import { readRouteRow, type RouteEntry } from './route-entry';
import { RouteRecord } from './route-record';
import { compareListed, type RouteSlot } from './route-slot';
import type { RouteRow } from './row';
import { isUsable, selectSource } from './source-selection';
import type { RouteTable } from './table';

/** What a mirrored host answers in place of the rules of this part: its live host's own. */
export interface MirroredLookup {
  /** How much the live host said; 0 of one that is no Linux host. */
  readonly size: number;
  /**
   * The route and source that the live host would use.
   *
   * @param request past the checks of GetBestRoute2
   * @returns undefined where the destination is unreachable; the source is unspecified where there is none
   */
  bestRoute(
    reads: LookupReads,
    request: LookupRequest,
    at: number,
  ): { readonly route: RouteRow; readonly source: IpAddress } | undefined;
}

/** What a lookup reads. */
export interface LookupReads {
  readonly stacks: readonly AddressFamily[];
  readonly interfaces: InterfaceTable;
  readonly ipInterfaces: IpInterfaceTable;
  readonly unicast: UnicastTable;
  readonly routes: RouteTable;
  /** Asked on a mirrored host only. */
  readonly linux: MirroredLookup;
}

/** The answer of a lookup, its route as it is stored. */
export interface BestRoute {
  readonly route: RouteRow;
  /** Unspecified where the interface has no address to choose. */
  readonly source: IpAddress;
}

export interface GetBestRoute2Out {
  readonly BestRoute: RouteEntry;
  /** A link-local address bears the index of the route's interface as its scope id. */
  readonly BestSourceAddress: string;
}

/**
 * Which interfaces may be used with a source that the caller names (RFC 1122, section 3.3.4.2: strong and weak host);
 * 'unreachable' where none holds it.
 */
export type SourceLimit = 'any' | 'unreachable' | readonly Luid[];

/**
 * Strong host: the interfaces that hold the source. Weak host, where one of these sends so: any. It is the interface
 * which holds the address that decides, not the one by which a packet would leave. A link-local address never leaves by
 * another link.
 */
export const limitOfSource = (
  { unicast, ipInterfaces }: Pick<LookupReads, 'unicast' | 'ipInterfaces'>,
  source: IpAddress,
  scopeId: number,
): SourceLimit => {
  const Family = familyOf(source);
  const luids: Luid[] = [];
  for (const row of unicast.holding(source)) {
    if (isUsable(row) && (scopeId === 0 || row.InterfaceIndex === scopeId)) luids.push(row.InterfaceLuid);
  }
  if (luids.length === 0) return 'unreachable';
  const isWeak = luids.some(
    (InterfaceLuid) => ipInterfaces.get({ InterfaceLuid, Family })?.WeakHostSend === true,
  );
  return isWeak && !isLinkLocalIpv6(source) ? 'any' : luids;
};

/** fe80::/10 and ff02::/16: nothing beyond the link can be meant, so a gateway is never the way. */
const isOfTheLink = (w0: number): boolean => w0 >>> 22 === 0xfe80 >>> 6 || w0 >>> 16 === 0xff02;

/** The route that the rules choose; nothing is built but what wins. */
const winningRoute = (reads: LookupReads, request: LookupRequest): RouteRecord | undefined => {
  const { interfaces, ipInterfaces, routes } = reads;
  const { destination, source } = request;
  const limit = source === undefined ? 'any' : limitOfSource(reads, source, request.sourceScopeId);
  if (limit === 'unreachable') return undefined;
  const only = (request.interface ?? request.scope)?.InterfaceLuid;
  const Family = familyOf(destination);
  const words = Family === 'AF_INET' ? undefined : ipv6ToWords(destination);
  const needsOnLink = words !== undefined && isOfTheLink(words[0]);
  const needsLoopback = isLoopback(destination);

  /** Metric of the IP interface; undefined where routes of it are passed over. */
  const linkMetric = (InterfaceLuid: Luid, length: number): number | undefined => {
    const link = interfaces.get({ InterfaceLuid });
    if (link === undefined || !isConnected(link)) return undefined;
    if (needsLoopback && !isLoopbackInterface(link)) return undefined;
    const ipInterface = ipInterfaces.get({ InterfaceLuid, Family });
    if (ipInterface === undefined || (length === 0 && ipInterface.DisableDefaultRoutes)) return undefined;
    return ipInterface.Metric;
  };

  let best: RouteRecord | undefined;
  let leastMetric = Infinity;
  const consider = (record: RouteRecord): void => {
    const { InterfaceLuid, Metric, NextHop } = record.shared;
    if (only !== undefined && InterfaceLuid !== only) return;
    if (limit !== 'any' && !limit.includes(InterfaceLuid)) return;
    if (needsOnLink && NextHop !== '::') return;
    const metric = linkMetric(InterfaceLuid, record.length);
    if (metric === undefined) return;
    const effective = Metric + metric;
    if (effective > leastMetric) return;
    if (best !== undefined && effective === leastMetric && compareListed(best, record) < 0) return;
    best = record;
    leastMetric = effective;
  };
  const accept = (slot: RouteSlot): boolean => {
    if (slot instanceof RouteRecord) consider(slot);
    else
      for (const record of slot) {
        // Routes come by Metric: an offset above the least sum cannot win any more.
        if (record.shared.Metric > leastMetric) break;
        consider(record);
      }
    return best !== undefined;
  };
  if (words === undefined) routes.longestIpv4(ipv4ToNumber(destination), accept);
  else routes.longestIpv6(words[0], words[1], words[2], words[3], accept);
  return best;
};

const unreachable = (destination: IpAddress): either.Either<Refusal, never> =>
  refuse('STATUS_NETWORK_UNREACHABLE', `no usable route leads to ${destination}`);

/**
 * The route and source address for a destination, as they stand at an instant; a pure function that builds only what it
 * returns, so it may be asked after every append.
 *
 * @returns the stored route, or the refusal that GetBestRoute2 answers with
 */
export const bestRoute = (
  { state, at, mirrored }: View<LookupReads>,
  params: BestRouteParams,
): either.Either<Refusal, BestRoute> => {
  const request = readBestRouteParams(state, params);
  if (either.isLeft(request)) return request;
  const { destination, source } = request.right;
  // What Linux said decides there; a mirrored Windows host sends by these rules.
  if (mirrored && state.linux.size > 0) {
    const found = state.linux.bestRoute(state, request.right, at);
    return found === undefined ? unreachable(destination) : either.right(found);
  }
  const record = winningRoute(state, request.right);
  if (record === undefined) return unreachable(destination);
  const { InterfaceLuid, NextHop } = record.shared;
  return either.right({
    route: record.toRow(),
    source:
      source ??
      selectSource(state.unicast, InterfaceLuid, destination, NextHop)?.Address ??
      unspecifiedOf(familyOf(destination)),
  });
};

/** A source address as callers get it: a link-local one with its link. */
export const sourceText = ({ route, source }: BestRoute): string =>
  isLinkLocalIpv6(source)
    ? formatSocketAddress({ family: 'AF_INET6', address: source, scopeId: route.InterfaceIndex })
    : source;

/**
 * GetBestRoute2: the best route to a destination, and the source address that goes with it.
 *
 * @returns STATUS_NETWORK_UNREACHABLE where no usable route is left, and the refusals of its checks before
 */
export const getBestRoute = (view: View<LookupReads>, params: BestRouteParams): Answer<GetBestRoute2Out> => {
  const found = bestRoute(view, params);
  if (either.isLeft(found)) return refused(found.left);
  return answer({
    BestRoute: readRouteRow(found.right.route, view.at),
    BestSourceAddress: sourceText(found.right),
  });
};
