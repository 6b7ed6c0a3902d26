import {
  decodeEvent,
  definitionOf,
  tableDefinitionOf,
  termOf,
  termOfRow,
  type TableName,
} from '../catalogue';
import { envelopeOf, type Envelope, type Host, resolveRange, type Range } from '../engine';
import { changedMembers, evolve, tableOf, type AnyRow } from '../state';

/** One event that touched a row. */
export interface RowChange {
  readonly envelope: Envelope;
  readonly type: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** 1, 2 … : counts how often the key was created, from the beginning of the log. */
  readonly life: number;
  readonly before: AnyRow | null;
  readonly after: AnyRow | null;
  /** Members that differ, bookkeeping left out; empty unless `kind` is `changed`. */
  readonly changed: readonly string[];
}

/**
 * The events that touched the row of a key, in order. Lives are counted from the beginning of the log, also
 * where the stretch begins later.
 *
 * @param key any object with the key members of the table
 */
export const rowHistory = (
  host: Host,
  table: TableName,
  key: object,
  range: Range = {},
): readonly RowChange[] => {
  const { timeline } = host;
  const { from, to } = resolveRange(timeline, range);
  const definition = tableDefinitionOf(table);
  const wanted = definition.keyOf(key);
  const changes: RowChange[] = [];
  // Only the events of this row are folded: no event looks at any other row.
  let state = timeline.stateAt(timeline.firstSeq);
  let life = tableOf(state, table).get(key) === undefined ? 0 : 1;
  const term = termOfRow(table, key);
  for (const record of timeline.touching([term], timeline.firstSeq, to.seq)) {
    for (const [index, stored] of record.events.entries()) {
      if (stored.seq > to.seq) break;
      if (termOf(stored) !== term) continue;
      const event = decodeEvent(stored, record);
      if (definitionOf(event.type).table !== table || definition.keyOf(event.data) !== wanted) continue;
      const before = tableOf(state, table).get(key) ?? null;
      state = evolve(state, event, { seq: stored.seq, at: record.at });
      const after = tableOf(state, table).get(key) ?? null;
      const kind = before === null ? 'added' : after === null ? 'removed' : 'changed';
      if (kind === 'added') life += 1;
      if (stored.seq <= from.seq) continue;
      const changed = before === null || after === null ? [] : changedMembers(before, after);
      const envelope = envelopeOf(record, index, timeline.identity);
      changes.push({ envelope, type: event.type, kind, life, before, after, changed });
    }
  }
  return changes;
};
