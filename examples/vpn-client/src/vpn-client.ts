import { bestRoute$, netioapi, type BestRouteAnswer, type Host } from '@netlapse/core';
import { distinctUntilChanged, map, type Observable, type Subscription } from 'rxjs';

/** How packets to the world leave: by the tunnel, past it, or not at all. */
export type VpnStatus = 'protected' | 'open' | 'offline';

/** An address out in the world: where packets to it go, all go. */
const WORLD = '8.8.8.8';

const lasting = { ValidLifetime: 0xffffffff, PreferredLifetime: 0xffffffff } as const;

const aliasOf = (host: Host, { BestRoute }: BestRouteAnswer): string | undefined =>
  BestRoute === null
    ? undefined
    : netioapi(host).GetIfEntry2({ Row: { InterfaceIndex: BestRoute.InterfaceIndex } }).Row?.Alias;

/** What the network does to the tunnel, and whenever that is something else. */
export const vpnStatus$ = (host: Host, tunnel: string): Observable<VpnStatus> =>
  bestRoute$(host, WORLD).pipe(
    map((answer): VpnStatus => {
      const alias = aliasOf(host, answer);
      if (alias === undefined) return 'offline';
      return alias === tunnel ? 'protected' : 'open';
    }),
    distinctUntilChanged(),
  );

/** Where the tunnel is, and where it leads. */
export interface Tunnel {
  readonly InterfaceIndex: number;
  /** The gateway inside the tunnel. */
  readonly gateway: string;
  /** The server outside, to which packets must go past the tunnel. */
  readonly server: string;
}

/**
 * Sends everything through a tunnel: two halves of the world win over any default route. The server itself is reached past
 * the tunnel, by whichever gateway there is; where that changes, so does the route.
 */
export class VpnClient {
  #following: Subscription | undefined;
  #serverRoute: { readonly InterfaceIndex: number; readonly NextHop: string } | undefined;

  constructor(
    private readonly host: Host,
    private readonly tunnel: Tunnel,
  ) {}

  connect(): void {
    this.#following = bestRoute$(this.host, this.tunnel.server).subscribe(() => this.#routeServer());
    for (const DestinationPrefix of ['0.0.0.0/1', '128.0.0.0/1']) this.#add(DestinationPrefix, this.tunnel);
  }

  disconnect(): void {
    this.#following?.unsubscribe();
    for (const DestinationPrefix of ['0.0.0.0/1', '128.0.0.0/1'])
      this.#remove(DestinationPrefix, { ...this.tunnel, NextHop: this.tunnel.gateway });
    if (this.#serverRoute !== undefined) this.#remove(`${this.tunnel.server}/32`, this.#serverRoute);
    this.#serverRoute = undefined;
  }

  /** The default route that can be used and costs least, past the tunnel. */
  #gateway(): { readonly InterfaceIndex: number; readonly NextHop: string } | undefined {
    const { GetIfEntry2, GetIpForwardTable2, GetIpInterfaceEntry } = netioapi(this.host);
    const ways = (GetIpForwardTable2({ Family: 'AF_INET' }).Table ?? [])
      .filter(({ DestinationPrefix }) => DestinationPrefix === '0.0.0.0/0')
      .filter(({ InterfaceIndex }) => {
        const { Row } = GetIfEntry2({ Row: { InterfaceIndex } });
        return Row?.OperStatus === 'IfOperStatusUp' && InterfaceIndex !== this.tunnel.InterfaceIndex;
      })
      .map(({ InterfaceIndex, NextHop, Metric }) => {
        const { Row } = GetIpInterfaceEntry({ Row: { InterfaceIndex, Family: 'AF_INET' } });
        return { InterfaceIndex, NextHop, cost: Metric + (Row?.Metric ?? 0) };
      });
    return ways.sort((a, b) => a.cost - b.cost)[0];
  }

  #routeServer(): void {
    const gateway = this.#gateway();
    const present = this.#serverRoute;
    if (gateway?.NextHop === present?.NextHop && gateway?.InterfaceIndex === present?.InterfaceIndex) return;
    const prefix = `${this.tunnel.server}/32`;
    this.#serverRoute = gateway;
    if (present !== undefined) this.#remove(prefix, present);
    if (gateway !== undefined) this.#add(prefix, { ...gateway, gateway: gateway.NextHop });
  }

  #add(DestinationPrefix: string, way: { readonly InterfaceIndex: number; readonly gateway: string }): void {
    const { InterfaceIndex, gateway: NextHop } = way;
    netioapi(this.host).CreateIpForwardEntry2(
      { Row: { InterfaceIndex, DestinationPrefix, NextHop, ...lasting } },
      { actor: 'vpn-client' },
    );
  }

  #remove(
    DestinationPrefix: string,
    way: { readonly InterfaceIndex: number; readonly NextHop: string },
  ): void {
    const { InterfaceIndex, NextHop } = way;
    netioapi(this.host).DeleteIpForwardEntry2(
      { Row: { InterfaceIndex, DestinationPrefix, NextHop } },
      { actor: 'vpn-client' },
    );
  }
}
