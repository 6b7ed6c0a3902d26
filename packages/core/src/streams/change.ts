import {
  definitionOf,
  isTableName,
  tableDefinitionOf,
  type DomainEvent,
  type EventType,
  type TableName,
} from '../catalogue';
import { rowKeyText } from '../codec';
import { tableOf, type AnyRow, type HostState } from '../state';
import type { Envelope, EventItem, Position } from '../engine';

/** One event as a stream gives it, or several of one key merged: what it touched, and the whole row before and after. */
export interface Change {
  /** Of the event; of the last one merged. */
  readonly position: Position;
  /** Sequence number of the event; of the first one merged. */
  readonly firstSeq: number;
  /** Name of the event; of the last one merged. */
  readonly type: EventType;
  /** Names of the events in it, in order: one, unless changes were merged. */
  readonly types: readonly EventType[];
  /** Null for what the host has but once: its Teredo port, its connectivity hint. */
  readonly table: TableName | null;
  /** Row key text; the empty text where `table` is null. */
  readonly key: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** The stored row before; null where it was added. */
  readonly before: AnyRow | object | null;
  /** The stored row after; null where it was removed. */
  readonly after: AnyRow | object | null;
  /** The whole event with its cause; the last one merged. */
  readonly event: Envelope;
}

const hostFact = (state: HostState, type: DomainEvent['type']): object =>
  type === 'TeredoPortChanged' ? { Port: state.teredoPort } : state.connectivityHint;

const liveChanges = new WeakMap<EventItem, Change>();

/** The change that an event being delivered amounts to: put together once, however many are told of it. */
export const liveChangeOf = (item: EventItem): Change => {
  const known = liveChanges.get(item);
  if (known !== undefined) return known;
  const change = changeOf(item);
  liveChanges.set(item, change);
  return change;
};

/** The change that an event amounts to: frozen, as it may go to many. */
export const changeOf = ({ event, envelope, before, after }: EventItem): Change => {
  const { table } = definitionOf(event.type);
  const common = {
    position: Object.freeze({ seq: envelope.seq, at: envelope.at }),
    firstSeq: envelope.seq,
    type: event.type,
    types: Object.freeze([event.type]),
    event: envelope,
  };
  if (table === null || !isTableName(table))
    return Object.freeze({
      ...common,
      table: null,
      key: '',
      kind: 'changed',
      before: hostFact(before, event.type),
      after: hostFact(after, event.type),
    });
  const rowBefore = tableOf(before, table).get(event.data) ?? null;
  const rowAfter = tableOf(after, table).get(event.data) ?? null;
  return Object.freeze({
    ...common,
    table,
    key: rowKeyText(tableDefinitionOf(table), event.data),
    kind: rowBefore === null ? 'added' : rowAfter === null ? 'removed' : 'changed',
    before: rowBefore,
    after: rowAfter,
  });
};
