import type { View } from '../call';
import { prefixOfRouteKey, type LinuxKey } from '../linux';
import {
  addressFamilies,
  familyOf,
  prefixOf,
  unspecifiedOf,
  type AddressFamily,
  type IpAddress,
  type Prefix,
} from '../net';
import { bestRoute, routeApi, type RouteRow } from '../routes';
import { difference, differenceSize, type HostState } from '../state';
import { addressOf, commonSpans, cutAt, unionOf, type AddressSpan } from './address-spans';
import type { BestRouteSpan } from './best-route-history';
import { edgesOf } from './lookup-edges';

/** An answer of GetBestRoute2. */
export type DestinationAnswer = Pick<BestRouteSpan, 'status' | 'BestRoute' | 'BestSourceAddress'>;

/** Destinations that are reached in another way than before, all of them in the same one. */
export interface ChangedDestinations {
  readonly first: IpAddress;
  readonly last: IpAddress;
  readonly before: DestinationAnswer;
  readonly after: DestinationAnswer;
}

const everywhere = (family: AddressFamily): readonly Prefix[] => [prefixOf(unspecifiedOf(family), 0)];

/** Kinds of Linux objects that a lookup asks for any destination. */
const decidingKinds = ['link', 'addr', 'netconf', 'nexthop'];

/** Where answers may differ: anywhere, or where only routes do, the destinations of those. */
const areaOf = (before: HostState, after: HostState): readonly Prefix[] => {
  const found = difference(before, after);
  const { routes, linux } = found;
  const objects = [
    ...[...linux.added, ...linux.removed].map((row) => row as LinuxKey),
    ...linux.changed.map(({ key }) => {
      const [, kind = '', ...rest] = key.split('/');
      return { kind, key: rest.join('/') };
    }),
  ];
  const isAnywhere =
    (['interfaces', 'ipInterfaces', 'unicast'] as const).some((table) => differenceSize(found[table]) > 0) ||
    objects.some(({ kind }) => decidingKinds.includes(kind));
  if (isAnywhere) return addressFamilies.flatMap(everywhere);
  return [
    ...[...routes.added, ...routes.removed].map((row) => (row as RouteRow).DestinationPrefix),
    ...routes.changed.map(({ key }) => key.split('/').slice(2, 4).join('/') as Prefix),
    ...objects.flatMap(({ kind, key }) => (kind === 'route' ? [prefixOfRouteKey(key)] : [])),
  ];
};

const identityOf = (view: View<HostState>, DestinationAddress: IpAddress): string => {
  const found = bestRoute(view, { DestinationAddress });
  if (found._tag === 'Left') return found.left.status;
  const { route, source } = found.right;
  return `${route.InterfaceLuid} ${route.DestinationPrefix} ${route.NextHop} ${source}`;
};

const answerOf = (view: View<HostState>, DestinationAddress: IpAddress): DestinationAnswer => {
  const { status, out } = routeApi.GetBestRoute2.run(view, { DestinationAddress });
  return {
    status,
    BestRoute: out?.BestRoute ?? null,
    BestSourceAddress: out?.BestSourceAddress ?? null,
  };
};

/** Destinations whose answers differ in the same way, as far as they follow one another. */
interface Change extends AddressSpan {
  readonly was: string;
  readonly is: string;
}

/**
 * The destinations that two states answer differently for: by another route, next hop or source, or not at all. No
 * destination is left out and none is sampled: the ranges are cut where a lookup in either state can tell one address from
 * the next.
 *
 * @param within only destinations in these prefixes; left out, all there are
 * @returns by family, IPv4 first, in ascending order
 * @example
 * host.mark('before');
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * const [changed] = changedDestinations(host.view('before'), host.view());
 * [changed.first, changed.last, changed.before.status]; // => ['10.0.0.0', '10.255.255.255', 'STATUS_NETWORK_UNREACHABLE']
 */
export const changedDestinations = (
  before: View<HostState>,
  after: View<HostState>,
  within?: readonly Prefix[],
): readonly ChangedDestinations[] => {
  const area = areaOf(before.state, after.state);
  return addressFamilies.flatMap((family) => {
    const isOfFamily = (prefix: Prefix): boolean => familyOf(prefix) === family;
    const wanted = unionOf(within?.filter(isOfFamily) ?? everywhere(family));
    const spans = commonSpans(wanted, unionOf(area.filter(isOfFamily)));
    if (spans.length === 0) return [];
    const edges = [...edgesOf(before, family), ...edgesOf(after, family)];
    const changes: Change[] = [];
    for (const { first, last } of cutAt(spans, edges)) {
      const address = addressOf(first, family);
      const [was, is] = [identityOf(before, address), identityOf(after, address)];
      if (was === is) continue;
      const previous = changes.at(-1);
      if (previous?.last === first - 1n && previous.was === was && previous.is === is)
        changes[changes.length - 1] = { ...previous, last };
      else changes.push({ first, last, was, is });
    }
    return changes.map(({ first, last }) => {
      const address = addressOf(first, family);
      return {
        first: address,
        last: addressOf(last, family),
        before: answerOf(before, address),
        after: answerOf(after, address),
      };
    });
  });
};
