import fc from 'fast-check';

import { concat, littleEndian } from '../../test/compose-message';
import { propertyRuns } from '../../test/property-runs';
import { decodeMessage } from './decode-message';
import { RTM } from './message-type';
import { SkipTally } from './skip-tally';
import { Wire } from './wire';

const types = fc.constantFrom(...Object.values(RTM), 1, 2, 3, 4, 15, 200);

/** Attributes of any type and data, some with lengths that cannot be. */
const attributes = fc
  .array(
    fc.record({
      type: fc.oneof({ weight: 8, arbitrary: fc.nat(70) }, { weight: 1, arbitrary: fc.nat(0xffff) }),
      data: fc.uint8Array({ maxLength: 40 }),
      length: fc.option(fc.nat(0xffff), { freq: 20, nil: undefined }),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    concat(
      ...list.map(({ type, data, length }) => {
        const bytes = littleEndian.attribute(type, data);
        if (length !== undefined) bytes.set(littleEndian.u16(length), 0);
        return bytes;
      }),
    ),
  );

const bodies = fc
  .tuple(
    fc.constantFrom(0, 2, 7, 10, 28),
    fc.constantFrom(0, 3, 7, 11, 15),
    fc.uint8Array({ maxLength: 16 }),
    attributes,
  )
  .map(([family, size, rest, list]) =>
    concat(
      Uint8Array.of(family),
      rest.subarray(0, size),
      new Uint8Array(size - Math.min(size, rest.length)),
      list,
    ),
  );

/** Whether a value is what JSON can say, without a member that is undefined and without a number beyond 53 bits. */
const isJsonReady = (value: unknown): boolean => {
  if (typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (Array.isArray(value)) return value.every(isJsonReady);
  return typeof value === 'object' && value !== null && Object.values(value).every(isJsonReady);
};

describe('decoding any bytes', () => {
  it('never throws, and gives objects that are ready for JSON', () => {
    fc.assert(
      fc.property(types, bodies, fc.boolean(), (type, body, littleEndianHost) => {
        const skips = new SkipTally();
        const decoded = decodeMessage(new Wire(littleEndian.message(type, body), littleEndianHost), 0, skips);
        if ('body' in decoded) expect(isJsonReady(decoded.body)).toBe(true);
        if (decoded.type === 'skipped') expect(skips.counts().length).toBeGreaterThan(0);
      }),
      propertyRuns(3000),
    );
  });

  it('never throws on bytes that are no messages at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(70), (bytes, at) => {
        expect(decodeMessage(new Wire(bytes), at)).toHaveProperty('type');
      }),
      propertyRuns(2000),
    );
  });
});
