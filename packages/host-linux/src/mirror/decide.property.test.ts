import { openHost, stateDocument } from '@netlapse/core';
import fc from 'fast-check';

import { dumpsOf } from '../../test/dumps-of';
import { mirroredHost } from '../../test/mirrored-host';
import { allNaiveRows, allRows } from '../../test/naive-rows';
import { propertyRuns } from '../../test/property-runs';
import { anyMessage } from '../../test/random-messages';

const messages = fc.array(anyMessage, { minLength: 1, maxLength: 60 });

describe('whatever messages come', () => {
  it('rows are those that follow from the objects', () => {
    fc.assert(
      fc.property(messages, (all) => {
        const mirror = mirroredHost();
        for (const message of all) {
          mirror.tell(message, 1);
          expect(allRows(mirror.state)).toEqual(allNaiveRows(mirror.state));
        }
      }),
      propertyRuns(100),
    );
  });

  it('a message told again says nothing new, but where it adds to a list or takes from it', () => {
    fc.assert(
      fc.property(messages, (all) => {
        const mirror = mirroredHost();
        for (const message of all) {
          mirror.tell(message);
          if (message.type !== 'RTM_DELROUTE') expect(mirror.tell(message)).toEqual([]);
        }
      }),
      propertyRuns(60),
    );
  });

  it('the log folds to the same state', () => {
    fc.assert(
      fc.property(messages, (all) => {
        const mirror = mirroredHost(...all);
        expect(stateDocument(openHost(mirror.host.log).state)).toEqual(stateDocument(mirror.state));
      }),
      propertyRuns(60),
    );
  });

  it('a dump of what stands says nothing, one to another host says all', () => {
    fc.assert(
      fc.property(messages, (all) => {
        const mirror = mirroredHost(...all);
        const dumps = dumpsOf(mirror.state.linux);
        expect(mirror.resync(dumps)).toEqual([]);
        const other = mirroredHost();
        other.resync(dumps);
        expect(allRows(other.state)).toEqual(allRows(mirror.state));
      }),
      propertyRuns(60),
    );
  });
});
