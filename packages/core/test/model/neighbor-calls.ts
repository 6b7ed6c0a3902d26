import { familyOf } from './address-arithmetic';
import { isOwnAddress } from './addresses';
import { check, gives, present, success, type Answer } from './answers';
import { constantIn, flagIn, numberIn, physicalIn, type Given } from './given';
import { physicalBytes, physicalLengthOn } from './interface-types';
import { add, differs, remove, replace, type Model, type Row } from './model';
import { entering, fitsLink, isNeighborly, neighborAt, readNeighbor, unknownNeighbor } from './neighbors';
import { interfaceAt, ipInterfaceOn, keyAddressIn, placeOfAddress } from './places';
import { byAddress, familyAsked, tableOf } from './tables';

const states = {
  NlnsUnreachable: 0,
  NlnsIncomplete: 1,
  NlnsProbe: 2,
  NlnsDelay: 3,
  NlnsStale: 4,
  NlnsReachable: 5,
  NlnsPermanent: 6,
};

/** The row parameter of a call on neighbors. */
export const neighborRowIn = (params: Given): Given => {
  const row = params['Row'] as Given | null;
  check(row !== null, 'STATUS_INVALID_PARAMETER');
  return row;
};

/** As many bytes of the physical address as its length says; what is missing is zero. */
const physicalAddressIn = (row: Given): string => {
  const written = physicalIn(row, 'PhysicalAddress');
  const length = (row['PhysicalAddressLength'] as number | undefined) ?? physicalBytes(written);
  check(length >= 1 && length <= 32, 'STATUS_INVALID_PARAMETER');
  const bytes = written === '' ? [] : written.split('-');
  return Array.from({ length }, (_, index) => bytes[index] ?? '00').join('-');
};

interface Wanted {
  readonly place: Row<'interfaces'>;
  readonly address: string;
  readonly State: string;
  readonly PhysicalAddress: string;
  readonly IsRouter: boolean;
}

/** What Create and Set take of a row, with the checks that they share. */
const wantedIn = (model: Model, row: Given): Wanted => {
  const key = keyAddressIn(row, isNeighborly);
  const PhysicalAddress = physicalAddressIn(row);
  check(/[1-9A-F]/.test(PhysicalAddress), 'STATUS_INVALID_PARAMETER');
  const given = constantIn(row, 'State', states);
  check(given !== undefined && given !== 'NlnsIncomplete', 'STATUS_INVALID_PARAMETER');
  const { interface: place } = placeOfAddress(model, row, key);
  check(physicalLengthOn(place) !== 'none', 'STATUS_NOT_SUPPORTED');
  check(fitsLink(place, PhysicalAddress), 'STATUS_INVALID_PARAMETER');
  check(!isOwnAddress(model, place, key.address), 'STATUS_INVALID_PARAMETER');
  return {
    place,
    address: key.address,
    // A row of zeros says NlnsUnreachable, and means an entry that stays.
    State: given === 'NlnsUnreachable' ? 'NlnsPermanent' : given,
    PhysicalAddress,
    IsRouter: flagIn(row, 'IsRouter') || numberIn(row, 'Flags') % 2 === 1,
  };
};

export const createIpNetEntry2 = (model: Model, params: Given): Answer => {
  const { place, address, State, ...kept } = wantedIn(model, neighborRowIn(params));
  check(neighborAt(model, place, address) === undefined, 'ERROR_OBJECT_ALREADY_EXISTS');
  const blank = { ...unknownNeighbor(place, address), ...kept };
  add(model, 'neighbors', 'NeighborCreated', entering(model, blank, State));
  return success;
};

export const setIpNetEntry2 = (model: Model, params: Given): Answer => {
  const { place, address, State, ...kept } = wantedIn(model, neighborRowIn(params));
  const before = present(neighborAt(model, place, address), 'STATUS_NOT_FOUND');
  const now = entering(model, { ...before, ...kept }, State);
  if (differs(before, now)) replace(model, 'neighbors', 'NeighborSet', before, now);
  return success;
};

const standing = (model: Model, row: Given): Row<'neighbors'> => {
  const key = keyAddressIn(row, isNeighborly);
  const { interface: on } = placeOfAddress(model, row, key);
  return present(neighborAt(model, on, key.address), 'STATUS_NOT_FOUND');
};

export const deleteIpNetEntry2 = (model: Model, params: Given): Answer => {
  remove(model, 'neighbors', 'NeighborDeleted', standing(model, neighborRowIn(params)), 'call');
  return success;
};

export const getIpNetEntry2 = (model: Model, params: Given): Answer =>
  gives({ Row: readNeighbor(model, standing(model, neighborRowIn(params))) });

export const getIpNetTable2 = (model: Model, params: Given): Answer =>
  tableOf(
    model,
    params,
    byAddress(model.neighbors, (row) => readNeighbor(model, row)),
  );

export const flushIpNetTable2 = (model: Model, params: Given): Answer => {
  const family = familyAsked(model, params);
  const index = numberIn(params, 'InterfaceIndex');
  if (index !== 0) {
    const on = present(interfaceAt(model, index), 'STATUS_NOT_FOUND');
    const isBound = family === 'AF_UNSPEC' || ipInterfaceOn(model, on, family) !== undefined;
    check(isBound, 'STATUS_NOT_FOUND');
  }
  for (const row of model.neighbors) {
    const isOn = index === 0 || row.InterfaceIndex === index;
    const isOf = family === 'AF_UNSPEC' || familyOf(row.Address) === family;
    if (isOn && isOf) remove(model, 'neighbors', 'NeighborDeleted', row, 'flushed');
  }
  return success;
};
