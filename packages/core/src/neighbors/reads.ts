import type { AnycastTable, UnicastTable } from '../addresses';
import type { InterfaceTable, IpInterfaceTable } from '../interfaces';
import type { AddressFamily, IpAddress, Luid, Prefix } from '../net';
import type { AnsweringTable } from './answering-table';
import type { NeighborTable } from './table';

/** What a read of a neighbor looks at. */
export interface NeighborReadReads {
  readonly stacks: readonly AddressFamily[];
  readonly interfaces: InterfaceTable;
  readonly ipInterfaces: IpInterfaceTable;
  readonly neighbors: NeighborTable;
  /** For the default routes that neighbors have advertised. */
  readonly routes: {
    readonly get: (key: {
      readonly InterfaceLuid: Luid;
      readonly DestinationPrefix: Prefix;
      readonly NextHop: IpAddress;
    }) => { readonly Origin: string } | undefined;
  };
}

/** What a call, a report or a timer looks at: besides, the host's own addresses and the virtual link. */
export interface NeighborReads extends NeighborReadReads {
  readonly unicast: UnicastTable;
  readonly anycast: AnycastTable;
  readonly answering: AnsweringTable;
}
