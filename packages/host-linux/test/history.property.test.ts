import fc from 'fast-check';

import { expectWholeHistory } from '../../core/test/history.contract';
import { mirroredHost } from './mirrored-host';
import { propertyRuns } from './property-runs';
import { anyMessage } from './random-messages';

it('the history of the best route of a mirrored host is what asking after each message gives', () => {
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 80 }), (messages) => {
      const { host } = mirroredHost(...messages);
      for (const DestinationAddress of ['10.1.2.3', '192.0.2.7', '203.0.113.1', '2001:db8::9', 'fe80::7'])
        expectWholeHistory(host, { DestinationAddress });
      expectWholeHistory(host, { DestinationAddress: '10.1.2.3', SourceAddress: '192.0.2.1' });
      expectWholeHistory(host, { DestinationAddress: '10.1.2.3', InterfaceIndex: 2 });
    }),
    propertyRuns(150),
  );
});
