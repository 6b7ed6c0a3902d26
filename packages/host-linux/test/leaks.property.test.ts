import fc from 'fast-check';

import { expectAllLeaks, expectAllLeaksWithin } from '../../core/test/leaks.contract';
import { mirroredHost } from './mirrored-host';
import { propertyRuns } from './property-runs';
import { anyMessage } from './random-messages';

it('leaks of a mirrored host are what asking after each message gives', () => {
  fc.assert(
    fc.property(
      fc.array(anyMessage, { maxLength: 80 }),
      fc.integer({ min: 1, max: 3 }),
      (messages, tunnel) => {
        const { host } = mirroredHost(...messages);
        for (const DestinationAddress of ['10.1.2.3', '192.0.2.7', '2001:db8::9'])
          expectAllLeaks(host, { DestinationAddress }, ({ InterfaceIndex }) => InterfaceIndex === tunnel);
      },
    ),
    propertyRuns(80),
  );
});

it('leaks of a mirrored host within prefixes are those of each destination in them', () => {
  fc.assert(
    fc.property(
      fc.array(anyMessage, { maxLength: 60 }),
      fc.integer({ min: 1, max: 3 }),
      fc.nat(127),
      (messages, tunnel, bit) => {
        const { host } = mirroredHost(...messages);
        const isTunnel = ({ InterfaceIndex }: { readonly InterfaceIndex: number }) =>
          InterfaceIndex === tunnel;
        expectAllLeaksWithin(host, isTunnel, (count) => bit % count);
      },
    ),
    propertyRuns(40),
  );
});
