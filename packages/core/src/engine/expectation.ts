import { readInputRow, ulong64Input } from '../call';
import { isTableName, tableDefinitionOf, type TableName } from '../catalogue';
import { findInterface } from '../interfaces';
import { parseGuid, type Luid, type SocketAddress } from '../net';
import { tableOf, type AnyRow, type HostState } from '../state';
import type { AnyCommand } from './any-command';

/** What a command is to find, or else not be carried out: optimistic concurrency. */
export type Expectation =
  /** The last event of the log has this number. */
  | { readonly seq: number }
  /** The row named by the command's key stands, and this event touched it last. */
  | { readonly rowSeq: number }
  /** No row stands under the command's key. */
  | { readonly absent: true };

export interface Mismatch {
  readonly expected: Expectation;
  readonly actual: Expectation | { readonly rowSeq: null };
}

/** The table that rows of a structure belong to. */
const tableOfStructure: Readonly<Record<string, TableName>> = {
  MIB_IPFORWARD_ROW2: 'routes',
  MIB_UNICASTIPADDRESS_ROW: 'unicast',
  MIB_ANYCASTIPADDRESS_ROW: 'anycast',
  MIB_IPNET_ROW2: 'neighbors',
  MIB_IPINTERFACE_ROW: 'ipInterfaces',
};

const isSocketAddress = (value: unknown): value is SocketAddress =>
  typeof value === 'object' && value !== null && 'family' in value;

/** Bit of Flags that names the settings of IPv6, of IPv4 without it. */
const DNS_SETTING_IPV6 = 1n;

/** A row by its table and the members of its key; it need not stand. */
export interface NamedRow {
  readonly table: TableName;
  readonly key: object;
}

/** The DNS settings that Interface, a GUID, and Flags name; they have no other key. */
const dnsRowNamedBy = (state: HostState, params: object): NamedRow | undefined => {
  const { Interface, Settings } = params as { readonly Interface?: unknown; readonly Settings?: unknown };
  const guid = typeof Interface === 'string' ? parseGuid(Interface) : undefined;
  const on = guid === undefined ? undefined : state.interfaces.byGuid(guid);
  if (on === undefined || typeof Settings !== 'object' || Settings === null) return undefined;
  const { Flags = 0 }: { readonly Flags?: unknown } = Settings;
  const flags = ulong64Input.read(Flags);
  if (flags === undefined) return undefined;
  const Family = (flags & DNS_SETTING_IPV6) === 0n ? 'AF_INET' : 'AF_INET6';
  return { table: 'dns', key: { InterfaceLuid: on.InterfaceLuid, Family } };
};

/** The row that a command names by its key, whether it stands or not; undefined where it names none. */
export const rowNamedBy = (
  state: HostState,
  command: Pick<AnyCommand, 'name' | 'parameters'>,
  params: object,
): NamedRow | undefined => {
  if (command.name === 'SetInterfaceDnsSettings') return dnsRowNamedBy(state, params);
  for (const { name, type, row } of command.parameters) {
    const table = tableOfStructure[type];
    if (table === undefined || row === undefined || !isTableName(table)) continue;
    const given = readInputRow(row, (params as Readonly<Record<string, unknown>>)[name], name);
    if (given._tag === 'Left') return undefined;
    const members = given.right as Record<string, unknown>;
    const found = findInterface(state.interfaces, {
      InterfaceLuid: members['InterfaceLuid'] as Luid,
      InterfaceIndex: members['InterfaceIndex'] as number,
    });
    if (found === undefined) return undefined;
    const key: Record<string, unknown> = { InterfaceLuid: found.InterfaceLuid };
    for (const member of tableDefinitionOf(table).key as readonly string[]) {
      if (member === 'InterfaceLuid') continue;
      const value = members[member];
      key[member] = isSocketAddress(value) ? (value.family === 'AF_UNSPEC' ? '' : value.address) : value;
    }
    if (table === 'ipInterfaces') key['Family'] = members['Family'] === 2 ? 'AF_INET' : 'AF_INET6';
    return { table, key };
  }
  return undefined;
};

/** The mismatch between what a command expects and what stands; undefined where it finds what it expects. */
export const checkExpectation = (
  state: HostState,
  command: AnyCommand,
  params: object,
  expected: Expectation,
): Mismatch | undefined => {
  if ('seq' in expected)
    return expected.seq === state.seq ? undefined : { expected, actual: { seq: state.seq } };
  const named = rowNamedBy(state, command, params);
  const row: AnyRow | undefined = named && tableOf(state, named.table).get(named.key);
  const actual = row === undefined ? ({ rowSeq: null } as const) : { rowSeq: row.setSeq };
  const holds =
    'absent' in expected ? row === undefined : row !== undefined && row.setSeq === expected.rowSeq;
  return holds ? undefined : { expected, actual };
};
