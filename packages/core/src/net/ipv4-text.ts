const DOT = 0x2e;
const ZERO = 0x30;

/**
 * Reads `text` from `start` to before `end` as a dotted quad: four decimal octets, none with a leading zero.
 *
 * @returns the address as a uint32, or -1 when it is not one.
 */
export const readIpv4 = (text: string, start: number, end: number): number => {
  let bits = 0;
  let octet = -1;
  let dots = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (octet < 0 || dots === 3) return -1;
      bits = (bits << 8) | octet;
      octet = -1;
      dots++;
      continue;
    }
    const digit = code - ZERO;
    // An octet that is 0 so far may not go on: that would be a leading zero, which some readers take for octal.
    if (digit < 0 || digit > 9 || octet === 0) return -1;
    octet = octet < 0 ? digit : octet * 10 + digit;
    if (octet > 255) return -1;
  }
  return dots === 3 && octet >= 0 ? ((bits << 8) | octet) >>> 0 : -1;
};

const octets: readonly string[] = Array.from({ length: 256 }, (_, octet) => String(octet));

/** Writes a uint32 as a dotted quad. */
export const writeIpv4 = (bits: number): string =>
  `${octets[bits >>> 24]}.${octets[(bits >>> 16) & 255]}.${octets[(bits >>> 8) & 255]}.${octets[bits & 255]}`;
