import { makeLuid, type Luid } from '../net';
import { KeyedTable } from '.';

interface Row {
  readonly key: string;
  readonly luid: Luid;
  readonly ends?: number;
  readonly createdSeq: number;
  readonly setSeq: number;
}

const ethernet = makeLuid(6, 5);
const wireless = makeLuid(71, 7);

const empty = KeyedTable.empty<Row>({
  keyOf: ({ key }) => key,
  interfaceOf: ({ luid }) => luid,
  dueOf: ({ ends }) => (ends === undefined ? [] : [ends]),
});

const row = (key: string, createdSeq: number, more: Partial<Row> = {}): Row => ({
  key,
  luid: ethernet,
  createdSeq,
  setSeq: createdSeq,
  ...more,
});

const keysOf = (rows: Iterable<Row>): string[] => Array.from(rows, ({ key }) => key);

describe('KeyedTable', () => {
  it('holds one row of each key', () => {
    const first = row('a', 1);
    const second = row('a', 1, { setSeq: 2 });
    const table = empty.with(first);
    expect([table.get('a'), table.has('a'), table.size]).toEqual([first, true, 1]);
    expect([table.with(second).get('a'), table.with(second).size]).toEqual([second, 1]);
    expect([table.get('b'), table.has('b')]).toEqual([undefined, false]);
  });

  it('lists rows by key and in the order of creation', () => {
    const table = empty.with(row('b', 1)).with(row('c', 3)).with(row('a', 2)).with(row('d', 2));
    expect(keysOf(table.values())).toEqual(['a', 'b', 'c', 'd']);
    expect(keysOf(table.inOrderOfCreation())).toEqual(['b', 'a', 'd', 'c']);
  });

  it('keeps a row in its place when it is set', () => {
    const table = empty
      .with(row('a', 1))
      .with(row('b', 2))
      .with(row('a', 1, { setSeq: 3 }));
    expect(table.inOrderOfCreation()).toEqual([row('a', 1, { setSeq: 3 }), row('b', 2)]);
    expect(table.onInterface(ethernet)).toEqual(table.inOrderOfCreation());
  });

  it('gives the rows of one interface', () => {
    const table = empty
      .with(row('a', 2))
      .with(row('b', 1))
      .with(row('c', 3, { luid: wireless }));
    expect(keysOf(table.onInterface(ethernet))).toEqual(['b', 'a']);
    expect(keysOf(table.onInterface(wireless))).toEqual(['c']);
    expect(keysOf(table.onInterface(makeLuid(6, 9)))).toEqual([]);
    const moved = table.with(row('a', 2, { luid: wireless }));
    expect(keysOf(moved.onInterface(ethernet))).toEqual(['b']);
    expect(keysOf(moved.onInterface(wireless))).toEqual(['a', 'c']);
    expect(keysOf(moved.without('c').without('a').onInterface(wireless))).toEqual([]);
  });

  it('tells what falls due, up to and at an instant', () => {
    const table = empty
      .with(row('a', 3, { ends: 200 }))
      .with(row('b', 2, { ends: 100 }))
      .with(row('c', 1, { ends: 200 }))
      .with(row('d', 4));
    const due = (instant: number): unknown =>
      Array.from(table.dueUpTo(instant), ({ at, row: { key } }) => [at, key]);
    expect(table.nextDue()).toBe(100);
    expect(due(99)).toEqual([]);
    expect(due(100)).toEqual([[100, 'b']]);
    expect(due(200)).toEqual([
      [100, 'b'],
      [200, 'c'],
      [200, 'a'],
    ]);
    const later = table.with(row('b', 2, { ends: 300 }));
    expect([later.nextDue(), later.without('a').without('c').nextDue()]).toEqual([200, 300]);
    expect(later.with(row('b', 2)).without('a').without('c').nextDue()).toBeUndefined();
  });

  it('lists a row once for each of its instants', () => {
    const twice = KeyedTable.empty<Row>({
      keyOf: ({ key }) => key,
      dueOf: ({ createdSeq }) => [7, createdSeq, 7],
    });
    const table = twice.with(row('a', 5)).with(row('b', 7));
    expect(Array.from(table.dueUpTo(7), ({ at, row: { key } }) => [at, key])).toEqual([
      [5, 'a'],
      [7, 'a'],
      [7, 'b'],
    ]);
    expect(table.without('a').without('b').nextDue()).toBeUndefined();
  });

  it('asks of its rows only what its spec names', () => {
    const plain = KeyedTable.empty<Row>({ keyOf: ({ key }) => key }).with(row('a', 1, { ends: 5 }));
    expect([plain.onInterface(ethernet), plain.nextDue(), Array.from(plain.dueUpTo(9))]).toEqual([
      [],
      undefined,
      [],
    ]);
  });

  it('is the same object where nothing changes', () => {
    const only = row('a', 1);
    const table = empty.with(only);
    expect(table.with(only)).toBe(table);
    expect(table.without('b')).toBe(table);
  });

  it('leaves the table it came from as it was', () => {
    const table = empty.with(row('a', 1, { ends: 9 }));
    const next = table.with(row('a', 1, { luid: wireless })).with(row('b', 2));
    expect(keysOf(table.onInterface(ethernet))).toEqual(['a']);
    expect([table.nextDue(), table.size, empty.size]).toEqual([9, 1, 0]);
    expect(keysOf(next.onInterface(wireless))).toEqual(['a']);
    expect([next.nextDue(), next.size]).toEqual([undefined, 2]);
  });
});
