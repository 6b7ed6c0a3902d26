import * as fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import { parseIpAddress } from './address';
import { isIpv4PrefixText, isIpv6Text } from './plain-ip-text';
import { parsePrefix } from './prefix';

const group = fc.oneof(
  fc.constant('0'),
  fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16)),
  fc.integer({ min: 0, max: 15 }).map((bit) => (1 << bit).toString(16)),
  fc.constantFrom('ffff', '00', 'F', '10000', ''),
);
const whole = fc.array(group, { minLength: 1, maxLength: 9 }).map((groups) => groups.join(':'));
const gapped = fc
  .tuple(fc.array(group, { maxLength: 5 }), fc.array(group, { maxLength: 5 }))
  .map(([before, after]) => `${before.join(':')}::${after.join(':')}`);
const octet = fc.oneof(fc.integer({ min: 0, max: 260 }).map(String), fc.constantFrom('0', '0', '00', ''));
const quad = fc.array(octet, { minLength: 3, maxLength: 5 }).map((octets) => octets.join('.'));
const spelled = fc.oneof(whole, gapped, quad, fc.string({ unit: fc.constantFrom(...'0123456789abcF:./') }));
// Half of what parses is looked at in its canonical spelling: few of the random ones have it.
const address = fc
  .tuple(spelled, fc.boolean())
  .map(([text, canonical]) => (canonical ? (parseIpAddress(text) ?? text) : text));
const length = fc.oneof(fc.integer({ min: 0, max: 129 }).map(String), fc.constantFrom('', '08', '-1', '1 '));
const prefix = fc.tuple(address, length).map((parts) => parts.join('/'));

const isMapped = (text: string): boolean => text.startsWith('::ffff:') && text.includes('.');

describe('a quick look at IP texts', () => {
  it('knows the canonical text of a prefix, and takes nothing else for it', () => {
    fc.assert(
      fc.property(fc.oneof(prefix, address), (text) => {
        const isCanonical = parsePrefix(text) === text && !isMapped(text);
        expect(isIpv4PrefixText(text) || isIpv6Text(text, true)).toBe(isCanonical);
      }),
      propertyRuns(5000),
    );
  });

  it('knows the canonical text of an IPv6 address, and takes nothing else for it', () => {
    fc.assert(
      fc.property(fc.oneof(prefix, address), (text) => {
        const isCanonical = parseIpAddress(text) === text && text.includes(':') && !isMapped(text);
        expect(isIpv6Text(text, false)).toBe(isCanonical);
      }),
      propertyRuns(5000),
    );
  });
});
