import { tableDefinitionOf, tableNames, type TableName } from '../catalogue';
import { rowKeyText } from '../codec';
import { changedMembers, withoutBookkeeping, type CompareOptions } from './compare-rows';
import { tableOf, type AnyRow, type HostState } from './state';

/** A member's values on both sides. */
export interface MemberChange {
  readonly from: unknown;
  readonly to: unknown;
}

export interface ChangedRow {
  /** Row key text: `routes/0x0006000005000000/10.0.0.0/8/192.0.2.1`. */
  readonly key: string;
  readonly members: Readonly<Record<string, MemberChange>>;
}

/** What came, went and changed in one table, each in order of row key text. */
export interface TableDifference {
  readonly added: readonly object[];
  readonly removed: readonly object[];
  readonly changed: readonly ChangedRow[];
}

export type Difference = Readonly<Record<TableName, TableDifference>>;

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1);

const tableDifference = (
  a: HostState,
  b: HostState,
  name: TableName,
  options: CompareOptions,
): TableDifference => {
  const [left, right] = [tableOf(a, name), tableOf(b, name)];
  if (left === right) return { added: [], removed: [], changed: [] };
  const definition = tableDefinitionOf(name);
  const added: Array<{ key: string; row: AnyRow }> = [];
  const removed: Array<{ key: string; row: AnyRow }> = [];
  const changed: ChangedRow[] = [];
  for (const row of left.values()) {
    const other = right.get(row);
    if (other === row) continue;
    const key = rowKeyText(definition, row);
    if (other === undefined) {
      removed.push({ key, row });
      continue;
    }
    const members = changedMembers(row, other, options);
    if (members.length > 0) changed.push({ key, members: memberChanges(row, other, members) });
  }
  for (const row of right.values())
    if (left.get(row) === undefined) added.push({ key: rowKeyText(definition, row), row });
  return {
    added: added.toSorted(byKey).map(({ row }) => withoutBookkeeping(row, options)),
    removed: removed.toSorted(byKey).map(({ row }) => withoutBookkeeping(row, options)),
    changed: changed.toSorted(byKey),
  };
};

const memberChanges = (
  before: object,
  after: object,
  members: readonly string[],
): Readonly<Record<string, MemberChange>> => {
  const [left, right] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return Object.fromEntries(members.map((member) => [member, { from: left[member], to: right[member] }]));
};

/**
 * What differs between two states, table by table. Stored members are compared: time passing alone is no
 * difference, and a row deleted and created again with the same values is none either.
 */
export const difference = (a: HostState, b: HostState, options: CompareOptions = {}): Difference =>
  Object.fromEntries(
    tableNames.map((name) => [name, tableDifference(a, b, name, options)]),
  ) as unknown as Difference;
