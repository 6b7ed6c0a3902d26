import { ZERO_LUID, type IpAddress, type Luid } from '../net';
import { ULONG_MAX } from '../codec';
import type { DadState, PrefixOrigin, SuffixOrigin } from './enumerations';
import { secondsLeft } from './lifetimes';
import type { ScopedAddressData, UnicastRow } from './row';

/** MIB_UNICASTIPADDRESS_ROW as the calls give it back. */
export interface UnicastEntry {
  /** AF_UNSPEC where it is not given; never with a scope id, for a row names its interface. */
  readonly Address: IpAddress | 'AF_UNSPEC';
  readonly InterfaceLuid: Luid;
  readonly InterfaceIndex: number;
  readonly PrefixOrigin: (typeof PrefixOrigin.names)[number];
  readonly SuffixOrigin: (typeof SuffixOrigin.names)[number];
  /** Seconds left; 0xFFFFFFFF: infinite. */
  readonly ValidLifetime: number;
  /** Seconds left, 0 once it is over; 0xFFFFFFFF: infinite. */
  readonly PreferredLifetime: number;
  /** 0…32 or 0…128; 255 in a row that was initialized only. */
  readonly OnLinkPrefixLength: number;
  /** TRUE: never chosen as a source by itself. */
  readonly SkipAsSource: boolean;
  readonly DadState: (typeof DadState.names)[number];
  /** Value of SCOPE_ID: the InterfaceIndex for addresses of link scope, else 0. */
  readonly ScopeId: number;
  /** LARGE_INTEGER as decimal text: 100-nanosecond units since 1601-01-01 UTC. */
  readonly CreationTimeStamp: string;
}

/** MIB_ANYCASTIPADDRESS_ROW or MIB_MULTICASTIPADDRESS_ROW as the calls give it back. */
export interface ScopedEntry {
  readonly Address: IpAddress;
  readonly InterfaceLuid: Luid;
  readonly InterfaceIndex: number;
  /** Value of SCOPE_ID: the InterfaceIndex for addresses of link or interface scope, else 0. */
  readonly ScopeId: number;
}

const MILLISECONDS_FROM_1601_TO_1970 = 11_644_473_600_000;

/** An instant as a FILETIME; bigint, for it needs more bits than a number holds exactly. */
const fileTimeOf = (instant: number): string =>
  ((BigInt(instant) + BigInt(MILLISECONDS_FROM_1601_TO_1970)) * 10_000n).toString();

/** A unicast address as a Get call gives it at `at`. */
export const readUnicastRow = (row: UnicastRow, at: number): UnicastEntry =>
  Object.freeze({
    Address: row.Address,
    InterfaceLuid: row.InterfaceLuid,
    InterfaceIndex: row.InterfaceIndex,
    PrefixOrigin: row.PrefixOrigin,
    SuffixOrigin: row.SuffixOrigin,
    ValidLifetime: secondsLeft(row.validUntil, at),
    PreferredLifetime: secondsLeft(row.preferredUntil, at),
    OnLinkPrefixLength: row.OnLinkPrefixLength,
    SkipAsSource: row.SkipAsSource,
    DadState: row.DadState,
    ScopeId: row.ScopeId,
    CreationTimeStamp: fileTimeOf(row.createdAt),
  });

/** An anycast address or a multicast group as a Get call gives it. */
export const readScopedRow = ({
  Address,
  InterfaceLuid,
  InterfaceIndex,
  ScopeId,
}: ScopedAddressData): ScopedEntry => Object.freeze({ Address, InterfaceLuid, InterfaceIndex, ScopeId });

/** A MIB_UNICASTIPADDRESS_ROW whose members are all zero, for those that fill in a few. */
export const zeroUnicastEntry: UnicastEntry = Object.freeze({
  Address: 'AF_UNSPEC',
  InterfaceLuid: ZERO_LUID,
  InterfaceIndex: 0,
  PrefixOrigin: 'IpPrefixOriginOther',
  SuffixOrigin: 'IpSuffixOriginOther',
  ValidLifetime: 0,
  PreferredLifetime: 0,
  OnLinkPrefixLength: 0,
  SkipAsSource: false,
  DadState: 'IpDadStateInvalid',
  ScopeId: 0,
  CreationTimeStamp: '0',
});

/**
 * What InitializeUnicastIpAddressEntry puts in: infinite lifetimes, origins to be kept, and a prefix length that no
 * address has, so that a caller who forgets it gets the whole address.
 */
export const initialUnicastEntry: UnicastEntry = Object.freeze({
  ...zeroUnicastEntry,
  PrefixOrigin: 'IpPrefixOriginUnchanged',
  SuffixOrigin: 'IpSuffixOriginUnchanged',
  ValidLifetime: ULONG_MAX,
  PreferredLifetime: ULONG_MAX,
  OnLinkPrefixLength: 255,
});
