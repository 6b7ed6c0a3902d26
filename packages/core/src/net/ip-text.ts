import type { Branded } from './brand';
import type { AddressFamily } from './family';

/**
 * An IPv4 or IPv6 address in canonical text: a dotted quad without leading zeros, or IPv6 as RFC 5952 writes it, with
 * a dotted quad at its end only in ::ffff:0:0/96. It never bears a scope id.
 */
export type IpAddress = Branded<'IpAddress'>;

/** `address/length` in canonical text; all bits of the address past the length are zero. */
export type Prefix = Branded<'Prefix'>;

const DOT = 0x2e;

/**
 * The family of an address or prefix.
 *
 * A dotted quad has its first dot within four characters; an IPv6 address has one only behind '::ffff:'.
 */
export const familyOf = (text: IpAddress | Prefix): AddressFamily =>
  text.charCodeAt(1) === DOT || text.charCodeAt(2) === DOT || text.charCodeAt(3) === DOT
    ? 'AF_INET'
    : 'AF_INET6';
