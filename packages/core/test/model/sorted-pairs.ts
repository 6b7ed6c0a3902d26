import { addressOf, familyOf, isMapped, numberOf, unspecified } from './address-arithmetic';
import { check, gives, orRefusal, type Answer } from './answers';
import { lookUp, withScope, type Found } from './best-route';
import { addressIn, numberIn, type Given, type GivenAddress } from './given';
import type { Model } from './model';
import { interfaceOf } from './places';
import { commonBitsOnLink, policyOf, scopeOf } from './source-address';

/** How a destination can be reached: the lookup of it, where that found a route and a source. */
interface Reach extends Found {
  readonly chosen: NonNullable<Found['chosen']>;
}

interface Candidate {
  readonly written: GivenAddress;
  /** The destination; one that was written IPv4-mapped is IPv4. */
  readonly address: string;
  readonly reach: Reach | undefined;
}

const candidateOf = (model: Model, written: GivenAddress): Candidate => {
  const address = isMapped(written.address)
    ? addressOf('AF_INET', numberOf(written.address) & 0xffff_ffffn)
    : written.address;
  const asked = written.scopeId === 0 ? address : `${address}%${written.scopeId}`;
  const found = orRefusal(() => lookUp(model, { DestinationAddress: asked }));
  if ('status' in found || found.chosen === undefined) return { written, address, reach: undefined };
  return { written, address, reach: { ...found, chosen: found.chosen } };
};

/** Below zero where the first is the better; rules that ask for a source compare two that have one. */
const compareReach = (model: Model, a: Candidate, b: Candidate): readonly number[] => {
  const prefer = (isBetter: (candidate: Candidate, reach: Reach) => boolean): number => {
    if (a.reach === undefined || b.reach === undefined) return 0;
    return Number(isBetter(b, b.reach)) - Number(isBetter(a, a.reach));
  };
  const commonInFamily = (): number => {
    if (a.reach === undefined || b.reach === undefined) return 0;
    if (familyOf(a.address) !== familyOf(b.address)) return 0;
    return commonBitsOnLink(b.reach.chosen, b.address) - commonBitsOnLink(a.reach.chosen, a.address);
  };
  return [
    Number(a.reach === undefined) - Number(b.reach === undefined),
    prefer(({ address }, { source }) => scopeOf(address) === scopeOf(source)),
    prefer((_, { chosen }) => chosen.DadState !== 'IpDadStateDeprecated'),
    prefer(({ address }, { source }) => policyOf(address).label === policyOf(source).label),
    policyOf(b.address).precedence - policyOf(a.address).precedence,
    prefer((_, { route }) => interfaceOf(model, route).Type !== 'IF_TYPE_TUNNEL'),
    scopeOf(a.address) - scopeOf(b.address),
    commonInFamily(),
  ];
};

const sourceText = ({ address, reach }: Candidate): string => {
  const mapped = familyOf(address) === 'AF_INET' ? '::ffff:' : '';
  return (
    mapped + (reach === undefined ? unspecified(familyOf(address)) : withScope(reach.source, reach.route))
  );
};

/** Destinations in the order in which to try them, each with its source (RFC 6724, section 6). */
export const createSortedAddressPairs = (model: Model, params: Given): Answer => {
  const list = params['DestinationAddressList'] as readonly string[] | null | undefined;
  check(list !== null && list !== undefined, 'STATUS_INVALID_PARAMETER');
  const count = (params['DestinationAddressCount'] as number | undefined) ?? list.length;
  check(count <= 500 && count <= list.length, 'STATUS_INVALID_PARAMETER');
  check(numberIn(params, 'AddressSortOptions') === 0, 'STATUS_INVALID_PARAMETER');
  const destinations = list.slice(0, count).map((text) => {
    const address = addressIn({ text }, 'text');
    check(address !== undefined && address !== 'AF_UNSPEC', 'STATUS_INVALID_PARAMETER');
    check(address.family === 'AF_INET6', 'STATUS_INVALID_PARAMETER');
    return address;
  });
  check(model.stacks.includes('AF_INET6'), 'STATUS_NOT_SUPPORTED');
  const sorted = destinations
    .map((written) => candidateOf(model, written))
    .toSorted((a, b) => compareReach(model, a, b).find((order) => order !== 0) ?? 0);
  const pairs = sorted.map((candidate) => ({
    SourceAddress: sourceText(candidate),
    DestinationAddress:
      candidate.written.address + (candidate.written.scopeId === 0 ? '' : `%${candidate.written.scopeId}`),
  }));
  return gives({ SortedAddressPairList: pairs, SortedAddressPairCount: count });
};
