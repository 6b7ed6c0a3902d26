export { DadState, PrefixOrigin, SuffixOrigin } from './enumerations';
export {
  anycastEvents,
  multicastEvents,
  unicastEvents,
  type AnycastEvent,
  type MulticastEvent,
  type UnicastEvent,
} from './events';
export {
  addressKeyMembers,
  anycastTable,
  multicastTable,
  ScopedAddressData,
  UnicastData,
  unicastTable,
  type AddressKey,
  type AnycastRow,
  type MulticastRow,
  type UnicastRow,
} from './row';
export {
  AnycastTable,
  evolveAnycast,
  evolveMulticast,
  evolveUnicast,
  MulticastTable,
  UnicastTable,
} from './table';
export type { AddressRow, AddressTable } from './address-table';
export type { AddressReads } from './reads';
export { isUnicast, scopeIdOf } from './address-class';
export type { ScopedIpAddressInput, ScopedRowParams, UnicastIpAddressInput, UnicastRowParams } from './codec';
export type { AddressTableParams } from './get';
export { readScopedRow, readUnicastRow, type ScopedEntry, type UnicastEntry } from './entry';
export { endOfLifetime } from './lifetimes';
export { beginDetection, isStable, isUnsettled, type Link } from './detection';
export { changesOf, type ChangeableMembers } from './change';
export { createdOn, type NewAddress } from './new-address';
export {
  addressWithIdentifier,
  interfaceIdentifierOf,
  type InterfaceIdentifier,
} from './interface-identifier';
export { addressesAfter } from './consequences';
export { groupsAfter, groupsBefore, groupsOf } from './groups';
export { nextAddressDue, type AddressDueReads } from './expiry';
export { unicastNotification } from './notify';
export { addressReports } from './reports';
export { addressApi } from './api';
