import type { AddressFamily } from '@netlapse/core';

/** What a VPN's server tells its client. */
export interface VpnSettings {
  /** Alias of the tunnel's interface. */
  readonly alias: string;
  /** IPv4 address at which the server is reached, beside the tunnel. */
  readonly server: string;
  /** The tunnel's own addresses, each with the length of its prefix. */
  readonly addresses: readonly string[];
  /** What goes through the tunnel. */
  readonly prefixes: readonly string[];
  /** FALSE: nothing goes beside the tunnel but what the client itself sends to its server. */
  readonly isSplit: boolean;
  /** Bytes that the tunnel adds to each packet. */
  readonly overhead: number;
}

/** The way out that the tunnel's packets take: the best default route that is not the tunnel's own. */
export interface Underlying {
  readonly InterfaceIndex: number;
  readonly InterfaceLuid: string;
  readonly NextHop: string;
  readonly NlMtu: number;
}

/** Told each time the client takes another way out; undefined: there is none. */
export type OnDecision = (family: AddressFamily, underlying: Underlying | undefined) => void;

/** A VPN client by what its user does with it. */
export interface VpnClient {
  connect(settings: VpnSettings): void;
  /** The server changed its mind. */
  change(settings: VpnSettings): void;
  disconnect(): void;
}
