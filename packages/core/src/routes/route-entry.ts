import { ULONG_MAX } from '../codec';
import { ZERO_LUID, type IpAddress, type Luid, type Prefix } from '../net';
import type { RouteOrigin, RouteProtocol } from './enumerations';
import type { RouteKey, RouteRow } from './row';

export type RouteProtocolName = (typeof RouteProtocol.names)[number];
type SecondSpelling<Name> = Name extends `MIB_IPPROTO_${infer Protocol}` ? `PROTO_IP_${Protocol}` : never;
export type RouteOriginName = (typeof RouteOrigin.names)[number];

/** MIB_IPFORWARD_ROW2 as callers read it. */
export interface RouteEntry {
  readonly InterfaceLuid: Luid;
  readonly InterfaceIndex: number;
  /** `AF_UNSPEC/0` only in a row that Initialize made. */
  readonly DestinationPrefix: Prefix | 'AF_UNSPEC/0';
  /** 0.0.0.0 or :: is on-link; `AF_UNSPEC` only in a row that Initialize made. */
  readonly NextHop: IpAddress | 'AF_UNSPEC';
  readonly SitePrefixLength: number;
  /** Seconds left, rounded up; 0xFFFFFFFF: infinite. */
  readonly ValidLifetime: number;
  /** Seconds left, rounded up, 0 from its end on; 0xFFFFFFFF: infinite. */
  readonly PreferredLifetime: number;
  /** Offset added to the metric of the IP interface. */
  readonly Metric: number;
  /** A number only in rows that no read gave: of Initialize and of notifications. */
  readonly Protocol: RouteProtocolName | number;
  readonly Loopback: boolean;
  readonly AutoconfigureAddress: boolean;
  readonly Publish: boolean;
  readonly Immortal: boolean;
  /** Whole seconds since the route was created or set. */
  readonly Age: number;
  readonly Origin: RouteOriginName;
}

/** MIB_IPFORWARD_ROW2 as callers give it: a member left out is zero. Addresses, prefixes and LUIDs are text. */
export interface RouteInput {
  readonly InterfaceLuid?: string;
  readonly InterfaceIndex?: number;
  readonly DestinationPrefix?: string;
  readonly NextHop?: string;
  readonly SitePrefixLength?: number;
  readonly ValidLifetime?: number;
  readonly PreferredLifetime?: number;
  readonly Metric?: number;
  /** Either spelling of nldef.h: MIB_IPPROTO_RIP or PROTO_IP_RIP. */
  readonly Protocol?: RouteProtocolName | SecondSpelling<RouteProtocolName> | number;
  readonly Loopback?: boolean | number;
  readonly AutoconfigureAddress?: boolean | number;
  readonly Publish?: boolean | number;
  readonly Immortal?: boolean | number;
  readonly Age?: number;
  readonly Origin?: RouteOriginName | number;
}

/** The Metric of a route to which none was given, as the system's own tools use it. */
export const DEFAULT_METRIC = 256;

/** Seconds from `at` until `end`, rounded up; a row past its end, as only a mirrored host has one, reads 0. */
export const remainingSeconds = (end: number | null, at: number): number =>
  end === null ? ULONG_MAX : Math.max(0, Math.ceil((end - at) / 1000));

/** The documented row of a stored one as it reads at an instant. */
export const readRouteRow = (row: RouteRow, at: number): RouteEntry =>
  Object.freeze({
    InterfaceLuid: row.InterfaceLuid,
    InterfaceIndex: row.InterfaceIndex,
    DestinationPrefix: row.DestinationPrefix,
    NextHop: row.NextHop,
    SitePrefixLength: row.SitePrefixLength,
    ValidLifetime: remainingSeconds(row.validUntil, at),
    PreferredLifetime: remainingSeconds(row.preferredUntil, at),
    Metric: row.Metric,
    Protocol: row.Protocol,
    Loopback: row.Loopback,
    AutoconfigureAddress: row.AutoconfigureAddress,
    Publish: row.Publish,
    Immortal: row.Immortal,
    Age: Math.max(0, Math.floor((at - row.ageSince) / 1000)),
    Origin: row.Origin,
  });

/** What InitializeIpForwardEntry puts into a row. */
export const initializedRoute: RouteEntry = Object.freeze({
  InterfaceLuid: ZERO_LUID,
  InterfaceIndex: 0,
  DestinationPrefix: 'AF_UNSPEC/0',
  NextHop: 'AF_UNSPEC',
  SitePrefixLength: 255,
  ValidLifetime: ULONG_MAX,
  PreferredLifetime: ULONG_MAX,
  Metric: ULONG_MAX,
  Protocol: ULONG_MAX,
  Loopback: true,
  AutoconfigureAddress: true,
  Publish: true,
  Immortal: true,
  Age: 0,
  Origin: 'NlroManual',
});

/** A row that bears its key and is zero elsewhere, as notifications deliver it. */
export const routeKeyEntry = (key: RouteKey & { readonly InterfaceIndex: number }): RouteEntry =>
  Object.freeze({
    InterfaceLuid: key.InterfaceLuid,
    InterfaceIndex: key.InterfaceIndex,
    DestinationPrefix: key.DestinationPrefix,
    NextHop: key.NextHop,
    SitePrefixLength: 0,
    ValidLifetime: 0,
    PreferredLifetime: 0,
    Metric: 0,
    Protocol: 0,
    Loopback: false,
    AutoconfigureAddress: false,
    Publish: false,
    Immortal: false,
    Age: 0,
    Origin: 'NlroManual',
  });
