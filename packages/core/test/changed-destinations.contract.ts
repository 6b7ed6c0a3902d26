import {
  addressFromBytes,
  addressToBytes,
  changedDestinations,
  compareAddresses,
  familyOf,
  lastAddressOf,
  parseIpAddress,
  prefixAddress,
  type HostState,
  type IpAddress,
  type Prefix,
  type View,
} from '@netlapse/core';

import { bestRouteIdentity } from '../src/history';
import { routeApi } from '../src/routes';

/** Addresses of every kind that a lookup tells apart. */
export const someAddresses = [
  '0.0.0.0',
  '1.1.1.1',
  '127.0.0.1',
  '127.255.255.255',
  '128.0.0.0',
  '169.254.1.1',
  '192.0.2.7',
  '192.0.2.9',
  '198.51.100.1',
  '224.0.0.5',
  '224.0.1.5',
  '239.1.2.3',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:192.0.2.1',
  '2001::1',
  '2001:db8:1::7',
  '2002::1',
  '3ffe::1',
  'fc00::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  'ff05::2',
  'ff0e::3',
  'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
].flatMap((text) => parseIpAddress(text) ?? []);

/** Addresses at and beside the edges of the prefixes and addresses of a state. */
export const addressesOf = ({ state }: View<HostState>): readonly IpAddress[] => {
  const prefixes: Prefix[] = Array.from(state.routes.values(), (row) => row.DestinationPrefix);
  const own = Array.from(state.unicast.values(), (row) => row.Address);
  return [...own, ...prefixes.flatMap((prefix) => [prefixAddress(prefix), lastAddressOf(prefix)])];
};

/** Addresses one bit away from others. */
export const near = (
  addresses: readonly IpAddress[],
  bitOf: (count: number) => number,
): readonly IpAddress[] =>
  addresses.flatMap((address) => {
    const bytes = addressToBytes(address);
    const bit = bitOf(8 * bytes.length);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return addressFromBytes(bytes);
  });

/** Whether a range holds an address. */
export const isWithin = (
  { first, last }: { readonly first: IpAddress; readonly last: IpAddress },
  address: IpAddress,
): boolean =>
  familyOf(first) === familyOf(address) &&
  compareAddresses(first, address) <= 0 &&
  compareAddresses(address, last) <= 0;

/**
 * Holds the ranges to asking: a destination is in one exactly where the two answers differ, and they are the answers that
 * stand beside the range.
 */
export const expectWholeDifference = (
  before: View<HostState>,
  after: View<HostState>,
  bitOf: (count: number) => number,
): number => {
  const found = changedDestinations(before, after);
  const edges = found.flatMap(({ first, last }) => [first, last]);
  const known = [...someAddresses, ...addressesOf(before), ...addressesOf(after), ...edges];
  for (const address of new Set([...known, ...near(known, bitOf)])) {
    const params = { DestinationAddress: address };
    const [was, is] = [before, after].map((view) => routeApi.GetBestRoute2.run(view, params));
    const [was2, is2] = [was, is].map((answer) => bestRouteIdentity(answer as never));
    const range = found.find((each) => isWithin(each, address));
    expect({ address, isIn: range !== undefined }).toEqual({ address, isIn: was2 !== is2 });
    if (range === undefined) continue;
    for (const [answer, identity] of [
      [range.before, was2],
      [range.after, is2],
    ] as const) {
      const { status, BestRoute, BestSourceAddress } = answer;
      const told = bestRouteIdentity({ status, out: { BestRoute, BestSourceAddress } as never });
      expect({ address, told: told.replace(/%\d+$/, '') }).toEqual({
        address,
        told: (identity ?? '').replace(/%\d+$/, ''),
      });
    }
  }
  return found.length;
};
