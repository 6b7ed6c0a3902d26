import { either } from 'fp-ts';

import type { UnicastRow, UnicastTable } from '../addresses';
import { answer, invalid, refused, ulongInput, type Answer, type Refusal, type View } from '../call';
import {
  familyOf,
  formatSocketAddress,
  ipv4FromNumber,
  ipv4ToNumber,
  ipv6FromWords,
  ipv6ToWords,
  isIpv4Mapped,
  isUnspecified,
  parseSocketAddress,
  unspecifiedOf,
  type IpAddress,
  type SocketAddress,
} from '../net';
import { scopeOf } from './address-scope';
import { bestRoute, sourceText, type BestRoute, type LookupReads } from './best-route';
import { policyOf } from './policy-table';
import { commonBits } from './source-selection';

export interface CreateSortedAddressPairsParams {
  /** Reserved: null. */
  readonly SourceAddressList?: null;
  /** Reserved: 0. */
  readonly SourceAddressCount?: number;
  /** IPv6 addresses, IPv4 ones mapped into ::ffff:0:0/96; at most 500. */
  readonly DestinationAddressList: readonly string[] | null;
  /** How many of the list count; all of them where it is left out. */
  readonly DestinationAddressCount?: number;
  /** Reserved: 0. */
  readonly AddressSortOptions?: number;
  /** null: a NULL pointer. */
  readonly SortedAddressPairList?: null;
  /** null: a NULL pointer. */
  readonly SortedAddressPairCount?: null;
}

/** SOCKADDR_IN6_PAIR: a destination, and the source that goes with it. */
export interface AddressPair {
  /** `::` or ::ffff:0.0.0.0 where the destination cannot be reached. */
  readonly SourceAddress: string;
  readonly DestinationAddress: string;
}

export interface CreateSortedAddressPairsOut {
  readonly SortedAddressPairList: readonly AddressPair[];
  readonly SortedAddressPairCount: number;
}

const DESTINATIONS_MAX = 500;

type Ipv6Destination = Extract<SocketAddress, { readonly scopeId: number }>;

const readDestinations = (
  params: CreateSortedAddressPairsParams,
): either.Either<Refusal, readonly Ipv6Destination[]> => {
  const list: unknown = params.DestinationAddressList;
  if (list === undefined || list === null)
    return invalid('DestinationAddressList is NULL', 'DestinationAddressList');
  if (!Array.isArray(list))
    return invalid('DestinationAddressList is not an array', 'DestinationAddressList');
  if (params.SortedAddressPairList === null)
    return invalid('SortedAddressPairList is NULL', 'SortedAddressPairList');
  if (params.SortedAddressPairCount === null)
    return invalid('SortedAddressPairCount is NULL', 'SortedAddressPairCount');
  if ((params.SourceAddressList ?? null) !== null)
    return invalid('SourceAddressList is reserved and must be NULL', 'SourceAddressList');
  if ((params.SourceAddressCount ?? 0) !== 0)
    return invalid('SourceAddressCount is reserved and must be 0', 'SourceAddressCount');
  const count = ulongInput.read(params.DestinationAddressCount ?? list.length);
  if (count === undefined || count > DESTINATIONS_MAX || count > list.length)
    return invalid(
      `DestinationAddressCount is above ${DESTINATIONS_MAX} or above the length of the list`,
      'DestinationAddressCount',
    );
  if ((params.AddressSortOptions ?? 0) !== 0)
    return invalid('AddressSortOptions is reserved and must be 0', 'AddressSortOptions');
  const destinations: Ipv6Destination[] = [];
  for (let index = 0; index < count; index++) {
    const text: unknown = list[index];
    const destination = typeof text === 'string' ? parseSocketAddress(text) : undefined;
    if (destination?.family !== 'AF_INET6')
      return invalid('a destination is not an IPv6 address', `DestinationAddressList[${index}]`);
    destinations.push(destination);
  }
  return either.right(destinations);
};

/** A mapped address as the IPv4 address it holds; any other as it is. */
const unmapped = (address: IpAddress): IpAddress =>
  isIpv4Mapped(address) ? ipv4FromNumber(ipv6ToWords(address)[3]) : address;

/** What the comparison looks at in a destination, worked out once for each. */
interface Candidate {
  readonly pair: AddressPair;
  readonly isIpv4: boolean;
  readonly scope: number;
  readonly precedence: number;
  /** undefined: it cannot be reached. */
  readonly way: Way | undefined;
}

/** How a destination that can be reached would be. */
interface Way {
  readonly isOfScope: boolean;
  readonly isDeprecated: boolean;
  readonly isOfLabel: boolean;
  readonly isTunnel: boolean;
  readonly commonBits: number;
}

/** The row of the source; on a mirrored host it may stand on another interface than the route's. */
const sourceRow = (unicast: UnicastTable, { route, source }: BestRoute): UnicastRow | undefined =>
  unicast.get({ InterfaceLuid: route.InterfaceLuid, Address: source }) ?? unicast.holding(source)[0];

const wayOf = (
  { unicast, interfaces }: LookupReads,
  destination: IpAddress,
  found: BestRoute,
): Way | undefined => {
  if (isUnspecified(found.source)) return undefined;
  const row = sourceRow(unicast, found);
  if (row === undefined) return undefined;
  return {
    isOfScope: scopeOf(destination) === scopeOf(found.source),
    isDeprecated: row.DadState === 'IpDadStateDeprecated',
    isOfLabel: policyOf(destination).label === policyOf(found.source).label,
    isTunnel: interfaces.get(found.route)?.Type === 'IF_TYPE_TUNNEL',
    commonBits: commonBits(row, destination),
  };
};

const candidateOf = (view: View<LookupReads>, destination: Ipv6Destination): Candidate => {
  const address = unmapped(destination.address);
  const isIpv4 = familyOf(address) === 'AF_INET';
  const { scopeId } = destination;
  const asked = formatSocketAddress({ family: isIpv4 ? 'AF_INET' : 'AF_INET6', address, scopeId });
  const found = bestRoute(view, { DestinationAddress: asked });
  const way = either.isRight(found) ? wayOf(view.state, address, found.right) : undefined;
  const source = way !== undefined && either.isRight(found) ? found.right : undefined;
  const pair: AddressPair = Object.freeze({
    SourceAddress: sourceTextOf(source, isIpv4),
    DestinationAddress: formatSocketAddress(destination),
  });
  return { pair, isIpv4, scope: scopeOf(address), precedence: policyOf(address).precedence, way };
};

const sourceTextOf = (found: BestRoute | undefined, isIpv4: boolean): string => {
  if (isIpv4) return ipv6FromWords(0, 0, 0xffff, found === undefined ? 0 : ipv4ToNumber(found.source));
  return found === undefined ? unspecifiedOf('AF_INET6') : sourceText(found);
};

const preferTrue = (ofA: boolean, ofB: boolean): number => Number(ofB) - Number(ofA);

/** RFC 6724, section 6, without the rules of mobility; a sort by it must keep the order of equal ones. */
const compareCandidates = (a: Candidate, b: Candidate): number => {
  const byPrecedence = b.precedence - a.precedence;
  const byScope = a.scope - b.scope;
  if (a.way === undefined || b.way === undefined)
    return preferTrue(a.way !== undefined, b.way !== undefined) || byPrecedence || byScope;
  return (
    preferTrue(a.way.isOfScope, b.way.isOfScope) ||
    preferTrue(!a.way.isDeprecated, !b.way.isDeprecated) ||
    preferTrue(a.way.isOfLabel, b.way.isOfLabel) ||
    byPrecedence ||
    preferTrue(!a.way.isTunnel, !b.way.isTunnel) ||
    byScope ||
    (a.isIpv4 === b.isIpv4 ? b.way.commonBits - a.way.commonBits : 0)
  );
};

/**
 * CreateSortedAddressPairs: a pair for each destination, the best one first.
 *
 * @returns STATUS_INVALID_PARAMETER: a list is missing, a reserved parameter is used, there are more than 500
 *   destinations or more than the list has, or one is no IPv6 address;
 *   STATUS_NOT_SUPPORTED: no IPv6 stack.
 */
export const createSortedAddressPairs = (
  view: View<LookupReads>,
  params: CreateSortedAddressPairsParams,
): Answer<CreateSortedAddressPairsOut> => {
  const destinations = readDestinations(params);
  if (either.isLeft(destinations)) return refused(destinations.left);
  if (!view.state.stacks.includes('AF_INET6'))
    return refused({ status: 'STATUS_NOT_SUPPORTED', why: 'this computer has no AF_INET6 stack' });
  const candidates = destinations.right.map((destination) => candidateOf(view, destination));
  const pairs = candidates.sort(compareCandidates).map(({ pair }) => pair);
  return answer({ SortedAddressPairList: Object.freeze(pairs), SortedAddressPairCount: pairs.length });
};
