import { isIP, isIPv6 } from 'node:net';
import * as fc from 'fast-check';
import { propertyRuns } from '../../test/property-runs';
import {
  addressFromBytes,
  addressToBytes,
  commonPrefixLength,
  compareAddresses,
  familyOf,
  ipv4FromNumber,
  ipv4ToNumber,
  ipv6FromWords,
  ipv6ToWords,
  parseIpAddress,
  type IpAddress,
} from '.';

const word = fc.oneof(fc.constantFrom(0, 1, 0xffff, 0x1_0000, 0x8000_0000, 0xffff_ffff), fc.nat(0xffff_ffff));
const words = fc.tuple(word, word, word, word);
const ipv4 = word.map(ipv4FromNumber);
const ipv6 = words.map(([w0, w1, w2, w3]) => ipv6FromWords(w0, w1, w2, w3));
const address = fc.oneof(ipv4, ipv6);

const bitsOf = (of: IpAddress): string =>
  Array.from(addressToBytes(of), (byte) => byte.toString(2).padStart(8, '0')).join('');

/** An IPv6 address in any spelling, made from its groups. */
const spelling = fc
  .tuple(
    fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 }),
    fc.array(fc.tuple(fc.nat(3), fc.boolean()), { minLength: 8, maxLength: 8 }),
    fc.nat(7),
    fc.nat(8),
    fc.boolean(),
  )
  .map(([groups, styles, gapStart, gapLength, isDotted]) => {
    const written = groups.map((group, index) => {
      const [zeros, isUpper] = styles[index] ?? [0, false];
      const digits = group.toString(16);
      const padded = digits.padStart(Math.min(4, digits.length + zeros), '0');
      return isUpper ? padded.toUpperCase() : padded;
    });
    if (isDotted) {
      const [high, low] = [groups[6] ?? 0, groups[7] ?? 0];
      written.splice(6, 2, `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`);
    }
    const gap = groups.slice(gapStart, gapStart + gapLength);
    const isOverDots = isDotted && gapStart + gapLength > 6;
    const text =
      gap.length === 0 || isOverDots || gap.some((group) => group !== 0)
        ? written.join(':')
        : `${written.slice(0, gapStart).join(':')}::${written.slice(gapStart + gap.length).join(':')}`;
    return { groups, text };
  });

describe('addresses', () => {
  it('come back from numbers, words and bytes', () => {
    fc.assert(
      fc.property(word, words, (bits, [w0, w1, w2, w3]) => {
        expect(ipv4ToNumber(ipv4FromNumber(bits))).toBe(bits);
        expect(ipv6ToWords(ipv6FromWords(w0, w1, w2, w3))).toEqual([w0, w1, w2, w3]);
      }),
      propertyRuns(1000),
    );
    fc.assert(
      fc.property(address, (of) => {
        expect(addressFromBytes(addressToBytes(of))).toBe(of);
        expect(parseIpAddress(of)).toBe(of);
        expect(familyOf(of)).toBe(isIPv6(of) ? 'AF_INET6' : 'AF_INET');
      }),
      propertyRuns(1000),
    );
  });

  it('have one canonical spelling, the one the URL standard writes except for dotted quads', () => {
    fc.assert(
      fc.property(spelling, ({ groups, text }) => {
        const parsed = parseIpAddress(text);
        const words16 = parsed === undefined ? [] : Array.from(addressToBytes(parsed));
        expect(words16).toEqual(groups.flatMap((group) => [group >> 8, group & 255]));
        const isMapped = groups.slice(0, 6).join() === '0,0,0,0,0,65535';
        if (!isMapped) expect(`[${parsed}]`).toBe(new URL(`http://[${text}]/`).hostname);
      }),
      propertyRuns(2000),
    );
  });

  it('are read exactly where node:net reads them', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'0125af9F:::..% g'), maxLength: 24 });
    const damaged = fc
      .tuple(
        fc.oneof(
          address,
          spelling.map(({ text }) => text),
        ),
        fc.nat(40),
        fc.nat(3),
        noise,
      )
      .map(([text, at, removed, added]) => text.slice(0, at) + added.slice(0, 2) + text.slice(at + removed));
    fc.assert(
      fc.property(fc.oneof(noise, damaged, fc.string()), (text) => {
        // node:net takes scope ids, an address here never has one.
        const isAddress = isIP(text) !== 0 && !text.includes('%');
        expect(parseIpAddress(text) !== undefined).toBe(isAddress);
      }),
      propertyRuns(5000),
    );
  });

  it('are ordered as their bits, and share the bits that are the same', () => {
    fc.assert(
      fc.property(address, address, (a, b) => {
        const [aBits, bBits] = [bitsOf(a), bitsOf(b)];
        const isSameFamily = familyOf(a) === familyOf(b);
        const byBits = aBits < bBits ? -1 : aBits > bBits ? 1 : 0;
        const expected = isSameFamily ? byBits : aBits.length - bBits.length;
        expect(Math.sign(compareAddresses(a, b))).toBe(Math.sign(expected));
        const differing = Array.from(aBits).findIndex((bit, index) => bit !== bBits[index]);
        const common = !isSameFamily ? 0 : differing < 0 ? aBits.length : differing;
        expect(commonPrefixLength(a, b)).toBe(common);
      }),
      propertyRuns(2000),
    );
  });
});
