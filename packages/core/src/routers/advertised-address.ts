import {
  addressWithIdentifier,
  changesOf,
  createdOn,
  endOfLifetime,
  interfaceIdentifierOf,
  isUnicast,
  type Link,
  type UnicastEvent,
} from '../addresses';
import type { CommandView } from '../call';
import { isLoopback, prefixLength } from '../net';
import type { AdvertisedPrefix } from './advertisement';
import type { RouterReads } from './reads';

/** Length of the prefixes that, with the 64 bits of an interface identifier, make an address (RFC 4862, 5.5.3 d). */
const FORMING_LENGTH = 64;
const TWO_HOURS = 7200;

/**
 * The end of an address's valid lifetime after an advertisement has said `validLifetime` seconds (RFC 4862, 5.5.3 e):
 * nobody can cut it below two hours by a forged advertisement, and what has less left keeps what it has.
 *
 * @param validUntil the end so far; null: never
 */
export const endAfterRefresh = (
  validLifetime: number,
  validUntil: number | null,
  at: number,
): number | null => {
  const left = validUntil === null ? Infinity : validUntil - at;
  if (validLifetime > TWO_HOURS || 1000 * validLifetime > left) return endOfLifetime(validLifetime, at);
  return left <= 1000 * TWO_HOURS ? validUntil : at + 1000 * TWO_HOURS;
};

/**
 * What an autonomous prefix does to the address of the interface in it: it is formed, or its lifetimes are refreshed.
 * An address of another origin is never touched.
 */
export const eventsOfAddress = (
  { state, at }: CommandView<RouterReads>,
  link: Link,
  { Prefix, PreferredLifetime, ValidLifetime }: AdvertisedPrefix,
): readonly UnicastEvent[] => {
  const identifier = interfaceIdentifierOf(link.interface);
  if (identifier === undefined || prefixLength(Prefix) !== FORMING_LENGTH) return [];
  const Address = addressWithIdentifier(Prefix, identifier);
  // ::/64 with an unlucky identifier: ::1, or an IPv4-mapped address.
  if (!isUnicast(Address) || isLoopback(Address)) return [];

  const standing = state.unicast.get({ InterfaceLuid: link.interface.InterfaceLuid, Address });
  if (standing !== undefined) {
    if (standing.PrefixOrigin !== 'IpPrefixOriginRouterAdvertisement') return [];
    const preferredUntil = endOfLifetime(PreferredLifetime, at);
    const validUntil = endAfterRefresh(ValidLifetime, standing.validUntil, at);
    return changesOf(standing, { preferredUntil, validUntil }, at);
  }
  if (ValidLifetime === 0) return [];
  const formed = {
    Address,
    PrefixOrigin: 'IpPrefixOriginRouterAdvertisement',
    SuffixOrigin: 'IpSuffixOriginLinkLayerAddress',
    ValidLifetime,
    PreferredLifetime,
    OnLinkPrefixLength: FORMING_LENGTH,
    SkipAsSource: false,
    isOptimistic: false,
  } as const;
  return [createdOn(link, formed, at)];
};
