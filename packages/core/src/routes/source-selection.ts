import type { UnicastRow, UnicastTable } from '../addresses';
import {
  commonPrefixLength,
  compareAddresses,
  familyOf,
  isUnspecified,
  type AddressFamily,
  type IpAddress,
  type Luid,
} from '../net';
import { scopeOf } from './address-scope';
import { policyOf } from './policy-table';

/** Usable as a source or as the end of a connection: detection has passed (or was not needed). */
export const isUsable = ({ DadState }: UnicastRow): boolean =>
  DadState === 'IpDadStatePreferred' || DadState === 'IpDadStateDeprecated';

/** Whether a privacy extension drew it from an advertised prefix (RFC 8981). */
const isTemporary = ({ PrefixOrigin, SuffixOrigin }: UnicastRow): boolean =>
  PrefixOrigin === 'IpPrefixOriginRouterAdvertisement' && SuffixOrigin === 'IpSuffixOriginRandom';

/** A rule: negative where `a` is the better source, positive where `b` is, 0 where it does not separate them. */
type Rule = (a: UnicastRow, b: UnicastRow, destination: IpAddress, nextHop: IpAddress) => number;

/** The one of which something holds comes first. */
const preferTrue = (ofA: boolean, ofB: boolean): number => Number(ofB) - Number(ofA);

/** The larger number comes first. */
const preferMore = (ofA: number, ofB: number): number => ofB - ofA;

const sameAddress: Rule = (a, b, destination) =>
  preferTrue(a.Address === destination, b.Address === destination);

/** The smaller scope, unless it is too small to reach the destination (RFC 6724, section 5, rule 2). */
const appropriateScope: Rule = (a, b, destination) => {
  const [scopeOfA, scopeOfB] = [scopeOf(a.Address), scopeOf(b.Address)];
  if (scopeOfA === scopeOfB) return 0;
  const isSmallerEnough = Math.min(scopeOfA, scopeOfB) >= scopeOf(destination);
  return scopeOfA < scopeOfB === isSmallerEnough ? -1 : 1;
};

const avoidDeprecated: Rule = (a, b) =>
  preferTrue(a.DadState === 'IpDadStatePreferred', b.DadState === 'IpDadStatePreferred');

const matchingLabel: Rule = (a, b, destination) => {
  const { label } = policyOf(destination);
  return preferTrue(policyOf(a.Address).label === label, policyOf(b.Address).label === label);
};

const preferTemporary: Rule = (a, b) => preferTrue(isTemporary(a), isTemporary(b));

/** Windows' own rule of IPv4: nearer to the gateway, before nearer to the destination. */
const nearNextHop: Rule = (a, b, _destination, nextHop) =>
  isUnspecified(nextHop)
    ? 0
    : preferMore(commonPrefixLength(a.Address, nextHop), commonPrefixLength(b.Address, nextHop));

const nearDestinationIpv4: Rule = (a, b, destination) =>
  preferMore(commonPrefixLength(a.Address, destination), commonPrefixLength(b.Address, destination));

/** CommonPrefixLen counts up to the length of the source's own prefix (RFC 6724, section 2.2). */
export const commonBits = ({ Address, OnLinkPrefixLength }: UnicastRow, destination: IpAddress): number =>
  Math.min(commonPrefixLength(Address, destination), OnLinkPrefixLength);

const nearDestinationIpv6: Rule = (a, b, destination) =>
  preferMore(commonBits(a, destination), commonBits(b, destination));

const lowestAddress: Rule = (a, b) => compareAddresses(a.Address, b.Address);

const rules: Readonly<Record<AddressFamily, readonly Rule[]>> = {
  AF_INET: [sameAddress, appropriateScope, avoidDeprecated, nearNextHop, nearDestinationIpv4, lowestAddress],
  AF_INET6: [
    sameAddress,
    appropriateScope,
    avoidDeprecated,
    matchingLabel,
    preferTemporary,
    nearDestinationIpv6,
    lowestAddress,
  ],
};

/** The addresses of one interface that may be chosen, by family. */
type Candidates = Readonly<Record<AddressFamily, readonly UnicastRow[]>>;

/**
 * Candidates worked out before, by the table they are from: lookups come by the thousand between two changes of
 * addresses. Tables never change, and one that nobody holds any more takes its entry with it.
 */
const known = new WeakMap<UnicastTable, Map<Luid, Candidates>>();

const candidatesOn = (unicast: UnicastTable, luid: Luid): Candidates => {
  let byInterface = known.get(unicast);
  if (byInterface === undefined) known.set(unicast, (byInterface = new Map<Luid, Candidates>()));
  let candidates = byInterface.get(luid);
  if (candidates === undefined) {
    const rows = unicast.onInterface(luid).filter((row) => !row.SkipAsSource && isUsable(row));
    candidates = {
      AF_INET: rows.filter(({ Address }) => familyOf(Address) === 'AF_INET'),
      AF_INET6: rows.filter(({ Address }) => familyOf(Address) === 'AF_INET6'),
    };
    byInterface.set(luid, candidates);
  }
  return candidates;
};

/**
 * The source address for packets to a destination that leave by an interface: RFC 6724, section 5, for IPv6, Windows' own
 * list for IPv4. Addresses of other interfaces are never looked at.
 *
 * @param nextHop of the route that was chosen; unspecified where it is on-link
 * @returns undefined where the interface has no usable address of the family that may be chosen
 */
export const selectSource = (
  unicast: UnicastTable,
  luid: Luid,
  destination: IpAddress,
  nextHop: IpAddress,
): UnicastRow | undefined => {
  const family = familyOf(destination);
  const candidates = candidatesOn(unicast, luid)[family];
  let best = candidates[0];
  for (let index = 1; index < candidates.length; index++) {
    const row = candidates[index] as UnicastRow;
    if (best !== undefined && isBetter(row, best, rules[family], destination, nextHop)) best = row;
  }
  return best;
};

const isBetter = (
  row: UnicastRow,
  best: UnicastRow,
  inOrder: readonly Rule[],
  destination: IpAddress,
  nextHop: IpAddress,
): boolean => {
  for (const rule of inOrder) {
    const order = rule(row, best, destination, nextHop);
    if (order !== 0) return order < 0;
  }
  return false;
};
