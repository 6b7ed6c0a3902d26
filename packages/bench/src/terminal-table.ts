import { figureText, ratioText } from './figure-text';
import type { Answer, Curve, Row } from './result';

const verdictOf = ({ target }: Row): string =>
  target === undefined ? '' : `${target.text} ${target.isMet ? 'met' : 'MISSED'}`;

/** The cells of a row: ratios first, for they hold where times do not. */
export const cellsOf = (row: Row): readonly string[] => {
  const { what, unit, ratio, peer, peerMedian } = row;
  return [
    what,
    ratio === undefined ? '' : `${ratioText(ratio)} ${peer ?? ''}`,
    verdictOf(row),
    figureText(row.median, unit),
    row.least === row.most ? '' : `${figureText(row.least, unit)} – ${figureText(row.most, unit)}`,
    peerMedian === undefined ? '' : figureText(peerMedian, unit),
  ];
};

export const headings = ['what', 'as fast as', 'target', 'median', 'least – most', 'peer'] as const;

/** Cells in columns, each as wide as its widest. */
const columns = (lines: readonly (readonly string[])[]): string[] => {
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

const BAR_MAX = 40;

/** A curve as bars, from nothing to its greatest value. */
const curveLines = ({ title, over, sizes, unit, series }: Curve): string[] => {
  const greatest = Math.max(...series.flatMap(({ values }) => values));
  const lines = series.flatMap(({ name, values }) =>
    sizes.map((size, index) => {
      const value = values[index] ?? NaN;
      const bar = '▇'.repeat(Math.max(1, Math.round((value / greatest) * BAR_MAX)));
      return [index === 0 ? name : '', size.toLocaleString('en'), figureText(value, unit), bar];
    }),
  );
  return [title, ...columns([['', over, '', ''], ...lines]).map((line) => `  ${line}`)];
};

/** An answer as a terminal shows it. */
export const terminalLines = ({ title, about, rows, curves, notes }: Answer): string[] => [
  title,
  about,
  ...(rows.length === 0 ? [] : columns([headings, ...rows.map(cellsOf)]).map((line) => `  ${line}`)),
  ...curves.flatMap(curveLines),
  ...notes,
];
