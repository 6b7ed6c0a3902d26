import type { Branded } from './brand';
import { canonicalText } from './canonical-text';

/**
 * A physical address as upper-case pairs of hex digits joined by '-', such as `02-00-00-00-00-05`; `''` where there is
 * none. At most 32 bytes (IF_MAX_PHYS_ADDRESS_LENGTH).
 */
export type PhysicalAddress = Branded<'PhysicalAddress'>;

const BYTES_MAX = 32;

/** Reads pairs of hex digits in either case joined by '-', or the empty text; undefined beyond 32 bytes. */
export const parsePhysicalAddress = (text: string): PhysicalAddress | undefined =>
  text === '' || /^[0-9a-f]{2}(?:-[0-9a-f]{2}){0,31}$/i.test(text)
    ? (text.toUpperCase() as PhysicalAddress)
    : undefined;

/** The codec of a physical address in canonical text. */
export const PhysicalAddressText = /* @__PURE__ */ canonicalText(
  'PhysicalAddressText',
  {
    expected: "a physical address such as 02-00-00-00-00-05, or ''",
    isPlain: (text) => text === '' || /^[0-9A-F]{2}(?:-[0-9A-F]{2}){0,31}$/.test(text),
  },
  parsePhysicalAddress,
);

/** PhysicalAddressLength: bytes of the address, 0 where there is none. */
export const physicalAddressLength = (address: PhysicalAddress): number => ((address.length + 1) / 3) | 0;

/** The bytes of a physical address, none where there is no address. */
export const physicalAddressToBytes = (address: PhysicalAddress): Uint8Array =>
  Uint8Array.from({ length: physicalAddressLength(address) }, (_, index) =>
    Number.parseInt(address.slice(index * 3, index * 3 + 2), 16),
  );

/** The physical address of up to 32 bytes; throws a RangeError for more. */
export const physicalAddressFromBytes = (bytes: Uint8Array): PhysicalAddress => {
  if (bytes.length > BYTES_MAX)
    throw new RangeError(`a physical address has up to 32 bytes, not ${bytes.length}`);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('-')
    .toUpperCase() as PhysicalAddress;
};
