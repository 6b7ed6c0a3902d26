import type { Paint } from './paint';
import { textWidth } from './plain-text';

/** A column of a table for people. */
export interface Column<Row> {
  readonly title: string;
  /** The cell's text, safe to print and without colour. */
  readonly text: (row: Row) => string;
  readonly align?: 'left' | 'right';
  /** Colours the cell; the text it gets is padded already. */
  readonly paint?: (text: string, row: Row) => string;
}

const GAP = '  ';

const pad = (text: string, width: number, align: 'left' | 'right'): string => {
  const fill = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'right' ? fill + text : text + fill;
};

/**
 * Rows as aligned columns under their titles, without frames, so that the output can be cut up by other programs. A
 * column in which every cell is empty is left out.
 */
export function* tableLines<Row>(
  columns: ReadonlyArray<Column<Row>>,
  rows: readonly Row[],
  paint: Paint,
): IterableIterator<string> {
  const cells = rows.map((row) => columns.map((column) => column.text(row)));
  const shown = columns
    .map((column, index) => {
      let width = 0;
      for (const line of cells) width = Math.max(width, textWidth(line[index] as string));
      return { column, index, isEmpty: width === 0, width: Math.max(width, textWidth(column.title)) };
    })
    .filter(({ isEmpty }) => !isEmpty);
  if (shown.length === 0) return;
  const last = shown.length - 1;
  const padded = (text: string, position: number): string => {
    const { column, width } = shown[position] as (typeof shown)[number];
    const { align = 'left' } = column;
    return position === last && align === 'left' ? text : pad(text, width, align);
  };
  yield shown.map(({ column }, position) => paint.title(padded(column.title, position))).join(GAP);
  for (const [number, line] of cells.entries()) {
    const row = rows[number] as Row;
    yield shown
      .map(({ column, index }, position) => {
        const text = padded(line[index] as string, position);
        return column.paint === undefined ? text : column.paint(text, row);
      })
      .join(GAP)
      .trimEnd();
  }
}
