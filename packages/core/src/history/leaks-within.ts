import { resolveRange, type Host, type Range } from '../engine';
import type { InterfaceRow } from '../interfaces';
import { addressFamilies, familyOf, type IpAddress, type Prefix } from '../net';
import { addressOf, cutAt, unionOf } from './address-spans';
import { leaks, type Leak } from './leaks';
import { edgesOver } from './lookup-edges';

/** Destinations that follow one another, and the leaks that all of them had. */
export interface LeakingDestinations {
  readonly first: IpAddress;
  readonly last: IpAddress;
  /** One or more. */
  readonly leaks: readonly Leak[];
}

/** What all that is told of a leak hangs on. */
const identityOf = ({ BestRoute, BestSourceAddress, from, to }: Leak): string =>
  [
    from.seq,
    from.at,
    to?.seq,
    to?.at,
    BestRoute.InterfaceLuid,
    BestRoute.DestinationPrefix,
    BestRoute.NextHop,
    BestSourceAddress,
  ].join(' ');

/**
 * The leaks of every destination in some prefixes, as `leaks` tells them. None is left out and none is sampled: the
 * ranges are cut where a lookup at any moment of the stretch can tell one address from the next.
 *
 * @param onProgress called before each range is asked for with how many are done
 * @returns by family, IPv4 first, in ascending order; destinations that never leaked are in none
 * @example
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * const [range] = leaksWithin(host, ['0.0.0.0/0'], ({ Alias }) => Alias === 'wg0');
 * [range.first, range.last, range.leaks.length]; // => ['10.0.0.0', '10.255.255.255', 1]
 */
export const leaksWithin = (
  host: Host,
  within: readonly Prefix[],
  isTunnel: (row: InterfaceRow) => boolean,
  range: Range = {},
  onProgress: (done: number, ofRanges: number) => void = () => undefined,
): readonly LeakingDestinations[] => {
  const resolved = resolveRange(host.timeline, range);
  const asked = addressFamilies.flatMap((family) => {
    const wanted = unionOf(within.filter((prefix) => familyOf(prefix) === family));
    if (wanted.length === 0) return [];
    return Array.from(cutAt(wanted, edgesOver(host, resolved, family)), (span) => ({ family, span }));
  });
  const found: (LeakingDestinations & { readonly end: bigint; readonly identity: string })[] = [];
  for (const [index, { family, span }] of asked.entries()) {
    onProgress(index, asked.length);
    const first = addressOf(span.first, family);
    const own = leaks(host, { DestinationAddress: first }, isTunnel, resolved);
    if (own.length === 0) continue;
    const identity = `${family} ${own.map(identityOf).join(', ')}`;
    const last = addressOf(span.last, family);
    const before = found.at(-1);
    if (before?.identity === identity && before.end === span.first - 1n)
      found[found.length - 1] = { ...before, last, end: span.last };
    else found.push({ first, last, leaks: own, end: span.last, identity });
  }
  return found.map(({ first, last, leaks: own }) => ({ first, last, leaks: own }));
};
