import {
  linuxAddressKey,
  linuxNeighborKey,
  linuxNetconfKey,
  linuxNexthopKey,
  linuxRuleKey,
  type DomainEvent,
  type HostState,
  type LinuxKind,
  type LinuxObjectRow,
} from '@netlapse/core';

import type {
  LinuxAddress,
  LinuxFamily,
  LinuxLink,
  LinuxNeighbor,
  LinuxNetconf,
  LinuxNexthop,
  LinuxRoute,
  LinuxRule,
} from '../netlink';
import { linkGone, linkTold } from './decide-link';
import { addressWithEnds, routeWithEnd } from './ends';
import { neighborStateOf } from './neighbor-row';
import { ObjectChanges } from './object-changes';
import { asLinuxObject, linkOf, routeOf, type RouteObject } from './objects';
import { withoutLinkFlags } from './route-flags';
import { routeKeyOf, routePlaceOf, routesByHop } from './route-identity';
import { rowEvents } from './row-events';

/** Which objects of its kind a dump is all of. */
export interface DumpScope {
  /** Left out: both. Links and nexthop objects are of no family. */
  readonly families?: readonly LinuxFamily[] | undefined;
  /** Of routes, by their words; left out: all. */
  readonly tables?: readonly string[] | undefined;
}

/** All objects of one kind that a host has at an instant, as far as the scope goes, as they are decoded. */
export type LinuxDump = DumpScope &
  (
    | Readonly<{ kind: 'link'; objects: readonly LinuxLink[] }>
    | Readonly<{ kind: 'addr'; objects: readonly LinuxAddress[] }>
    | Readonly<{ kind: 'route'; objects: Iterable<LinuxRoute> }>
    | Readonly<{ kind: 'neigh'; objects: readonly LinuxNeighbor[] }>
    | Readonly<{ kind: 'netconf'; objects: readonly LinuxNetconf[] }>
    | Readonly<{ kind: 'rule'; objects: readonly LinuxRule[] }>
    | Readonly<{ kind: 'nexthop'; objects: readonly LinuxNexthop[] }>
  );

/** Routes are read against links and nexthop objects, so those come first. */
const order: readonly LinuxKind[] = ['link', 'netconf', 'nexthop', 'addr', 'route', 'neigh', 'rule'];

/**
 * Compares complete dumps with the state: what differs is reported, what a dump lacks is withdrawn, and rows
 * follow, all as one append. Nothing where the dumps say what stands.
 *
 * @param at instant of the dumps, epoch milliseconds.
 */
export const resync = (state: HostState, dumps: readonly LinuxDump[], at: number): readonly DomainEvent[] => {
  const changes = new ObjectChanges(state, at);
  for (const dump of dumps.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)))
    compare(changes, dump);
  return [...changes.events, ...rowEvents(changes)];
};

const compare = (changes: ObjectChanges, dump: LinuxDump): void => {
  if (dump.kind === 'link') {
    compareLinks(changes, dump.objects);
    return;
  }
  const wanted = objectsOf(changes, dump);
  for (const row of standingIn(changes, dump)) if (!wanted.has(row.key)) changes.withdraw(row, true);
  for (const [key, object] of wanted) changes.report(dump.kind, key, object);
};

/** What hangs on links goes with them, also where no dump of it comes with theirs. */
const compareLinks = (changes: ObjectChanges, links: readonly LinuxLink[]): void => {
  const wanted = new Set(links.map(({ ifindex }) => ifindex));
  for (const row of Array.from(changes.linux.ofKind('link'))) {
    const { ifindex } = linkOf(row);
    if (!wanted.has(ifindex)) linkGone(changes, ifindex, true);
  }
  for (const link of links) linkTold(changes, link);
};

const keyed = <T>(objects: readonly T[], keyOf: (object: T) => string): Map<string, T> =>
  new Map(objects.map((object) => [keyOf(object), object]));

/** The objects of a dump as they are kept, by key. */
const objectsOf = (
  changes: ObjectChanges,
  dump: Exclude<LinuxDump, { readonly kind: 'link' }>,
): ReadonlyMap<string, object> => {
  const { at, linux } = changes;
  switch (dump.kind) {
    case 'addr':
      return keyed(
        dump.objects.map((address) => addressWithEnds(address, at)),
        linuxAddressKey,
      );
    case 'route':
      return routesOf(
        changes,
        Array.from(dump.objects, (route) => routeWithEnd(withoutLinkFlags(route, linux), at)),
      );
    case 'neigh':
      return keyed(dump.objects.filter(isNeighbor), ({ dst, ifindex }) => linuxNeighborKey(dst, ifindex));
    case 'netconf':
      return keyed(dump.objects, ({ family, ifindex }) => linuxNetconfKey(family, ifindex));
    case 'rule':
      return keyed(dump.objects, (rule) => linuxRuleKey(asLinuxObject(rule)));
    case 'nexthop':
      return keyed(dump.objects, ({ id }) => linuxNexthopKey(id));
  }
};

const isNeighbor = ({ proxy, state }: LinuxNeighbor): boolean =>
  proxy !== true && neighborStateOf(state) !== undefined;

/** IPv6 routes by next hop; IPv4 routes of one slot with their places in it. */
const routesOf = (
  { linux }: ObjectChanges,
  routes: readonly RouteObject[],
): ReadonlyMap<string, RouteObject> => {
  const wanted = new Map<string, RouteObject>();
  const slots = new Map<string, Map<string, RouteObject>>();
  for (const route of routes) {
    const { slot } = routePlaceOf(route);
    if (route.family === 'inet6') {
      for (const hop of routesByHop(route)) wanted.set(routeKeyOf(slot, hop), hop);
      continue;
    }
    const inSlot = slots.get(slot) ?? new Map<string, RouteObject>();
    inSlot.set(routeKeyOf(slot, route), route);
    slots.set(slot, inSlot);
  }
  for (const [slot, inSlot] of slots)
    for (const [key, route] of inOrder(inSlot, linux.routesInSlot(slot))) wanted.set(key, route);
  return wanted;
};

/**
 * Routes of one slot with their places: those that they have where that gives the order of the dump, else new
 * ones.
 */
export const inOrder = (
  routes: ReadonlyMap<string, RouteObject>,
  standing: readonly LinuxObjectRow[],
): readonly (readonly [string, RouteObject])[] => {
  const places = new Map(standing.map((row) => [row.key, routeOf(row).order ?? 0]));
  const kept = Array.from(routes.keys(), (key) => places.get(key));
  const isKept = kept.every((place, index) => {
    const before = index === 0 ? -Infinity : kept[index - 1];
    return place !== undefined && before !== undefined && before < place;
  });
  return Array.from(routes, ([key, route], index) => {
    const place = isKept ? (kept[index] ?? 0) : index;
    return [key, place === 0 ? route : { ...route, order: place }] as const;
  });
};

/** The objects that stand and that a dump would have. */
const standingIn = ({ linux }: ObjectChanges, dump: LinuxDump): readonly LinuxObjectRow[] => {
  const { families, kind, tables } = dump;
  const rows = kind === 'route' ? linux.routeObjects() : linux.ofKind(kind);
  return Array.from(rows).filter((row) => isInScope(row, { families, tables }));
};

/** Whether a dump of this scope would have an object of its kind. */
export const isInScope = (
  { object }: Pick<LinuxObjectRow, 'object'>,
  { families, tables }: DumpScope,
): boolean => isWithin(object, 'family', families) && isWithin(object, 'table', tables);

const isWithin = (
  object: LinuxObjectRow['object'],
  member: string,
  values: readonly string[] | undefined,
): boolean =>
  values === undefined || object[member] === undefined || values.some((value) => value === object[member]);
