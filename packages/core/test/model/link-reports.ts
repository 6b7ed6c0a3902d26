import { isMulticast } from './address-arithmetic';
import { isOwnAddress } from './addresses';
import { addressIn, flagIn, physicalIn, type Given } from './given';
import { physicalLengthOn } from './interface-types';
import { add, onInterface, placeOf, remove, replace, type Model, type Row } from './model';
import {
  changeNeighbor,
  entering,
  fitsLink,
  isNeighborly,
  neighborAt,
  stateOf,
  unknownNeighbor,
} from './neighbors';
import { ipInterfaceOn } from './places';
import type { NeighborData } from './rows';

type Neighbor = Row<'neighbors'>;

/** The neighbor that a report is about; undefined where the report means nothing on that interface. */
const addressReported = (model: Model, on: Row<'interfaces'>, report: Given): string | undefined => {
  const reported = addressIn(report, 'Address');
  if (reported === undefined || reported === 'AF_UNSPEC' || !isNeighborly(reported.address)) return undefined;
  if (ipInterfaceOn(model, on, reported.family) === undefined) return undefined;
  if (physicalLengthOn(on) === 'none') return undefined;
  const isOfLink = reported.scopeId === 0 || reported.scopeId === on.InterfaceIndex;
  return isOfLink ? reported.address : undefined;
};

/** The neighbor answers solicitations from here on. */
const answers = (model: Model, on: Row<'interfaces'>, Address: string, PhysicalAddress: string): void => {
  const before = onInterface(model.answering, on).find((row) => row.Address === Address);
  const data = { ...placeOf(on), Address, PhysicalAddress };
  if (before === undefined) add(model, 'answering', 'NeighborBeganAnswering', data);
  else if (before.PhysicalAddress !== PhysicalAddress)
    replace(model, 'answering', 'NeighborBeganAnswering', before, data);
};

const isWithoutAnswer = (state: string): boolean => state === 'NlnsIncomplete' || state === 'NlnsUnreachable';

/** A request came from the neighbor. */
const heard = (model: Model, row: Neighbor, PhysicalAddress: string): void => {
  const isKnown = !isWithoutAnswer(stateOf(model, row)) && row.PhysicalAddress === PhysicalAddress;
  if (!isKnown) changeNeighbor(model, row, entering(model, { ...row, PhysicalAddress }, 'NlnsStale'));
};

/** Data is sent to the neighbor. */
const sent = (model: Model, row: Neighbor): void => {
  const state = stateOf(model, row);
  if (state === 'NlnsStale') changeNeighbor(model, row, entering(model, row, 'NlnsDelay'));
  if (state === 'NlnsUnreachable') changeNeighbor(model, row, entering(model, row, 'NlnsIncomplete'));
};

/** An upper layer makes progress through the neighbor. */
const confirmed = (model: Model, row: Neighbor): void => {
  if (!isWithoutAnswer(stateOf(model, row)))
    changeNeighbor(model, row, entering(model, row, 'NlnsReachable'));
};

/** An advertisement of the neighbor came (RFC 4861, section 7.2.5). */
const advertised = (model: Model, row: Neighbor, report: Given, physical: string): void => {
  const state = stateOf(model, row);
  const isSolicited = flagIn(report, 'Solicited');
  const isAnother = physical !== '' && physical !== row.PhysicalAddress;
  const told = {
    ...row,
    IsRouter: flagIn(report, 'IsRouter'),
    PhysicalAddress: physical === '' ? row.PhysicalAddress : physical,
  };
  const become = (neighbor: NeighborData): void => changeNeighbor(model, row, neighbor);
  if (isWithoutAnswer(state)) {
    if (physical !== '') become(entering(model, told, isSolicited ? 'NlnsReachable' : 'NlnsStale'));
    return;
  }
  if (isAnother && !flagIn(report, 'Override')) {
    if (state === 'NlnsReachable') become(entering(model, row, 'NlnsStale'));
    return;
  }
  if (isSolicited) become(entering(model, told, 'NlnsReachable'));
  else become(isAnother ? entering(model, told, 'NlnsStale') : told);
};

/** What the link says of an address for which no neighbor stands. */
const aboutStranger = (
  model: Model,
  on: Row<'interfaces'>,
  name: string,
  address: string,
  physical: string,
): void => {
  if (isMulticast(address) || isOwnAddress(model, on, address)) return;
  const stranger = unknownNeighbor(on, address);
  if (name === 'neighbor-heard') {
    const known = entering(model, { ...stranger, PhysicalAddress: physical }, 'NlnsStale');
    add(model, 'neighbors', 'NeighborCreated', known);
  }
  if (name === 'packet-sent')
    add(model, 'neighbors', 'NeighborCreated', entering(model, stranger, 'NlnsIncomplete'));
};

/** A report of the link about a neighbor. */
export const linkReport = (model: Model, name: string, on: Row<'interfaces'>, report: Given): void => {
  const address = addressReported(model, on, report);
  const physical = physicalIn(report, 'PhysicalAddress');
  const bearsPhysical =
    name === 'neighbor-answers' ||
    name === 'neighbor-heard' ||
    (name === 'neighbor-advertises' && physical !== '');
  if (address === undefined || (bearsPhysical && !fitsLink(on, physical))) return;
  if (name === 'neighbor-answers') {
    answers(model, on, address, physical);
    return;
  }
  if (name === 'neighbor-silent') {
    const row = onInterface(model.answering, on).find(({ Address }) => Address === address);
    if (row !== undefined) remove(model, 'answering', 'NeighborFellSilent', row, undefined);
    return;
  }
  const row = neighborAt(model, on, address);
  if (row === undefined) aboutStranger(model, on, name, address, physical);
  else if (row.State === 'NlnsPermanent') return;
  else if (name === 'neighbor-heard') heard(model, row, physical);
  else if (name === 'packet-sent') sent(model, row);
  else if (name === 'reachability-confirmed') confirmed(model, row);
  else if (name === 'neighbor-advertises') advertised(model, row, report, physical);
};
