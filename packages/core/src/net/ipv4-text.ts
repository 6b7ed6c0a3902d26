const DOT = 0x2e;
const ZERO = 0x30;

/**
 * Reads `text` from `start` to before `end` as a dotted quad: four decimal octets, none with a leading zero.
 *
 * @returns the address as a uint32, or -1 when it is not one.
 */
export const readIpv4 = (text: string, start: number, end: number): number => {
  // Lookups and imports read millions of these. An octet is read digit by digit without a loop of its own: a digit
  // is what differs from '0' in the last four bits alone, so one comparison tells it from all else.
  const last = end - 1;
  let bits = 0;
  let at = start;
  for (let count = 0; count < 4; count++) {
    if (at > last) return -1;
    let octet = text.charCodeAt(at) ^ ZERO;
    if (octet > 9) return -1;
    let code = ++at <= last ? text.charCodeAt(at) : DOT;
    if (code !== DOT) {
      const second = code ^ ZERO;
      // An octet that begins with 0 may not go on: some readers take a leading zero for octal.
      if (second > 9 || octet === 0) return -1;
      octet = octet * 10 + second;
      code = ++at <= last ? text.charCodeAt(at) : DOT;
      if (code !== DOT) {
        const third = code ^ ZERO;
        if (third > 9) return -1;
        octet = octet * 10 + third;
        if (octet > 255 || (++at <= last && text.charCodeAt(at) !== DOT)) return -1;
      }
    }
    bits = (bits << 8) | octet;
    at++;
  }
  // The last octet ends where the text does: the dot that would follow is one past it.
  return at === end + 1 ? bits >>> 0 : -1;
};

const octets: readonly string[] = Array.from({ length: 256 }, (_, octet) => String(octet));

/** Writes a uint32 as a dotted quad. */
export const writeIpv4 = (bits: number): string =>
  `${octets[bits >>> 24]}.${octets[(bits >>> 16) & 255]}.${octets[(bits >>> 8) & 255]}.${octets[bits & 255]}`;
