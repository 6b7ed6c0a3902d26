import type { LogEntry } from '../questions/select-entries';
import { originText } from './cause-text';
import { instantText } from './instant-text';
import type { Paint } from './paint';
import { plainText } from './plain-text';
import type { Column } from './table-lines';

const colourOf = (entry: LogEntry): 'good' | 'bad' | 'warning' => {
  if (entry.kind === 'refusal' || entry.sign === '-') return 'bad';
  return entry.sign === '+' ? 'good' : 'warning';
};

const whatOf = (entry: LogEntry): string => {
  if (entry.kind === 'event') return `${entry.sign} ${entry.text}`;
  const { status, check } = entry.record;
  return `! ${plainText(status)}${check === undefined ? '' : `: ${plainText(check)}`}`;
};

/** The columns in which a log is listed. */
export const logColumns = (paint: Paint): ReadonlyArray<Column<LogEntry>> => [
  {
    title: 'Event',
    text: (entry) => (entry.kind === 'event' ? String(entry.envelope.seq) : ''),
    align: 'right',
  },
  {
    title: 'At',
    text: (entry) => instantText(entry.kind === 'event' ? entry.envelope.at : entry.record.at),
    paint: paint.faint,
  },
  {
    title: 'Told by',
    text: (entry) => originText(entry.kind === 'event' ? entry.envelope.cause : entry.record.cause),
    paint: paint.faint,
  },
  { title: 'Type', text: (entry) => (entry.kind === 'event' ? plainText(entry.envelope.type) : 'refused') },
  { title: 'What', text: whatOf, paint: (text, entry) => paint[colourOf(entry)](text) },
];
