import type { Occurrence } from '../call';
import { isLoopbackInterface } from '../interfaces';
import { familyOf, ipv4FromNumber, ipv6FromWords, type IpAddress } from '../net';
import { scopeIdOf, solicitedNodeOf } from './address-class';
import type { AnycastEvent, MulticastEvent, UnicastEvent } from './events';
import type { AddressReads } from './reads';
import type { AddressKey, MulticastRow } from './row';

// No call joins or leaves a group: groups come and go with the addresses that need them.

/** 224.0.0.1, all hosts of the link (RFC 1112). */
const allHosts = ipv4FromNumber(0xe000_0001);
/** ff01::1 and ff02::1, all nodes of the interface and of the link (RFC 4291, 2.7.1). */
const allNodes: readonly IpAddress[] = [
  ipv6FromWords(0xff01_0000, 0, 0, 1),
  ipv6FromWords(0xff02_0000, 0, 0, 1),
];

type Kind = 'unicast' | 'anycast';

/** The groups that an address needs (RFC 4291, 2.8), in the order in which they are joined. */
export const groupsOf = (kind: Kind, address: IpAddress): readonly IpAddress[] => {
  const isIpv6 = familyOf(address) === 'AF_INET6';
  if (kind === 'anycast') return isIpv6 ? [solicitedNodeOf(address)] : [];
  return isIpv6 ? [...allNodes, solicitedNodeOf(address)] : [allHosts];
};

/** Whether an address of the interface, other than the one that goes, needs a group too. */
const isSharedBy = (
  { unicast, anycast }: AddressReads,
  going: AddressKey,
  goingKind: Kind,
  group: IpAddress,
): boolean => {
  const needs =
    (kind: Kind) =>
    ({ Address }: AddressKey): boolean =>
      (kind !== goingKind || Address !== going.Address) &&
      familyOf(Address) === familyOf(group) &&
      groupsOf(kind, Address).includes(group);
  return (
    unicast.onInterface(going.InterfaceLuid).some(needs('unicast')) ||
    anycast.onInterface(going.InterfaceLuid).some(needs('anycast'))
  );
};

/** The groups that are joined because an address came: those it needs that the interface has not joined yet. */
export const groupsAfter = ({ event, state }: Occurrence<AddressReads>): readonly MulticastEvent[] => {
  const cause = event as UnicastEvent | AnycastEvent;
  if (cause.type !== 'UnicastAddressCreated' && cause.type !== 'AnycastAddressCreated') return [];
  const { Address, InterfaceIndex, InterfaceLuid } = cause.data;
  const on = state.interfaces.get({ InterfaceLuid });
  if (on === undefined || isLoopbackInterface(on)) return [];
  return groupsOf(cause.type === 'UnicastAddressCreated' ? 'unicast' : 'anycast', Address)
    .filter((group) => state.multicast.get({ InterfaceLuid, Address: group }) === undefined)
    .map((group) => ({
      type: 'MulticastGroupJoined',
      data: { Address: group, InterfaceIndex, InterfaceLuid, ScopeId: scopeIdOf(group, InterfaceIndex) },
    }));
};

/**
 * The groups that are left before an address goes: those that no other address of the interface needs, in the order in
 * which they were joined. Where the interface itself goes, or a live host reports, groups do not follow addresses.
 */
export const groupsBefore = ({ event, state }: Occurrence<AddressReads>): readonly MulticastEvent[] => {
  const cause = event as UnicastEvent | AnycastEvent;
  if (cause.type !== 'UnicastAddressDeleted' && cause.type !== 'AnycastAddressDeleted') return [];
  const { Address, InterfaceLuid, reason } = cause.data;
  if (reason !== 'call' && reason !== 'expired') return [];
  const kind = cause.type === 'UnicastAddressDeleted' ? 'unicast' : 'anycast';
  return groupsOf(kind, Address)
    .map((group) => state.multicast.get({ InterfaceLuid, Address: group }))
    .filter((joined): joined is MulticastRow => joined !== undefined)
    .filter((joined) => !isSharedBy(state, cause.data, kind, joined.Address))
    .sort((a, b) => a.createdSeq - b.createdSeq)
    .map((left) => ({
      type: 'MulticastGroupLeft',
      data: {
        Address: left.Address,
        InterfaceIndex: left.InterfaceIndex,
        InterfaceLuid,
        reason: 'address-deleted',
      },
    }));
};
