import fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import { addressFamilies, parsePrefix, prefixOf, addressFromBytes, type AddressFamily } from '../net';
import { ColumnReader, ColumnWriter, MalformedColumns } from './columns';
import { NumberSequenceReader, NumberSequenceWriter } from './number-sequence';
import { PrefixSequenceReader, PrefixSequenceWriter } from './prefix-sequence';
import { prefixBitsOf as bitsOf } from './prefix-bits';

const wholeNumber = fc.oneof(
  fc.integer({ min: -100, max: 100 }),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 63, 64, 127, 128, 2 ** 31 - 1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER),
);

const written = (write: (writer: ColumnWriter) => void): ColumnReader => {
  const writer = new ColumnWriter();
  write(writer);
  return new ColumnReader(writer.bytes);
};

it('reads whole numbers, texts and columns as they were written', () => {
  fc.assert(
    fc.property(
      fc.array(wholeNumber),
      fc.array(fc.jsonValue()),
      fc.array(fc.integer({ min: 0, max: 255 })),
      (numbers, values, bytes) => {
        const reader = written((writer) => {
          for (const number of numbers) {
            writer.integer(number);
            writer.natural(Math.abs(number));
          }
          for (const value of values) writer.json(value);
          const column = new ColumnWriter();
          for (const byte of bytes) column.byte(byte);
          writer.column(column);
        });
        for (const number of numbers) {
          expect(reader.integer()).toBe(number === 0 ? 0 : number);
          expect(reader.natural()).toBe(Math.abs(number));
        }
        for (const value of values) expect(reader.json()).toEqual(JSON.parse(JSON.stringify(value)));
        const column = reader.column();
        for (const byte of bytes) expect(column.byte()).toBe(byte);
        expect(column.atEnd).toBe(true);
        expect(reader.atEnd).toBe(true);
      },
    ),
    propertyRuns(300),
  );
});

it('reads a sequence of whole numbers and nulls as it was written', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(wholeNumber, fc.constant(null))), (numbers) => {
      const reader = written((writer) => {
        const sequence = new NumberSequenceWriter();
        for (const number of numbers) sequence.add(number);
        sequence.writeTo(writer);
      });
      const sequence = new NumberSequenceReader(reader);
      for (const number of numbers) expect(sequence.next()).toBe(number === 0 ? 0 : number);
    }),
    propertyRuns(300),
  );
});

const prefixesOf = (family: AddressFamily): fc.Arbitrary<readonly string[]> => {
  const size = family === 'AF_INET' ? 4 : 16;
  return fc.array(
    fc
      .tuple(fc.uint8Array({ minLength: size, maxLength: size }), fc.integer({ min: 0, max: 8 * size }))
      .map(([bytes, length]) => prefixOf(addressFromBytes(bytes), length)),
  );
};

it('reads prefixes in any order as they were written', () => {
  for (const family of addressFamilies)
    fc.assert(
      fc.property(prefixesOf(family), (prefixes) => {
        const bits = prefixes.map((prefix) => bitsOf(parsePrefix(prefix) as never));
        const reader = written((writer) => {
          const sequence = new PrefixSequenceWriter(family);
          for (const each of bits) sequence.add(each);
          sequence.writeTo(writer);
        });
        const sequence = new PrefixSequenceReader(reader, family);
        for (const each of bits) expect(sequence.next()).toEqual(each);
      }),
      propertyRuns(300),
    );
});

it('refuses bytes that are cut short, and numbers beyond 53 bits', () => {
  const writer = new ColumnWriter();
  writer.json({ some: 'text' });
  const { bytes } = writer;
  for (let size = 0; size < bytes.length; size++)
    expect(() => new ColumnReader(bytes.subarray(0, size)).json()).toThrow(MalformedColumns);
  const endless = new Uint8Array(20).fill(255);
  expect(() => new ColumnReader(endless).natural()).toThrow(MalformedColumns);
  expect(() => new ColumnReader(new Uint8Array([...endless.subarray(0, 12), 1])).integer()).toThrow(
    MalformedColumns,
  );
});
