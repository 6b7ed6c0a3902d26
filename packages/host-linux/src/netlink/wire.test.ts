import { hex } from '../../test/compose-message';
import { Wire, align4 } from './wire';

describe('reading bytes', () => {
  const bytes = hex('01 02 03 04 f5 06 07 08');

  it('reads numbers in the byte order of the host', () => {
    const little = new Wire(bytes);
    const big = new Wire(bytes, false);
    expect([little.u8(1), little.u16(0), little.u32(0), little.s32(1)]).toEqual([
      2,
      0x0201,
      0x04030201,
      0xf504_0302 | 0,
    ]);
    expect([big.u8(1), big.u16(0), big.u32(0), big.s32(4)]).toEqual([2, 0x0102, 0x01020304, 0xf506_0708 | 0]);
  });

  it('reads numbers in network order whatever the host', () => {
    for (const littleEndian of [true, false]) {
      const wire = new Wire(bytes, littleEndian);
      expect(wire.networkU32(0)).toBe(0x01020304);
      expect(wire.networkU64(0)).toBe(0x01020304_f5060708n);
    }
  });

  it('counts offsets from the begin of a part of a buffer', () => {
    expect(new Wire(bytes.subarray(2)).u16(0)).toBe(0x0403);
  });

  it.each([
    ['6574683000ffff', 'eth0'],
    ['65746830', 'eth0'],
    ['', ''],
    ['00', ''],
    ['636166c3a90061', 'café'],
    ['61ff', 'a\ufffd'],
  ])('reads %s as text %j', (digits, expected) => {
    const wire = new Wire(hex(digits));
    expect(wire.text(0, wire.length)).toBe(expected);
  });

  it('does not read text past its end', () => {
    const wire = new Wire(hex('c3a9 c3a9 00'));
    expect(wire.text(0, 2)).toBe('é');
  });

  it('writes hex digits in pairs', () => {
    const wire = new Wire(bytes);
    expect(wire.hex(0, 3, ':')).toBe('01:02:03');
    expect(wire.hex(3, 5, '')).toBe('04f5');
    expect(wire.hex(3, 3, ':')).toBe('');
  });

  it.each([
    [0, 0],
    [1, 4],
    [4, 4],
    [5, 8],
    [65_535, 65_536],
  ])('aligns %i to %i', (length, expected) => {
    expect(align4(length)).toBe(expected);
  });
});
