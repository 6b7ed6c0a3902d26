import type { AddressFamily, Netioapi } from '@netlapse/core';

import { lasting, must, mustUnlessGone } from './calls';
import type { Tunnel } from './tunnel';
import type { Underlying } from './settings';

const MTU_MIN = 1280;

/**
 * The best default route beside the tunnel: of the routes of length 0 on interfaces that are connected the one with
 * the least sum of metrics. Routes that lookups pass over because the client locked them out count as well.
 */
export const findUnderlying = (
  api: Netioapi,
  tunnel: Tunnel,
  Family: AddressFamily,
): Underlying | undefined => {
  let best: Underlying | undefined;
  let least = Infinity;
  for (const { DestinationPrefix, InterfaceLuid, InterfaceIndex, NextHop, Metric } of api.GetIpForwardTable2({
    Family,
  }).Table ?? []) {
    if (!DestinationPrefix.endsWith('/0') || InterfaceLuid === tunnel.luid) continue;
    const { Row } = api.GetIpInterfaceEntry({ Row: { Family, InterfaceLuid } });
    if (Row?.Connected !== true || Metric + Row.Metric >= least) continue;
    least = Metric + Row.Metric;
    best = { InterfaceIndex, InterfaceLuid, NextHop, NlMtu: Row.NlMtu };
  }
  return best;
};

export const isSameWay = (a: Underlying | undefined, b: Underlying | undefined): boolean =>
  a?.InterfaceLuid === b?.InterfaceLuid && a?.NextHop === b?.NextHop && a?.NlMtu === b?.NlMtu;

/** The one route that never goes into the tunnel: that to the server. It moves with the way out. */
export class ServerRoute {
  #pinned: { readonly InterfaceLuid: string; readonly NextHop: string } | undefined;

  constructor(
    private readonly api: Netioapi,
    private readonly tunnel: Tunnel,
    private readonly server: string,
    private readonly overhead: number,
  ) {}

  /** Sends what goes to the server that way, and makes the tunnel's packets fit it. */
  pin(way: Underlying | undefined): void {
    this.unpin();
    if (way === undefined) return;
    const { InterfaceLuid, NextHop, NlMtu } = way;
    must(
      this.api.CreateIpForwardEntry2({
        Row: { DestinationPrefix: `${this.server}/32`, InterfaceLuid, NextHop, Metric: 0, ...lasting },
      }),
    );
    this.#pinned = { InterfaceLuid, NextHop };
    this.tunnel.setMtu(Math.max(NlMtu - this.overhead, MTU_MIN));
  }

  unpin(): void {
    if (this.#pinned === undefined) return;
    mustUnlessGone(
      this.api.DeleteIpForwardEntry2({ Row: { DestinationPrefix: `${this.server}/32`, ...this.#pinned } }),
    );
    this.#pinned = undefined;
  }
}
