import { paintFor } from './paint';
import { tableLines, type Column } from './table-lines';

interface Row {
  readonly name: string;
  readonly size: number;
  readonly note: string;
}

const plain = paintFor({ isTerminal: false, columns: undefined, write: () => undefined }, {}, true);
const colourful = paintFor({ isTerminal: true, columns: 80, write: () => undefined }, {}, true);

const columns: ReadonlyArray<Column<Row>> = [
  { title: 'Name', text: ({ name }) => name },
  { title: 'Size', text: ({ size }) => String(size), align: 'right' },
  { title: 'Note', text: ({ note }) => note },
];

const linesOf = (rows: readonly Row[]): string[] => [...tableLines(columns, rows, plain)];

it('aligns columns, numbers to the right', () => {
  expect(
    linesOf([
      { name: 'a', size: 1500, note: 'first' },
      { name: 'longer', size: 9, note: '' },
    ]),
  ).toStrictEqual(['Name    Size  Note', 'a       1500  first', 'longer     9']);
});

it('aligns by the columns that characters take', () => {
  expect(
    linesOf([
      { name: '無線', size: 1, note: 'x' },
      { name: 'ab', size: 2, note: 'y' },
    ]),
  ).toStrictEqual(['Name  Size  Note', '無線     1  x', 'ab       2  y']);
});

it('leaves out a column in which nothing stands', () => {
  expect(linesOf([{ name: 'a', size: 1, note: '' }])).toStrictEqual(['Name  Size', 'a        1']);
});

it('gives nothing for no rows', () => {
  expect(linesOf([])).toStrictEqual([]);
});

it('colours cells without moving them', () => {
  const coloured: ReadonlyArray<Column<Row>> = [
    { title: 'Name', text: ({ name }) => name, paint: colourful.good },
    ...columns.slice(1),
  ];
  const rows = [{ name: 'a', size: 1, note: 'n' }];
  const lines = [...tableLines(coloured, rows, colourful)];
  expect(lines[1]).toBe('\u001b[32ma   \u001b[39m     1  n');
});
