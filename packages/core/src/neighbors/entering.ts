import type { PhysicalAddress } from '../net';
import type { NeighborData } from './row';

/**
 * Solicitations sent in NlnsIncomplete and in NlnsProbe (RFC 4861: MAX_MULTICAST_SOLICIT,
 * MAX_UNICAST_SOLICIT).
 */
export const SOLICITS_MAX = 3;

/**
 * How long a used neighbor may stay unconfirmed before it is probed, ms (RFC 4861: DELAY_FIRST_PROBE_TIME).
 */
export const DELAY_FIRST_PROBE_TIME = 5000;

/** The times of an IP interface that neighbors on it go by. */
export interface NeighborTimes {
  /** ms. */
  readonly ReachableTime: number;
  /** ms. */
  readonly RetransmitTime: number;
  /** FALSE: nothing is probed after NlnsDelay. */
  readonly UseNeighborUnreachabilityDetection: boolean;
}

/** All that a transition depends on besides the neighbor and what happens to it. */
export interface Circumstances {
  /** Now, epoch milliseconds. */
  readonly at: number;
  readonly times: NeighborTimes;
  /**
   * With which physical address the link answers a solicitation in this very instant; undefined: it is
   * silent.
   */
  readonly answer: PhysicalAddress | undefined;
}

/** Confirmed now; trusted for the ReachableTime that holds now, whatever that is changed to later. */
export const enterReachable = (neighbor: NeighborData, { at, times }: Circumstances): NeighborData => ({
  ...neighbor,
  State: 'NlnsReachable',
  IsUnreachable: false,
  lastReachableAt: at,
  dueAt: at + times.ReachableTime,
  solicits: 0,
});

/** Known but unconfirmed; nothing happens until it is used. */
export const enterStale = (neighbor: NeighborData): NeighborData => ({
  ...neighbor,
  State: 'NlnsStale',
  IsUnreachable: false,
  dueAt: null,
  solicits: 0,
});

/** Used while unconfirmed; the first probe waits for a sign from an upper layer. */
export const enterDelay = (neighbor: NeighborData, { at }: Circumstances): NeighborData => ({
  ...neighbor,
  State: 'NlnsDelay',
  IsUnreachable: false,
  dueAt: at + DELAY_FIRST_PROBE_TIME,
  solicits: 0,
});

/** No answer came. The last known physical address is kept. */
export const enterUnreachable = (neighbor: NeighborData, { at }: Circumstances): NeighborData => ({
  ...neighbor,
  State: 'NlnsUnreachable',
  IsUnreachable: true,
  lastUnreachableAt: at,
  dueAt: null,
  solicits: 0,
});

/** Static: it waits for nothing and is confirmed by nothing. */
export const enterPermanent = (neighbor: NeighborData): NeighborData => ({
  ...neighbor,
  State: 'NlnsPermanent',
  IsUnreachable: false,
  lastReachableAt: null,
  dueAt: null,
  solicits: 0,
});

/** Begins a resolution with its first solicitation; answered at once, the neighbor is reachable instead. */
export const enterIncomplete = (neighbor: NeighborData, circumstances: Circumstances): NeighborData =>
  solicitFirst(
    { ...neighbor, PhysicalAddress: '' as PhysicalAddress, State: 'NlnsIncomplete', IsUnreachable: false },
    circumstances,
  );

/** Begins probing with its first solicitation; answered at once, the neighbor is reachable instead. */
export const enterProbe = (neighbor: NeighborData, circumstances: Circumstances): NeighborData =>
  solicitFirst({ ...neighbor, State: 'NlnsProbe', IsUnreachable: false }, circumstances);

const solicitFirst = (neighbor: NeighborData, circumstances: Circumstances): NeighborData =>
  solicit({ ...neighbor, solicits: 0 }, circumstances);

/**
 * Sends one more solicitation and waits RetransmitTime for its answer, unless it comes in this very instant.
 */
export const solicit = (neighbor: NeighborData, circumstances: Circumstances): NeighborData => {
  const { at, times, answer } = circumstances;
  if (answer !== undefined) return enterReachable({ ...neighbor, PhysicalAddress: answer }, circumstances);
  return { ...neighbor, dueAt: at + times.RetransmitTime, solicits: neighbor.solicits + 1 };
};

const enterings = {
  NlnsUnreachable: enterUnreachable,
  NlnsIncomplete: enterIncomplete,
  NlnsProbe: enterProbe,
  NlnsDelay: enterDelay,
  NlnsStale: enterStale,
  NlnsReachable: enterReachable,
  NlnsPermanent: enterPermanent,
} as const;

/** A neighbor that another host has in this state, as it goes on here from now on: it was never confirmed here. */
export const foundIn = (
  state: NeighborData['State'],
  neighbor: NeighborData,
  circumstances: Circumstances,
): NeighborData => ({
  ...enterings[state](neighbor, circumstances),
  PhysicalAddress: neighbor.PhysicalAddress,
  lastReachableAt: neighbor.lastReachableAt,
});
