import {
  booleanInput,
  inputRow,
  luidInput,
  physicalAddressInput,
  socketAddressInput,
  ulongInput,
  type InputRow,
} from '../call';
import { hasPhysicalAddresses, type InterfaceRow } from '../interfaces';
import type { Luid, PhysicalAddress, SocketAddress } from '../net';
import { faultOfNeighborAddress } from './acceptable-address';
import type { NeighborPlace } from './place';
import type { NeighborReads } from './reads';

/** Whom a report of the link is about. */
export interface AboutNeighbor {
  readonly InterfaceIndex: number;
  readonly InterfaceLuid: Luid;
  readonly Address: SocketAddress;
}

/** A report that bears a physical address; null where it is left out. */
export interface WithPhysicalAddress extends AboutNeighbor {
  readonly PhysicalAddress: PhysicalAddress | null;
}

/** A neighbor advertisement, or an ARP reply that nobody asked for. */
export interface AdvertisementReport extends WithPhysicalAddress {
  readonly Solicited: boolean;
  readonly Override: boolean;
  readonly IsRouter: boolean;
}

const about = { InterfaceIndex: ulongInput, InterfaceLuid: luidInput, Address: socketAddressInput };
const withPhysicalAddress = { ...about, PhysicalAddress: physicalAddressInput };

export const aboutNeighborInput: InputRow<AboutNeighbor> = inputRow<AboutNeighbor>(
  'report about a neighbor',
  about,
);

export const withPhysicalAddressInput: InputRow<WithPhysicalAddress> = inputRow<WithPhysicalAddress>(
  'report of a neighbor with its physical address',
  withPhysicalAddress,
);

export const advertisementInput: InputRow<AdvertisementReport> = inputRow<AdvertisementReport>(
  'neighbor advertisement',
  { ...withPhysicalAddress, Solicited: booleanInput, Override: booleanInput, IsRouter: booleanInput },
);

/**
 * Where the neighbor of a report is; undefined where the report is to be ignored: its address cannot be a
 * neighbor's there, the family is not bound, or the link has no physical addresses.
 */
export const reportedPlace = (
  { interfaces, ipInterfaces }: NeighborReads,
  { InterfaceLuid }: InterfaceRow,
  { Address }: AboutNeighbor,
): NeighborPlace | undefined => {
  if (Address.family === 'AF_UNSPEC' || faultOfNeighborAddress(Address.address) !== undefined)
    return undefined;
  const found = interfaces.get({ InterfaceLuid });
  const ipInterface = ipInterfaces.get({ InterfaceLuid, Family: Address.family });
  if (found === undefined || ipInterface === undefined || !hasPhysicalAddresses(found)) return undefined;
  if (Address.scopeId !== 0 && Address.scopeId !== found.InterfaceIndex) return undefined;
  const name = { Address: Address.address, InterfaceIndex: found.InterfaceIndex, InterfaceLuid };
  return { name, interface: found, ipInterface };
};
