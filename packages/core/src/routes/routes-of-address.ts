import type { UnicastData } from '../addresses';
import {
  familyOf,
  isLinkLocalIpv6,
  lastAddressOf,
  parsePrefix,
  prefixOf,
  unspecifiedOf,
  widthOf,
  type IpAddress,
  type Luid,
  type Prefix,
} from '../net';
import { DEFAULT_METRIC, type RouteOriginName } from './route-entry';
import type { RouteData } from './row';

/** A route that an address brings to its interface, always on-link. */
export interface BroughtRoute {
  readonly DestinationPrefix: Prefix;
  /** TRUE for the route to the address itself. */
  readonly Loopback: boolean;
  readonly Origin: RouteOriginName;
}

const knownPrefix = (text: string): Prefix => {
  const prefix = parsePrefix(text);
  if (prefix === undefined) throw new Error(`${text} is no prefix`);
  return prefix;
};

const ipv4Multicast = knownPrefix('224.0.0.0/4');
const ipv4Broadcast = knownPrefix('255.255.255.255/32');
const ipv6LinkLocal = knownPrefix('fe80::/64');
const ipv6Multicast = knownPrefix('ff00::/8');

const toHost = (address: IpAddress): BroughtRoute => ({
  DestinationPrefix: prefixOf(address, widthOf(familyOf(address))),
  Loopback: true,
  Origin: 'NlroManual',
});
const toPrefix = (DestinationPrefix: Prefix): BroughtRoute => ({
  DestinationPrefix,
  Loopback: false,
  Origin: 'NlroManual',
});
const wellKnown = (DestinationPrefix: Prefix): BroughtRoute => ({
  DestinationPrefix,
  Loopback: false,
  Origin: 'NlroWellKnown',
});

/** What decides on the routes of a unicast address. */
export type AddressThatBrings = Pick<UnicastData, 'Address' | 'OnLinkPrefixLength' | 'PrefixOrigin'>;

/**
 * The routes that a unicast address brings, in order; a prefix that two rules name is there once, by the first.
 *
 * IPv4: the address, its network (not of length 0 or 32), the broadcast address of the network (none in a /31, RFC 3021,
 * nor in a /32), all multicast groups, the limited broadcast. IPv6: the address, fe80::/64 for a link-local one, its prefix
 * (not of length 0 or 128, and not where a router's advertisement says what is on-link), all multicast groups. A length
 * of 0 brings nothing: a forgotten length must not make a default route.
 */
export const routesOfUnicast = (row: AddressThatBrings): readonly BroughtRoute[] => {
  const routes = familyOf(row.Address) === 'AF_INET' ? routesOfIpv4(row) : routesOfIpv6(row);
  return routes.filter(
    ({ DestinationPrefix }, index) =>
      routes.findIndex((route) => route.DestinationPrefix === DestinationPrefix) === index,
  );
};

const routesOfIpv4 = ({ Address, OnLinkPrefixLength: length }: AddressThatBrings): BroughtRoute[] => {
  const routes = [toHost(Address)];
  if (length >= 1 && length <= 31) {
    const network = prefixOf(Address, length);
    routes.push(toPrefix(network));
    if (length <= 30) routes.push(toPrefix(prefixOf(lastAddressOf(network), 32)));
  }
  routes.push(wellKnown(ipv4Multicast), wellKnown(ipv4Broadcast));
  return routes;
};

const routesOfIpv6 = ({
  Address,
  OnLinkPrefixLength: length,
  PrefixOrigin,
}: AddressThatBrings): BroughtRoute[] => {
  const routes = [toHost(Address)];
  if (isLinkLocalIpv6(Address)) routes.push(wellKnown(ipv6LinkLocal));
  if (length >= 1 && length <= 127 && PrefixOrigin !== 'IpPrefixOriginRouterAdvertisement')
    routes.push(toPrefix(prefixOf(Address, length)));
  routes.push(wellKnown(ipv6Multicast));
  return routes;
};

/** The one route that an anycast address brings. */
export const routesOfAnycast = (address: IpAddress): readonly BroughtRoute[] => [toHost(address)];

/** The next hop of all routes that addresses bring: on-link. */
export const onLinkNextHop = (prefix: Prefix): IpAddress => unspecifiedOf(familyOf(prefix));

/** The whole route that comes of it on an interface at an instant. */
export const broughtRouteData = (
  { DestinationPrefix, Loopback, Origin }: BroughtRoute,
  { InterfaceIndex, InterfaceLuid }: { readonly InterfaceIndex: number; readonly InterfaceLuid: Luid },
  at: number,
): RouteData => ({
  AutoconfigureAddress: false,
  DestinationPrefix,
  Immortal: false,
  InterfaceIndex,
  InterfaceLuid,
  Loopback,
  Metric: DEFAULT_METRIC,
  NextHop: onLinkNextHop(DestinationPrefix),
  Origin,
  Protocol: 'MIB_IPPROTO_LOCAL',
  Publish: false,
  SitePrefixLength: 0,
  ageSince: at,
  preferredUntil: null,
  validUntil: null,
});
