import { ULONG_MAX } from '../codec';
import { isConnected, type InterfaceRow, type IpInterfaceRow } from '../interfaces';
import { familyOf, ipv6Prefix, type Luid } from '../net';
import type { UnicastEvent } from './events';
import { addressWithIdentifier, interfaceIdentifierOf } from './interface-identifier';
import { createdOn } from './new-address';
import type { AddressReads } from './reads';

const LINK_LOCAL_LENGTH = 64;
/** fe80::/64, the part of fe80::/10 in which addresses are formed (RFC 4291, 2.5.6). */
const linkLocalPrefix = ipv6Prefix(0xfe80_0000, 0, 0, 0, LINK_LOCAL_LENGTH);

const mayForm = ({ unicast }: AddressReads, on: InterfaceRow, ipInterface: IpInterfaceRow): boolean => {
  if (!ipInterface.formsLinkLocal || !isConnected(on)) return false;
  switch (ipInterface.LinkLocalAddressBehavior) {
    case 'LinkLocalAlwaysOn':
      return true;
    case 'LinkLocalDelayed':
      return !unicast.onInterface(on.InterfaceLuid).some(({ Address }) => familyOf(Address) === 'AF_INET6');
    case 'LinkLocalAlwaysOff':
    case 'LinkLocalUnchanged':
      return false;
  }
};

/**
 * The link-local address that an interface forms when its IPv6 interface is bound while it is connected, and whenever
 * its link comes up: none where LinkLocalAddressBehavior forbids it, where it stands already, where the physical
 * address gives no identifier, and on an IPv6 interface that the host began with.
 */
export const linkLocalAfter = (state: AddressReads, luid: Luid, at: number): readonly UnicastEvent[] => {
  const on = state.interfaces.get({ InterfaceLuid: luid });
  const ipInterface = state.ipInterfaces.get({ InterfaceLuid: luid, Family: 'AF_INET6' });
  if (on === undefined || ipInterface === undefined || !mayForm(state, on, ipInterface)) return [];
  const identifier = interfaceIdentifierOf(on);
  if (identifier === undefined) return [];
  const Address = addressWithIdentifier(linkLocalPrefix, identifier);
  if (state.unicast.get({ InterfaceLuid: luid, Address }) !== undefined) return [];
  const formed = {
    Address,
    PrefixOrigin: 'IpPrefixOriginWellKnown',
    SuffixOrigin: 'IpSuffixOriginLinkLayerAddress',
    ValidLifetime: ULONG_MAX,
    PreferredLifetime: ULONG_MAX,
    OnLinkPrefixLength: LINK_LOCAL_LENGTH,
    SkipAsSource: false,
    isOptimistic: false,
  } as const;
  return [createdOn({ interface: on, ipInterface }, formed, at)];
};
