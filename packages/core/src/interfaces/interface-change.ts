import { either } from 'fp-ts';

import { luidInput, ulongInput, type ReportError } from '../call';
import { physicalAddressLength } from '../net';
import type { ReadMembers } from './read-members';
import { interfaceMembers } from './report-members';
import { interfaceDataOf, type InterfaceData, type InterfaceRow } from './row';

/** The members of an `interface-changes` report: which interface, and what changed. */
export const changeMembers = { InterfaceLuid: luidInput, InterfaceIndex: ulongInput, ...interfaceMembers };
export type InterfaceChange = ReadMembers<typeof changeMembers>;

/** Members that a report may give anew, and that are kept as they are given. */
const plainMembers = [
  'InterfaceGuid',
  'Alias',
  'Description',
  'PhysicalAddress',
  'PermanentPhysicalAddress',
  'Mtu',
  'Type',
  'TunnelType',
  'MediaType',
  'PhysicalMediumType',
  'AccessType',
  'DirectionType',
  'OperStatus',
  'AdminStatus',
  'NetworkGuid',
  'ConnectionType',
  'TransmitLinkSpeed',
  'ReceiveLinkSpeed',
  'supportsRoutes',
  'lowerInterfaces',
] as const satisfies readonly (keyof InterfaceData)[];

/**
 * The interface as a report says that it is now. What the report leaves out stays, whatever follows from its Type at
 * an arrival included. The media state stays too, whatever the report says of it: it comes by media reports, for other
 * events follow from it.
 *
 * @returns an error where the report contradicts itself
 */
export const changedInterface = (
  row: InterfaceRow,
  change: InterfaceChange,
): either.Either<ReportError, InterfaceData> => {
  if (change.lowerInterfaces?.includes(row.InterfaceIndex) === true)
    return either.left({ why: 'an interface does not stand on itself', member: 'lowerInterfaces' });
  const length = physicalAddressLength(change.PhysicalAddress ?? row.PhysicalAddress);
  if (change.PhysicalAddressLength !== null && change.PhysicalAddressLength !== length)
    return either.left({ why: `PhysicalAddress has ${length} bytes`, member: 'PhysicalAddressLength' });
  const given: Partial<Record<keyof InterfaceData, unknown>> = {};
  for (const member of plainMembers) if (change[member] !== null) given[member] = change[member];
  return either.right({
    ...interfaceDataOf(row),
    ...(given as Partial<InterfaceData>),
    InterfaceAndOperStatusFlags: {
      ...row.InterfaceAndOperStatusFlags,
      ...change.InterfaceAndOperStatusFlags,
    },
  });
};
