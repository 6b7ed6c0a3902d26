/** INADDR_NONE: what ConvertLengthToIpv4Mask leaves in Mask where it fails. */
export const INADDR_NONE = 0xffff_ffff;

const swapBytes = (value: number): number =>
  (((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0;

/** The mask of a prefix length, in network byte order as a little-endian machine reads it: 24 gives 0x00FFFFFF. */
export const maskOfLength = (length: number): number =>
  length === 0 ? 0 : swapBytes((-1 << (32 - length)) >>> 0);

/** How many ones a mask begins with; undefined where ones follow a zero. */
export const lengthOfMask = (mask: number): number | undefined => {
  const length = Math.clz32(~swapBytes(mask));
  return maskOfLength(length) === mask ? length : undefined;
};
