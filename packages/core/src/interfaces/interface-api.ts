import { either } from 'fp-ts';

import {
  answer,
  enumInput,
  invalid,
  query,
  readInputRow,
  refuse,
  refused,
  type Answer,
  type Parameter,
  type Refusal,
} from '../call';
import type { Enumeration } from '../codec';
import { MibIfEntryLevel, MibIfTableLevel } from './enumerations';
import { findInterface, namesInterface } from './find';
import {
  interfaceEntryOf,
  interfaceRowInput,
  type InterfaceEntry,
  type InterfaceEntryInput,
} from './interface-entry';
import { invalidParameter } from './invalid-parameter';
import {
  interfaceStack,
  invertedInterfaceStack,
  type InterfaceStackEntry,
  type InvertedInterfaceStackEntry,
} from './stack';
import type { InterfaceTable } from './table';

export interface Reads {
  readonly interfaces: InterfaceTable;
}

const rowParameter: Parameter = {
  name: 'Row',
  direction: 'in/out',
  type: 'MIB_IF_ROW2',
  row: interfaceRowInput,
  meaning: 'InterfaceLuid, or InterfaceIndex where that is zero, names the interface.',
};

const rowChecks = [
  ['Row is NULL', 'STATUS_INVALID_PARAMETER'],
  ['InterfaceLuid and InterfaceIndex are both zero', 'STATUS_INVALID_PARAMETER'],
  ['there is no such interface', 'STATUS_NOT_FOUND'],
] as const;

/** The row of the interface that a row names. */
const entryOf = ({ interfaces }: Reads, Row: unknown): either.Either<Refusal, InterfaceEntry> => {
  const read = readInputRow(interfaceRowInput, Row, 'Row');
  if (either.isLeft(read)) return read;
  if (!namesInterface(read.right)) return invalid('neither InterfaceLuid nor InterfaceIndex is given', 'Row');
  const row = findInterface(interfaces, read.right);
  return row === undefined
    ? refuse('STATUS_NOT_FOUND', 'there is no such interface', 'Row')
    : either.right(interfaceEntryOf(row));
};

const rowAnswer = (entry: either.Either<Refusal, InterfaceEntry>): Answer<{ Row: InterfaceEntry }> =>
  either.isLeft(entry) ? refused(entry.left) : answer({ Row: entry.right });

const getEntry = query<Reads, { readonly Row: InterfaceEntryInput | null }, { Row: InterfaceEntry }>({
  name: 'GetIfEntry2',
  summary: 'Reads one interface. No IP stack is needed for it.',
  parameters: [rowParameter],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_FOUND'],
  checks: rowChecks,
  example: { Row: { InterfaceIndex: 5 } },
  run: ({ state }, { Row }) => rowAnswer(entryOf(state, Row)),
});

/** The number that a Level parameter holds; undefined where it is none of the constants. */
const readLevel = <Name extends string>(constants: Enumeration<Name>, level: unknown): number | undefined => {
  const input = enumInput(constants);
  const value = level === undefined ? input.zero : input.read(level);
  return value === undefined || constants.nameOf(value) === undefined ? undefined : value;
};

export interface EntryExParams {
  readonly Level?: (typeof MibIfEntryLevel.names)[number] | number;
  readonly Row: InterfaceEntryInput | null;
}

const getEntryEx = query<Reads, EntryExParams, { Row: InterfaceEntry }>({
  name: 'GetIfEntry2Ex',
  summary:
    'Reads one interface; with or without statistics the row is the same, for traffic is not modelled.',
  parameters: [{ name: 'Level', direction: 'in', type: 'MIB_IF_ENTRY_LEVEL' }, rowParameter],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_FOUND'],
  checks: [
    ['Level is neither MibIfEntryNormal nor MibIfEntryNormalWithoutStatistics', 'STATUS_INVALID_PARAMETER'],
    ...rowChecks,
  ],
  example: { Level: 'MibIfEntryNormalWithoutStatistics', Row: { InterfaceIndex: 5 } },
  run: ({ state }, { Level, Row }) =>
    readLevel(MibIfEntryLevel, Level) === undefined
      ? refused(
          invalidParameter(
            'Level is neither MibIfEntryNormal nor MibIfEntryNormalWithoutStatistics',
            'Level',
          ),
        )
      : rowAnswer(entryOf(state, Row)),
});

const tableIsNull = invalidParameter('Table is NULL', 'Table');

export interface TableOut {
  Table: readonly InterfaceEntry[];
}

const tableOf = ({ interfaces }: Reads): Answer<TableOut> =>
  answer({ Table: Object.freeze(interfaces.inOrderOfIndex().map(interfaceEntryOf)) });

const getTable = query<Reads, { readonly Table?: null }, TableOut>({
  name: 'GetIfTable2',
  summary: 'Reads all interfaces in order of InterfaceIndex; without any, an empty table.',
  parameters: [{ name: 'Table', direction: 'out', type: 'MIB_IF_TABLE2' }],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER'],
  checks: [['Table is NULL', 'STATUS_INVALID_PARAMETER']],
  example: {},
  run: ({ state }, { Table }) => (Table === null ? refused(tableIsNull) : tableOf(state)),
});

export interface TableExParams {
  readonly Level?: (typeof MibIfTableLevel.names)[number] | number;
  readonly Table?: null;
}

const getTableEx = query<Reads, TableExParams, TableOut>({
  name: 'GetIfTable2Ex',
  summary: 'Reads all interfaces; every level gives the same rows.',
  parameters: [
    { name: 'Level', direction: 'in', type: 'MIB_IF_TABLE_LEVEL' },
    { name: 'Table', direction: 'out', type: 'MIB_IF_TABLE2' },
  ],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER'],
  checks: [
    ['Level is no constant of MIB_IF_TABLE_LEVEL', 'STATUS_INVALID_PARAMETER'],
    ['Table is NULL', 'STATUS_INVALID_PARAMETER'],
  ],
  example: { Level: 'MibIfTableRaw' },
  run: ({ state }, { Level, Table }) => {
    if (readLevel(MibIfTableLevel, Level) === undefined)
      return refused(invalidParameter('Level is no constant of MIB_IF_TABLE_LEVEL', 'Level'));
    return Table === null ? refused(tableIsNull) : tableOf(state);
  },
});

/** The two stack tables differ in their rows' order alone. */
const stackQuery = <Entry extends object>(
  name: string,
  order: string,
  type: string,
  rowsOf: (interfaces: InterfaceTable) => readonly Entry[],
) =>
  query<Reads, { readonly Table?: null }, { Table: readonly Entry[] | null }>({
    name,
    summary: `Reads which interface stands immediately above which, in order of ${order}.`,
    parameters: [{ name: 'Table', direction: 'out', type }],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_FOUND'],
    checks: [
      ['Table is NULL', 'STATUS_INVALID_PARAMETER'],
      ['no interface stands on another', 'STATUS_NOT_FOUND'],
    ],
    example: {},
    run: ({ state }, { Table }) => {
      if (Table === null) return refused(tableIsNull);
      const rows = rowsOf(state.interfaces);
      return rows.length === 0
        ? refused({ status: 'STATUS_NOT_FOUND', why: 'no interface stands on another' }, { Table: null })
        : answer({ Table: Object.freeze(rows) });
    },
  });

/** The calls on interfaces and on the stack that they form. */
export const interfaceEntryApi = {
  GetIfEntry2: getEntry,
  GetIfEntry2Ex: getEntryEx,
  GetIfTable2: getTable,
  GetIfTable2Ex: getTableEx,
  GetIfStackTable: stackQuery<InterfaceStackEntry>(
    'GetIfStackTable',
    'the higher, then the lower interface',
    'MIB_IFSTACK_TABLE',
    interfaceStack,
  ),
  GetInvertedIfStackTable: stackQuery<InvertedInterfaceStackEntry>(
    'GetInvertedIfStackTable',
    'the lower, then the higher interface',
    'MIB_INVERTEDIFSTACK_TABLE',
    invertedInterfaceStack,
  ),
} as const;
