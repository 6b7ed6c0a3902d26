import {
  changedMembers,
  eventCatalogue,
  tableDefinitionOf,
  tableOf,
  tableOfEventType,
  type DomainEvent,
  type FoundRefusal,
  type HostState,
  type TableName,
} from '@netlapse/core';

import type { NameOf } from './interface-names';

type Row = Readonly<Record<string, unknown>>;

/** Members that are not told of a row: its key says them, or they are bookkeeping. */
const untold: ReadonlySet<string> = new Set(['InterfaceLuid', 'InterfaceIndex', 'createdAt', 'setAt']);

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A row by its key: `10.0.0.0/8 via 192.0.2.1 on Cable #5`. */
export const keyText = (table: TableName, row: Row, name: NameOf): string => {
  const index = row['InterfaceIndex'];
  const on = typeof index === 'number' ? name(index) : '';
  if (table === 'interfaces') return on;
  const { DestinationPrefix, NextHop } = row;
  if (table === 'routes') return `${plain(DestinationPrefix)} via ${plain(NextHop)} on ${on}`;
  const key = tableDefinitionOf(table).key as readonly string[];
  const members = key.filter((member) => !untold.has(member)).map((member) => plain(row[member]));
  return [members.join(' '), ...(on === '' ? [] : [`on ${on}`])].join(' ');
};

const changesText = (before: Row, after: Row): string =>
  changedMembers(before, after)
    .filter((member) => !untold.has(member))
    .map((member) => `${member} ${plain(before[member])} → ${plain(after[member])}`)
    .join(', ');

/** What an event did: `+ routes 10.0.0.0/8 via 192.0.2.1 on Cable #5`, `~ routes …: Metric 5 → 9`, `- routes …`. */
export const eventText = (event: DomainEvent, before: HostState, name: NameOf): string => {
  const table = tableOfEventType(event.type);
  const data = event.data as Row;
  if (table === undefined) return `~ ${event.type} ${JSON.stringify(data)}`;
  const said = `${table} ${keyText(table, data, name)}`;
  if (eventCatalogue[event.type].kind === 'removed') return `- ${said} (${plain(data['reason'])})`;
  const standing = tableOf(before, table).get(data) as Row | undefined;
  if (standing === undefined) return `+ ${said}`;
  const changes = changesText(standing, { ...standing, ...data });
  return `~ ${said}${changes === '' ? '' : `: ${changes}`}`;
};

/** A command that was refused: `! CreateIpForwardEntry2: ERROR_OBJECT_ALREADY_EXISTS`. */
export const refusalText = ({ record: { status } }: FoundRefusal): string => `! ${status}`;
