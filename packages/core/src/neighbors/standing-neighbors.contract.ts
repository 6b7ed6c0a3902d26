import { address } from '../../test/neighbor-host';
import { makeLuid, type PhysicalAddress } from '../net';
import {
  enterDelay,
  enterIncomplete,
  enterPermanent,
  enterProbe,
  enterReachable,
  enterStale,
  enterUnreachable,
  type Circumstances,
} from './entering';
import { blankNeighbor } from './neighbor-record';
import type { NeighborData } from './row';

// Neighbors in every state, for the tests of the transitions between them.

export const KNOWN = '02-AA-00-00-00-01' as PhysicalAddress;
export const OTHER = '02-AA-00-00-00-02' as PhysicalAddress;
export const NONE = '' as PhysicalAddress;

export const times = {
  ReachableTime: 30_000,
  RetransmitTime: 1000,
  UseNeighborUnreachabilityDetection: true,
};
export const silentAt = (at: number): Circumstances => ({ at, times, answer: undefined });
export const answeredAt = (at: number, answer = KNOWN): Circumstances => ({ at, times, answer });

export const blank = blankNeighbor({
  InterfaceLuid: makeLuid(6, 5),
  InterfaceIndex: 5,
  Address: address('192.0.2.1'),
});
export const known: NeighborData = { ...blank, PhysicalAddress: KNOWN };

/** A neighbor in each state, as it is after entering the state at instant 0. */
export const standing: Readonly<Record<NeighborData['State'], NeighborData>> = {
  NlnsIncomplete: enterIncomplete(blank, silentAt(0)),
  NlnsUnreachable: enterUnreachable(enterProbe(known, silentAt(0)), silentAt(0)),
  NlnsProbe: enterProbe(known, silentAt(0)),
  NlnsDelay: enterDelay(known, silentAt(0)),
  NlnsStale: enterStale(known),
  NlnsReachable: enterReachable(known, silentAt(0)),
  NlnsPermanent: enterPermanent(known),
};
export type State = NeighborData['State'];

export const states = Object.keys(standing) as State[];
export const unresolved: readonly State[] = ['NlnsIncomplete', 'NlnsUnreachable'];
export const resolved: readonly State[] = ['NlnsReachable', 'NlnsStale', 'NlnsDelay', 'NlnsProbe'];
