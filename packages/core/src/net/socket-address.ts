import { parseIpAddress } from './address';
import { isLinkLocalIpv6 } from './address-kinds';
import type { AddressFamily } from './family';
import { familyOf, type IpAddress } from './ip-text';

/**
 * SOCKADDR_INET: an address with its scope id, or none at all (AF_UNSPEC: "not given").
 *
 * `scopeId` (sin6_scope_id, a uint32) is the InterfaceIndex of the link and counts for fe80::/10 only; 0 elsewhere,
 * and where it is left open.
 */
export type SocketAddress =
  | { readonly family: 'AF_UNSPEC' }
  | { readonly family: AddressFamily; readonly address: IpAddress; readonly scopeId: number };

const SCOPE_ID_MAX = 0xffff_ffff;

const parseScopeId = (text: string): number | undefined => {
  if (!/^(?:0|[1-9][0-9]{0,9})$/.test(text)) return undefined;
  const scopeId = Number(text);
  return scopeId <= SCOPE_ID_MAX ? scopeId : undefined;
};

/**
 * Reads `192.0.2.1`, `fe80::1`, `fe80::1%5`; `AF_UNSPEC` and the empty text stand for an address not given.
 *
 * A scope id is a decimal uint32 behind an IPv6 address. It is dropped (0) behind one that is not link-local.
 *
 * @returns undefined when the address or the scope id is malformed, or an IPv4 address bears one.
 */
export const parseSocketAddress = (text: string): SocketAddress | undefined => {
  if (text === '' || text === 'AF_UNSPEC') return { family: 'AF_UNSPEC' };
  const percent = text.indexOf('%');
  const address = parseIpAddress(percent < 0 ? text : text.slice(0, percent));
  if (address === undefined) return undefined;
  const family = familyOf(address);
  if (percent < 0) return { family, address, scopeId: 0 };
  const scopeId = parseScopeId(text.slice(percent + 1));
  if (scopeId === undefined || family === 'AF_INET') return undefined;
  return { family, address, scopeId: isLinkLocalIpv6(address) ? scopeId : 0 };
};

/** The text of a socket address: `AF_UNSPEC`, the address, or `address%scopeId` where the scope id is not 0. */
export const formatSocketAddress = (socketAddress: SocketAddress): string => {
  if (socketAddress.family === 'AF_UNSPEC') return 'AF_UNSPEC';
  const { address, scopeId } = socketAddress;
  return scopeId === 0 ? address : `${address}%${scopeId}`;
};
