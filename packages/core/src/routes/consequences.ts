import type { AnycastEvent, AnycastTable, UnicastEvent, UnicastTable } from '../addresses';
import type { Occurrence } from '../call';
import { familyOf, type IpAddress, type Luid, type Prefix } from '../net';
import type { RouteEvent } from './events';
import {
  broughtRouteData,
  onLinkNextHop,
  routesOfAnycast,
  routesOfUnicast,
  type BroughtRoute,
} from './routes-of-address';
import type { RouteRow } from './row';
import type { RouteTable } from './table';

/** What is read to tell which routes come and go with addresses. */
export interface BroughtRouteReads {
  readonly unicast: UnicastTable;
  readonly anycast: AnycastTable;
  readonly routes: RouteTable;
}

type Cause = UnicastEvent | AnycastEvent | RouteEvent;

/** An interface, as the rows on it name it. */
interface OnInterface {
  readonly InterfaceLuid: Luid;
  readonly InterfaceIndex: number;
}

/** An address that stands on an interface, with the routes it brings. */
interface Bringer {
  readonly table: 'unicast' | 'anycast';
  readonly address: IpAddress;
  readonly createdSeq: number;
  readonly routes: () => readonly BroughtRoute[];
}

function* bringersOn({ unicast, anycast }: BroughtRouteReads, luid: Luid): IterableIterator<Bringer> {
  for (const row of unicast.onInterface(luid))
    yield {
      table: 'unicast',
      address: row.Address,
      createdSeq: row.createdSeq,
      routes: () => routesOfUnicast(row),
    };
  for (const { Address, createdSeq } of anycast.onInterface(luid))
    yield { table: 'anycast', address: Address, createdSeq, routes: () => routesOfAnycast(Address) };
}

const created = (
  { routes }: BroughtRouteReads,
  brought: readonly BroughtRoute[],
  place: OnInterface,
  at: number,
): RouteEvent[] =>
  brought
    .map((route) => broughtRouteData(route, place, at))
    .filter((data) => !routes.has(data))
    .map((data) => ({ type: 'RouteCreated', data }));

/**
 * The routes of `brought` that go when their address no longer brings them: those that stand, count as the stack's own
 * and are brought by no other address of the interface; in order of creation.
 */
const deleted = (
  reads: BroughtRouteReads,
  brought: readonly BroughtRoute[],
  { InterfaceLuid, InterfaceIndex }: OnInterface,
  isTheAddress: (other: Bringer) => boolean,
): RouteEvent[] => {
  const standing = new Map<Prefix, RouteRow>();
  for (const { DestinationPrefix } of brought) {
    const NextHop = onLinkNextHop(DestinationPrefix);
    const row = reads.routes.get({ InterfaceLuid, DestinationPrefix, NextHop });
    if (row?.Protocol === 'MIB_IPPROTO_LOCAL') standing.set(DestinationPrefix, row);
  }
  for (const other of bringersOn(reads, InterfaceLuid)) {
    if (standing.size === 0) break;
    if (!isTheAddress(other)) for (const route of other.routes()) standing.delete(route.DestinationPrefix);
  }
  return [...standing.values()]
    .sort((a, b) => a.createdSeq - b.createdSeq)
    .map(({ DestinationPrefix, NextHop }) => ({
      type: 'RouteDeleted',
      data: { DestinationPrefix, InterfaceIndex, InterfaceLuid, NextHop, reason: 'address-deleted' },
    }));
};

const without = (routes: readonly BroughtRoute[], others: readonly BroughtRoute[]): readonly BroughtRoute[] =>
  routes.filter((route) => !others.some((other) => other.DestinationPrefix === route.DestinationPrefix));

/** A Set of an address moves the routes of its prefix: first those go that it no longer brings. */
const afterAddressSet = (
  { state, before, at }: Occurrence<BroughtRouteReads>,
  data: Extract<UnicastEvent, { type: 'UnicastAddressSet' }>['data'],
): RouteEvent[] => {
  const old = before.unicast.get(data);
  if (old === undefined) return [];
  if (old.OnLinkPrefixLength === data.OnLinkPrefixLength && old.PrefixOrigin === data.PrefixOrigin) return [];
  const [brought, brings] = [routesOfUnicast(old), routesOfUnicast(data)];
  const isTheAddress = ({ table, address }: Bringer): boolean =>
    table === 'unicast' && address === data.Address;
  return [
    ...deleted(state, without(brought, brings), data, isTheAddress),
    ...created(state, without(brings, brought), data, at),
  ];
};

/** A route that ended, or that a router withdrew, comes back at once where an address brings its key. */
const afterRouteDeleted = (
  { state, at }: Occurrence<BroughtRouteReads>,
  data: Extract<RouteEvent, { type: 'RouteDeleted' }>['data'],
): RouteEvent[] => {
  if (data.reason !== 'expired' && data.reason !== 'advertisement') return [];
  if (data.NextHop !== onLinkNextHop(data.DestinationPrefix)) return [];
  let first: { readonly route: BroughtRoute; readonly createdSeq: number } | undefined;
  for (const { address, createdSeq, routes } of bringersOn(state, data.InterfaceLuid)) {
    if (familyOf(address) !== familyOf(data.DestinationPrefix)) continue;
    if (first !== undefined && first.createdSeq <= createdSeq) continue;
    const route = routes().find(({ DestinationPrefix }) => DestinationPrefix === data.DestinationPrefix);
    if (route !== undefined) first = { route, createdSeq };
  }
  return first === undefined ? [] : created(state, [first.route], data, at);
};

/** The events of routes that follow from an event of addresses or of routes, in order. */
export const routesAfter = (occurrence: Occurrence<BroughtRouteReads>): readonly RouteEvent[] => {
  const { state, at } = occurrence;
  const event = occurrence.event as Cause;
  switch (event.type) {
    case 'UnicastAddressCreated':
      return created(state, routesOfUnicast(event.data), event.data, at);
    case 'AnycastAddressCreated':
      return created(state, routesOfAnycast(event.data.Address), event.data, at);
    case 'UnicastAddressSet':
      return afterAddressSet(occurrence, event.data);
    case 'RouteDeleted':
      return afterRouteDeleted(occurrence, event.data);
    default:
      return [];
  }
};

/**
 * The events of routes that go before an event, asked while the address still stands: the routes that an address takes
 * away with it. Where a whole interface goes, or a live host reports, routes are told of by themselves.
 */
export const routesBefore = ({
  event: cause,
  state,
}: Occurrence<BroughtRouteReads>): readonly RouteEvent[] => {
  const event = cause as Cause;
  if (event.type !== 'UnicastAddressDeleted' && event.type !== 'AnycastAddressDeleted') return [];
  const { data } = event;
  if (data.reason === 'interface-departed' || data.reason === 'host-report') return [];
  const going = event.type === 'UnicastAddressDeleted' ? 'unicast' : 'anycast';
  const row = going === 'unicast' ? state.unicast.get(data) : undefined;
  const brought = row === undefined ? routesOfAnycast(data.Address) : routesOfUnicast(row);
  return deleted(state, brought, data, ({ table, address }) => table === going && address === data.Address);
};
