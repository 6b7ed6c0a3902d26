import { isLinkLocalIpv6, type Family } from './address-arithmetic';
import { check, present } from './answers';
import { addressIn, numberIn, textIn, type Given, type GivenAddress } from './given';
import { onInterface, type Model, type Row } from './model';
import type { InterfaceData, OnInterface } from './rows';

const ZERO_LUID = '0x0000000000000000';

const luidIn = (row: Given): string => {
  const luid = textIn(row, 'InterfaceLuid').toLowerCase();
  return luid === '' ? ZERO_LUID : luid;
};

/** Whether a row names an interface at all. */
export const namesInterface = (row: Given): boolean =>
  luidIn(row) !== ZERO_LUID || numberIn(row, 'InterfaceIndex') !== 0;

export const interfaceAt = (model: Model, index: number): Row<'interfaces'> | undefined =>
  model.interfaces.find(({ InterfaceIndex }) => InterfaceIndex === index);

/** The interface that a row names: a LUID that is not zero decides alone, else the index. */
export const interfaceNamed = (model: Model, row: Given): Row<'interfaces'> | undefined => {
  const luid = luidIn(row);
  if (luid === ZERO_LUID) return interfaceAt(model, numberIn(row, 'InterfaceIndex'));
  return model.interfaces.find(({ InterfaceLuid }) => InterfaceLuid === luid);
};

/** The interface that a row of a table is on. */
export const interfaceOf = (model: Model, row: OnInterface): Row<'interfaces'> => {
  const [found] = onInterface(model.interfaces, row);
  if (found === undefined) throw new Error(`the model has a row on no interface: ${JSON.stringify(row)}`);
  return found;
};

export const ipInterfaceOn = (
  model: Model,
  place: OnInterface,
  family: Family,
): Row<'ipInterfaces'> | undefined =>
  onInterface(model.ipInterfaces, place).find(({ Family: bound }) => bound === family);

/** The IP interface of a row that stands: its family is bound. */
export const ipInterfaceOf = (model: Model, row: OnInterface, family: Family): Row<'ipInterfaces'> => {
  const found = ipInterfaceOn(model, row, family);
  if (found === undefined)
    throw new Error(`the model has a row of a family not bound: ${JSON.stringify(row)}`);
  return found;
};

/** An interface and its IP interface of a family. */
export interface Place {
  readonly interface: Row<'interfaces'>;
  readonly ipInterface: Row<'ipInterfaces'>;
}

/** The place that a row names, with the checks for it: a stack for the family, the interface, its binding. */
export const placeNamed = (model: Model, row: Given, family: Family): Place => {
  check(model.stacks.includes(family), 'STATUS_NOT_SUPPORTED');
  const found = present(interfaceNamed(model, row), 'STATUS_NOT_FOUND');
  const ipInterface = present(ipInterfaceOn(model, found, family), 'STATUS_NOT_FOUND');
  return { interface: found, ipInterface };
};

/** The address that is the key of a row, with the checks of its class and of naming an interface. */
export const keyAddressIn = (row: Given, isAcceptable: (address: string) => boolean): GivenAddress => {
  const key = addressIn(row, 'Address');
  check(key !== undefined && key !== 'AF_UNSPEC', 'STATUS_INVALID_PARAMETER');
  check(isAcceptable(key.address) && namesInterface(row), 'STATUS_INVALID_PARAMETER');
  return key;
};

/** As {@link placeNamed}; a link-local address may bear the scope id of that interface or none. */
export const placeOfAddress = (model: Model, row: Given, key: GivenAddress): Place => {
  const place = placeNamed(model, row, key.family);
  const isOfLink = key.scopeId === 0 || key.scopeId === place.interface.InterfaceIndex;
  check(!isLinkLocalIpv6(key.address) || isOfLink, 'STATUS_INVALID_PARAMETER');
  return place;
};

export const isLoopback = ({ Type }: InterfaceData): boolean => Type === 'IF_TYPE_SOFTWARE_LOOPBACK';

export const isConnected = (row: InterfaceData): boolean =>
  isLoopback(row) || row.MediaConnectState !== 'MediaConnectStateDisconnected';
