import fc from 'fast-check';

import { hex } from '../../test/compose-message';
import { propertyRuns } from '../../test/property-runs';
import { addressAt, prefixText, sharedAddressAt } from './address-text';
import { Wire } from './wire';

describe('the text of addresses', () => {
  it.each([
    ['inet', 'c0000201', '192.0.2.1'],
    ['inet', '00000000', '0.0.0.0'],
    ['inet', 'ffffffff', '255.255.255.255'],
    ['inet6', '00000000000000000000000000000000', '::'],
    ['inet6', '00000000000000000000ffffc0000201', '::ffff:192.0.2.1'],
    ['inet6', '000000000000000000000000c0000201', '::c000:201'],
    ['inet6', 'fe80000000000000000000000000000a', 'fe80::a'],
  ] as const)('%s %s is %s', (family, digits, expected) => {
    const wire = new Wire(hex(digits));
    expect(addressAt(wire, 0, family)).toBe(expected);
    expect(sharedAddressAt(wire, 0, family)).toBe(expected);
  });

  it('is the same whether it is shared or not, also of addresses that take the same slot', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.nat(), { maxLength: 60 }),
        (addresses, order) => {
          for (const index of order) {
            const wire = new Wire(addresses[index % addresses.length] ?? new Uint8Array(16));
            expect(sharedAddressAt(wire, 0, 'inet')).toBe(addressAt(wire, 0, 'inet'));
            expect(sharedAddressAt(wire, 0, 'inet6')).toBe(addressAt(wire, 0, 'inet6'));
          }
        },
      ),
      propertyRuns(100),
    );
    for (let low = 0; low < 2000; low++) {
      const wire = new Wire(Uint8Array.of(...new Uint8Array(14), low >> 8, low & 255));
      expect(sharedAddressAt(wire, 12, 'inet')).toBe(addressAt(wire, 12, 'inet'));
      expect(sharedAddressAt(wire, 0, 'inet6')).toBe(addressAt(wire, 0, 'inet6'));
    }
  });
});

describe('the text of destinations', () => {
  it.each([
    [undefined, 0, 'inet', 'default'],
    ['0.0.0.0', 0, 'inet', 'default'],
    ['192.0.2.1', 32, 'inet', '192.0.2.1'],
    ['192.0.2.0', 24, 'inet', '192.0.2.0/24'],
    [undefined, 4, 'inet', '0.0.0.0/4'],
    [undefined, 3, 'inet6', '::/3'],
    ['::1', 128, 'inet6', '::1'],
    ['2001:db8::', 32, 'inet6', '2001:db8::/32'],
  ] as const)('%s of %i bits of %s is %s', (address, length, family, expected) => {
    expect(prefixText(address, length, family)).toBe(expected);
  });
});
