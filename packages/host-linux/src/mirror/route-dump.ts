import type { Decide, DomainEvent, HostState, LinuxObjectRow, LinuxTable, Prefix } from '@netlapse/core';
import { linuxRouteUse, prefixOfRouteKey } from '@netlapse/core';

import type { LinuxRoute } from '../netlink';
import { inSlot, routeChangeEvents, type Row } from './decide-route';
import { routeWithEnd } from './ends';
import { asLinuxObject, routeOf, type RouteObject } from './objects';
import { inOrder, isInScope, type DumpScope } from './resync';
import { withoutLinkFlags } from './route-flags';
import { routeKeyOf, routePlaceOf, routesByHop } from './route-identity';

/** A route of the dump, as an object and where it stands. */
interface Told {
  readonly slot: string;
  readonly key: string;
  readonly route: RouteObject;
}

/** What the dump says of one prefix in one go. */
interface ToldAt {
  readonly prefix: Prefix;
  readonly told: Told[];
}

/**
 * So many routes make one append. One append of a full table would be a record of gigabytes, and one append a route
 * would take as long as a recording. All have the instant of the dump, so reading as of it sees all or nothing.
 */
const APPEND_SIZE = 1000;

/** A mirror that is written while it is compared. */
export type Mirror = Readonly<{ state: HostState }>;

/**
 * Compares complete dumps of routes with the state, which may be longer than what fits into memory: `tell` each route,
 * then `finish`. What differs is reported and what the dumps lack is withdrawn,
 * in appends of about a thousand routes that each speak of a prefix once; each has to be made before the next is
 * asked for.
 */
export class RouteDump {
  /** Sequence number up to which objects were reported before the dump. */
  readonly #startSeq: number;
  #pending: ToldAt[] = [];
  #pendingSize = 0;
  readonly #pendingPrefixes = new Set<Prefix>();
  /** Slots whose routes do not stand together in the dump: all of them, for their order counts. */
  readonly #scattered = new Map<string, Map<string, RouteObject>>();

  /**
   * @param at the instant of the dumps.
   * @param scopes what they are all of.
   * @param stays keys of the objects that stand and that they have, by `noteStaying`.
   */
  constructor(
    private readonly mirror: Mirror,
    private readonly at: number,
    private readonly scopes: readonly DumpScope[],
    private readonly stays: ReadonlySet<string>,
  ) {
    this.#startSeq = mirror.state.seq;
  }

  /** Takes a route; gives the append of those before it where they are enough for one. */
  tell(route: LinuxRoute): Decide<HostState> | undefined {
    const { prefix, told } = toldOf(route, this.mirror.state.linux, this.at);
    const last = this.#pending[this.#pending.length - 1];
    let due: Decide<HostState> | undefined;
    if (last?.prefix === prefix) last.told.push(...told);
    else {
      if (this.#pendingSize >= APPEND_SIZE || this.#pendingPrefixes.has(prefix)) due = this.#append();
      this.#pending.push({ prefix, told });
      this.#pendingPrefixes.add(prefix);
    }
    this.#pendingSize += told.length;
    return due;
  }

  /** The dump is at its end: the last routes, and what it lacks goes. */
  *finish(): IterableIterator<Decide<HostState>> {
    yield this.#append();
    for (const [slot, routes] of this.#scattered) yield (state) => this.#scatteredEvents(state, slot, routes);
    yield* this.withdraw();
  }

  /** What the dumps lack goes. */
  *withdraw(): IterableIterator<Decide<HostState>> {
    let gone = new Map<Prefix, Row[]>();
    for (const row of this.mirror.state.linux.routeObjects()) {
      if (!this.#isGone(row)) continue;
      const prefix = prefixOfRouteKey(row.key);
      const others = gone.get(prefix);
      if (others !== undefined) others.push(row);
      else gone.set(prefix, [row]);
      if (gone.size < APPEND_SIZE) continue;
      yield this.#withdrawal(gone);
      gone = new Map();
    }
    if (gone.size > 0) yield this.#withdrawal(gone);
  }

  /** Whether an object stood before and is not in the dumps, which would have it. */
  #isGone(row: LinuxObjectRow): boolean {
    const isOld = row.setSeq <= this.#startSeq && !this.stays.has(row.key);
    return isOld && this.scopes.some((scope) => isInScope(row, scope));
  }

  #append(): Decide<HostState> {
    const pending = this.#pending;
    this.#pending = [];
    this.#pendingSize = 0;
    this.#pendingPrefixes.clear();
    return (state) => pending.flatMap((toldAt) => this.#eventsOf(state, toldAt));
  }

  #eventsOf(state: HostState, { prefix, told }: ToldAt): readonly DomainEvent[] {
    const atPrefix = state.linux.routesAt(prefix);
    const [only] = told;
    // In a full table nearly every route is the only one of a prefix at which nothing stands.
    if (told.length === 1 && only !== undefined && atPrefix.length === 0 && this.#isAlone(only))
      return routeChangeEvents(
        state,
        prefix,
        [],
        atPrefix,
        { gone: [], isInferred: true, reported: told },
        this.at,
      );
    const standing: Row[] = [];
    const reported: { key: string; route: RouteObject }[] = [];
    for (const [slot, routes] of bySlot(told)) {
      const rows = standingIn(state, slot, atPrefix, routes);
      standing.push(...rows);
      for (const [key, route] of this.#wantedIn(slot, routes, rows)) reported.push({ key, route });
    }
    const gone = atPrefix.filter((row) => this.#isGone(row));
    return routeChangeEvents(
      state,
      prefix,
      standing,
      atPrefix,
      { gone, isInferred: true, reported },
      this.at,
    );
  }

  /** Whether nothing else is told of the slot of a route, and lookups at its prefix find all that stand there. */
  #isAlone({ route, slot }: Told): boolean {
    return !this.#scattered.has(slot) && linuxRouteUse(asLinuxObject(route)) !== 'none';
  }

  /** The routes of one slot as they are to stand; none yet where others of it come later in the dump. */
  #wantedIn(
    slot: string,
    routes: ReadonlyMap<string, RouteObject>,
    standing: readonly LinuxObjectRow[],
  ): Iterable<readonly [string, RouteObject]> {
    const [first] = routes.values();
    if (first?.family === 'inet6') return routes;
    const others = standing.filter((row) => !routes.has(row.key) && !this.#isGone(row));
    const scattered = this.#scattered.get(slot);
    if (scattered === undefined && others.length === 0) return inOrder(routes, standing);
    const all =
      scattered ??
      // What was reported since the dump began came before in it; what stood before comes later.
      new Map(others.filter((row) => row.setSeq > this.#startSeq).map((row) => [row.key, routeOf(row)]));
    for (const [key, route] of routes) if (!all.has(key)) all.set(key, route);
    this.#scattered.set(slot, all);
    return [];
  }

  #scatteredEvents(
    state: HostState,
    slot: string,
    routes: ReadonlyMap<string, RouteObject>,
  ): readonly DomainEvent[] {
    const standing = state.linux.routesInSlot(slot);
    const reported = inOrder(routes, standing).map(([key, route]) => ({ key, route }));
    const change = { gone: [], isInferred: true, reported };
    return routeChangeEvents(state, prefixOfRouteKey(slot), standing, undefined, change, this.at);
  }

  #withdrawal(byPrefix: ReadonlyMap<Prefix, readonly Row[]>): Decide<HostState> {
    return (state) =>
      Array.from(byPrefix).flatMap(([prefix, gone]) =>
        routeChangeEvents(state, prefix, [], undefined, { gone, isInferred: true, reported: [] }, this.at),
      );
  }
}

/** A route of a dump as the objects that it is. */
const toldOf = (told: LinuxRoute, linux: LinuxTable, at: number): ToldAt => {
  const route = routeWithEnd(withoutLinkFlags(told, linux), at);
  const { prefix, slot } = routePlaceOf(route);
  const hops = route.family === 'inet' ? [route] : routesByHop(route);
  return { prefix, told: hops.map((hop) => ({ slot, key: routeKeyOf(slot, hop), route: hop })) };
};

/** Notes the keys of objects that stand and that a route of a dump is. */
export const noteStaying = (stays: Set<string>, route: LinuxRoute, linux: LinuxTable): void => {
  for (const { key } of toldOf(route, linux, 0).told)
    if (linux.get({ kind: 'route', key }) !== undefined) stays.add(key);
};

/** Routes by slot and key; a list may name a next hop twice. */
const bySlot = (told: readonly Told[]): ReadonlyMap<string, ReadonlyMap<string, RouteObject>> => {
  const slots = new Map<string, Map<string, RouteObject>>();
  for (const { slot, key, route } of told) {
    const known = slots.get(slot);
    if (known !== undefined) known.set(key, route);
    else slots.set(slot, new Map([[key, route]]));
  }
  return slots;
};

/** Of a slot of a table that is looked at, all others of its prefix were asked for already. */
const standingIn = (
  { linux }: HostState,
  slot: string,
  atPrefix: readonly LinuxObjectRow[],
  routes: ReadonlyMap<string, RouteObject>,
): readonly LinuxObjectRow[] => {
  const [first] = routes.values();
  return first === undefined || linuxRouteUse(asLinuxObject(first)) === 'none'
    ? linux.routesInSlot(slot)
    : inSlot(atPrefix, slot);
};
