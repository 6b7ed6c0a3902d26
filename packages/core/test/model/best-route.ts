import {
  compareNumbers,
  familyOf,
  isIn,
  isLinkLocalIpv6,
  isLoopbackAddress,
  isMulticast,
  lengthOf,
  unspecified,
} from './address-arithmetic';
import { isUsable } from './addresses';
import { check, gives, present, type Answer } from './answers';
import { addressIn, type Given, type GivenAddress } from './given';
import type { Model, Row } from './model';
import {
  interfaceAt,
  interfaceNamed,
  interfaceOf,
  ipInterfaceOf,
  ipInterfaceOn,
  isConnected,
  isLoopback,
  namesInterface,
} from './places';
import { readRoute } from './routes';
import { sourceFor } from './source-address';

/** What a lookup found. */
export interface Found {
  readonly route: Row<'routes'>;
  /** Text without scope id; unspecified where the interface has no address to offer. */
  readonly source: string;
  /** The row of the source that was chosen, where one was. */
  readonly chosen: Row<'unicast'> | undefined;
}

/** The source that a caller names; undefined where it leaves the choice open. */
const sourceIn = (params: Given, destination: GivenAddress): GivenAddress | undefined => {
  if (params['SourceAddress'] === null) return undefined;
  const source = present(addressIn(params, 'SourceAddress'), 'STATUS_INVALID_PARAMETER');
  if (source === 'AF_UNSPEC' || source.address === unspecified(source.family)) return undefined;
  check(source.family === destination.family, 'STATUS_INVALID_PARAMETER');
  const isGroup = isMulticast(source.address) || source.address === '255.255.255.255';
  check(!isGroup, 'STATUS_INVALID_PARAMETER');
  return source;
};

/** Interfaces to which the caller limits the lookup: by naming one, and by the scope id of the destination. */
const limitsIn = (
  model: Model,
  params: Given,
  { family, scopeId }: GivenAddress,
): readonly Row<'interfaces'>[] => {
  const limits: Row<'interfaces'>[] = [];
  const row = { InterfaceLuid: params['InterfaceLuid'], InterfaceIndex: params['InterfaceIndex'] };
  if (namesInterface(row)) {
    const named = present(interfaceNamed(model, row), 'STATUS_NOT_FOUND');
    check(ipInterfaceOn(model, named, family) !== undefined, 'STATUS_NOT_FOUND');
    limits.push(named);
  }
  if (scopeId === 0) return limits;
  const ofScope = present(interfaceAt(model, scopeId), 'STATUS_NOT_FOUND');
  check(
    limits.every((limit) => limit === ofScope),
    'STATUS_INVALID_PARAMETER',
  );
  return [...limits, ofScope];
};

/** The LUIDs of interfaces by which a packet with that source may leave; undefined: by any. */
const interfacesFor = (model: Model, source: GivenAddress): readonly string[] | undefined => {
  const holders = model.unicast.filter(
    (row) =>
      row.Address === source.address &&
      isUsable(row) &&
      (source.scopeId === 0 || source.scopeId === row.InterfaceIndex),
  );
  const isWeak = holders.some((row) => ipInterfaceOf(model, row, source.family).WeakHostSend);
  if (isWeak && !isLinkLocalIpv6(source.address)) return undefined;
  return holders.map(({ InterfaceLuid }) => InterfaceLuid);
};

const mayCarry = (model: Model, route: Row<'routes'>, destination: string): boolean => {
  const on = interfaceOf(model, route);
  const ipInterface = ipInterfaceOf(model, route, familyOf(destination));
  if (!isIn(destination, route.DestinationPrefix) || !isConnected(on)) return false;
  if (lengthOf(route.DestinationPrefix) === 0 && ipInterface.DisableDefaultRoutes) return false;
  if (isLoopbackAddress(destination) && !isLoopback(on)) return false;
  const staysOnLink = isLinkLocalIpv6(destination) || isIn(destination, 'ff02::/16');
  return !staysOnLink || route.NextHop === '::';
};

const compareCandidates = (model: Model, a: Row<'routes'>, b: Row<'routes'>): number => {
  const metric = (route: Row<'routes'>): number =>
    route.Metric + ipInterfaceOf(model, route, familyOf(route.DestinationPrefix)).Metric;
  return (
    lengthOf(b.DestinationPrefix) - lengthOf(a.DestinationPrefix) ||
    metric(a) - metric(b) ||
    a.InterfaceIndex - b.InterfaceIndex ||
    compareNumbers(a.NextHop, b.NextHop)
  );
};

/** Looks up the route to a destination and the source to use with it, with the checks of GetBestRoute2. */
export const lookUp = (model: Model, params: Given): Found => {
  check(params['DestinationAddress'] !== null, 'STATUS_INVALID_PARAMETER');
  const destination = addressIn(params, 'DestinationAddress');
  check(destination !== undefined && destination !== 'AF_UNSPEC', 'STATUS_INVALID_PARAMETER');
  const { address, family } = destination;
  const source = sourceIn(params, destination);
  check(model.stacks.includes(family), 'STATUS_NOT_SUPPORTED');
  const limits = limitsIn(model, params, destination);
  const leaving = source === undefined ? undefined : interfacesFor(model, source);
  const [route] = model.routes
    .filter((each) => familyOf(each.DestinationPrefix) === family && mayCarry(model, each, address))
    .filter(({ InterfaceLuid }) => limits.every((limit) => limit.InterfaceLuid === InterfaceLuid))
    .filter(({ InterfaceLuid }) => leaving?.includes(InterfaceLuid) ?? true)
    .toSorted((a, b) => compareCandidates(model, a, b));
  check(route !== undefined, 'STATUS_NETWORK_UNREACHABLE');
  if (source !== undefined) return { route, source: source.address, chosen: undefined };
  const chosen = sourceFor(model, route, address);
  return { route, source: chosen?.Address ?? unspecified(family), chosen };
};

/** An address that is in no row bears the interface of its link, where it is of a link alone. */
export const withScope = (address: string, { InterfaceIndex }: Row<'routes'>): string =>
  isLinkLocalIpv6(address) ? `${address}%${InterfaceIndex}` : address;

export const getBestRoute2 = (model: Model, params: Given): Answer => {
  const { route, source } = lookUp(model, params);
  return gives({ BestRoute: readRoute(model, route), BestSourceAddress: withScope(source, route) });
};
