import type { PhysicalAddress } from '../net';
import {
  enterDelay,
  enterIncomplete,
  enterProbe,
  enterReachable,
  enterStale,
  enterUnreachable,
  solicit,
  SOLICITS_MAX,
  type Circumstances,
} from './entering';
import type { NeighborData } from './row';

/** What can happen to a neighbor that stands. */
export type Happening =
  /** The clock reached dueAt. */
  | { readonly kind: 'due' }
  /** Data is sent to it. */
  | { readonly kind: 'traffic' }
  /** An upper layer made progress through it. */
  | { readonly kind: 'confirmed' }
  /** It answered a solicitation that was sent earlier. */
  | { readonly kind: 'answered'; readonly PhysicalAddress: PhysicalAddress }
  /** A request came from it. */
  | { readonly kind: 'heard'; readonly PhysicalAddress: PhysicalAddress }
  /** It advertised itself; PhysicalAddress is empty where the advertisement bore none. */
  | ({ readonly kind: 'advertised' } & Advertisement)
  /** The link of its interface went down. */
  | { readonly kind: 'disconnected' };

/** The parts of a neighbor advertisement (RFC 4861, 4.4), or what an ARP reply says in their stead. */
export interface Advertisement {
  readonly PhysicalAddress: PhysicalAddress;
  readonly Solicited: boolean;
  readonly Override: boolean;
  readonly IsRouter: boolean;
}

/**
 * The state that a read at `at` shows. NlnsReachable turns into NlnsStale by the clock alone: nothing is sent
 * then, so no event tells of it. A record without dueAt mirrors a live host and does not age by our clock.
 */
export const stateAt = (
  { State, dueAt }: Pick<NeighborData, 'State' | 'dueAt'>,
  at: number,
): NeighborData['State'] =>
  State === 'NlnsReachable' && dueAt !== null && at >= dueAt ? 'NlnsStale' : State;

/**
 * What becomes of a neighbor: neighbor unreachability detection of RFC 4861, 7.3, for both families.
 *
 * @returns the record afterwards, with equal members where nothing changes. Static neighbors never change.
 */
export const transition = (
  neighbor: NeighborData,
  happening: Happening,
  circumstances: Circumstances,
): NeighborData => {
  if (neighbor.State === 'NlnsPermanent') return neighbor;
  switch (happening.kind) {
    case 'due':
      return fallDue(neighbor, circumstances);
    case 'traffic':
      return use(neighbor, circumstances);
    case 'confirmed':
      return isUnresolved(neighbor) ? neighbor : enterReachable(neighbor, circumstances);
    case 'answered':
      return takeAnswer(neighbor, happening.PhysicalAddress, circumstances);
    case 'heard':
      return hear(neighbor, happening.PhysicalAddress);
    case 'advertised':
      return takeAdvertisement(neighbor, happening, circumstances);
    case 'disconnected':
      return disconnect(neighbor, circumstances);
  }
};

/** Without a physical address that is trusted at all: a report must bring one to lead anywhere. */
const isUnresolved = ({ State }: NeighborData): boolean =>
  State === 'NlnsIncomplete' || State === 'NlnsUnreachable';

const fallDue = (neighbor: NeighborData, circumstances: Circumstances): NeighborData => {
  if (neighbor.dueAt === null || neighbor.dueAt > circumstances.at) return neighbor;
  switch (neighbor.State) {
    case 'NlnsIncomplete':
    case 'NlnsProbe':
      return neighbor.solicits < SOLICITS_MAX
        ? solicit(neighbor, circumstances)
        : enterUnreachable(neighbor, circumstances);
    case 'NlnsDelay':
      return circumstances.times.UseNeighborUnreachabilityDetection
        ? enterProbe(neighbor, circumstances)
        : enterStale(neighbor);
    default:
      return neighbor;
  }
};

const use = (neighbor: NeighborData, circumstances: Circumstances): NeighborData => {
  switch (stateAt(neighbor, circumstances.at)) {
    case 'NlnsStale':
      return enterDelay(neighbor, circumstances);
    case 'NlnsUnreachable':
      return enterIncomplete(neighbor, circumstances);
    default:
      return neighbor;
  }
};

const takeAnswer = (
  neighbor: NeighborData,
  PhysicalAddress: PhysicalAddress,
  circumstances: Circumstances,
): NeighborData => {
  const known: NeighborData = { ...neighbor, PhysicalAddress };
  // Too late: nobody waits any more, so it tells where the neighbor is but confirms no present question.
  return neighbor.State === 'NlnsUnreachable' ? enterStale(known) : enterReachable(known, circumstances);
};

const hear = (neighbor: NeighborData, PhysicalAddress: PhysicalAddress): NeighborData =>
  isUnresolved(neighbor) || neighbor.PhysicalAddress !== PhysicalAddress
    ? enterStale({ ...neighbor, PhysicalAddress })
    : neighbor;

/** RFC 4861, 7.2.5. */
const takeAdvertisement = (
  neighbor: NeighborData,
  { PhysicalAddress, Solicited, Override, IsRouter }: Advertisement,
  circumstances: Circumstances,
): NeighborData => {
  if (isUnresolved(neighbor)) {
    if (PhysicalAddress === '') return neighbor;
    const known: NeighborData = { ...neighbor, PhysicalAddress, IsRouter };
    return Solicited ? enterReachable(known, circumstances) : enterStale(known);
  }
  const isAnother = PhysicalAddress !== '' && PhysicalAddress !== neighbor.PhysicalAddress;
  // Not to override: another physical address is not taken over, it only casts doubt on the known one.
  if (isAnother && !Override)
    return stateAt(neighbor, circumstances.at) === 'NlnsReachable' ? enterStale(neighbor) : neighbor;
  const updated: NeighborData = { ...neighbor, IsRouter, ...(isAnother ? { PhysicalAddress } : {}) };
  if (Solicited) return enterReachable(updated, circumstances);
  return isAnother ? enterStale(updated) : updated;
};

/**
 * Another network may be behind the link next time: nothing that was known of this one is trusted further.
 */
const disconnect = (neighbor: NeighborData, circumstances: Circumstances): NeighborData => {
  switch (stateAt(neighbor, circumstances.at)) {
    case 'NlnsReachable':
    case 'NlnsDelay':
    case 'NlnsProbe':
      return enterStale(neighbor);
    case 'NlnsIncomplete':
      return enterUnreachable(neighbor, circumstances);
    default:
      return neighbor;
  }
};
