import fc from 'fast-check';

import { expectAllLeaks } from '../../core/test/leaks.contract';
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
