import fc from 'fast-check';

import { expectWholeDifference } from '../../core/test/changed-destinations.contract';
import { mirroredHost } from './mirrored-host';
import { propertyRuns } from './property-runs';
import { anyMessage } from './random-messages';

it('holds every destination that two moments of a mirrored host answer differently for, and no other', () => {
  fc.assert(
    fc.property(
      fc.array(anyMessage, { maxLength: 80 }),
      fc.float({ min: 0, max: 1, noNaN: true }),
      fc.infiniteStream(fc.nat()),
      (messages, part, numbers) => {
        const { host } = mirroredHost(...messages);
        const before = host.view({ seq: Math.floor(part * host.state.seq) });
        expectWholeDifference(before, host.view(), (count) => (numbers.next().value as number) % count);
      },
    ),
    propertyRuns(100),
  );
});
