import * as t from 'io-ts';

import { closed, defineTable, Instant, InstantOrNull, Uchar, Ulong, type Stamps } from '../codec';
import { interfaceKeyMembers } from '../interfaces';
import { IpAddressText, type IpAddress, type Luid } from '../net';
import { DadState, PrefixOrigin, SuffixOrigin } from './enumerations';

/** Names an address of any of the three tables. */
export const addressKeyMembers = { ...interfaceKeyMembers, Address: IpAddressText };

export interface AddressKey {
  readonly InterfaceLuid: Luid;
  readonly Address: IpAddress;
}

/** What is kept of a unicast address: MIB_UNICASTIPADDRESS_ROW with instants in place of remaining times. */
export const UnicastData = closed(
  {
    ...addressKeyMembers,
    PrefixOrigin: PrefixOrigin.codec,
    SuffixOrigin: SuffixOrigin.codec,
    OnLinkPrefixLength: Uchar,
    SkipAsSource: t.boolean,
    DadState: DadState.codec,
    /** InterfaceIndex for addresses of link or interface scope, else 0. */
    ScopeId: Ulong,
    createdAt: Instant,
    /** End of the valid lifetime; null: never. */
    validUntil: InstantOrNull,
    /** End of the preferred lifetime; null: never. */
    preferredUntil: InstantOrNull,
    /** When duplicate address detection ends; null: none runs or it waits for the link. */
    dadDueAt: InstantOrNull,
  },
  'unicast address',
);
export type UnicastData = t.TypeOf<typeof UnicastData>;
export type UnicastRow = UnicastData & Stamps;
export const unicastTable = defineTable<AddressKey>('unicast', ['InterfaceLuid', 'Address']);

/** What is kept of an anycast address, and of a joined multicast group. */
export const ScopedAddressData = closed({ ...addressKeyMembers, ScopeId: Ulong }, 'address with its scope');
export type ScopedAddressData = t.TypeOf<typeof ScopedAddressData>;
export type AnycastRow = ScopedAddressData & Stamps;
export type MulticastRow = ScopedAddressData & Stamps;
export const anycastTable = defineTable<AddressKey>('anycast', ['InterfaceLuid', 'Address']);
export const multicastTable = defineTable<AddressKey>('multicast', ['InterfaceLuid', 'Address']);
