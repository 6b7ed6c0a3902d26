import type { InterfaceTable } from '../interfaces';
import {
  familyOf,
  isInPrefix,
  isUnspecified,
  parseIpAddress,
  prefixOf,
  unspecifiedOf,
  widthOf,
  type IpAddress,
} from '../net';
import { selectSource, type LookupReads, type RouteRow } from '../routes';
import { numberOf, textOf, type LinuxObject } from './object-members';
import type { LinuxObjectRow } from './row';

/** The objects that tell source addresses. */
export interface SourceObjects {
  onLink(kind: 'addr', ifindex: number): readonly LinuxObjectRow[];
}

/**
 * The source address that goes with a route where the caller names none: the one that the route prefers; else
 * one of the outgoing link; else, where that has none, one of another link.
 *
 * @param object the route as Linux said it, of which `route` is the row.
 * @returns unspecified where no link has an address to choose.
 */
export const chooseSource = (
  linux: SourceObjects,
  reads: LookupReads,
  { object }: LinuxObjectRow,
  route: RouteRow,
  destination: IpAddress,
): IpAddress => {
  const preferred = textOf(object, 'prefsrc');
  if (preferred !== undefined) return preferred as IpAddress;
  const nextHop = isUnspecified(route.NextHop) ? destination : route.NextHop;
  return (
    (familyOf(destination) === 'AF_INET'
      ? ofLinkIpv4(linux, route.InterfaceIndex, nextHop)
      : selectSource(reads.unicast, route.InterfaceLuid, destination, route.NextHop)?.Address) ??
    ofOtherLinks(linux, reads.interfaces, route.InterfaceIndex, destination) ??
    unspecifiedOf(familyOf(destination))
  );
};

/**
 * IPv4: the first that shares its subnet with the next hop, else the first, in the order in which they came.
 */
const ofLinkIpv4 = (linux: SourceObjects, ifindex: number, nextHop: IpAddress): IpAddress | undefined => {
  let first: IpAddress | undefined;
  for (const { object } of linux.onLink('addr', ifindex)) {
    if (!isCandidate(object, 'inet')) continue;
    const local = textOf(object, 'local') as IpAddress;
    if (isOnSubnet(object, nextHop)) return local;
    first ??= local;
  }
  return first;
};

/**
 * IPv4 addresses behind the first of their subnet are never chosen; IPv6 ones must have passed their
 * detection.
 */
const isCandidate = (address: LinuxObject, family: 'inet' | 'inet6'): boolean =>
  address['family'] === family &&
  textOf(address, 'local') !== undefined &&
  address['secondary'] !== true &&
  address['dadfailed'] !== true &&
  (address['tentative'] !== true || address['optimistic'] === true);

/** The subnet of an address with a peer is the peer's. */
const isOnSubnet = (address: LinuxObject, nextHop: IpAddress): boolean => {
  const subnet = parseIpAddress(textOf(address, 'address') ?? textOf(address, 'local') ?? '');
  const length = numberOf(address, 'prefixlen');
  if (subnet === undefined || length === undefined || !(length <= widthOf(familyOf(subnet)))) return false;
  return isInPrefix(nextHop, prefixOf(subnet, length));
};

/** The first of scope global on the links besides, by index. */
const ofOtherLinks = (
  linux: SourceObjects,
  interfaces: InterfaceTable,
  ifindex: number,
  destination: IpAddress,
): IpAddress | undefined => {
  const family = familyOf(destination) === 'AF_INET' ? 'inet' : 'inet6';
  for (const { InterfaceIndex } of interfaces.inOrderOfIndex()) {
    if (InterfaceIndex === ifindex) continue;
    for (const { object } of linux.onLink('addr', InterfaceIndex))
      if (object['scope'] === 'global' && isCandidate(object, family))
        return textOf(object, 'local') as IpAddress;
  }
  return undefined;
};
