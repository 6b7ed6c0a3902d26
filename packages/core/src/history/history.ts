import { decodeEvent, tableDefinitionOf, tableOfEventType, type TableName } from '../catalogue';
import { rowKeyText } from '../codec';
import { envelopeOf, resolveRange, type Envelope, type Host, type Range } from '../engine';
import { evolve, tableOf, type AnyRow } from '../state';
import { dependsOn } from './dependents';
import { rowHistory, type RowChange } from './row-history';

/** How the history of a row is told. */
export interface HistoryOptions extends Range {
  /** TRUE: with each event, those of the rows that it brought or that went along, in the same append. */
  readonly dependents?: boolean;
}

/** The row as the log began with it: what came before is in no record here. */
export interface RowBase {
  readonly kind: 'base';
  /** Of the state that the log begins with. */
  readonly seq: number;
  readonly at: number;
  readonly life: 1;
  readonly after: AnyRow;
}

/** An event of a row that depends on the one asked for. */
export interface DependentChange {
  readonly envelope: Envelope;
  readonly table: TableName;
  /** Row key text. */
  readonly key: string;
  readonly kind: RowChange['kind'];
  readonly before: AnyRow | null;
  readonly after: AnyRow | null;
}

/**
 * One event that touched the row, with those of its dependents where these are asked for: at the first one of its
 * append.
 */
export interface RowEvent extends RowChange {
  readonly dependents: readonly DependentChange[];
}

export type RowHistoryEntry = RowBase | RowEvent;

/** The events of dependents in the append of a change, in order. */
const dependentsOf = (host: Host, table: TableName, change: RowChange): readonly DependentChange[] => {
  const { timeline } = host;
  const { seq } = change.envelope;
  const [record] = timeline.commits(seq - 1, seq);
  if (record === undefined || record.events.length === 1) return [];
  const rows = [change.after, change.before].filter((row) => row !== null);
  const found: DependentChange[] = [];
  let state = timeline.stateAt((record.events[0]?.seq ?? seq) - 1);
  for (const [index, stored] of record.events.entries()) {
    const event = decodeEvent(stored, record);
    const name = tableOfEventType(event.type);
    const before = state;
    state = evolve(state, event, { seq: stored.seq, at: record.at });
    if (name === undefined || stored.seq === seq) continue;
    if (!dependsOn(table, rows, event, name)) continue;
    const [was, is] = [before, state].map((each) => tableOf(each, name).get(event.data) ?? null);
    found.push({
      envelope: envelopeOf(record, index, timeline.identity),
      table: name,
      key: rowKeyText(tableDefinitionOf(name), event.data),
      kind: was === null ? 'added' : is === null ? 'removed' : 'changed',
      before: was ?? null,
      after: is ?? null,
    });
  }
  return found;
};

/** What the log began with, where it is no fresh one and the stretch reaches that far back. */
const baseOf = (
  { timeline, log }: Host,
  table: TableName,
  key: object,
  range: Range,
): RowBase | undefined => {
  const { firstSeq: seq, beginning: at } = timeline;
  const [first] = log.records(1, 1);
  if (first?.kind !== 'base' || resolveRange(timeline, range).from.seq > seq) return undefined;
  const after = tableOf(timeline.stateAt(seq), table).get(key);
  return after && { kind: 'base', seq, at, life: 1, after };
};

/**
 * What happened to one row, in order. In a log that begins with a state, such as a compacted one, an entry `base` comes
 * first where the row stood in it.
 *
 * @param key any object with the key members of the table
 * @throws what Timeline.resolve throws for an end that cannot be read
 * @example
 * const { Row } = { Row: { Address: '192.0.2.10', InterfaceIndex: 5, OnLinkPrefixLength: 24, ValidLifetime: 60 } };
 * netioapi(host).CreateUnicastIpAddressEntry({ Row });
 * const [address] = host.state.unicast.values();
 * const [created] = history(host, 'unicast', address, { dependents: true });
 * created.dependents.map(({ table }) => table); // => ['routes', 'routes', 'routes', 'routes', 'routes', 'multicast']
 */
export const history = (
  host: Host,
  table: TableName,
  key: object,
  options: HistoryOptions = {},
): readonly RowHistoryEntry[] => {
  const { dependents, ...range } = options;
  const base = baseOf(host, table, key, range);
  let told = 0;
  const changes = rowHistory(host, table, key, range).map((change) => {
    // Where an append touches the row more than once, its dependents are told of once.
    const { n } = change.envelope.append;
    const isFirst = n !== told;
    told = n;
    return { ...change, dependents: dependents === true && isFirst ? dependentsOf(host, table, change) : [] };
  });
  return base === undefined ? changes : [base, ...changes];
};
