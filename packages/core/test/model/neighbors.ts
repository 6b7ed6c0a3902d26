import { familyOf, isIn, isLoopbackAddress, isMapped } from './address-arithmetic';
import { physicalBytes, physicalLengthOn } from './interface-types';
import { elapsedSince } from './lifetimes';
import { amend, differs, onInterface, placeOf, replace, type Model, type Row } from './model';
import { interfaceOf, ipInterfaceOf, isConnected } from './places';
import type { InterfaceData, NeighborData, OnInterface } from './rows';

/** Solicitations that go out in one state before it is given up. */
const SOLICITATIONS = 3;
/** DELAY_FIRST_PROBE_TIME of RFC 4861, in milliseconds. */
const DELAY_BEFORE_PROBING = 5000;

/** Whether an address can be that of a neighbor. */
export const isNeighborly = (address: string): boolean => {
  if (isLoopbackAddress(address) || isMapped(address)) return false;
  if (familyOf(address) === 'AF_INET6') return address !== '::';
  return !isIn(address, '0.0.0.0/8') && !isIn(address, '240.0.0.0/4');
};

/** Whether a physical address can be that of a neighbor on an interface. */
export const fitsLink = (on: InterfaceData, physical: string): boolean => {
  const length = physicalLengthOn(on);
  if (length === 'none' || !/[1-9A-F]/.test(physical)) return false;
  return length === 0 || physicalBytes(physical) === length;
};

export const neighborAt = (model: Model, place: OnInterface, address: string): Row<'neighbors'> | undefined =>
  onInterface(model.neighbors, place).find(({ Address }) => Address === address);

/** A neighbor of whom nothing is known. */
export const unknownNeighbor = (place: OnInterface, Address: string): NeighborData => ({
  ...placeOf(place),
  Address,
  PhysicalAddress: '',
  State: '',
  IsRouter: false,
  IsUnreachable: false,
  lastReachableAt: null,
  lastUnreachableAt: null,
  dueAt: null,
  solicits: 0,
});

/** The state that a read shows: a confirmation lapses by itself. */
export const stateOf = (model: Model, { State, dueAt }: NeighborData): string =>
  State === 'NlnsReachable' && dueAt !== null && model.now >= dueAt ? 'NlnsStale' : State;

/** The physical address with which a solicitation is answered now; undefined: nobody answers. */
const answerTo = (model: Model, neighbor: NeighborData): string | undefined => {
  if (!isConnected(interfaceOf(model, neighbor))) return undefined;
  return onInterface(model.answering, neighbor).find(({ Address }) => Address === neighbor.Address)
    ?.PhysicalAddress;
};

/** A neighbor that enters a state now. A solicitation that is answered at once leads on to NlnsReachable. */
export const entering = (model: Model, neighbor: NeighborData, State: string): NeighborData => {
  const { now } = model;
  const { RetransmitTime, ReachableTime } = ipInterfaceOf(model, neighbor, familyOf(neighbor.Address));
  const entered = {
    ...neighbor,
    State,
    IsUnreachable: State === 'NlnsUnreachable',
    dueAt: null,
    solicits: 0,
  };
  const solicited = (asked: NeighborData): NeighborData => {
    const answer = answerTo(model, neighbor);
    if (answer === undefined) return { ...asked, dueAt: now + RetransmitTime, solicits: 1 };
    return entering(model, { ...asked, PhysicalAddress: answer }, 'NlnsReachable');
  };
  switch (State) {
    case 'NlnsIncomplete':
      return solicited({ ...entered, PhysicalAddress: '' });
    case 'NlnsProbe':
      return solicited(entered);
    case 'NlnsReachable':
      return { ...entered, dueAt: now + ReachableTime, lastReachableAt: now };
    case 'NlnsStale':
      return entered;
    case 'NlnsDelay':
      return { ...entered, dueAt: now + DELAY_BEFORE_PROBING };
    case 'NlnsUnreachable':
      return { ...entered, lastUnreachableAt: now };
    case 'NlnsPermanent':
      return { ...entered, lastReachableAt: null };
    default:
      throw new Error(`a neighbor cannot enter ${State}`);
  }
};

/** A neighbor becomes another; the event is the whole row where more than its state changes. */
export const changeNeighbor = (model: Model, before: Row<'neighbors'>, now: NeighborData): void => {
  const { State, IsUnreachable, lastReachableAt, lastUnreachableAt, dueAt, solicits } = now;
  const stateMembers = { State, IsUnreachable, lastReachableAt, lastUnreachableAt, dueAt, solicits };
  const { PhysicalAddress, IsRouter } = now;
  if (differs(before, { PhysicalAddress, IsRouter }))
    replace(model, 'neighbors', 'NeighborSet', before, { ...stateMembers, PhysicalAddress, IsRouter });
  else if (differs(before, stateMembers))
    amend(model, 'neighbors', 'NeighborStateChanged', before, stateMembers);
};

/** What time brings a neighbor, at the instant at which it is due. */
export const neighborFallsDue = (model: Model, row: Row<'neighbors'>): void => {
  const { RetransmitTime, UseNeighborUnreachabilityDetection } = ipInterfaceOf(
    model,
    row,
    familyOf(row.Address),
  );
  if (row.State === 'NlnsDelay') {
    const next = UseNeighborUnreachabilityDetection ? 'NlnsProbe' : 'NlnsStale';
    changeNeighbor(model, row, entering(model, row, next));
    return;
  }
  if (row.solicits >= SOLICITATIONS) {
    changeNeighbor(model, row, entering(model, row, 'NlnsUnreachable'));
    return;
  }
  const answer = answerTo(model, row);
  if (answer === undefined)
    changeNeighbor(model, row, { ...row, solicits: row.solicits + 1, dueAt: model.now + RetransmitTime });
  else changeNeighbor(model, row, entering(model, { ...row, PhysicalAddress: answer }, 'NlnsReachable'));
};

/** The link went: what was known of dynamic neighbors may no longer hold. */
export const neighborsLoseLink = (model: Model, place: OnInterface): void => {
  for (const row of onInterface(model.neighbors, place)) {
    const state = stateOf(model, row);
    if (['NlnsReachable', 'NlnsDelay', 'NlnsProbe'].includes(state))
      changeNeighbor(model, row, entering(model, row, 'NlnsStale'));
    else if (state === 'NlnsIncomplete') changeNeighbor(model, row, entering(model, row, 'NlnsUnreachable'));
  }
};

/** A router by what is kept, or by a default route through it that it advertised. */
const isRouter = (model: Model, { IsRouter, Address, ...place }: NeighborData): boolean =>
  IsRouter ||
  onInterface(model.routes, place).some(
    ({ DestinationPrefix, NextHop, Origin }) =>
      DestinationPrefix === '::/0' && NextHop === Address && Origin === 'NlroRouterAdvertisement',
  );

const reachabilityTime = (model: Model, row: NeighborData): number => {
  switch (stateOf(model, row)) {
    case 'NlnsUnreachable':
      return elapsedSince(row.lastUnreachableAt, model.now);
    case 'NlnsIncomplete':
    case 'NlnsPermanent':
      return 0;
    default:
      return elapsedSince(row.lastReachableAt, model.now);
  }
};

/** A neighbor as it reads now. */
export const readNeighbor = (model: Model, row: NeighborData): object => {
  const State = stateOf(model, row);
  const IsRouter = isRouter(model, row);
  const IsUnreachable = State === 'NlnsUnreachable';
  const elapsed = reachabilityTime(model, row);
  return {
    ...placeOf(row),
    Address: row.Address,
    PhysicalAddress: row.PhysicalAddress,
    PhysicalAddressLength: physicalBytes(row.PhysicalAddress),
    State,
    IsRouter,
    IsUnreachable,
    Flags: (IsRouter ? 1 : 0) + (IsUnreachable ? 2 : 0),
    ReachabilityTime: { LastReachable: elapsed, LastUnreachable: elapsed },
  };
};
