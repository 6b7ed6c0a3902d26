import {
  familyOf,
  isInPrefix,
  lastAddressOf,
  prefixAddress,
  prefixLength,
  prefixOf,
  widthOf,
  type RouteRow,
  type UnicastRow,
} from '@netlapse/core';

import type { LinuxRoute } from '../netlink';

const isMulticast = (address: string): boolean =>
  address.startsWith('ff') || /^2(?:2[4-9]|3\d)\./.test(address);

/** IP6_RT_PRIO_USER: what the kernel makes of a metric 0 of an IPv6 route. */
const IPV6_METRIC = 1024;
/** IP6_RT_PRIO_ADDRCONF. */
const IPV6_SUBNET_METRIC = 256;

/** The metric of a route of table main as its member; an IPv4 route has none for 0. */
export const metricOf = (isIpv4: boolean, metric: number): Pick<LinuxRoute, 'metric'> => {
  if (metric > 0) return { metric };
  return isIpv4 ? {} : { metric: IPV6_METRIC };
};

/**
 * A row as `ip route add` would make it: what an address brings as the kernel makes it of its own accord, all else as a
 * static route of table main. Undefined for groups and 255.255.255.255, which the kernel knows by other ways.
 *
 * @param addresses of the host: a route to one of them alone leads to the host itself
 */
export const routeOfRow = (row: RouteRow, addresses: readonly UnicastRow[]): LinuxRoute | undefined => {
  const { DestinationPrefix, InterfaceIndex, Metric, NextHop, Protocol } = row;
  const isIpv4 = familyOf(DestinationPrefix) === 'AF_INET';
  const isOnLink = NextHop === '0.0.0.0' || NextHop === '::';
  const network = prefixAddress(DestinationPrefix);
  const shared = {
    dst: DestinationPrefix,
    family: isIpv4 ? 'inet' : 'inet6',
    flags: [],
    oif: InterfaceIndex,
    ...(isOnLink ? {} : { gateway: NextHop }),
  } as const;
  const isByItself = Protocol === 'MIB_IPPROTO_LOCAL' && isOnLink;
  if (!isByItself)
    return {
      ...shared,
      ...metricOf(isIpv4, Metric),
      protocol: 'static',
      scope: isIpv4 && isOnLink ? 'link' : 'global',
      table: 'main',
      type: 'unicast',
    };
  if (isMulticast(network) || network === '255.255.255.255') return undefined;
  const own = addresses.filter((address) => address.InterfaceIndex === InterfaceIndex);
  const ofHost = { ...shared, protocol: 'kernel', table: 'local' };
  if (prefixLength(DestinationPrefix) === widthOf(familyOf(network))) {
    if (own.some(({ Address }) => Address === network))
      return { ...ofHost, scope: isIpv4 ? 'host' : 'global', type: 'local' };
    const isBroadcast = own.some(
      ({ Address, OnLinkPrefixLength }) =>
        familyOf(Address) === 'AF_INET' && lastAddressOf(prefixOf(Address, OnLinkPrefixLength)) === network,
    );
    if (isIpv4 && isBroadcast) return { ...ofHost, scope: 'link', type: 'broadcast' };
  }
  const source = own.find(
    ({ Address }) => familyOf(Address) === familyOf(network) && isInPrefix(Address, DestinationPrefix),
  );
  return {
    ...shared,
    ...metricOf(isIpv4, isIpv4 ? 0 : IPV6_SUBNET_METRIC),
    protocol: 'kernel',
    scope: isIpv4 ? 'link' : 'global',
    table: 'main',
    type: 'unicast',
    ...(isIpv4 && source !== undefined ? { prefsrc: source.Address } : {}),
  };
};
