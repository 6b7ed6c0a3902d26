import {
  endOfGenesis,
  findEvents,
  tableOfEventType,
  type AsOf,
  type Cause,
  type EventSearch,
  type FoundEntry,
  type Host,
  type Range,
  type TableName,
} from '@netlapse/core';

import { eventText, refusalText } from './event-line';
import { interfaceNames } from './interface-names';

/** How the part of a message begins that shows what happened. */
export const TIME_LINE = 'Time line';

/** So many happenings are shown before the moment that a message is about, and so many after it. */
const BEFORE = 8;
const AFTER = 3;

/** Who or what did something: `CreateIpForwardEntry2 by dhcp-client`. */
export const causeText = ({ name, actor }: Cause): string =>
  actor === undefined ? name : `${name} by ${actor}`;

/** How long after the host began: `+1.925s`. */
export const sinceText = (host: Host, at: number, from = host.timeline.beginning): string =>
  `+${((at - from) / 1000).toFixed(3)}s`;

/** The happenings of a stretch in which a reader is interested; what Linux said of its objects is not among them unless named. */
export function* happenings(
  host: Host,
  search: Range & Pick<EventSearch, 'reverse'>,
  tables: readonly TableName[] | undefined,
): IterableIterator<FoundEntry> {
  const found = findEvents(host, { ...search, refusals: true, ...(tables === undefined ? {} : { tables }) });
  for (const entry of found)
    if (tables !== undefined || entry.kind === 'refusal' || tableOfEventType(entry.event.type) !== 'linux')
      yield entry;
}

/** The first of them, and whether there are more: a long history is not read to its end. */
const firstOf = (
  entries: Iterable<FoundEntry>,
  count: number,
): { readonly first: readonly FoundEntry[]; readonly isMore: boolean } => {
  const first: FoundEntry[] = [];
  for (const entry of entries) {
    if (first.length === count) return { first, isMore: true };
    first.push(entry);
  }
  return { first, isMore: false };
};

const atOf = (entry: FoundEntry): number => (entry.kind === 'event' ? entry.envelope.at : entry.record.at);

/** One line for each happening: when, who, what. */
export const happeningLines = (
  host: Host,
  entries: readonly FoundEntry[],
  from: number,
): readonly string[] => {
  const name = interfaceNames(host);
  const rows = entries.map((entry) => {
    const { cause } = entry.kind === 'event' ? entry.envelope : entry.record;
    const what =
      entry.kind === 'event'
        ? eventText(entry.event, host.timeline.stateAt(entry.envelope.seq - 1), name)
        : refusalText(entry);
    return { since: sinceText(host, atOf(entry), from), cause: causeText(cause), what };
  });
  const sinceWidth = Math.max(0, ...rows.map(({ since }) => since.length));
  const causeWidth = Math.max(0, ...rows.map(({ cause }) => cause.length));
  return rows.map(
    ({ since, cause, what }) => `${since.padStart(sinceWidth)}  ${cause.padEnd(causeWidth)}  ${what}`,
  );
};

export interface TimeLineOptions {
  /** The moment that matters; left out, the present. */
  readonly around?: AsOf;
  /** Only events of these tables; left out, all but what a mirrored Linux host said of its objects. */
  readonly tables?: readonly TableName[];
}

/** What happened around a moment, for the message of a test that failed; `>` points at where the moment is. */
export const timeLine = (host: Host, { around, tables }: TimeLineOptions = {}): string => {
  const { timeline } = host;
  const moment = around === undefined ? timeline.position : timeline.resolve(around);
  const beginning = endOfGenesis(timeline);
  const before = firstOf(happenings(host, { from: beginning, to: moment, reverse: true }, tables), BEFORE);
  // A refusal at the very instant belongs to both stretches: it is told once.
  const later = Array.from(firstOf(happenings(host, { from: moment }, tables), AFTER + 1).first).filter(
    (entry) => entry.kind === 'event' || entry.record.at > moment.at,
  );
  const shown = [...before.first.toReversed(), ...later.slice(0, AFTER)];
  const lines = happeningLines(host, shown, timeline.beginning).map((line) => `  ${line}`);
  return [
    `${TIME_LINE}${tables === undefined ? '' : ` of ${tables.join(', ')}`}:`,
    ...(before.isMore ? ['  … more before'] : []),
    ...lines.slice(0, before.first.length),
    `> ${sinceText(host, moment.at)}  the moment asked about`,
    ...lines.slice(before.first.length),
    ...(later.length > AFTER ? ['  … more after'] : []),
  ].join('\n');
};
