import {
  compareNumbers,
  familyOf,
  isLinkLocalIpv6,
  isLoopbackAddress,
  isMulticast,
  lengthOf,
  networkOf,
} from './address-arithmetic';
import { check, gives, present, success, type Answer } from './answers';
import { removeRoute, routeAt } from './brought-routes';
import { addressIn, constantIn, flagIn, numberIn, prefixIn, type Given, type GivenAddress } from './given';
import { ALL_ONES, endAfterSet, endOf, secondsLeft } from './lifetimes';
import { add, differs, placeOf, replace, type Model, type Row } from './model';
import { isLoopback, namesInterface, placeNamed, type Place } from './places';
import { tableOf } from './tables';

/** NL_ROUTE_PROTOCOL. */
const protocols: Readonly<Record<string, number>> = {
  MIB_IPPROTO_OTHER: 1,
  MIB_IPPROTO_LOCAL: 2,
  MIB_IPPROTO_NETMGMT: 3,
  MIB_IPPROTO_ICMP: 4,
  MIB_IPPROTO_EGP: 5,
  MIB_IPPROTO_GGP: 6,
  MIB_IPPROTO_HELLO: 7,
  MIB_IPPROTO_RIP: 8,
  MIB_IPPROTO_IS_IS: 9,
  MIB_IPPROTO_ES_IS: 10,
  MIB_IPPROTO_CISCO: 11,
  MIB_IPPROTO_BBN: 12,
  MIB_IPPROTO_OSPF: 13,
  MIB_IPPROTO_BGP: 14,
  MIB_IPPROTO_IDPR: 15,
  MIB_IPPROTO_EIGRP: 16,
  MIB_IPPROTO_DVMRP: 17,
  MIB_IPPROTO_RPL: 18,
  MIB_IPPROTO_DHCP: 19,
  MIB_IPPROTO_NT_AUTOSTATIC: 10_002,
  MIB_IPPROTO_NT_STATIC: 10_006,
  MIB_IPPROTO_NT_STATIC_NON_DOD: 10_007,
};

interface RouteKey {
  readonly prefix: string;
  readonly nextHop: GivenAddress;
}

const keyIn = (row: Given): RouteKey => {
  const prefix = present(prefixIn(row, 'DestinationPrefix'), 'STATUS_INVALID_PARAMETER');
  const nextHop = addressIn(row, 'NextHop');
  check(nextHop !== undefined && nextHop !== 'AF_UNSPEC', 'STATUS_INVALID_PARAMETER');
  check(nextHop.family === familyOf(prefix), 'STATUS_INVALID_PARAMETER');
  const { address } = nextHop;
  check(!isMulticast(address) && address !== '255.255.255.255', 'STATUS_INVALID_PARAMETER');
  check(namesInterface(row), 'STATUS_INVALID_PARAMETER');
  return { prefix, nextHop };
};

const rowIn = (params: Given, parameter = 'Row'): Given => {
  const row = params[parameter] as Given | null;
  check(row !== null, 'STATUS_INVALID_PARAMETER');
  return row;
};

/** Checks of members that Create, Set and Get share. */
const checkMembers = (row: Given, { prefix }: RouteKey): void => {
  const [valid, preferred] = [numberIn(row, 'ValidLifetime'), numberIn(row, 'PreferredLifetime')];
  check(preferred <= valid, 'STATUS_INVALID_PARAMETER');
  const site = numberIn(row, 'SitePrefixLength');
  check(site <= lengthOf(prefix) || site === 255, 'STATUS_INVALID_PARAMETER');
};

/** The protocol that a row gives, or undefined where it gives none; with the checks of Create and Set alone. */
const checkChange = (row: Given): string | undefined => {
  check(numberIn(row, 'ValidLifetime') > 0, 'STATUS_INVALID_PARAMETER');
  const given = row['Protocol'] ?? 0;
  if (given === 0 || given === ALL_ONES) return undefined;
  return present(constantIn(row, 'Protocol', protocols), 'STATUS_INVALID_PARAMETER');
};

const placeIn = (model: Model, row: Given, { prefix, nextHop }: RouteKey): Place => {
  const place = placeNamed(model, row, familyOf(prefix));
  const isOfLink = nextHop.scopeId === 0 || nextHop.scopeId === place.interface.InterfaceIndex;
  check(!isLinkLocalIpv6(nextHop.address) || isOfLink, 'STATUS_INVALID_PARAMETER');
  return place;
};

const standing = (model: Model, row: Given, key: RouteKey): Row<'routes'> => {
  const { interface: on } = placeIn(model, row, key);
  return present(routeAt(model, on, key.prefix, key.nextHop.address), 'STATUS_NOT_FOUND');
};

const flags = ['Loopback', 'AutoconfigureAddress', 'Publish', 'Immortal'] as const;

const flagsIn = (row: Given): Record<(typeof flags)[number], boolean> =>
  Object.fromEntries(flags.map((flag) => [flag, flagIn(row, flag)])) as never;

export const createIpForwardEntry2 = (model: Model, params: Given): Answer => {
  const row = rowIn(params);
  const key = keyIn(row);
  checkMembers(row, key);
  const protocol = checkChange(row);
  const { interface: on } = placeIn(model, row, key);
  check(!isLoopbackAddress(key.nextHop.address) || isLoopback(on), 'STATUS_INVALID_PARAMETER');
  check(on.supportsRoutes, 'STATUS_NOT_SUPPORTED');
  const exists = routeAt(model, on, key.prefix, key.nextHop.address) !== undefined;
  check(!exists, 'ERROR_OBJECT_ALREADY_EXISTS');
  const [site, metric] = [numberIn(row, 'SitePrefixLength'), numberIn(row, 'Metric')];
  add(model, 'routes', 'RouteCreated', {
    ...placeOf(on),
    DestinationPrefix: key.prefix,
    NextHop: key.nextHop.address,
    SitePrefixLength: site === 255 ? 0 : site,
    Metric: metric === ALL_ONES ? 256 : metric,
    Protocol: protocol ?? 'MIB_IPPROTO_NETMGMT',
    ...flagsIn(row),
    Origin: 'NlroManual',
    validUntil: endOf(numberIn(row, 'ValidLifetime'), model.now),
    preferredUntil: endOf(numberIn(row, 'PreferredLifetime'), model.now),
    ageSince: model.now,
  });
  return success;
};

export const setIpForwardEntry2 = (model: Model, params: Given): Answer => {
  const row = rowIn(params, 'Route');
  const key = keyIn(row);
  checkMembers(row, key);
  const protocol = checkChange(row);
  const before = standing(model, row, key);
  const [site, metric] = [numberIn(row, 'SitePrefixLength'), numberIn(row, 'Metric')];
  const members = {
    SitePrefixLength: site === 255 ? before.SitePrefixLength : site,
    Metric: metric === ALL_ONES ? before.Metric : metric,
    Protocol: protocol ?? before.Protocol,
    ...flagsIn(row),
    validUntil: endAfterSet(before.validUntil, numberIn(row, 'ValidLifetime'), model.now),
    preferredUntil: endAfterSet(before.preferredUntil, numberIn(row, 'PreferredLifetime'), model.now),
  };
  if (differs(before, members))
    replace(model, 'routes', 'RouteSet', before, { ...members, ageSince: model.now });
  return success;
};

export const deleteIpForwardEntry2 = (model: Model, params: Given): Answer => {
  const row = rowIn(params);
  removeRoute(model, standing(model, row, keyIn(row)), 'call');
  return success;
};

/** A route as it reads now. */
export const readRoute = (model: Model, row: Row<'routes'>): object => ({
  ...placeOf(row),
  DestinationPrefix: row.DestinationPrefix,
  NextHop: row.NextHop,
  SitePrefixLength: row.SitePrefixLength,
  ValidLifetime: secondsLeft(row.validUntil, model.now),
  PreferredLifetime: secondsLeft(row.preferredUntil, model.now),
  Metric: row.Metric,
  Protocol: row.Protocol,
  Loopback: row.Loopback,
  AutoconfigureAddress: row.AutoconfigureAddress,
  Publish: row.Publish,
  Immortal: row.Immortal,
  Age: Math.floor((model.now - row.ageSince) / 1000),
  Origin: row.Origin,
});

export const getIpForwardEntry2 = (model: Model, params: Given): Answer => {
  const row = rowIn(params);
  const key = keyIn(row);
  checkMembers(row, key);
  return gives({ Row: readRoute(model, standing(model, row, key)) });
};

const compareRoutes = (a: Row<'routes'>, b: Row<'routes'>): number =>
  compareNumbers(networkOf(a.DestinationPrefix), networkOf(b.DestinationPrefix)) ||
  lengthOf(a.DestinationPrefix) - lengthOf(b.DestinationPrefix) ||
  a.InterfaceIndex - b.InterfaceIndex ||
  compareNumbers(a.NextHop, b.NextHop);

export const getIpForwardTable2 = (model: Model, params: Given): Answer =>
  tableOf(model, params, {
    rows: model.routes,
    familyOf: ({ DestinationPrefix }) => familyOf(DestinationPrefix),
    compare: compareRoutes,
    read: (row) => readRoute(model, row),
  });
