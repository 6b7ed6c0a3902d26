import { isLoopbackInterface, type InterfaceRow } from '../interfaces';
import {
  ipv6FromWords,
  ipv6PrefixToWords,
  physicalAddressToBytes,
  type IpAddress,
  type Prefix,
} from '../net';

/** The low 64 bits of an address that the stack forms, as two uint32. */
export type InterfaceIdentifier = readonly [high: number, low: number];

const wordOf = (bytes: readonly number[]): number => bytes.reduce((word, byte) => word * 256 + byte, 0);

/**
 * The modified EUI-64 of an interface's physical address (RFC 4291, appendix A), with the universal/local bit turned:
 *
 *     00-15-5D-01-02-03         → 0215:5dff:fe01:0203   ff-fe goes into the middle of six bytes
 *     02-00-00-FF-FE-00-00-05   → 0000:00ff:fe00:0005   eight bytes are taken as they are
 *
 * @returns undefined on a loopback interface, and where the physical address has another length or is all zero:
 *   no address is formed there.
 */
export const interfaceIdentifierOf = (
  on: Pick<InterfaceRow, 'PhysicalAddress' | 'Type'>,
): InterfaceIdentifier | undefined => {
  const bytes = Array.from(physicalAddressToBytes(on.PhysicalAddress));
  if (isLoopbackInterface(on) || bytes.every((byte) => byte === 0)) return undefined;
  if (bytes.length !== 6 && bytes.length !== 8) return undefined;
  const wide = bytes.length === 8 ? bytes : [...bytes.slice(0, 3), 0xff, 0xfe, ...bytes.slice(3)];
  const [first = 0, ...others] = wide;
  return [wordOf([first ^ 0x02, ...others.slice(0, 3)]), wordOf(others.slice(3))];
};

/** The address of a prefix of 64 bits that ends in an interface identifier. */
export const addressWithIdentifier = (prefix: Prefix, [high, low]: InterfaceIdentifier): IpAddress => {
  const [w0, w1] = ipv6PrefixToWords(prefix);
  return ipv6FromWords(w0, w1, high, low);
};
