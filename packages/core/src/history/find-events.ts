import {
  decodeEvent,
  isEventType,
  presentForm,
  tableDefinitionOf,
  tableOfEventType,
  type DomainEvent,
  type EventType,
  type TableName,
} from '../catalogue';
import { rowKeyText } from '../codec';
import {
  envelopeOf,
  resolveRange,
  rowNamedBy,
  type Envelope,
  type Host,
  type NamedRow,
  type Range,
  type ResolvedRange,
} from '../engine';
import type { Cause, Commit, RefusalRecord } from '../log';
import { functions, isFunctionName } from '../netioapi';
import { recordsOf } from './records-of';

/** What is looked for: all that is named must hold, of a list any. */
export interface EventSearch extends Range {
  readonly types?: readonly EventType[];
  readonly tables?: readonly TableName[];
  /** Row key text, as differences and changes give it: `routes/0x0006000005000000/10.0.0.0/8/192.0.2.1`. */
  readonly key?: string;
  readonly actor?: string;
  readonly correlationId?: string;
  /** Kinds of causes, or names: `time`, `CreateIpForwardEntry2`. */
  readonly causes?: readonly string[];
  readonly statuses?: readonly string[];
  /**
   * TRUE: refused commands as well, in record order. One is of the types of events that its function appends, of
   * their tables, and of the row that it names.
   */
  readonly refusals?: boolean;
  /** TRUE: the last one first. */
  readonly reverse?: boolean;
  /** At most so many; left out, all. */
  readonly limit?: number;
}

/** An event that was found, with what it says. */
export interface FoundEvent {
  readonly kind: 'event';
  readonly envelope: Envelope;
  readonly event: DomainEvent;
}

/** A refused command that was found. */
export interface FoundRefusal {
  readonly kind: 'refusal';
  readonly record: RefusalRecord;
}

export type FoundEntry = FoundEvent | FoundRefusal;

const isCause = (
  cause: Cause,
  status: string,
  { actor, correlationId, causes, statuses }: EventSearch,
): boolean =>
  (actor === undefined || cause.actor === actor) &&
  (correlationId === undefined || cause.correlationId === correlationId) &&
  (causes === undefined || causes.includes(cause.kind) || causes.includes(cause.name)) &&
  (statuses === undefined || statuses.includes(status));

/** Whether events of a type may be looked for at all. */
const isType = (type: EventType, { types, tables }: EventSearch): boolean => {
  if (types !== undefined && !types.includes(type)) return false;
  const table = tableOfEventType(type);
  return tables === undefined || (table !== undefined && tables.includes(table));
};

const isRow = ({ type, data }: DomainEvent, { key }: EventSearch): boolean => {
  if (key === undefined) return true;
  const table = tableOfEventType(type);
  return table !== undefined && rowKeyText(tableDefinitionOf(table), data) === key;
};

/** The events of an append that are looked for. */
function* eventsIn(
  { timeline }: Host,
  record: Commit,
  search: EventSearch,
  { from, to }: ResolvedRange,
): IterableIterator<FoundEvent> {
  if (!isCause(record.cause, record.status, search)) return;
  const indexes = record.events.keys();
  for (const index of search.reverse === true ? [...indexes].reverse() : indexes) {
    const stored = record.events[index];
    if (stored === undefined || stored.seq <= from.seq || stored.seq > to.seq) continue;
    // What is not looked for need not be checked member by member.
    const { type } = presentForm(stored, record);
    if (isEventType(type) && !isType(type, search)) continue;
    const event = decodeEvent(stored, record);
    if (isRow(event, search))
      yield { kind: 'event', envelope: envelopeOf(record, index, timeline.identity), event };
  }
}

/** The types of events that a function appends by itself; none for what is no function. */
export const eventTypesOf = (name: string): readonly EventType[] => {
  if (!isFunctionName(name)) return [];
  const definition = functions[name];
  return 'events' in definition ? (definition.events ?? []).filter(isEventType) : [];
};

/** The last event before a record. */
const seqBefore = ({ log, timeline }: Host, n: number): number => {
  for (let end = n - 1; end >= 1; end -= 1)
    for (const record of log.records(end, end))
      if (record.kind === 'commit') return record.events[record.events.length - 1]?.seq ?? 0;
  return timeline.firstSeq;
};

/** The row that a refused command named, whether it stood or not; undefined where it named none. */
export const rowOfRefusal = (host: Host, { n, cause }: RefusalRecord): NamedRow | undefined => {
  if (!isFunctionName(cause.name)) return undefined;
  const definition = functions[cause.name];
  if (definition.kind !== 'command') return undefined;
  return rowNamedBy(host.timeline.stateAt(seqBefore(host, n)), definition, cause.params);
};

const namesRow = (host: Host, record: RefusalRecord, key: string): boolean => {
  const named = rowOfRefusal(host, record);
  return named !== undefined && rowKeyText(tableDefinitionOf(named.table), named.key) === key;
};

const isRefusal = (host: Host, record: RefusalRecord, search: EventSearch): boolean => {
  const { types, tables, key, refusals } = search;
  if (refusals !== true || !isCause(record.cause, record.status, search)) return false;
  if (types !== undefined || tables !== undefined) {
    const made = eventTypesOf(record.cause.name);
    if (types !== undefined && !made.some((type) => types.includes(type))) return false;
    const tablesMade = made.map(tableOfEventType);
    if (tables !== undefined && !tablesMade.some((table) => table !== undefined && tables.includes(table)))
      return false;
  }
  return key === undefined || namesRow(host, record, key);
};

function* entriesOf(host: Host, search: EventSearch): IterableIterator<FoundEntry> {
  const range = resolveRange(host.timeline, search);
  for (const record of recordsOf(host, range, search.reverse)) {
    if (record.kind === 'commit') yield* eventsIn(host, record, search, range);
    else if (isRefusal(host, record, search)) yield { kind: 'refusal', record };
  }
}

/**
 * The events of a stretch that are looked for, and refused commands among them where these are asked for. Records are
 * read as they are come to, so that a search with a limit reads no more than it needs.
 *
 * @throws while it is iterated: what Timeline.resolve throws for an end that cannot be read
 * @example
 * netioapi(host).CreateIpForwardEntry2({ Row: route }, { actor: 'vpn' });
 * netioapi(host).CreateIpForwardEntry2({ Row: route }, { actor: 'rival' });
 * const found = [...findEvents(host, { tables: ['routes'], refusals: true })];
 * found.map((entry) => (entry.kind === 'event' ? entry.envelope : entry.record).cause.actor); // => ['vpn', 'rival']
 */
export function* findEvents(host: Host, search: EventSearch = {}): IterableIterator<FoundEntry> {
  const { limit = Infinity } = search;
  if (!(limit > 0)) return;
  let left = limit;
  for (const entry of entriesOf(host, search)) {
    yield entry;
    left -= 1;
    if (left <= 0) return;
  }
}
