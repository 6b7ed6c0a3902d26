import fc from 'fast-check';
import { gzipSync } from 'node:zlib';

import { propertyRuns } from '../../test/property-runs';
import { readAll, recordingFile } from '../../test/recordings';
import { RtmonError } from './rtmon-error';

const policy = recordingFile('policy/policy.rtmon');
const laptop = recordingFile('laptop/laptop.rtmon');
const compressed = gzipSync(laptop);

/** Reads to the end or to the error, which is of the declared class or lets the test fail. */
const survive = (bytes: Uint8Array): RtmonError | undefined => {
  try {
    const { records, summary } = readAll(bytes);
    expect(summary.messages).toBe(records.length);
    return undefined;
  } catch (error) {
    if (error instanceof RtmonError) return error;
    throw error;
  }
};

/** Bytes to overwrite: where, and by what. */
const damage = fc.array(fc.record({ at: fc.nat(1_000_000), byte: fc.nat(255) }), {
  minLength: 1,
  maxLength: 30,
});

const damaged = (bytes: Uint8Array, changes: ReadonlyArray<{ at: number; byte: number }>): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  for (const { at, byte } of changes) copy[at % copy.length] = byte;
  return copy;
};

describe('a damaged recording', () => {
  it('that is cut off at any byte is read to there', () => {
    const begin = laptop.subarray(0, 4000);
    const all = readAll(begin).records;
    for (let size = 1; size <= begin.length; size++) {
      const { records, summary } = readAll(begin.subarray(0, size));
      expect(records).toEqual(all.slice(0, records.length));
      expect(summary.bytes).toBe(size);
    }
  });

  it('gives messages or an RtmonError, whatever bytes changed', () => {
    fc.assert(
      fc.property(fc.constantFrom(policy, laptop), damage, (recording, changes) => {
        const error = survive(damaged(recording, changes));
        expect(['bad message length', 'not a recording', 'no time stamp', undefined]).toContain(error?.kind);
      }),
      propertyRuns(300),
    );
  });

  it('gives messages or an RtmonError, whatever bytes of its compressed form changed', () => {
    fc.assert(
      fc.property(damage, fc.nat(compressed.length), (changes, size) => {
        survive(damaged(compressed.subarray(0, Math.max(1, size)), changes));
      }),
      propertyRuns(300),
    );
  });

  it('gives an RtmonError for bytes at random', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 200 }), (bytes) => {
        expect(survive(bytes)).toBeInstanceOf(RtmonError);
      }),
      propertyRuns(1000),
    );
  });
});
