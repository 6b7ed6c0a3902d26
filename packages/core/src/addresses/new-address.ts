import type { IpAddress } from '../net';
import { scopeIdOf } from './address-class';
import { beginDetection, beginOptimisticDetection, type Link } from './detection';
import type { UnicastEvent } from './events';
import { endOfLifetime } from './lifetimes';
import type { UnicastData, UnicastRow } from './row';

/** What is decided of a new unicast address before the stack adds its own. */
export interface NewAddress {
  readonly Address: IpAddress;
  readonly PrefixOrigin: UnicastData['PrefixOrigin'];
  readonly SuffixOrigin: UnicastData['SuffixOrigin'];
  /** Seconds; 0xFFFFFFFF: infinite. */
  readonly ValidLifetime: number;
  /** Seconds; 0xFFFFFFFF: infinite. */
  readonly PreferredLifetime: number;
  readonly OnLinkPrefixLength: number;
  readonly SkipAsSource: boolean;
  /** TRUE: preferred until somebody objects. Never for addresses that the stack makes. */
  readonly isOptimistic: boolean;
}

/** UnicastAddressCreated of an address that begins to stand on the link at `at`. */
export const createdOn = (link: Link, address: NewAddress, at: number): UnicastEvent => {
  const { InterfaceIndex, InterfaceLuid } = link.interface;
  const { Address, OnLinkPrefixLength, PrefixOrigin, SkipAsSource, SuffixOrigin } = address;
  const validUntil = endOfLifetime(address.ValidLifetime, at);
  const preferredUntil = endOfLifetime(address.PreferredLifetime, at);
  const begin = address.isOptimistic ? beginOptimisticDetection : beginDetection;
  const { DadState, dadDueAt } = begin(link, preferredUntil, at);
  return {
    type: 'UnicastAddressCreated',
    data: {
      Address,
      DadState,
      InterfaceIndex,
      InterfaceLuid,
      OnLinkPrefixLength,
      PrefixOrigin,
      ScopeId: scopeIdOf(Address, InterfaceIndex),
      SkipAsSource,
      SuffixOrigin,
      createdAt: at,
      dadDueAt,
      preferredUntil,
      validUntil,
    },
  };
};

/** The stored members of a row, without the bookkeeping that folding adds. */
export const unicastDataOf = (row: UnicastRow): UnicastData => ({
  Address: row.Address,
  DadState: row.DadState,
  InterfaceIndex: row.InterfaceIndex,
  InterfaceLuid: row.InterfaceLuid,
  OnLinkPrefixLength: row.OnLinkPrefixLength,
  PrefixOrigin: row.PrefixOrigin,
  ScopeId: row.ScopeId,
  SkipAsSource: row.SkipAsSource,
  SuffixOrigin: row.SuffixOrigin,
  createdAt: row.createdAt,
  dadDueAt: row.dadDueAt,
  preferredUntil: row.preferredUntil,
  validUntil: row.validUntil,
});
