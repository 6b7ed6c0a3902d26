import { hasPhysicalAddresses, physicalAddressLengthOf, type InterfaceRow } from '../interfaces';
import {
  addressToBytes,
  familyOf,
  physicalAddressFromBytes,
  physicalAddressLength,
  physicalAddressToBytes,
  type IpAddress,
  type PhysicalAddress,
} from '../net';

/** What of an interface tells which physical addresses its link has. */
export type LinkLayer = Pick<InterfaceRow, 'Type' | 'PhysicalAddress'>;

/** Greatest PhysicalAddressLength: IF_MAX_PHYS_ADDRESS_LENGTH. */
export const PHYSICAL_ADDRESS_LENGTH_MAX = 32;

/** Whether an address can be a neighbor's at all: it has bytes, and not all of them are zero. */
export const isPhysicalAddressOfNeighbor = (address: PhysicalAddress): boolean => /[1-9A-F]/.test(address);

/** Whether neighbors on that link can have this address: it is one, and of the length that the link knows. */
export const fitsLink = (layer: LinkLayer, address: PhysicalAddress): boolean => {
  if (!hasPhysicalAddresses(layer) || !isPhysicalAddressOfNeighbor(address)) return false;
  const wanted = physicalAddressLengthOf(layer);
  return wanted === undefined || physicalAddressLength(address) === wanted;
};

/**
 * The PhysicalAddress buffer and its length as a caller gave them: cut, or filled up with zeros, to that
 * length.
 */
export const ofLength = (address: PhysicalAddress, length: number): PhysicalAddress => {
  const bytes = new Uint8Array(length);
  bytes.set(physicalAddressToBytes(address).subarray(0, length));
  return physicalAddressFromBytes(bytes);
};

const DERIVED_LENGTH = 6;

/**
 * The physical address that a multicast address has on links whose addresses are 6 bytes long (RFC 1112, 6.4;
 * RFC 2464, 7); undefined on other links, where none can be derived.
 *
 *     224.129.3.4         01-00-5E-01-03-04    the low 23 bits
 *     ff02::1:ff12:3456   33-33-FF-12-34-56    the low 32 bits
 */
export const derivedPhysicalAddress = (
  layer: LinkLayer,
  multicast: IpAddress,
): PhysicalAddress | undefined => {
  if (!hasPhysicalAddresses(layer) || physicalAddressLengthOf(layer) !== DERIVED_LENGTH) return undefined;
  const bytes = addressToBytes(multicast);
  if (familyOf(multicast) === 'AF_INET6')
    return physicalAddressFromBytes(Uint8Array.of(0x33, 0x33, ...bytes.subarray(12)));
  const [, second = 0, third = 0, fourth = 0] = bytes;
  return physicalAddressFromBytes(Uint8Array.of(0x01, 0x00, 0x5e, second & 0x7f, third, fourth));
};
