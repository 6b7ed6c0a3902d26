import * as fc from 'fast-check';
import { propertyRuns } from '../../test/property-runs';
import {
  addressToBytes,
  comparePrefixes,
  familyOf,
  ipv4FromNumber,
  ipv6FromWords,
  isInPrefix,
  lastAddressOf,
  parsePrefix,
  prefixAddress,
  prefixLength,
  prefixOf,
  widthOf,
  type IpAddress,
  type Prefix,
} from '.';

// Few distinct words, so that prefixes nest and addresses fall into them.
const word = fc.oneof(fc.constantFrom(0, 1, 0x8000_0000, 0xffff_ffff), fc.nat(0xffff_ffff));
const address = fc.oneof(
  word.map(ipv4FromNumber),
  fc.tuple(word, word, word, word).map(([w0, w1, w2, w3]) => ipv6FromWords(w0, w1, w2, w3)),
);
const prefix = fc
  .tuple(address, fc.nat(128))
  .map(([of, length]) => prefixOf(of, length % (widthOf(familyOf(of)) + 1)));

const bitsOf = (of: IpAddress): string =>
  Array.from(addressToBytes(of), (byte) => byte.toString(2).padStart(8, '0')).join('');
const leadingBits = (of: Prefix): string => bitsOf(prefixAddress(of)).slice(0, prefixLength(of));

describe('prefixes', () => {
  it('hold the addresses that begin with their bits, from the first to the last', () => {
    fc.assert(
      fc.property(prefix, address, (of, other) => {
        const width = widthOf(familyOf(of));
        expect(parsePrefix(of)).toBe(of);
        expect(bitsOf(prefixAddress(of))).toBe(leadingBits(of).padEnd(width, '0'));
        expect(bitsOf(lastAddressOf(of))).toBe(leadingBits(of).padEnd(width, '1'));
        const isIn = familyOf(of) === familyOf(other) && bitsOf(other).startsWith(leadingBits(of));
        expect(isInPrefix(other, of)).toBe(isIn);
        expect(isInPrefix(prefixAddress(of), of) && isInPrefix(lastAddressOf(of), of)).toBe(true);
      }),
      propertyRuns(2000),
    );
  });

  it('are read only where no bit past the length is set', () => {
    fc.assert(
      fc.property(address, fc.nat(128), (of, length) => {
        const isPrefix = length <= widthOf(familyOf(of)) && !bitsOf(of).slice(length).includes('1');
        expect(parsePrefix(`${of}/${length}`)).toBe(isPrefix ? `${of}/${length}` : undefined);
      }),
      propertyRuns(2000),
    );
  });

  it('are ordered by family, then bits, then length', () => {
    fc.assert(
      fc.property(prefix, prefix, (a, b) => {
        const key = (of: Prefix): string =>
          `${familyOf(of)} ${bitsOf(prefixAddress(of))} ${String(prefixLength(of)).padStart(3, '0')}`;
        const expected = key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
        expect(Math.sign(comparePrefixes(a, b))).toBe(expected);
      }),
      propertyRuns(2000),
    );
  });
});
