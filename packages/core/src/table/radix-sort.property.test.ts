import * as fc from 'fast-check';
import { propertyRuns } from '../../test/property-runs';
import { ascendingOrder } from '.';

const number = fc.oneof(
  fc.nat(3),
  fc.constantFrom(0x7ff, 0x800, 0x3f_ffff, 0x40_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff),
  fc.nat(0xffff_ffff),
);

describe('ascendingOrder', () => {
  it('is a stable sort by one column after the other', () => {
    const rows = fc
      .integer({ min: 1, max: 3 })
      .chain((width) =>
        fc.array(fc.array(number, { minLength: width, maxLength: width }), { maxLength: 60 }),
      );
    fc.assert(
      fc.property(rows, (given) => {
        const width = given[0]?.length ?? 0;
        const columns = Array.from({ length: width }, (_, at) =>
          Uint32Array.from(given, (row) => row[at] ?? 0),
        );
        const compare = (a: number, b: number): number => {
          for (const column of columns)
            if (column[a] !== column[b]) return (column[a] ?? 0) - (column[b] ?? 0);
          return 0;
        };
        const sorted = Array.from(given.keys()).sort(compare);
        expect(Array.from(ascendingOrder(columns, given.length))).toEqual(sorted);
      }),
      propertyRuns(300),
    );
  });
});
