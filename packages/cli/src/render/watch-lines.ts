import type { WatchedAppend, WatchedEvent } from '../live/watcher';
import { originText } from './cause-text';
import { timeOfDayText } from './instant-text';
import type { Paint } from './paint';
import { plainText } from './plain-text';
import { shortTableOf } from './short-table';

const colours = { '+': 'good', '~': 'warning', '-': 'bad' } as const;

const eventLine = ({ at, sign, text, type }: WatchedEvent, paint: Paint): string =>
  `${paint.faint(timeOfDayText(at))} ${paint[colours[sign]](`${sign} ${shortTableOf(type)} ${text}`)}`;

/** An append in lines: its events, who brought it about at the first, and what it did to the ways out. */
export const watchLines = ({ events, record, ways }: WatchedAppend, paint: Paint): readonly string[] => [
  ...events.map((event, index) =>
    index === 0
      ? `${eventLine(event, paint)}  ${paint.faint(originText(record.cause))}`
      : eventLine(event, paint),
  ),
  ...ways.map(
    ({ before, now, to }) =>
      `${' '.repeat(timeOfDayText(record.at).length)}   ${paint.accent(`way to ${to}: ${plainText(before)} → ${plainText(now)}`)}`,
  ),
];
