import type { DestinationAnswer } from '@netlapse/core';

import type { WayChange } from '../what-if/changes';
import { routeOfAnswer, sourceOfAnswer, wayOfAnswer } from './best-route-text';
import type { InterfaceNames } from './interface-names';
import type { Paint } from './paint';
import { tableLines, type Column } from './table-lines';

const wayColumns = (
  title: string,
  of: (change: WayChange) => DestinationAnswer,
  names: InterfaceNames,
  paint: Paint,
): ReadonlyArray<Column<WayChange>> => [
  {
    title,
    text: (change) => wayOfAnswer(of(change), names),
    paint: (text, change) => (of(change).BestRoute === null ? paint.bad(text) : paint.accent(text)),
  },
  { title: 'From', text: (change) => sourceOfAnswer(of(change)) },
  { title: 'By route', text: (change) => routeOfAnswer(of(change)) },
];

const way = (answer: DestinationAnswer, names: InterfaceNames): string => {
  const source = sourceOfAnswer(answer);
  return `${wayOfAnswer(answer, names)}${source === '' ? '' : ` from ${source}`}`;
};

/** How many ranges changed in each way, the most first. */
const summary = (changes: readonly WayChange[], names: InterfaceNames): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { before, after } of changes) {
    const text = `${way(before, names)} → ${way(after, names)}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const width = changes.length.toLocaleString('en-GB').length;
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([text, count]) => `  ${count.toLocaleString('en-GB').padStart(width)}  ${text}`);
};

/** Ways that are others: how packets went, and how they would go. */
export function* wayChangeLines(
  changes: readonly WayChange[],
  names: InterfaceNames,
  paint: Paint,
): IterableIterator<string> {
  if (changes.length === 0) return;
  const columns: ReadonlyArray<Column<WayChange>> = [
    { title: 'Destination', text: ({ destination }) => destination },
    ...wayColumns('Goes', ({ before }) => before, names, paint),
    ...wayColumns('Would go', ({ after }) => after, names, paint),
  ];
  yield* tableLines(columns, changes, paint);
  if (changes.length > 1) yield* summary(changes, names).map(paint.faint);
}
