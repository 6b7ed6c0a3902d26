import { InterfaceHost } from '../../test/interface-host';
import { lengthOfMask, maskOfLength } from './ipv4-mask';

const host = new InterfaceHost([]);

describe('IPv4 masks', () => {
  it.each([
    [0, 0],
    [1, 0x80],
    [7, 0xfe],
    [8, 0xff],
    [9, 0x80ff],
    [16, 0xffff],
    [20, 0xf0ffff],
    [24, 0xff_ffff],
    [25, 0x80ff_ffff],
    [31, 0xfeff_ffff],
    [32, 0xffff_ffff],
  ])('of length %d are read in little-endian order', (length, mask) => {
    expect(host.call('ConvertLengthToIpv4Mask', { MaskLength: length })).toEqual({
      status: 'STATUS_SUCCESS',
      out: { Mask: mask },
    });
    expect(host.call('ConvertIpv4MaskToLength', { Mask: mask })).toEqual({
      status: 'STATUS_SUCCESS',
      out: { MaskLength: length },
    });
  });

  it('go both ways for every length', () => {
    for (let length = 0; length <= 32; length++) expect(lengthOfMask(maskOfLength(length))).toBe(length);
  });

  it.each([[33], [0xffff_ffff], [-1], [1.5], ['24']])(
    'refuse the length %p and leave INADDR_NONE',
    (MaskLength) => {
      expect(host.call('ConvertLengthToIpv4Mask', { MaskLength })).toMatchObject({
        status: 'STATUS_INVALID_PARAMETER',
        out: { Mask: 0xffff_ffff },
      });
    },
  );

  it.each([[0xffff_ff00], [0x00ff_00ff], [0x0000_00fd], [0x0100_0000], [-1], [0x1_0000_0000]])(
    'refuse the mask %d, whose ones are not all in front',
    (Mask) => {
      expect(host.call('ConvertIpv4MaskToLength', { Mask })).toMatchObject({
        status: 'STATUS_INVALID_PARAMETER',
        out: { MaskLength: 0 },
      });
    },
  );

  it('refuse NULL for the result, and then leave nothing', () => {
    const withoutMask = host.call('ConvertLengthToIpv4Mask', { MaskLength: 24, Mask: null });
    expect(withoutMask.status).toBe('STATUS_INVALID_PARAMETER');
    expect(withoutMask.out).toBeUndefined();
    const withoutLength = host.call('ConvertIpv4MaskToLength', { Mask: 255, MaskLength: null });
    expect(withoutLength.status).toBe('STATUS_INVALID_PARAMETER');
    expect(withoutLength.out).toBeUndefined();
  });
});
