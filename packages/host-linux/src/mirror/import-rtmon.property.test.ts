import { openHost, stateDocument } from '@netlapse/core';
import fc from 'fast-check';

import { allNaiveRows, allRows } from '../../test/naive-rows';
import { propertyRuns } from '../../test/property-runs';
import { readAll, recordingFile } from '../../test/recordings';
import { HEADER_SIZE } from '../netlink';
import { importRtmon } from './import-rtmon';
import { mirrorLinux } from './mirror-linux';

const recordings = ['laptop/laptop.rtmon', 'policy/policy.rtmon', 'silent/silent.rtmon'].map((file) => {
  const bytes = recordingFile(file);
  const { records } = readAll(bytes, file);
  return { file, bytes, records };
});

/** A recording, and which bytes of the bodies of its messages are other ones. */
const damaged = fc.record({
  recording: fc.constantFrom(...recordings),
  damages: fc.array(fc.record({ message: fc.nat(), place: fc.nat(), value: fc.nat(255) }), {
    minLength: 1,
    maxLength: 200,
  }),
});

it('takes whatever a recording says, and makes a log of it that can be read again', () => {
  fc.assert(
    fc.property(damaged, ({ recording, damages }) => {
      const bytes = Uint8Array.from(recording.bytes);
      for (const { message, place, value } of damages) {
        const { offset } = recording.records[message % recording.records.length] ?? { offset: 0 };
        const length = recording.bytes.readUInt32LE(offset);
        if (length > HEADER_SIZE) bytes[offset + HEADER_SIZE + (place % (length - HEADER_SIZE))] = value;
      }
      const host = mirrorLinux({ now: 0 });
      importRtmon(host, bytes, { file: recording.file });
      expect(stateDocument(openHost(host.log).state)).toEqual(stateDocument(host.state));
      expect(allRows(host.state)).toEqual(allNaiveRows(host.state));
    }),
    propertyRuns(40),
  );
});
