import {
  addressToBytes,
  parseIpAddress,
  parsePhysicalAddress,
  physicalAddressFromBytes,
  type PhysicalAddress,
} from '@netlapse/core';

const NONE = '' as PhysicalAddress;

const isBytes = (text: string): boolean => /^[0-9a-f]{2}(?::[0-9a-f]{2})*$/i.test(text);

/**
 * A link-layer address as `ip` prints it: `02:00:00:00:00:05`, or, of a tunnel, an IP address, whose bytes it
 * is.
 *
 * @returns `''` where there is none.
 */
export const physicalAddressOf = (text: string | undefined): PhysicalAddress => {
  if (text === undefined) return NONE;
  if (isBytes(text)) return parsePhysicalAddress(text.replaceAll(':', '-')) ?? NONE;
  const end = parseIpAddress(text);
  return end === undefined ? NONE : physicalAddressFromBytes(addressToBytes(end));
};

/** Whether all bytes are zero, or there is none. */
export const isZeroAddress = (address: PhysicalAddress): boolean => !/[^0-]/.test(address);
