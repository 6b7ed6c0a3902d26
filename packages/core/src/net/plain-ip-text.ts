const DOT = 0x2e;
const SLASH = 0x2f;
const ZERO = 0x30;
const COLON = 0x3a;
const GROUPS = 8;
const IPV4_PREFIX_LENGTH_MAX = 32;
const IPV6_PREFIX_LENGTH_MAX = 128;

/** The decimal number of one to three digits without leading zeros from `start` to the end; -1 where it is none. */
const readNumber = (text: string, start: number): number => {
  let number = -1;
  for (let at = start; at < text.length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9 || number === 0 || number > 99) return -1;
    number = number < 0 ? digit : number * 10 + digit;
  }
  return number;
};

/** True for the canonical text of an IPv4 prefix: what is stored is told so in one pass. */
export const isIpv4PrefixText = (text: string): boolean => {
  let bits = 0;
  let octet = -1;
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) {
      // An octet that is 0 so far may not go on: that would be a leading zero.
      if (octet === 0) return false;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return false;
      continue;
    }
    if (octet < 0 || code !== (dots === 3 ? SLASH : DOT)) return false;
    bits = (bits << 8) | octet;
    octet = -1;
    if (dots++ < 3) continue;
    const length = readNumber(text, at + 1);
    // A shift by 32 would be one by 0; nothing is past the length then.
    return (
      length === IPV4_PREFIX_LENGTH_MAX ||
      (length >= 0 && length < IPV4_PREFIX_LENGTH_MAX && bits << length === 0)
    );
  }
  return false;
};

/** For each ASCII character the value of the lower-case hex digit that it is, else -1. */
const hexDigits = /* @__PURE__ */ Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code)),
);

/** 0 to 15 for a lower-case hex digit, else -1. Looked up: which of the two kinds one is cannot be foreseen. */
const hexDigit = (code: number): number => (code < 128 ? (hexDigits[code] as number) : -1);

/**
 * True only for the canonical text of an IPv6 address, or of a prefix where `isPrefix`: RFC 5952, and no bits past the
 * length. False says nothing of an address in ::ffff:0:0/96, which ends in a dotted quad.
 */
export const isIpv6Text = (text: string, isPrefix: boolean): boolean => {
  let at = 0;
  let count = 0;
  // Where '::' stands, and the longest runs of zero groups written before and behind it.
  let gap = -1;
  let run = 0;
  let longestBefore = 0;
  let longest = 0;
  let first = -1;
  let lastSet = -1;
  let lastSetGroup = 0;
  if (text.charCodeAt(0) === COLON) {
    if (text.charCodeAt(1) !== COLON) return false;
    gap = 0;
    at = 2;
  }
  for (;;) {
    const from = at;
    let group = 0;
    let digit = hexDigit(text.charCodeAt(at));
    for (; digit >= 0; digit = hexDigit(text.charCodeAt(++at))) group = (group << 4) | digit;
    const digits = at - from;
    // A text may end behind '::', and only there without a group.
    if (digits === 0) {
      if (gap < 0 || gap !== count) return false;
      break;
    }
    if (digits > 4 || count === GROUPS) return false;
    // A group is written without leading zeros, and one that is 0 not beside '::', which would take it in.
    if (text.charCodeAt(from) === ZERO && (digits > 1 || gap === count)) return false;
    if (group === 0) {
      if (++run > longest) longest = run;
    } else {
      run = 0;
      lastSet = count;
      lastSetGroup = group;
    }
    if (first < 0) first = group;
    count++;
    if (text.charCodeAt(at) !== COLON) break;
    if (text.charCodeAt(++at) !== COLON) continue;
    if (gap >= 0 || run > 0) return false;
    gap = count;
    longestBefore = longest;
    longest = 0;
    at++;
  }
  const missing = GROUPS - count;
  // '::' stands for the longest run of two zero groups or more, the first of equally long ones.
  if (gap < 0 ? missing !== 0 || longest > 1 : missing < 2 || longestBefore >= missing || longest > missing)
    return false;
  if (gap === 0 && count === 3 && first === 0xffff) return false;
  if (!isPrefix) return at === text.length;
  if (text.charCodeAt(at) !== SLASH) return false;
  const length = readNumber(text, at + 1);
  if (length < 0 || length > IPV6_PREFIX_LENGTH_MAX) return false;
  if (lastSet < 0) return true;
  const place = gap >= 0 && lastSet >= gap ? lastSet + missing : lastSet;
  const lowestBit = 31 - Math.clz32(lastSetGroup & -lastSetGroup);
  return place * 16 + 16 - lowestBit <= length;
};
