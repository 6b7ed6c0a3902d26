import * as t from 'io-ts';

import { closed, defineTable, InstantOrNull, Ulong, Ulong64Text, type Stamps } from '../codec';
import { interfaceKeyMembers } from '../interfaces';
import { IpAddressText, type IpAddress, type Luid } from '../net';

export const pathKeyMembers = { ...interfaceKeyMembers, Source: IpAddressText, Destination: IpAddressText };

export interface PathKey {
  readonly InterfaceLuid: Luid;
  readonly Source: IpAddress;
  readonly Destination: IpAddress;
}

/** What is kept of a path: MIB_IPPATH_ROW with instants in place of elapsed times. */
export const PathData = closed(
  {
    ...pathKeyMembers,
    CurrentNextHop: IpAddressText,
    /** Bytes; 0: the NlMtu of the IP interface at the time of reading. */
    PathMtu: Ulong,
    /** ms. */
    RttMean: Ulong,
    /** ms. */
    RttDeviation: Ulong,
    IsReachable: t.boolean,
    lastReachableAt: InstantOrNull,
    lastUnreachableAt: InstantOrNull,
    /** bit/s. */
    LinkTransmitSpeed: Ulong64Text,
    /** bit/s. */
    LinkReceiveSpeed: Ulong64Text,
  },
  'path',
);
export type PathData = t.TypeOf<typeof PathData>;
export type PathRow = PathData & Stamps;
export const pathsTable = defineTable<PathKey>('paths', ['InterfaceLuid', 'Source', 'Destination']);
