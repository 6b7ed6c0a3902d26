import {
  decodeEvent,
  isEventType,
  tableOf,
  tableOfEventType,
  type AnyRow,
  type Host,
  type HostState,
  type TableName,
} from '@netlapse/core';

import { InputError } from '../errors';
import { InterfaceNames } from '../render/interface-names';
import { plainText } from '../render/plain-text';
import { rowKey, rowKeyText } from '../render/row-text';

/** A row of a table by its key, and how it is called. */
export interface NamedRow {
  readonly table: TableName;
  /** Any object with the members of the key. */
  readonly key: object;
  /** `routes/0x0006000005000000/10.0.0.0/8/192.0.2.1`. */
  readonly text: string;
}

/** Whether a row is meant by a part of its key text, or by the alias or index of its interface. */
const isMeant = (table: TableName, key: object, part: string, names: InterfaceNames): boolean => {
  if (`/${rowKey(table, key)}/`.includes(`/${part}/`)) return true;
  const { InterfaceLuid } = key as { readonly InterfaceLuid?: string };
  return InterfaceLuid !== undefined && names.isLuidCalled(InterfaceLuid, part);
};

/** The default routes by their name. */
const written = (part: string): readonly string[] => (part === 'default' ? ['0.0.0.0/0', '::/0'] : [part]);

const meant = (
  table: TableName,
  keys: Iterable<object>,
  parts: readonly string[],
  names: InterfaceNames,
): readonly NamedRow[] => {
  const found = new Map<string, NamedRow>();
  for (const key of keys)
    if (parts.every((part) => written(part).some((each) => isMeant(table, key, each, names)))) {
      const text = rowKey(table, key);
      if (!found.has(text)) found.set(text, { table, key, text });
    }
  return [...found.values()];
};

/** Every interface by all names that it ever had in the log; of several, the last one labels it. */
export const namesEver = ({ timeline }: Host): InterfaceNames => {
  const names = new InterfaceNames(timeline.stateAt(timeline.firstSeq));
  for (const record of timeline.commits(timeline.firstSeq, timeline.position.seq))
    for (const stored of record.events)
      if (stored.type === 'InterfaceArrived' || stored.type === 'InterfaceSet')
        names.note(decodeEvent(stored, record));
  return names;
};

function* keysEver({ timeline }: Host, table: TableName): IterableIterator<object> {
  yield* tableOf(timeline.stateAt(timeline.firstSeq), table).values();
  for (const record of timeline.commits(timeline.firstSeq, timeline.position.seq))
    for (const stored of record.events) {
      // An older event may bear another name: what it is shows when it is read.
      if (isEventType(stored.type) && tableOfEventType(stored.type) !== table) continue;
      const event = decodeEvent(stored, record);
      if (tableOfEventType(event.type) === table) yield event.data;
    }
}

/** The rows of a table that ever stood in a log and are meant by all parts. */
export const rowsEver = (
  host: Host,
  table: TableName,
  parts: readonly string[],
  names: InterfaceNames,
): readonly NamedRow[] => meant(table, keysEver(host, table), parts, names);

/** The rows of a table that stand in a state and are meant by all parts. */
export const rowsIn = (
  state: HostState,
  table: TableName,
  parts: readonly string[],
  names: InterfaceNames,
): readonly NamedRow[] => meant(table, tableOf(state, table).values() as Iterable<AnyRow>, parts, names);

const SHOWN_MAX = 8;

/** What is thrown where no row that ever stood in a log is meant. */
export const noRow = (asked: string): InputError =>
  new InputError(
    `no row of this log was ever called ${plainText(asked)}: name parts of its key, such as a prefix, an address or an interface`,
  );

/**
 * The one row that is meant.
 *
 * @throws InputError that names those there are, where it is not one alone
 */
export const onlyRow = (rows: readonly NamedRow[], asked: string, names: InterfaceNames): NamedRow => {
  const [row] = rows;
  if (row === undefined) throw noRow(asked);
  if (rows.length === 1) return row;
  const shown = rows.slice(0, SHOWN_MAX).map(({ table, key }) => rowKeyText(table, key, names));
  const more = rows.length > SHOWN_MAX ? `; and ${rows.length - SHOWN_MAX} more` : '';
  throw new InputError(
    `${plainText(asked)} may be ${rows.length} rows: ${shown.join('; ')}${more}. Name more of the key, such as the next hop or the interface`,
  );
};
