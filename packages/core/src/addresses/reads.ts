import type { InterfaceReads } from '../interfaces';
import type { AnycastTable, MulticastTable, UnicastTable } from './table';

/** All that the calls, reports and consequences of addresses look at. */
export interface AddressReads extends InterfaceReads {
  readonly unicast: UnicastTable;
  readonly anycast: AnycastTable;
  readonly multicast: MulticastTable;
}
