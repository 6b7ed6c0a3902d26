import { familyOf, isIn, isLoopbackAddress, isMapped, isMulticast, widthOf } from './address-arithmetic';
import { addUnicast, changeUnicast, removeUnicast, unicastAt } from './addresses';
import { check, gives, present, success, type Answer } from './answers';
import { constantIn, flagIn, numberIn, type Given, type GivenAddress } from './given';
import { endAfterSet, endOf, secondsLeft } from './lifetimes';
import { placeOf, type Model, type Row } from './model';
import { isLoopback, keyAddressIn, placeOfAddress, type Place } from './places';
import { byAddress, tableOf } from './tables';

/** Whether an address may be an interface's own. */
export const isUnicast = (address: string): boolean => {
  if (familyOf(address) === 'AF_INET') return !isIn(address, '0.0.0.0/8') && !isIn(address, '224.0.0.0/3');
  return address !== '::' && !isMulticast(address) && !isMapped(address);
};

const prefixOrigins = {
  IpPrefixOriginOther: 0,
  IpPrefixOriginManual: 1,
  IpPrefixOriginWellKnown: 2,
  IpPrefixOriginDhcp: 3,
  IpPrefixOriginRouterAdvertisement: 4,
  IpPrefixOriginUnchanged: 16,
};
const suffixOrigins = {
  IpSuffixOriginOther: 0,
  IpSuffixOriginManual: 1,
  IpSuffixOriginWellKnown: 2,
  IpSuffixOriginDhcp: 3,
  IpSuffixOriginLinkLayerAddress: 4,
  IpSuffixOriginRandom: 5,
  IpSuffixOriginUnchanged: 16,
};

interface Members {
  /** Undefined: unchanged; both of them, or none. */
  readonly prefixOrigin: string | undefined;
  readonly suffixOrigin: string | undefined;
  readonly validLifetime: number;
  readonly preferredLifetime: number;
  readonly OnLinkPrefixLength: number;
  readonly SkipAsSource: boolean;
}

/** The members that Create and Set take besides the key, with their checks. */
const membersIn = (row: Given, { address }: GivenAddress): Members => {
  const validLifetime = numberIn(row, 'ValidLifetime');
  const preferredLifetime = numberIn(row, 'PreferredLifetime');
  check(preferredLifetime <= validLifetime && validLifetime > 0, 'STATUS_INVALID_PARAMETER');
  const prefixOrigin = present(constantIn(row, 'PrefixOrigin', prefixOrigins), 'STATUS_INVALID_PARAMETER');
  const suffixOrigin = present(constantIn(row, 'SuffixOrigin', suffixOrigins), 'STATUS_INVALID_PARAMETER');
  const isKept = prefixOrigin === 'IpPrefixOriginUnchanged';
  check(isKept === (suffixOrigin === 'IpSuffixOriginUnchanged'), 'STATUS_INVALID_PARAMETER');
  const width = widthOf(familyOf(address));
  const length = numberIn(row, 'OnLinkPrefixLength');
  check(length <= width || length === 255, 'STATUS_INVALID_PARAMETER');
  return {
    prefixOrigin: isKept ? undefined : prefixOrigin,
    suffixOrigin: isKept ? undefined : suffixOrigin,
    validLifetime,
    preferredLifetime,
    OnLinkPrefixLength: length === 255 ? width : length,
    SkipAsSource: flagIn(row, 'SkipAsSource'),
  };
};

const rowIn = (params: Given): Given => {
  const row = params['Row'] as Given | null;
  check(row !== null, 'STATUS_INVALID_PARAMETER');
  return row;
};

/** As Windows has it: units of 100 ns since 1601. */
const fileTime = (instant: number): string => String((BigInt(instant) + 11_644_473_600_000n) * 10_000n);

const read = (model: Model, row: Row<'unicast'>): object => ({
  ...placeOf(row),
  Address: row.Address,
  PrefixOrigin: row.PrefixOrigin,
  SuffixOrigin: row.SuffixOrigin,
  ValidLifetime: secondsLeft(row.validUntil, model.now),
  PreferredLifetime: secondsLeft(row.preferredUntil, model.now),
  OnLinkPrefixLength: row.OnLinkPrefixLength,
  SkipAsSource: row.SkipAsSource,
  DadState: row.DadState,
  ScopeId: row.ScopeId,
  CreationTimeStamp: fileTime(row.createdAt),
});

/** A caller asks for an optimistic address, which is used before it is proven. */
const asksOptimistic = (row: Given): boolean =>
  row['DadState'] === 'IpDadStatePreferred' || row['DadState'] === 4;

const standing = (model: Model, row: Given): Row<'unicast'> => {
  const key = keyAddressIn(row, isUnicast);
  const place = placeOfAddress(model, row, key);
  return present(unicastAt(model, place.interface, key.address), 'STATUS_NOT_FOUND');
};

export const createUnicastIpAddressEntry = (model: Model, params: Given): Answer => {
  const row = rowIn(params);
  const key = keyAddressIn(row, isUnicast);
  const members = membersIn(row, key);
  const { interface: on }: Place = placeOfAddress(model, row, key);
  check(!isLoopbackAddress(key.address) || isLoopback(on), 'STATUS_INVALID_PARAMETER');
  check(unicastAt(model, on, key.address) === undefined, 'ERROR_OBJECT_ALREADY_EXISTS');
  const wanted = {
    Address: key.address,
    PrefixOrigin: members.prefixOrigin ?? 'IpPrefixOriginManual',
    SuffixOrigin: members.suffixOrigin ?? 'IpSuffixOriginManual',
    OnLinkPrefixLength: members.OnLinkPrefixLength,
    SkipAsSource: members.SkipAsSource,
    validUntil: endOf(members.validLifetime, model.now),
    preferredUntil: endOf(members.preferredLifetime, model.now),
  };
  addUnicast(model, on, wanted, asksOptimistic(row));
  return success;
};

export const setUnicastIpAddressEntry = (model: Model, params: Given): Answer => {
  const row = rowIn(params);
  const members = membersIn(row, keyAddressIn(row, isUnicast));
  const before = standing(model, row);
  changeUnicast(model, before, {
    PrefixOrigin: members.prefixOrigin ?? before.PrefixOrigin,
    SuffixOrigin: members.suffixOrigin ?? before.SuffixOrigin,
    OnLinkPrefixLength: members.OnLinkPrefixLength,
    SkipAsSource: members.SkipAsSource,
    validUntil: endAfterSet(before.validUntil, members.validLifetime, model.now),
    preferredUntil: endAfterSet(before.preferredUntil, members.preferredLifetime, model.now),
  });
  return success;
};

export const deleteUnicastIpAddressEntry = (model: Model, params: Given): Answer => {
  removeUnicast(model, standing(model, rowIn(params)), 'call');
  return success;
};

export const getUnicastIpAddressEntry = (model: Model, params: Given): Answer =>
  gives({ Row: read(model, standing(model, rowIn(params))) });

export const getUnicastIpAddressTable = (model: Model, params: Given): Answer =>
  tableOf(
    model,
    params,
    byAddress(model.unicast, (row) => read(model, row)),
  );
