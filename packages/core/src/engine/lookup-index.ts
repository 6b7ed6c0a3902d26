import { readRouteRow, RouteMatchIndex, rowsOf, type RouteEntry, type RouteMatch } from '../routes';
import type { Host } from './host';

/**
 * Longest prefix match in the present of a host, for who looks up a lot: some ten million IPv4 addresses a second in a
 * full Internet table, where the table alone, which can do it for every past state too, answers a few million.
 *
 * It answers for the newest state of the host, also within a batch and after one that failed: what changed since the
 * last lookup is taken over with the next, at a microsecond or so a route. A lookup lets no time pass, and knows
 * prefixes alone: GetBestRoute2 is who minds interfaces, metrics and sources.
 */
export interface LookupIndex {
  /**
   * The routes of the longest prefix that holds an address; undefined where none does.
   *
   * @param address in any spelling, without scope id
   * @throws TypeError where it is no address
   */
  longestMatch(address: string): RouteMatch | undefined;

  /** The same of an IPv4 address as a uint32. */
  longestMatchIpv4(bits: number): RouteMatch | undefined;

  /** The same of an IPv6 address as four uint32, the most significant first. */
  longestMatchIpv6(w0: number, w1: number, w2: number, w3: number): RouteMatch | undefined;

  /** The rows of a match as they read now, in the order (Metric, InterfaceIndex, NextHop as a number). */
  routesOf(match: RouteMatch): readonly RouteEntry[];
}

/**
 * A lookup index beside a host. It takes some 14 MB for a full Internet table and is filled with the first lookup;
 * letting go of it is all that ends it.
 *
 * @example
 * const lookup = lookupIndex(host);
 * const match = lookup.longestMatch('10.1.2.3');
 * const routes = match === undefined ? [] : lookup.routesOf(match);
 */
export const lookupIndex = (host: Host): LookupIndex => {
  const { timeline } = host;
  const index = new RouteMatchIndex();
  return {
    longestMatch: (address) => index.longestMatch(timeline.state.routes, address),
    longestMatchIpv4: (bits) => index.longestMatchIpv4(timeline.state.routes, bits),
    longestMatchIpv6: (w0, w1, w2, w3) => index.longestMatchIpv6(timeline.state.routes, w0, w1, w2, w3),
    routesOf: (match) => rowsOf(match).map((row) => readRouteRow(row, timeline.clock)),
  };
};
