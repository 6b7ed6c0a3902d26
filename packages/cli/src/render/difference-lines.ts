import {
  differenceSize,
  tableDefinitionOf,
  tableNames,
  type Difference,
  type TableDifference,
  type TableName,
} from '@netlapse/core';

import type { InterfaceNames } from './interface-names';
import { changesText } from './member-text';
import type { Paint } from './paint';
import { rowKeyText, rowText } from './row-text';

const titles: Readonly<Record<TableName, string>> = {
  interfaces: 'interfaces',
  ipInterfaces: 'IP interfaces',
  routes: 'routes',
  neighbors: 'neighbors',
  unicast: 'unicast addresses',
  anycast: 'anycast addresses',
  multicast: 'multicast groups',
  paths: 'paths',
  dns: 'DNS settings',
  answering: 'answering neighbors',
  linux: 'what Linux said of its objects',
};

/** The key members of a row from its key text; a prefix is the one member that has a slash in it. */
const keyOfText = (table: TableName, text: string): object => {
  const rest = text.slice(table.length + 1);
  if (table === 'linux') {
    const at = rest.indexOf('/');
    return { kind: rest.slice(0, at), key: rest.slice(at + 1) };
  }
  const parts = rest.split('/');
  return Object.fromEntries(
    tableDefinitionOf(table).key.map((member: string) => [
      member,
      parts.splice(0, member === 'DestinationPrefix' ? 2 : 1).join('/'),
    ]),
  );
};

/** The lines of one table: what went, what came, what changed. */
function* tableDifferenceLines(
  table: TableName,
  { added, removed, changed }: TableDifference,
  names: InterfaceNames,
  paint: Paint,
): IterableIterator<string> {
  yield paint.title(titles[table]);
  for (const row of removed) yield paint.bad(`  - ${rowText(table, row, names)}`);
  for (const row of added) yield paint.good(`  + ${rowText(table, row, names)}`);
  for (const { key, members } of changed)
    yield `  ${paint.warning('~')} ${rowKeyText(table, keyOfText(table, key), names)}: ${changesText(members)}`;
}

/**
 * A difference for people, table by table.
 *
 * @param briefly tables of which only the number of differences is told
 */
export function* differenceLines(
  found: Partial<Difference>,
  names: InterfaceNames,
  paint: Paint,
  briefly: readonly TableName[],
): IterableIterator<string> {
  let total = 0;
  for (const table of tableNames) {
    const of = found[table];
    if (of === undefined || differenceSize(of) === 0) continue;
    total += differenceSize(of);
    if (briefly.includes(table))
      yield paint.faint(`${differenceSize(of)} more in ${titles[table]}, --table ${table} shows them`);
    else yield* tableDifferenceLines(table, of, names, paint);
  }
  if (total === 0) yield 'no difference';
}
