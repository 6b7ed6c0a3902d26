import { netioapi, type Host, type IpAddress } from '@netlapse/core';

import { sourceOfAnswer, wayOfAnswer } from '../render/best-route-text';
import { InterfaceNames } from '../render/interface-names';

/** Addresses far away, of each family one: which way they are sent is the way out. */
export const farAway: readonly IpAddress[] = ['1.1.1.1', '2606:4700:4700::1111'] as IpAddress[];

/** The way to an address, in words: `via 192.168.1.1 on eth0 #2, from 192.168.1.10`. */
export const wayText = (host: Host, DestinationAddress: IpAddress): string => {
  const {
    BestRoute = null,
    BestSourceAddress = null,
    status,
  } = netioapi(host).GetBestRoute2({ DestinationAddress });
  const source = sourceOfAnswer({ BestSourceAddress: BestSourceAddress });
  const way = wayOfAnswer({ status, BestRoute }, new InterfaceNames(host.state));
  return source === '' ? way : `${way}, from ${source}`;
};

/** How the way to an address changed. */
export interface WayChange {
  readonly to: IpAddress;
  readonly before: string;
  readonly now: string;
}

/** Follows the ways to some addresses. */
export class WaysOut {
  readonly #ways = new Map<IpAddress, string>();

  constructor(private readonly addresses: readonly IpAddress[]) {}

  /** What became of the ways since this was asked for last; nothing the first time. */
  look(host: Host): readonly WayChange[] {
    const changes: WayChange[] = [];
    for (const to of this.addresses) {
      const now = wayText(host, to);
      const before = this.#ways.get(to);
      this.#ways.set(to, now);
      if (before !== undefined && before !== now) changes.push({ to, before, now });
    }
    return changes;
  }
}
