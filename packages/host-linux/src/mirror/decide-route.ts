import {
  compareRoutePreference,
  familyOf,
  linuxRouteUse,
  type DomainEvent,
  type HostState,
  type LinuxObjectRow,
  type Prefix,
} from '@netlapse/core';

import { NLM_F, type RouteMessage } from '../netlink';
import { routeWithEnd } from './ends';
import { asLinuxObject, routeOf, type RouteObject } from './objects';
import { routeRowEvents } from './route-changes';
import { withoutLinkFlags } from './route-flags';
import { routeKeyOf, routePlaceOf, routesByHop } from './route-identity';
import { routeRowsOf } from './route-row';
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

const nothing: SlotChange = { gone: [], isInferred: false, reported: [] };

/**
 * RTM_NEWROUTE, RTM_DELROUTE: the events of the objects, then those of the rows. All that a message of a
 * route changes stands at one prefix, so nothing else is looked at.
 */
export const decideRoute = (
  state: HostState,
  { body, flags, type }: RouteMessage,
  at: number,
): readonly DomainEvent[] => {
  const { prefix, slot } = routePlaceOf(body);
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
  const same = standing.find((row) => row.key === key);
  if (same !== undefined) return told(key, route, orderOf(same), []);
  if (first === undefined) return told(key, route, 0, []);
  if ((flags & NLM_F.REPLACE) !== 0) return told(key, route, orderOf(first), [first]);
  const last = standing[standing.length - 1] ?? first;
  return told(key, route, (flags & NLM_F.APPEND) === 0 ? orderOf(first) - 1 : orderOf(last) + 1, []);
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
  const events: DomainEvent[] = [];
  const changed: Row[] = [];
  for (const { key } of gone)
    events.push({ type: 'LinuxObjectWithdrawn', data: { inferred: isInferred, key, kind: 'route' } });
  for (const { key, route } of reported) {
    const old = standing.find((row) => row.key === key);
    if (old !== undefined && isSameObject(old.object, route)) continue;
    const object = asLinuxObject(route);
    events.push({ type: 'LinuxObjectReported', data: { key, kind: 'route', object } });
    changed.push({ key, object, createdSeq: old?.createdSeq ?? state.seq + events.length });
  }
  const hasRows = [...gone, ...changed].some(({ object }) => linuxRouteUse(object) === 'rows');
  if (!hasRows || !state.stacks.includes(familyOf(prefix))) return events;
  const objects = objectsAfter(atPrefix ?? state.linux.routesAt(prefix), gone, changed);
  const reads = {
    interfaceOf: (ifindex: number) => state.interfaces.byIndex(ifindex),
    nexthopOf: (id: number) => state.linux.nexthop(id)?.object,
  };
  const rows = routeRowsOf(prefix, objects, reads, at);
  events.push(...routeRowEvents(state, { prefix, rows, reason: 'host-report', departing: undefined }));
  return events;
};

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
