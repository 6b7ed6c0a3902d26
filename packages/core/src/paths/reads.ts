import type { InterfaceTable, IpInterfaceTable } from '../interfaces';
import type { AddressFamily } from '../net';
import type { PathTable } from './table';

/** What the calls and reports of paths look at. */
export interface PathReads {
  readonly stacks: readonly AddressFamily[];
  readonly interfaces: InterfaceTable;
  /** For the NlMtu that stands in where a path reports no MTU. */
  readonly ipInterfaces: IpInterfaceTable;
  readonly paths: PathTable;
}
