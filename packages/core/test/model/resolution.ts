import { familyOf, isMulticast, numberOf, unspecified } from './address-arithmetic';
import { isOwnAddress, isUsable, unicastAt } from './addresses';
import { check, gives, present, type Answer } from './answers';
import { addressIn, type Given, type GivenAddress } from './given';
import { physicalLengthOn } from './interface-types';
import { add, remove, type Model, type Row } from './model';
import { neighborRowIn } from './neighbor-calls';
import { entering, isNeighborly, neighborAt, readNeighbor, unknownNeighbor } from './neighbors';
import { isConnected, keyAddressIn, placeOfAddress } from './places';
import type { NeighborData } from './rows';

/** The Ethernet address of a group: its low 23 bits (IPv4) or its low 32 bits (IPv6) behind what is fixed. */
const groupPhysicalAddress = (group: string): string => {
  const isIpv4 = familyOf(group) === 'AF_INET';
  const low = numberOf(group) & (isIpv4 ? 0x7f_ffffn : 0xffff_ffffn);
  const digits = low
    .toString(16)
    .toUpperCase()
    .padStart(isIpv4 ? 6 : 8, '0');
  const bytes = Array.from({ length: digits.length / 2 }, (_, index) =>
    digits.slice(2 * index, 2 * index + 2),
  );
  return [...(isIpv4 ? ['01', '00', '5E'] : ['33', '33']), ...bytes].join('-');
};

/** The source from which the caller wants to resolve; undefined where it is open. */
const sourceIn = (params: Given, key: GivenAddress): GivenAddress | undefined => {
  if (params['SourceAddress'] === null) return undefined;
  const source = present(addressIn(params, 'SourceAddress'), 'STATUS_INVALID_PARAMETER');
  if (source === 'AF_UNSPEC' || source.address === unspecified(source.family)) return undefined;
  check(source.family === key.family, 'STATUS_INVALID_PARAMETER');
  return source;
};

/** What stands for an address goes, and what was resolved comes in its place. */
const putResolved = (model: Model, neighbor: NeighborData): Row<'neighbors'> => {
  const before = neighborAt(model, neighbor, neighbor.Address);
  if (before !== undefined) remove(model, 'neighbors', 'NeighborDeleted', before, 'flushed');
  return add(model, 'neighbors', 'NeighborCreated', neighbor);
};

const resolveGroup = (model: Model, on: Row<'interfaces'>, group: string): Answer => {
  const PhysicalAddress = groupPhysicalAddress(group);
  const before = neighborAt(model, on, group);
  const isThere = before?.State === 'NlnsPermanent' && before.PhysicalAddress === PhysicalAddress;
  const blank = { ...unknownNeighbor(on, group), PhysicalAddress };
  const row = isThere ? before : putResolved(model, entering(model, blank, 'NlnsPermanent'));
  return gives({ Row: readNeighbor(model, row) });
};

export const resolveIpNetEntry2 = (model: Model, params: Given): Answer => {
  const row = neighborRowIn(params);
  const key = keyAddressIn(row, isNeighborly);
  const source = sourceIn(params, key);
  const { interface: on } = placeOfAddress(model, row, key);
  if (source !== undefined) {
    const own = unicastAt(model, on, source.address);
    const isOfLink = source.scopeId === 0 || source.scopeId === on.InterfaceIndex;
    check(own !== undefined && isUsable(own) && isOfLink, 'STATUS_NOT_FOUND');
  }
  const length = physicalLengthOn(on);
  check(length !== 'none', 'STATUS_NOT_SUPPORTED');
  if (isOwnAddress(model, on, key.address)) {
    const own = { ...unknownNeighbor(on, key.address), State: 'NlnsPermanent' };
    const itself = { ...own, PhysicalAddress: on.PhysicalAddress };
    // Of itself the host says that it is no router, whatever it advertises.
    return gives({ Row: { ...readNeighbor(model, itself), IsRouter: false, Flags: 0 } });
  }
  if (isMulticast(key.address) && length === 6) return resolveGroup(model, on, key.address);
  if (!isConnected(on)) return { status: 'STATUS_BAD_NETWORK_NAME' };
  const asked = putResolved(model, entering(model, unknownNeighbor(on, key.address), 'NlnsIncomplete'));
  if (asked.State !== 'NlnsReachable') return { status: 'STATUS_BAD_NETWORK_NAME' };
  return gives({ Row: readNeighbor(model, asked) });
};
