import { isLoopbackAddress, isMulticast } from './address-arithmetic';
import { check, gives, present, success, type Answer } from './answers';
import { bringRoute, broughtByAnycast, withdrawRoutes } from './brought-routes';
import type { Given } from './given';
import { joinGroups, leaveGroups, scopeIdOf } from './groups';
import { add, onInterface, placeOf, remove, type Model, type Row } from './model';
import { keyAddressIn, placeNamed, placeOfAddress } from './places';
import type { OnInterface, ScopedData } from './rows';
import { byAddress, tableOf } from './tables';
import { isUnicast } from './unicast-calls';

const isAnycast = (address: string): boolean => isUnicast(address) && !isLoopbackAddress(address);

const rowIn = (params: Given): Given => {
  const row = params['Row'] as Given | null;
  check(row !== null, 'STATUS_INVALID_PARAMETER');
  return row;
};

const read = (row: ScopedData): object => ({
  ...placeOf(row),
  Address: row.Address,
  ScopeId: row.ScopeId,
});

const anycastAt = (model: Model, place: OnInterface, address: string): Row<'anycast'> | undefined =>
  onInterface(model.anycast, place).find(({ Address }) => Address === address);

const standing = (model: Model, row: Given): Row<'anycast'> => {
  const key = keyAddressIn(row, isAnycast);
  const place = placeOfAddress(model, row, key);
  return present(anycastAt(model, place.interface, key.address), 'STATUS_NOT_FOUND');
};

export const createAnycastIpAddressEntry = (model: Model, params: Given): Answer => {
  const row = rowIn(params);
  const key = keyAddressIn(row, isAnycast);
  const { interface: on } = placeOfAddress(model, row, key);
  check(anycastAt(model, on, key.address) === undefined, 'ERROR_OBJECT_ALREADY_EXISTS');
  const data = { ...placeOf(on), Address: key.address, ScopeId: scopeIdOf(key.address, on) };
  add(model, 'anycast', 'AnycastAddressCreated', data);
  for (const line of broughtByAnycast(data)) bringRoute(model, on, line);
  joinGroups(model, on, key.address, true);
  return success;
};

export const deleteAnycastIpAddressEntry = (model: Model, params: Given): Answer => {
  const row = standing(model, rowIn(params));
  withdrawRoutes(model, row, broughtByAnycast(row));
  leaveGroups(model, row, true);
  remove(model, 'anycast', 'AnycastAddressDeleted', row, 'call');
  return success;
};

export const getAnycastIpAddressEntry = (model: Model, params: Given): Answer =>
  gives({ Row: read(standing(model, rowIn(params))) });

export const getAnycastIpAddressTable = (model: Model, params: Given): Answer =>
  tableOf(model, params, byAddress(model.anycast, read));

export const getMulticastIpAddressEntry = (model: Model, params: Given): Answer => {
  const row = rowIn(params);
  const key = keyAddressIn(row, isMulticast);
  const { interface: on } = placeNamed(model, row, key.family);
  const group = onInterface(model.multicast, on).find(({ Address }) => Address === key.address);
  return gives({ Row: read(present(group, 'STATUS_NOT_FOUND')) });
};

export const getMulticastIpAddressTable = (model: Model, params: Given): Answer =>
  tableOf(model, params, byAddress(model.multicast, read));
