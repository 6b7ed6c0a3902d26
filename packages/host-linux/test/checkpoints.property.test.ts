import fc from 'fast-check';

import { decodeState, encodeState, expectSameState } from '../../core/test/state.contract';
import { decide } from '../src/mirror';
import { mirroredHost } from './mirrored-host';
import { propertyRuns } from './property-runs';
import { anyMessage } from './random-messages';

it('a checkpoint of a mirrored host is the state that it was made of, and goes on as that does', () => {
  fc.assert(
    fc.property(
      fc.array(anyMessage, { maxLength: 60 }),
      fc.array(anyMessage, { maxLength: 5 }),
      (before, after) => {
        const { state, host } = mirroredHost(...before);
        const read = decodeState(encodeState(state), state.seq);
        expectSameState(read, state);
        for (const message of after)
          expect(decide(read, message, host.clock)).toEqual(decide(state, message, host.clock));
      },
    ),
    propertyRuns(300),
  );
});
