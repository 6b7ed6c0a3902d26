import { isLeft, isRight } from 'fp-ts/Either';
import { PathReporter } from 'io-ts/PathReporter';
import { luidIfType, LuidText, luidNetIndex, makeLuid, parseLuid, ZERO_LUID } from '.';

describe('a LUID', () => {
  it.each([
    [6, 5, '0x0006000005000000'],
    [71, 258, '0x0047000102000000'],
    [0, 0, '0x0000000000000000'],
    [0xffff, 0xff_ffff, '0xffffffffff000000'],
  ])('of type %d and index %d is %s', (ifType, netLuidIndex, text) => {
    const luid = makeLuid(ifType, netLuidIndex);
    expect(luid).toBe(text);
    expect(parseLuid(text)).toBe(luid);
    expect([luidIfType(luid), luidNetIndex(luid)]).toEqual([ifType, netLuidIndex]);
  });

  it.each([
    [-1, 0],
    [0x1_0000, 0],
    [1.5, 0],
    [6, -1],
    [6, 0x100_0000],
    [6, Number.NaN],
  ])('is not made of type %d and index %d', (ifType, netLuidIndex) => {
    expect(() => makeLuid(ifType, netLuidIndex)).toThrow(RangeError);
  });

  it('is read in either case, reserved bits included', () => {
    expect(parseLuid('0x00060000AbCdEf01')).toBe('0x00060000abcdef01');
  });

  it.each([
    '',
    '0x',
    '0006000005000000',
    '0x006000005000000',
    '0x00006000005000000',
    '0X0006000005000000 ',
    '0x000600000500000g',
  ])('is not read from %j', (text) => {
    expect(parseLuid(text)).toBeUndefined();
  });

  it('of zero names none', () => {
    expect(ZERO_LUID).toBe(makeLuid(0, 0));
  });
});

describe('LuidText', () => {
  it('takes lower-case LUIDs only', () => {
    const decoded = LuidText.decode('0x000600000b000000');
    expect(isRight(decoded) && decoded.right).toBe('0x000600000b000000');
    const upper = LuidText.decode('0x000600000B000000');
    expect(isLeft(upper)).toBe(true);
    expect(PathReporter.report(upper).join()).toContain("'0x000600000b000000', not '0x000600000B000000'");
    expect(PathReporter.report(LuidText.decode('6')).join()).toContain(
      'expected a LUID: 0x and 16 hex digits',
    );
  });
});
