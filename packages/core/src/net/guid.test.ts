import { isLeft, isRight } from 'fp-ts/Either';
import { PathReporter } from 'io-ts/PathReporter';
import { guidOfLuid, GuidText, makeLuid, parseGuid, parseLuid, ZERO_GUID } from '.';

describe('parseGuid', () => {
  it.each([
    '{0006000a-0500-4000-8000-00000000000f}',
    '{0006000A-0500-4000-8000-00000000000F}',
    '0006000a-0500-4000-8000-00000000000F',
  ])('reads %s', (text) => {
    expect(parseGuid(text)).toBe('{0006000A-0500-4000-8000-00000000000F}');
  });

  it.each([
    '',
    '{}',
    '{0006000a-0500-4000-8000-00000000000f',
    '0006000a-0500-4000-8000-00000000000f}',
    '0006000a050040008000000000000000f',
    '{0006000a-0500-4000-8000-00000000000}',
    '{0006000a-0500-4000-8000-00000000000g}',
    '{0006000a-0500-4000-80000-0000000000f}',
    ' {0006000a-0500-4000-8000-00000000000f}',
  ])('refuses %j', (text) => {
    expect(parseGuid(text)).toBeUndefined();
  });
});

describe('guidOfLuid', () => {
  it.each([
    [makeLuid(6, 5), '{00060000-0500-4000-8000-000000000000}'],
    [makeLuid(71, 258), '{00470001-0200-4000-8000-000000000000}'],
    [parseLuid('0x123456789abcdef0'), '{12345678-9ABC-4DEF-8000-000000000000}'],
    [parseLuid('0xfffffffffffffff7'), '{FFFFFFFF-FFFF-4FFF-8700-000000000000}'],
  ])('lays %s out as %s', (luid, guid) => {
    const made = luid === undefined ? undefined : guidOfLuid(luid);
    expect(made).toBe(guid);
    expect(parseGuid(guid)).toBe(guid);
  });
});

describe('GuidText', () => {
  it('takes upper-case GUIDs in braces only', () => {
    const decoded = GuidText.decode(ZERO_GUID);
    expect(isRight(decoded) && decoded.right).toBe('{00000000-0000-0000-0000-000000000000}');
    const bare = GuidText.decode('00000000-0000-0000-0000-00000000000a');
    expect(isLeft(bare)).toBe(true);
    expect(PathReporter.report(bare).join()).toContain("'{00000000-0000-0000-0000-00000000000A}', not");
    expect(PathReporter.report(GuidText.decode('x')).join()).toContain('expected a GUID');
  });
});
