import {
  familyOf,
  isLinkLocalIpv6,
  isLoopback,
  addressToBytes,
  scopeIdOf,
  widthOf,
  type IpAddress,
} from '@netlapse/core';

import type { AddressObject } from './objects';
import type { InterfaceKey, UnicastData } from './row-data';

/** The row of an address; `createdAt` is when it was first reported. */
export const unicastDataOf = (
  address: AddressObject,
  { InterfaceIndex, InterfaceLuid }: InterfaceKey,
  createdAt: number,
): UnicastData => {
  const Address = address.local as IpAddress;
  const [PrefixOrigin, SuffixOrigin] = originOf(address, Address);
  return {
    Address,
    DadState: dadStateOf(address),
    InterfaceIndex,
    InterfaceLuid,
    // The length is that of the peer's subnet.
    OnLinkPrefixLength: address.address === undefined ? address.prefixlen : widthOf(familyOf(Address)),
    PrefixOrigin,
    ScopeId: scopeIdOf(Address, InterfaceIndex),
    SkipAsSource: false,
    SuffixOrigin,
    createdAt,
    dadDueAt: null,
    preferredUntil: address.preferred_until ?? null,
    validUntil: address.valid_until ?? null,
  };
};

const dadStateOf = ({
  dadfailed,
  deprecated,
  optimistic,
  tentative,
}: AddressObject): UnicastData['DadState'] => {
  if (dadfailed === true) return 'IpDadStateDuplicate';
  if (tentative === true && optimistic !== true) return 'IpDadStateTentative';
  return deprecated === true ? 'IpDadStateDeprecated' : 'IpDadStatePreferred';
};

type Origin = readonly [UnicastData['PrefixOrigin'], UnicastData['SuffixOrigin']];

const wellKnown: Origin = ['IpPrefixOriginWellKnown', 'IpSuffixOriginWellKnown'];
const dhcp: Origin = ['IpPrefixOriginDhcp', 'IpSuffixOriginDhcp'];
const manual: Origin = ['IpPrefixOriginManual', 'IpSuffixOriginManual'];

/** Linux says who made an address only since 6.3, and then not always: the rest is told from how it is. */
const originOf = (address: AddressObject, local: IpAddress): Origin => {
  const { dynamic, mngtmpaddr, prefixlen, protocol, temporary } = address;
  const isStablePrivacy = address['stable-privacy'] === true;
  if (isLoopback(local) || protocol === 'kernel_lo') return wellKnown;
  if (isLinkLocalIpv6(local) || protocol === 'kernel_ll')
    return [
      'IpPrefixOriginWellKnown',
      isStablePrivacy ? 'IpSuffixOriginRandom' : 'IpSuffixOriginLinkLayerAddress',
    ];
  const isDynamic = dynamic === true;
  if (
    familyOf(local) === 'AF_INET6' &&
    (protocol === 'kernel_ra' || temporary === true || mngtmpaddr === true || (isDynamic && prefixlen < 128))
  ) {
    const isRandom = temporary === true || isStablePrivacy || !bearsLinkLayerAddress(local);
    return [
      'IpPrefixOriginRouterAdvertisement',
      isRandom ? 'IpSuffixOriginRandom' : 'IpSuffixOriginLinkLayerAddress',
    ];
  }
  return isDynamic ? dhcp : manual;
};

/** A modified EUI-64 made of a 48-bit address has FF FE in its middle (RFC 4291, appendix A). */
const bearsLinkLayerAddress = (address: IpAddress): boolean => {
  const bytes = addressToBytes(address);
  return bytes[11] === 0xff && bytes[12] === 0xfe;
};
