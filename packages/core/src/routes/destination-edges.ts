import type { UnicastTable } from '../addresses';
import {
  commonPrefixLength,
  compareAddresses,
  familyOf,
  parsePrefix,
  prefixOf,
  widthOf,
  type AddressFamily,
  type IpAddress,
  type Prefix,
} from '../net';
import { policyTable } from './policy-table';

/** IPv4: the whole, loopback, link-local, the local control block of multicast. */
const ipv4Kinds = ['0.0.0.0/0', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/24'];
/** IPv6: link-local, and the scopes of multicast; the policy table has the rest. */
const ipv6Kinds = [
  'fe80::/10',
  ...Array.from({ length: 256 }, (_, low) => `ff${low.toString(16).padStart(2, '0')}::/16`),
  ...policyTable.map(([prefix]) => prefix),
];

/**
 * The prefixes by which a lookup tells destinations of a family apart, besides those of routes: kinds of addresses, and
 * what the choice of a source compares with the host's own. Destinations that none of them, and no prefix of a route,
 * separates get the same answer.
 */
export const destinationEdges = (unicast: UnicastTable, family: AddressFamily): readonly Prefix[] => {
  const kinds = family === 'AF_INET' ? ipv4Kinds : ipv6Kinds;
  const edges = kinds.flatMap((text) => parsePrefix(text) ?? []);
  const own = new Map<IpAddress, number>();
  for (const { Address, OnLinkPrefixLength } of unicast.values())
    if (familyOf(Address) === family) own.set(Address, OnLinkPrefixLength);
  const addresses = [...own.keys()].sort(compareAddresses);
  const lengths = new Set(own.values());
  const width = widthOf(family);
  const add = (address: IpAddress, length: number): void => {
    if (length <= width) edges.push(prefixOf(address, length));
  };
  for (const [index, address] of addresses.entries()) {
    add(address, width);
    // Bits in common count up to the length of the source's own prefix.
    for (const length of lengths) {
      add(address, length);
      add(address, length + 1);
    }
    // Of two addresses, one is nearer to what lies on its side of where they part.
    const next = addresses[index + 1];
    if (next === undefined) continue;
    const parting = commonPrefixLength(address, next) + 1;
    add(address, parting);
    add(next, parting);
  }
  return edges;
};
