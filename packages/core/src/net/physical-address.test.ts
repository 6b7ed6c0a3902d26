import { isLeft, isRight } from 'fp-ts/Either';
import { PathReporter } from 'io-ts/PathReporter';
import {
  parsePhysicalAddress,
  PhysicalAddressText,
  physicalAddressFromBytes,
  physicalAddressLength,
  physicalAddressToBytes,
} from '.';

const pairs = (count: number): string => Array.from({ length: count }, () => 'ff').join('-');

describe('a physical address', () => {
  it.each([
    ['', '', 0],
    ['02', '02', 1],
    ['02-aa', '02-AA', 2],
    ['02-00-00-00-00-05', '02-00-00-00-00-05', 6],
    ['02-Aa-bB-00-00-00-00-01', '02-AA-BB-00-00-00-00-01', 8],
    [pairs(32), pairs(32).toUpperCase(), 32],
  ])('%j is kept as %j, %d bytes', (text, canonical, length) => {
    const address = parsePhysicalAddress(text);
    expect(address).toBe(canonical);
    if (address === undefined) return;
    expect(physicalAddressLength(address)).toBe(length);
    const bytes = physicalAddressToBytes(address);
    expect(bytes.length).toBe(length);
    expect(physicalAddressFromBytes(bytes)).toBe(address);
  });

  it.each([
    ['2', 'one digit'],
    ['02-', 'a dash behind'],
    ['-02', 'a dash before'],
    ['02:00', 'colons'],
    ['0200', 'no dash'],
    ['02--00', 'two dashes'],
    ['02-0g', 'no hex digit'],
    ['02-00 ', 'a blank'],
    [pairs(33), '33 bytes'],
  ])('is not read from %j: %s', (text) => {
    expect(parsePhysicalAddress(text)).toBeUndefined();
  });

  it('is made of bytes in their order', () => {
    expect(physicalAddressFromBytes(Uint8Array.of(2, 0xaa, 0, 0xff))).toBe('02-AA-00-FF');
    expect(
      Array.from(physicalAddressToBytes(physicalAddressFromBytes(Uint8Array.of(1, 0x10, 0xfe)))),
    ).toEqual([1, 0x10, 0xfe]);
  });

  it('has at most 32 bytes', () => {
    expect(() => physicalAddressFromBytes(new Uint8Array(33))).toThrow('up to 32 bytes, not 33');
  });
});

describe('PhysicalAddressText', () => {
  it('takes upper-case addresses and none', () => {
    const decoded = PhysicalAddressText.decode('02-AA-00-00-00-01');
    expect(isRight(decoded) && decoded.right).toBe('02-AA-00-00-00-01');
    expect(isRight(PhysicalAddressText.decode(''))).toBe(true);
    const lower = PhysicalAddressText.decode('02-aa');
    expect(isLeft(lower)).toBe(true);
    expect(PathReporter.report(lower).join()).toContain("'02-AA', not '02-aa'");
    expect(PathReporter.report(PhysicalAddressText.decode('02:aa')).join()).toContain(
      "expected a physical address such as 02-00-00-00-00-05, or ''",
    );
  });
});
