import * as t from 'io-ts';

import { closed, defineTable, InstantOrNull, Uchar, type Stamps } from '../codec';
import { interfaceKeyMembers } from '../interfaces';
import { IpAddressText, PhysicalAddressText, type IpAddress, type Luid } from '../net';
import { NeighborState } from './enumerations';

export const neighborKeyMembers = { ...interfaceKeyMembers, Address: IpAddressText };

export interface NeighborKey {
  readonly InterfaceLuid: Luid;
  readonly Address: IpAddress;
}

/** The members that a transition of the reachability machine changes. */
export const neighborStateMembers = {
  State: NeighborState.codec,
  /** TRUE exactly when State is NlnsUnreachable. */
  IsUnreachable: t.boolean,
  /** The last confirmation of reachability, or null. */
  lastReachableAt: InstantOrNull,
  /** When NlnsUnreachable was entered last, or null. */
  lastUnreachableAt: InstantOrNull,
  /** Instant of what comes next by time, or null. */
  dueAt: InstantOrNull,
  /** Solicitations sent in this state: 1…3 in NlnsIncomplete and NlnsProbe, else 0. */
  solicits: Uchar,
};

/** What is kept of a neighbor. */
export const NeighborData = closed(
  {
    ...neighborKeyMembers,
    /** Empty while none was ever known. */
    PhysicalAddress: PhysicalAddressText,
    /** The kept flag; a read also looks at the default routes that the neighbor advertised. */
    IsRouter: t.boolean,
    ...neighborStateMembers,
  },
  'neighbor',
);
export type NeighborData = t.TypeOf<typeof NeighborData>;
export type NeighborRow = NeighborData & Stamps;
export const neighborsTable = defineTable<NeighborKey>('neighbors', ['InterfaceLuid', 'Address']);

/** The virtual link: who answers solicitations, and with which physical address. */
export const AnsweringData = closed(
  { ...neighborKeyMembers, PhysicalAddress: PhysicalAddressText },
  'answering neighbor',
);
export type AnsweringData = t.TypeOf<typeof AnsweringData>;
export type AnsweringRow = AnsweringData & Stamps;
export const answeringTable = defineTable<NeighborKey>('answering', ['InterfaceLuid', 'Address']);
