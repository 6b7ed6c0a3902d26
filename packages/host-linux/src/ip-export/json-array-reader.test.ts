import fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import { IpExportError } from './ip-export-error';
import { readJsonArray, type JsonEntry } from './json-array-reader';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));

/** Bytes in pieces of a size. */
const pieces = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.slice(index * size, (index + 1) * size),
  );

const read = (text: string, size = 7): JsonEntry[] =>
  Array.from(readJsonArray(pieces(bytesOf(text), size), 'a.json')).flatMap(({ entries }) => entries);

const faultOf = (text: string, size?: number): IpExportError => {
  try {
    read(text, size);
  } catch (error) {
    if (error instanceof IpExportError) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
};

it('gives the entries of any array of objects, however it is written and wherever it is cut', () => {
  const entry = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 });
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 8 }),
      fc.constantFrom(undefined, 1, '\t'),
      fc.integer({ min: 1, max: 90 }),
      (entries, space, size) => {
        const text = JSON.stringify(entries, undefined, space);
        expect(read(`${text}\n`, size)).toEqual(JSON.parse(text));
      },
    ),
    propertyRuns(300),
  );
});

it('says where each entry is', () => {
  const text = '[ {"a":"}]\\"{"},\n{"é":2} , {"b":{}}]';
  const bytes = Buffer.from(text);
  for (let size = 1; size <= bytes.length; size++) {
    const offsets = Array.from(readJsonArray(pieces(bytes, size), 'a.json')).flatMap((block) =>
      block.entries.map((_, index) => [block.first + index, block.offsetOf(index)]),
    );
    expect(offsets).toEqual([
      [1, 2],
      [2, bytes.indexOf('{"é"')],
      [3, bytes.indexOf('{"b"')],
    ]);
  }
});

it.each([
  ['nothing at all', '', undefined, undefined, 'the file is empty'],
  ['white space alone', ' \n', undefined, undefined, 'there is no array of JSON in it'],
  ['another thing than an array', '{"a":1}', 1, 0, 'there is "{" where the array is due'],
  ['an array of numbers', '[1]', 1, 1, 'there is "1" where an entry or the end is due'],
  ['a missing comma', '[{"a":1} {"b":2}]', 2, 9, 'there is "{" where a comma or the end is due'],
  ['a comma too many', '[{"a":1},]', 2, 9, 'there is "]" where an entry is due'],
  ['something behind the end', '[{"a":1}][', 2, 9, 'there is "[" where nothing is due'],
  ['an entry that is cut short', '[{"a":1},{"b":', 2, 9, 'the entry is cut short'],
  ['an end that is cut off', '[{"a":1}', undefined, 8, 'it ends where a comma or the end is due'],
  ['an entry that is no JSON', '[{"a":1},{"b":x},{"c":3}]', 2, 9, 'the entry is damaged: it is no JSON'],
  ['brackets that do not fit', '[{"a":[1}]', 1, 1, 'the entry is damaged: it is no JSON'],
])('refuses %s and says where it is', (_, text, entry, offset, message) => {
  for (const size of [1, 3, 100]) {
    const fault = faultOf(text, size);
    expect(fault).toMatchObject({ entry, offset, file: 'a.json' });
    expect(fault.message).toContain(message);
    expect(fault.message).toMatch(/^a\.json: /);
  }
});

it('refuses an entry without an end before it fills the memory', () => {
  const endless = function* (): Generator<Uint8Array, void, undefined> {
    yield bytesOf('[{"a":"');
    for (;;) yield new Uint8Array(0x10_0000).fill(0x61);
  };
  expect(() => Array.from(readJsonArray(endless(), 'a.json'))).toThrow(
    'a.json: entry 1, at byte 1: the entry does not end',
  );
});
