import { tableDefinitionOf, tableNames, type TableName } from '../catalogue';
import { rowKeyText } from '../codec';
import {
  changedMembers,
  withoutBookkeeping,
  type CompareOptions,
  type DifferenceOptions,
} from './compare-rows';
import { rowsByAlias } from './match-interfaces';
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

/** How many rows came, went or changed. */
export const differenceSize = ({ added, removed, changed }: TableDifference): number =>
  added.length + removed.length + changed.length;

interface KeyedRow {
  readonly key: string;
  readonly row: AnyRow;
}

const none: TableDifference = { added: [], removed: [], changed: [] };

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1);

const tableDifference = (
  a: HostState,
  b: HostState,
  name: TableName,
  options: CompareOptions,
): TableDifference => {
  const [left, right] = [tableOf(a, name), tableOf(b, name)];
  if (left === right) return none;
  const definition = tableDefinitionOf(name);
  const added: KeyedRow[] = [];
  const removed: KeyedRow[] = [];
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
  return inOrder({ added, removed, changed }, options);
};

/** As tableDifference, of rows whose interfaces bear their aliases in place of LUID and index. */
const matchedDifference = (
  a: HostState,
  b: HostState,
  name: TableName,
  options: CompareOptions,
): TableDifference => {
  const definition = tableDefinitionOf(name);
  const keyed = (state: HostState): ReadonlyMap<string, AnyRow> => {
    const byAlias = rowsByAlias(state);
    const rows = Array.from(tableOf(state, name).values(), byAlias);
    return new Map(rows.map((row) => [rowKeyText(definition, row), row]));
  };
  const [left, right] = [keyed(a), keyed(b)];
  const only = (these: ReadonlyMap<string, AnyRow>, those: ReadonlyMap<string, AnyRow>): KeyedRow[] =>
    Array.from(these, ([key, row]) => ({ key, row })).filter(({ key }) => !those.has(key));
  const changed = Array.from(left).flatMap(([key, row]) => {
    const other = right.get(key);
    const members = other === undefined ? [] : changedMembers(row, other, options);
    return other === undefined || members.length === 0
      ? []
      : [{ key, members: memberChanges(row, other, members) }];
  });
  return inOrder({ added: only(right, left), removed: only(left, right), changed }, options);
};

const inOrder = (
  found: {
    readonly added: readonly KeyedRow[];
    readonly removed: readonly KeyedRow[];
    readonly changed: readonly ChangedRow[];
  },
  options: CompareOptions,
): TableDifference => ({
  added: found.added.toSorted(byKey).map(({ row }) => withoutBookkeeping(row, options)),
  removed: found.removed.toSorted(byKey).map(({ row }) => withoutBookkeeping(row, options)),
  changed: found.changed.toSorted(byKey),
});

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
 * difference, and a row deleted and created again with the same values is none either. The states may be of two
 * logs: rows are matched by their keys.
 */
export const difference = (a: HostState, b: HostState, options: DifferenceOptions = {}): Difference => {
  const differenceOf = options.matchInterfacesBy === undefined ? tableDifference : matchedDifference;
  return Object.fromEntries(
    tableNames.map((name) => [name, differenceOf(a, b, name, options)]),
  ) as unknown as Difference;
};
