import { changesText, memberText } from './member-text';

it.each([
  ['validUntil', null, 'never'],
  ['validUntil', 1_795_217_522_000, '2026-11-20T23:32:02.000Z'],
  ['dueAt', null, 'none'],
  ['Metric', 25, '25'],
  ['Protocol', 'MIB_IPPROTO_DHCP', 'dhcp'],
  ['PhysicalAddress', '', 'none'],
  ['Alias', 'NloMyNet', 'NloMyNet'],
  ['Alias', 'a\u001bb', 'a\\u001bb'],
  ['SkipAsSource', true, 'yes'],
  ['Publish', false, 'no'],
  ['lowerInterfaces', [2, 3], '[2,3]'],
  ['other', null, 'none'],
])('says %s of %j as %s', (member, value, text) => {
  expect(memberText(member, value)).toBe(text);
});

it('says what changed', () => {
  expect(
    changesText({
      Metric: { from: 50, to: 25 },
      Protocol: { from: 'MIB_IPPROTO_DHCP', to: 'MIB_IPPROTO_LOCAL' },
    }),
  ).toBe('Metric 50 → 25, Protocol dhcp → local');
});
