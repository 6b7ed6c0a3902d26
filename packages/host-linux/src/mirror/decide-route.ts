import {
  compareRoutePreference,
  familyOf,
  linuxRouteUse,
  type DomainEvent,
  type HostState,
  type LinuxObject,
  type LinuxObjectRow,
  type Prefix,
} from '@netlapse/core';

import { NLM_F, type RouteMessage } from '../netlink';
import { routeWithEnd } from './ends';
import { asLinuxObject, routeOf, type RouteObject } from './objects';
import { routeRowEvents } from './route-changes';
import { withoutLinkFlags } from './route-flags';
import { routeKeyOf, routePlaceOf, routesByHop, type RoutePlace } from './route-identity';
import { routeRowsOf, type RouteRowReads } from './route-row';
import type { InterfaceKey } from './row-data';
import { isSameObject } from './same-object';

/** An object as far as deciding looks at it. */
export type Row = Pick<LinuxObjectRow, 'key' | 'object' | 'createdSeq'>;

/** What a message does to the objects of one slot, or a dump to those of one prefix. */
export interface SlotChange {
  /** Those that go, and whether no message says so. */
  readonly gone: readonly Row[];
  readonly isInferred: boolean;
  readonly reported: readonly Readonly<{ key: string; route: RouteObject }>[];
}

const noRows: readonly Row[] = [];
const nothing: SlotChange = { gone: noRows, isInferred: false, reported: [] };

/**
 * RTM_NEWROUTE, RTM_DELROUTE: the events of the objects, then those of the rows. All that a message of a
 * route changes stands at one prefix, so nothing else is looked at.
 */
export const decideRoute = (
  state: HostState,
  { body, flags, type }: RouteMessage,
  at: number,
  { prefix, slot }: RoutePlace = routePlaceOf(body),
): readonly DomainEvent[] => {
  // Of a route that makes a row, all others of its prefix are asked for anyway.
  const atPrefix = linuxRouteUse(asLinuxObject(body)) === 'none' ? undefined : state.linux.routesAt(prefix);
  const standing = atPrefix === undefined ? state.linux.routesInSlot(slot) : inSlot(atPrefix, slot);
  const change =
    type === 'RTM_DELROUTE'
      ? deletion(body, slot, standing)
      : addition(routeWithEnd(withoutLinkFlags(body, state.linux), at), flags, slot, standing);
  return routeChangeEvents(state, prefix, standing, atPrefix, change, at);
};

/** Those of a slot among the routes of its prefix. */
export const inSlot = <T extends Row>(rows: readonly T[], slot: string): readonly T[] =>
  rows.length === 0 ? rows : rows.filter(({ key }) => key.startsWith(slot));

const addition = (route: RouteObject, flags: number, slot: string, standing: readonly Row[]): SlotChange =>
  route.family === 'inet'
    ? ipv4Addition(route, flags, slot, standing)
    : ipv6Addition(route, flags, slot, standing);

const orderOf = (row: Row): number => routeOf(row).order ?? 0;

/**
 * IPv4 routes of one slot are a list: new ones come first unless they are appended; one that replaces takes
 * the place of the first. A route with the type and next hops of one that stands is that one, told again.
 */
const ipv4Addition = (
  route: RouteObject,
  flags: number,
  slot: string,
  standing: readonly Row[],
): SlotChange => {
  const key = routeKeyOf(slot, route);
  const [first] = standing;
  if (first === undefined) return told(key, route, 0, noRows);
  const same = standing.find((row) => row.key === key);
  if (same !== undefined) return told(key, route, orderOf(same), noRows);
  if ((flags & NLM_F.REPLACE) !== 0) return told(key, route, orderOf(first), [first]);
  const last = standing[standing.length - 1] ?? first;
  return told(key, route, (flags & NLM_F.APPEND) === 0 ? orderOf(first) - 1 : orderOf(last) + 1, noRows);
};

const told = (key: string, route: RouteObject, order: number, gone: readonly Row[]): SlotChange => ({
  gone,
  isInferred: true,
  reported: [{ key, route: order === 0 ? route : { ...route, order } }],
});

/**
 * IPv6 routes of one slot are a set, one object for each next hop; one that replaces leaves nothing but
 * itself.
 */
const ipv6Addition = (
  route: RouteObject,
  flags: number,
  slot: string,
  standing: readonly Row[],
): SlotChange => {
  // A list may name a next hop twice.
  const hops = new Map(routesByHop(route).map((hop) => [routeKeyOf(slot, hop), hop]));
  const gone = (flags & NLM_F.REPLACE) === 0 ? [] : standing.filter(({ key }) => !hops.has(key));
  return { gone, isInferred: true, reported: Array.from(hops, ([key, hop]) => ({ key, route: hop })) };
};

const deletion = (route: RouteObject, slot: string, standing: readonly Row[]): SlotChange => {
  if (standing.length === 0) return nothing;
  if (route.family === 'inet') {
    const key = routeKeyOf(slot, route);
    const found =
      standing.find((row) => row.key === key) ?? onlyOne(standing.filter((row) => isOfType(row, route)));
    return found === undefined ? nothing : { ...nothing, gone: [found] };
  }
  const gone = routesByHop(route).flatMap((hop) => ipv6Deleted(hop, slot, standing) ?? []);
  return { ...nothing, gone: [...new Set(gone)] };
};

const isOfType = (row: Row, { type }: RouteObject): boolean => routeOf(row).type === type;

const onlyOne = (rows: readonly Row[]): Row | undefined => (rows.length === 1 ? rows[0] : undefined);

/** A message may leave out the link or the gateway; then it means the only route that fits. */
const ipv6Deleted = (hop: RouteObject, slot: string, standing: readonly Row[]): Row | undefined => {
  const key = routeKeyOf(slot, hop);
  const found = standing.find((row) => row.key === key);
  if (found !== undefined || (hop.oif !== undefined && hop.gateway !== undefined)) return found;
  const fits = (row: Row): boolean => {
    const { gateway, oif } = routeOf(row);
    return (
      isOfType(row, hop) &&
      (hop.oif === undefined || hop.oif === oif) &&
      (hop.gateway === undefined || hop.gateway === gateway)
    );
  };
  return onlyOne(standing.filter(fits));
};

/**
 * The events of a change of objects at one prefix, then those of its rows.
 *
 * @param standing the objects that may be told again.
 * @param atPrefix all that stand at the prefix in the tables that are looked at; undefined where nobody looked yet.
 */
export const routeChangeEvents = (
  state: HostState,
  prefix: Prefix,
  standing: readonly Row[],
  atPrefix: readonly Row[] | undefined,
  { gone, isInferred, reported }: SlotChange,
  at: number,
): readonly DomainEvent[] => {
  const fresh = standing.length === 0 ? reported : reported.filter((one) => !isTold(standing, one));
  const objectEvents = [...gone.map((row) => withdrawal(row, isInferred)), ...fresh.map(report)];
  const firstSeq = state.seq + gone.length + 1;
  const changed = fresh.map(({ key, route }, index) => ({
    key,
    object: asLinuxObject(route),
    createdSeq: standing.find((row) => row.key === key)?.createdSeq ?? firstSeq + index,
  }));
  const hasRows = gone.some(makesRows) || changed.some(makesRows);
  if (!hasRows || !state.stacks.includes(familyOf(prefix))) return objectEvents;
  const objects = objectsAfter(atPrefix ?? state.linux.routesAt(prefix), gone, changed);
  const rows = routeRowsOf(prefix, objects, new StateReads(state), at);
  const change = { prefix, rows, reason: 'host-report', departing: undefined } as const;
  return objectEvents.concat(routeRowEvents(state, change));
};

const isTold = (standing: readonly Row[], { key, route }: SlotChange['reported'][number]): boolean =>
  standing.some((row) => row.key === key && isSameObject(row.object, route));

const withdrawal = ({ key }: Row, inferred: boolean): DomainEvent => ({
  type: 'LinuxObjectWithdrawn',
  data: { inferred, key, kind: 'route' },
});

const report = ({ key, route }: SlotChange['reported'][number]): DomainEvent => ({
  type: 'LinuxObjectReported',
  data: { key, kind: 'route', object: asLinuxObject(route) },
});

const makesRows = ({ object }: Row): boolean => linuxRouteUse(object) === 'rows';

/** What rows of routes are made with, as it is in a state. */
class StateReads implements RouteRowReads {
  constructor(private readonly state: HostState) {}

  interfaceOf(ifindex: number): InterfaceKey | undefined {
    return this.state.interfaces.byIndex(ifindex);
  }

  nexthopOf(id: number): LinuxObject | undefined {
    return this.state.linux.nexthop(id)?.object;
  }
}

/** The objects of a prefix once those that are gone are gone and those that changed are what they are. */
const objectsAfter = (
  before: readonly Row[],
  gone: readonly Row[],
  changed: readonly Row[],
): readonly Row[] => {
  if (before.length === 0) return changed;
  const stays = ({ key }: Row): boolean =>
    !gone.some((row) => row.key === key) && !changed.some((row) => row.key === key);
  const after = [...before.filter(stays), ...changed];
  return after.length < 2 ? after : after.sort(compareRoutePreference);
};
