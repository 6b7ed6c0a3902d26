import {
  eventsBetween,
  eventTypesOf,
  rowOfRefusal,
  parsePrefix,
  tableOfEventType,
  termOfPrefix,
  type DomainEvent,
  type Envelope,
  type EventType,
  type Host,
  type Position,
  type Prefix,
  type RefusalRecord,
  type TableName,
} from '@netlapse/core';

import { type When, resolveWhen } from '../input/instants';
import { eventText, signOf, type EventSign } from '../render/event-text';
import { InterfaceNames } from '../render/interface-names';
import { KnownRows } from '../render/known-rows';
import { rowKey } from '../render/row-text';
import { namesEver } from './find-row';

/** An event of the log, with what it says in words. */
export interface EventEntry {
  readonly kind: 'event';
  readonly envelope: Envelope;
  readonly sign: EventSign;
  readonly text: string;
}

/** A command that was refused. */
export interface RefusalEntry {
  readonly kind: 'refusal';
  readonly record: RefusalRecord;
}

export type LogEntry = EventEntry | RefusalEntry;

/** Which entries of a log are asked for; what is left out does not limit. */
export interface Selection {
  readonly since?: When | undefined;
  readonly until?: When | undefined;
  readonly types?: ReadonlySet<EventType> | undefined;
  readonly tables?: ReadonlySet<TableName> | undefined;
  /** A row key text, or whole parts of one. */
  readonly key?: string | undefined;
  /** Alias, as of the event, or index. */
  readonly interface?: string | undefined;
  readonly actor?: string | undefined;
  /**
   * TRUE: refused commands as well. One is of the types and tables of events that its function appends, and of the row
   * that it named.
   */
  readonly refused: boolean;
}

/** A stretch of a log: events with from.seq < seq ≤ to.seq, refusals with from.at ≤ at ≤ to.at. */
interface Stretch {
  readonly from: Position;
  readonly to: Position;
}

/** The position before the first event of `since`: the events of that very instant belong to the stretch. */
const beginOf = (host: Host, since: When | undefined): Position => {
  const { timeline } = host;
  const begin = { seq: timeline.firstSeq, at: timeline.beginning };
  if (since === undefined) return begin;
  const { seq, at } = resolveWhen(timeline, since);
  if (since.kind === 'mark') return { seq, at };
  if (since.kind === 'event') return { seq: Math.max(begin.seq, seq - 1), at };
  return { seq: at > begin.at ? timeline.resolve({ at: at - 1 }).seq : begin.seq, at };
};

const stretchOf = (host: Host, { since, until }: Selection): Stretch => ({
  from: beginOf(host, since),
  to: until === undefined ? host.timeline.position : resolveWhen(host.timeline, until),
});

function* refusalsOf(host: Host, { from, to }: Stretch): IterableIterator<RefusalRecord> {
  // Records follow each other in time: those before the stretch are not read, nor those behind it.
  const before = host.log.lastUpTo(from.at - 1)?.n ?? 0;
  for (const record of host.log.records(before + 1)) {
    if (record.at > to.at) return;
    if (record.kind === 'refusal' && record.at >= from.at) yield record;
  }
}

/** Whether a key text is meant by whole parts of it: `10.0.0.0/8` is not meant by `0.0.0.0/8`. */
const isMeant = (key: string, part: string): boolean => `/${key}/`.includes(`/${part}/`);

/** An event as a filter looks at it. */
interface Looked {
  readonly event: DomainEvent;
  readonly envelope: Envelope;
  /** The row as it was before; undefined where none stood. */
  readonly before: object | undefined;
  /** Names of interfaces as of this event. */
  readonly names: InterfaceNames;
}

/** Index of the interface that an object of Linux is on; objects name it in one of these two members. */
const linuxIndexOf = (object: Readonly<Record<string, unknown>> | undefined): unknown =>
  object?.['ifindex'] ?? object?.['oif'];

const isOnInterface = ({ event, before, names }: Looked, text: string): boolean => {
  const { type, data } = event;
  if (type !== 'LinuxObjectReported' && type !== 'LinuxObjectWithdrawn')
    return 'InterfaceLuid' in data && names.isCalled(data, text);
  const { object } = { ...before, ...data } as { readonly object?: Readonly<Record<string, unknown>> };
  const index = linuxIndexOf(object);
  // The first report of a link comes before its interface has a name here.
  return object?.['ifname'] === text || (typeof index === 'number' && names.isIndexCalled(index, text));
};

/** Tables whose events are under the prefix of a route each, and not under their own name. */
const underPrefixes: ReadonlySet<TableName> = new Set(['routes', 'linux']);

/**
 * Under which terms all events are that a selection may want, with those that give interfaces their names; undefined
 * where all events have to be looked at.
 */
const termsOf = ({ types, tables, key }: Selection): readonly string[] | undefined => {
  if (key !== undefined && parsePrefix(key) === key) return ['interfaces', termOfPrefix(key as Prefix)];
  const wanted =
    tables ??
    (types === undefined ? undefined : new Set(Array.from(types, (type) => tableOfEventType(type))));
  if (wanted === undefined) return undefined;
  const names = Array.from(wanted);
  if (names.some((table) => table === undefined || underPrefixes.has(table))) return undefined;
  return ['interfaces', ...names.flatMap((table) => table ?? [])];
};

const filterOf =
  ({ types, tables, key, interface: name, actor }: Selection) =>
  (looked: Looked): boolean => {
    const { event, envelope } = looked;
    const table = tableOfEventType(event.type);
    return (
      (types === undefined || types.has(event.type)) &&
      (tables === undefined || (table !== undefined && tables.has(table))) &&
      (key === undefined || (table !== undefined && isMeant(rowKey(table, event.data), key))) &&
      (name === undefined || isOnInterface(looked, name)) &&
      (actor === undefined || envelope.cause.actor === actor)
    );
  };

function* eventEntries(host: Host, stretch: Stretch, selection: Selection): IterableIterator<EventEntry> {
  const start = host.timeline.stateAt(stretch.from.seq);
  const names = new InterfaceNames(start);
  const rows = new KnownRows(start);
  const passes = filterOf(selection);
  for (const { event, ...envelope } of eventsBetween(host, stretch, termsOf(selection))) {
    const before = rows.step(event);
    names.note(event);
    if (!passes({ event, envelope, before, names })) continue;
    yield { kind: 'event', envelope, sign: signOf(event, before), text: eventText(event, before, names) };
  }
}

/** Whether a refused command named a row that is meant, or one on an interface that is. */
const namesMeantRow = (
  host: Host,
  record: RefusalRecord,
  { key, interface: name }: Selection,
  names: InterfaceNames,
): boolean => {
  if (key === undefined && name === undefined) return true;
  const named = rowOfRefusal(host, record);
  if (named === undefined) return false;
  if (key !== undefined && !isMeant(rowKey(named.table, named.key), key)) return false;
  const { InterfaceLuid } = named.key as { readonly InterfaceLuid?: string };
  return name === undefined || (InterfaceLuid !== undefined && names.isLuidCalled(InterfaceLuid, name));
};

const refusalPasses = (
  host: Host,
  record: RefusalRecord,
  selection: Selection,
  names: InterfaceNames,
): boolean => {
  const { types, tables, actor } = selection;
  const { cause } = record;
  const made = eventTypesOf(cause.name);
  const isOfTable = (type: EventType): boolean => {
    const table = tableOfEventType(type);
    return table !== undefined && (tables?.has(table) ?? true);
  };
  return (
    (actor === undefined || cause.actor === actor) &&
    (types === undefined || made.some((type) => types.has(type))) &&
    (tables === undefined || made.some(isOfTable)) &&
    namesMeantRow(host, record, selection, names)
  );
};

/**
 * The entries of a log that are asked for, in the order of its records.
 *
 * @throws InputError where an end of the stretch lies outside the log
 */
export function* selectEntries(host: Host, selection: Selection): IterableIterator<LogEntry> {
  const stretch = stretchOf(host, selection);
  const refusals = selection.refused ? refusalsOf(host, stretch) : [].values();
  let refusal = refusals.next();
  const names = selection.refused ? namesEver(host) : undefined;
  const isWanted = (record: RefusalRecord): boolean =>
    names !== undefined && refusalPasses(host, record, selection, names);
  function* refusalsBefore(n: number): IterableIterator<RefusalEntry> {
    for (; refusal.done !== true && refusal.value.n < n; refusal = refusals.next())
      if (isWanted(refusal.value)) yield { kind: 'refusal', record: refusal.value };
  }
  for (const entry of eventEntries(host, stretch, selection)) {
    yield* refusalsBefore(entry.envelope.append.n);
    yield entry;
  }
  yield* refusalsBefore(Number.POSITIVE_INFINITY);
}
