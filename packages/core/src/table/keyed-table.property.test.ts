import * as fc from 'fast-check';
import { propertyRuns } from '../../test/property-runs';
import { makeLuid, type Luid } from '../net';
import { KeyedTable } from '.';

interface Row {
  readonly key: string;
  readonly luid: Luid;
  readonly due: readonly number[];
  readonly createdSeq: number;
  readonly setSeq: number;
}

const luids = [makeLuid(6, 1), makeLuid(6, 2), makeLuid(71, 1)];
const key = fc.constantFrom(
  ...Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index)),
  'aa',
  'B',
);
const row: fc.Arbitrary<Row> = fc.record({
  key,
  luid: fc.constantFrom(...luids),
  due: fc.array(fc.nat(20), { maxLength: 3 }),
  createdSeq: fc.nat(12),
  setSeq: fc.nat(12),
});
/** A row that is put in, or the key of one that is taken out. */
const operation: fc.Arbitrary<Row | string> = fc.oneof(
  { weight: 2, arbitrary: row },
  { weight: 1, arbitrary: key },
);

type Twin = ReadonlyMap<string, Row>;

const compareText = (a: string, b: string): number => (a < b ? -1 : a === b ? 0 : 1);
const byCreation = (a: Row, b: Row): number => a.createdSeq - b.createdSeq || compareText(a.key, b.key);

const expectSame = (table: KeyedTable<Row>, twin: Twin, instant: number): void => {
  const rows = Array.from(twin.values()).sort(byCreation);
  expect(table.size).toBe(rows.length);
  expect(Array.from(table.values())).toEqual(rows.toSorted((a, b) => compareText(a.key, b.key)));
  expect(table.inOrderOfCreation()).toEqual(rows);
  for (const luid of luids) expect(table.onInterface(luid)).toEqual(rows.filter((of) => of.luid === luid));
  const due = rows
    .flatMap((of) => Array.from(new Set(of.due), (at) => ({ at, row: of })))
    .sort((a, b) => a.at - b.at || byCreation(a.row, b.row));
  expect(table.nextDue()).toBe(due[0]?.at);
  expect(Array.from(table.dueUpTo(instant))).toEqual(due.filter(({ at }) => at <= instant));
};

describe('KeyedTable', () => {
  it('and its indexes are a list that is searched, in every version', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 80 }), fc.nat(20), (operations, instant) => {
        let table = KeyedTable.empty<Row>({
          keyOf: (of) => of.key,
          interfaceOf: (of) => of.luid,
          dueOf: (of) => of.due,
        });
        let twin: Twin = new Map();
        const kept = [{ table, twin }];
        for (const of of operations) {
          const next = new Map(twin);
          if (typeof of === 'string') next.delete(of);
          else next.set(of.key, of);
          twin = next;
          table = typeof of === 'string' ? table.without(of) : table.with(of);
          expect(table.get(typeof of === 'string' ? of : of.key)).toBe(
            typeof of === 'string' ? undefined : of,
          );
          kept.push({ table, twin });
        }
        for (const version of kept) expectSame(version.table, version.twin, instant);
      }),
      propertyRuns(100),
    );
  });
});
