import { AnycastTable, MulticastTable, UnicastTable } from '../addresses';
import type { TableName } from '../catalogue';
import type { Stamps } from '../codec';
import { DnsTable, InterfaceTable, IpInterfaceTable, Retired, type ConnectivityHint } from '../interfaces';
import { LinuxTable } from '../linux';
import { AnsweringTable, NeighborTable } from '../neighbors';
import type { AddressFamily } from '../net';
import { PathTable } from '../paths';
import { RouteTable } from '../routes';
import type { Table } from '../table';

/**
 * All that is true of a host after an event. A small frozen record; its tables are immutable and share what is
 * unchanged with the states before, so that holding a state costs no copy.
 */
export interface HostState {
  /** Sequence number of the last event folded; 0 before the first. */
  readonly seq: number;
  /** Address families with an IP stack on this computer. */
  readonly stacks: readonly AddressFamily[];
  readonly interfaces: InterfaceTable;
  readonly ipInterfaces: IpInterfaceTable;
  readonly routes: RouteTable;
  readonly neighbors: NeighborTable;
  readonly unicast: UnicastTable;
  readonly anycast: AnycastTable;
  readonly multicast: MulticastTable;
  readonly paths: PathTable;
  readonly dns: DnsTable;
  readonly answering: AnsweringTable;
  readonly linux: LinuxTable;
  /** 0 while no Teredo client runs. */
  readonly teredoPort: number;
  readonly connectivityHint: ConnectivityHint;
  readonly retired: Retired;
}

/** The hint of a host at its beginning. */
export const initialConnectivityHint: ConnectivityHint = Object.freeze({
  ConnectivityLevel: 'NetworkConnectivityLevelHintNone',
  ConnectivityCost: 'NetworkConnectivityCostHintUnknown',
  ApproachingDataLimit: false,
  OverDataLimit: false,
  Roaming: false,
});

/** A host before its first event. */
export const emptyState = (stacks: readonly AddressFamily[]): HostState =>
  Object.freeze({
    seq: 0,
    stacks: Object.freeze([...stacks]),
    interfaces: InterfaceTable.empty,
    ipInterfaces: IpInterfaceTable.empty,
    routes: RouteTable.empty,
    neighbors: NeighborTable.empty,
    unicast: UnicastTable.empty,
    anycast: AnycastTable.empty,
    multicast: MulticastTable.empty,
    paths: PathTable.empty,
    dns: DnsTable.empty,
    answering: AnsweringTable.empty,
    linux: LinuxTable.empty,
    teredoPort: 0,
    connectivityHint: initialConnectivityHint,
    retired: Retired.empty,
  });

/** A row of any table, for code that treats all tables alike. */
export type AnyRow = object & Stamps;

/** A table of a state by name, for code that treats all tables alike. */
export const tableOf = (state: HostState, name: TableName): Table<object, AnyRow> =>
  state[name] as unknown as Table<object, AnyRow>;
