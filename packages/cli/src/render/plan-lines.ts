import {
  differenceSize,
  planVerdict,
  tableNames,
  type Difference,
  type HostState,
  type Plan,
  type PlannedChange,
} from '@netlapse/core';

import { counted } from './counted';
import { differenceLines } from './difference-lines';
import { InterfaceNames } from './interface-names';
import { changesText } from './member-text';
import type { Paint } from './paint';
import { rowKeyText, rowText } from './row-text';

const kinds: Readonly<Record<PlannedChange['table'], string>> = {
  ipInterfaces: 'IP interface',
  unicast: 'address',
  anycast: 'anycast address',
  neighbors: 'neighbor',
  routes: 'route',
};

const changeLine = (change: PlannedChange, names: InterfaceNames, paint: Paint): string => {
  const { table, kind, row, members } = change;
  const what = kinds[table];
  if (kind === 'create') return paint.good(`  + ${what} ${rowText(table, row, names)}`);
  if (kind === 'delete') return paint.bad(`  - ${what} ${rowText(table, row, names)}`);
  return `  ${paint.warning('~')} ${what} ${rowKeyText(table, row, names)}: ${changesText(members)}`;
};

/** The tables of a difference in which there is one. */
export const differing = (found: Difference): Partial<Difference> =>
  Object.fromEntries(
    tableNames.map((name) => [name, found[name]] as const).filter(([, table]) => differenceSize(table) > 0),
  );

/** A plan for people: the verdict, then row by row what would change, then what no call does. */
export function* planLines(plan: Plan, states: readonly HostState[], paint: Paint): IterableIterator<string> {
  const { changes, brought, refused, left } = plan;
  const names = new InterfaceNames(...states);
  yield paint.title(planVerdict(plan));
  for (const change of changes) yield changeLine(change, names, paint);
  if (brought > 0)
    yield paint.faint(`  and ${counted(brought, 'row')} that come, change or go by themselves`);
  for (const { name, status, why } of refused) yield paint.warning(`refused: ${name}: ${why} (${status})`);
  if (Object.keys(differing(left)).length === 0) return;
  yield paint.warning('what no call does, and stays otherwise:');
  yield* differenceLines(left, names, paint, ['linux']);
}
