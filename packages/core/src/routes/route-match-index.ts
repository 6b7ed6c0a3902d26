import { readIpv4Address, readIpv6Address } from '../net';
import { Ipv4MatchIndex } from '../table';
import { recordsIn, type RouteSlot } from './route-slot';
import type { RouteRow } from './row';
import { RouteTable } from './table';

declare const matched: unique symbol;

/** The routes of the prefix that a lookup found, as they are kept: `rowsOf` makes rows of them. */
export interface RouteMatch {
  readonly [matched]: true;
}

/** Any of the routes of a prefix will do. */
const acceptAny = (): true => true;

/**
 * Finds the routes of the longest prefix that holds an address, for one version of a table at a time: a mutable index
 * beside it for IPv4, the table's own trie for IPv6. Which version that is is said with every lookup, and what differs
 * from the one before is taken over first, so that it never answers for another.
 */
export class RouteMatchIndex {
  #routes = RouteTable.empty;
  readonly #ipv4 = new Ipv4MatchIndex<RouteSlot>();

  /** @throws TypeError where the text is no address */
  longestMatch(routes: RouteTable, address: string): RouteMatch | undefined {
    const bits = readIpv4Address(address);
    if (bits >= 0) return this.longestMatchIpv4(routes, bits);
    const words = readIpv6Address(address);
    if (words === undefined) throw new TypeError(`'${address}' is no address without scope id`);
    return this.longestMatchIpv6(routes, words[0], words[1], words[2], words[3]);
  }

  /** The same of a uint32, or the int32 of the same bits. */
  longestMatchIpv4(routes: RouteTable, bits: number): RouteMatch | undefined {
    if (routes !== this.#routes) this.#follow(routes);
    return this.#ipv4.longestMatch(bits) as RouteMatch | undefined;
  }

  /** The same of four uint32, the most significant first. */
  longestMatchIpv6(
    routes: RouteTable,
    w0: number,
    w1: number,
    w2: number,
    w3: number,
  ): RouteMatch | undefined {
    return routes.longestIpv6(w0, w1, w2, w3, acceptAny) as RouteMatch | undefined;
  }

  #follow(routes: RouteTable): void {
    routes.bringInStep(this.#ipv4);
    this.#routes = routes;
  }
}

/** The rows of a match, in the order (Metric, InterfaceIndex, NextHop as a number), built anew each time. */
export const rowsOf = (match: RouteMatch): readonly RouteRow[] =>
  recordsIn(match as unknown as RouteSlot).map((record) => record.toRow());
