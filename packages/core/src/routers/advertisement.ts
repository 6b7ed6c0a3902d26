import { either } from 'fp-ts';

import {
  booleanInput,
  inputRow,
  luidInput,
  prefixInput,
  readInputRow,
  socketAddressInput,
  ulongInput,
  type InputMember,
  type ReportError,
} from '../call';
import type { InterfaceTarget } from '../interfaces';
import {
  familyOf,
  isLinkLocalIpv6,
  isMulticast,
  prefixAddress,
  prefixLength,
  type Prefix,
  type SocketAddress,
} from '../net';

/** A router advertisement (RFC 4861, 4.2) as a report gives it: the members that this model heeds. */
export interface AdvertisementParams extends InterfaceTarget {
  /** The link-local address that it comes from. */
  readonly Router: SocketAddress;
  /** Seconds; 0: it is no default router, or no longer one. */
  readonly RouterLifetime: number;
  /** As given: each is read by `readAdvertisedPrefixes`, which names the one that cannot be. */
  readonly Prefixes: readonly unknown[];
}

/** A Prefix Information option (RFC 4861, 4.6.2). Lifetimes in seconds; 0xFFFFFFFF: infinite. */
export interface AdvertisedPrefix {
  readonly Prefix: Prefix;
  /** TRUE: addresses of the prefix are reached without a router. FALSE says nothing. */
  readonly OnLink: boolean;
  /** TRUE: an address may be formed of the prefix. */
  readonly Autonomous: boolean;
  readonly ValidLifetime: number;
  readonly PreferredLifetime: number;
}

const listInput: InputMember<readonly unknown[]> = {
  expected: 'an array of prefixes',
  zero: [],
  read: (value) => (Array.isArray(value) ? value : undefined),
};

export const advertisementInput = inputRow<AdvertisementParams>('router-advertises', {
  InterfaceIndex: ulongInput,
  InterfaceLuid: luidInput,
  Router: socketAddressInput,
  RouterLifetime: ulongInput,
  Prefixes: listInput,
});

const advertisedPrefixInput = inputRow('prefix of an advertisement', {
  Prefix: prefixInput,
  OnLink: booleanInput,
  Autonomous: booleanInput,
  ValidLifetime: ulongInput,
  PreferredLifetime: ulongInput,
});

/** Bits of fe80::/10, within which no router advertises prefixes. */
const LINK_LOCAL_LENGTH = 10;

/** RFC 4861, 6.3.4 and RFC 4862, 5.5.3: such a prefix is passed over, whatever its flags. */
const isIgnored = ({ Prefix, PreferredLifetime, ValidLifetime }: AdvertisedPrefix): boolean => {
  const address = prefixAddress(Prefix);
  // fe80::/9 begins like a link-local prefix, but reaches beyond it.
  const isLinkLocal = isLinkLocalIpv6(address) && prefixLength(Prefix) >= LINK_LOCAL_LENGTH;
  return isLinkLocal || isMulticast(address) || PreferredLifetime > ValidLifetime;
};

/**
 * The prefixes of an advertisement that are heeded, in the order of the message.
 *
 * @returns left: what is given is no list of IPv6 prefixes, so no advertisement can have said it
 */
export const readAdvertisedPrefixes = (
  prefixes: readonly unknown[],
): either.Either<ReportError, readonly AdvertisedPrefix[]> => {
  const heeded: AdvertisedPrefix[] = [];
  for (const [index, given] of prefixes.entries()) {
    const name = `Prefixes[${index}]`;
    const read = readInputRow(advertisedPrefixInput, given, name);
    if (either.isLeft(read)) return either.left({ why: read.left.why, member: read.left.member ?? name });
    const { Prefix, ...members } = read.right;
    if (Prefix === null || familyOf(Prefix) !== 'AF_INET6')
      return either.left({ why: 'Prefix is not an IPv6 prefix', member: `${name}.Prefix` });
    const advertised = { Prefix, ...members };
    if (!isIgnored(advertised)) heeded.push(advertised);
  }
  return either.right(heeded);
};
