import type { Decide, HostState } from '@netlapse/core';

import { resync, type LinuxDump } from './resync';
import { noteStaying, RouteDump, type Mirror } from './route-dump';

type RoutesDump = Extract<LinuxDump, { readonly kind: 'route' }>;

const isOfRoutes = (dump: LinuxDump): dump is RoutesDump => dump.kind === 'route';

/** Of so many routes, standing or in a picture, all is one append. */
const ONE_APPEND = 1000;

/**
 * What complete dumps make of a state: one append, as `resync` makes it, or many of about a thousand routes each where
 * there are more, for a full table may differ in everything. Then routes that are gone go first, for what they hang on may be gone as well; then comes all that is not
 * routes, in one append, and then the routes that are new or other.
 *
 * @param at the instant of the dumps, and of all appends.
 * @param oneAppend of so many routes all is one append; only tests give another number than the usual one.
 */
export function* pictureParts(
  mirror: Mirror,
  dumps: readonly LinuxDump[],
  at: number,
  oneAppend = ONE_APPEND,
): IterableIterator<Decide<HostState>> {
  const routes = dumps.filter(isOfRoutes);
  if (!areMore([mirror.state.linux.routeObjects(), ...routes.map(({ objects }) => objects)], oneAppend)) {
    yield (state) => resync(state, dumps, at);
    return;
  }
  const others = dumps.filter((dump) => !isOfRoutes(dump));
  const stays = stayingIn(mirror, routes);
  yield* new RouteDump(mirror, at, routes, stays).withdraw();
  yield (state) => resync(state, others, at);
  const dump = new RouteDump(mirror, at, routes, stays);
  for (const { objects } of routes)
    for (const route of objects) {
      const due = dump.tell(route);
      if (due !== undefined) yield due;
    }
  yield* dump.finish();
}

const areMore = (all: ReadonlyArray<Iterable<unknown>>, than: number): boolean => {
  let count = 0;
  for (const some of all)
    for (const _one of some) {
      count += 1;
      if (count > than) return true;
    }
  return false;
};

/** Keys of the objects that stand and that the dumps have. */
const stayingIn = ({ state }: Mirror, dumps: readonly RoutesDump[]): ReadonlySet<string> => {
  const stays = new Set<string>();
  if (state.linux.routeObjects().next().done === true) return stays;
  for (const { objects } of dumps) for (const route of objects) noteStaying(stays, route, state.linux);
  return stays;
};
