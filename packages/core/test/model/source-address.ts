import {
  commonBits,
  compareNumbers,
  familyOf,
  isIn,
  isLinkLocal,
  isLoopbackAddress,
  lengthOf,
  numberOf,
  unspecified,
} from './address-arithmetic';
import { isUsable } from './addresses';
import { onInterface, type Model, type Row } from './model';
import type { RouteData, UnicastData } from './rows';

/** Scope of an address as a number: 2 its link, 5 its site, 14 everywhere (RFC 6724, section 3). */
export const scopeOf = (address: string): number => {
  if (isIn(address, 'ff00::/8')) return Number((numberOf(address) >> 112n) & 0xfn);
  if (isIn(address, '224.0.0.0/24') || isLoopbackAddress(address) || isLinkLocal(address)) return 2;
  return isIn(address, 'fec0::/10') ? 5 : 14;
};

interface Policy {
  readonly prefix: string;
  readonly precedence: number;
  readonly label: number;
}

/** The default policy table of RFC 6724, section 2.1. */
const policies: readonly Policy[] = [
  { prefix: '::1/128', precedence: 50, label: 0 },
  { prefix: '::/0', precedence: 40, label: 1 },
  { prefix: '::ffff:0.0.0.0/96', precedence: 35, label: 4 },
  { prefix: '2002::/16', precedence: 30, label: 2 },
  { prefix: '2001::/32', precedence: 5, label: 5 },
  { prefix: 'fc00::/7', precedence: 3, label: 13 },
  { prefix: '::/96', precedence: 1, label: 3 },
  { prefix: 'fec0::/10', precedence: 1, label: 11 },
  { prefix: '3ffe::/16', precedence: 1, label: 12 },
];

/** The line of the policy table for an address: that of the longest prefix that holds it. */
export const policyOf = (address: string): Policy => {
  const looked = familyOf(address) === 'AF_INET' ? `::ffff:${address}` : address;
  const [policy] = policies
    .filter(({ prefix }) => isIn(looked, prefix))
    .toSorted((a, b) => lengthOf(b.prefix) - lengthOf(a.prefix));
  if (policy === undefined) throw new Error(`no policy for ${address}`);
  return policy;
};

/** Bits in common with a destination, of those that a source's own prefix has. */
export const commonBitsOnLink = (source: UnicastData, destination: string): number =>
  Math.min(commonBits(source.Address, destination), source.OnLinkPrefixLength);

const isTemporary = ({ PrefixOrigin, SuffixOrigin }: UnicastData): boolean =>
  PrefixOrigin === 'IpPrefixOriginRouterAdvertisement' && SuffixOrigin === 'IpSuffixOriginRandom';

/** Below zero where the first is the better. */
type Rule = (a: UnicastData, b: UnicastData) => number;

const prefer =
  (isBetter: (source: UnicastData) => boolean): Rule =>
  (a, b) =>
    Number(isBetter(b)) - Number(isBetter(a));

const preferMore =
  (count: (source: UnicastData) => number): Rule =>
  (a, b) =>
    count(b) - count(a);

/** The smaller scope serves where it reaches the destination, else the larger one is the better. */
const byScope =
  (destination: string): Rule =>
  (a, b) => {
    const [scopeA, scopeB] = [scopeOf(a.Address), scopeOf(b.Address)];
    if (scopeA === scopeB) return 0;
    const smallerServes = Math.min(scopeA, scopeB) >= scopeOf(destination);
    return smallerServes === scopeA < scopeB ? -1 : 1;
  };

const rulesFor = (destination: string, { NextHop }: RouteData): readonly Rule[] => {
  const common = [
    prefer(({ Address }) => Address === destination),
    byScope(destination),
    prefer(({ DadState }) => DadState === 'IpDadStatePreferred'),
  ];
  const last: Rule = (a, b) => compareNumbers(a.Address, b.Address);
  if (familyOf(destination) === 'AF_INET')
    return [
      ...common,
      ...(NextHop === unspecified('AF_INET')
        ? []
        : [preferMore(({ Address }) => commonBits(Address, NextHop))]),
      preferMore(({ Address }) => commonBits(Address, destination)),
      last,
    ];
  return [
    ...common,
    prefer(({ Address }) => policyOf(Address).label === policyOf(destination).label),
    prefer(isTemporary),
    preferMore((source) => commonBitsOnLink(source, destination)),
    last,
  ];
};

/** The best source for packets that take a route to a destination (RFC 6724, section 5); undefined: none there. */
export const sourceFor = (
  model: Model,
  route: Row<'routes'>,
  destination: string,
): Row<'unicast'> | undefined => {
  const rules = rulesFor(destination, route);
  const [best] = onInterface(model.unicast, route)
    .filter((row) => familyOf(row.Address) === familyOf(destination) && isUsable(row) && !row.SkipAsSource)
    .toSorted((a, b) => rules.map((rule) => rule(a, b)).find((order) => order !== 0) ?? 0);
  return best;
};
