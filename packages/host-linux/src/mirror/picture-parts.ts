import type { Decide, HostState } from '@netlapse/core';

import { resync, type LinuxDump } from './resync';
import { noteStaying, RouteDump, type Mirror } from './route-dump';

type RoutesDump = Extract<LinuxDump, { readonly kind: 'route' }>;

const isOfRoutes = (dump: LinuxDump): dump is RoutesDump => dump.kind === 'route';

/**
 * What complete dumps make of a state, as `resync` does, in appends of about a thousand routes: a full table may differ
 * in everything. Routes that are gone go first, for what they hang on may be gone as well; then comes all that is not
 * routes, in one append, and then the routes that are new or other.
 *
 * @param at the instant of the dumps, and of all appends.
 */
export function* pictureParts(
  mirror: Mirror,
  dumps: readonly LinuxDump[],
  at: number,
): IterableIterator<Decide<HostState>> {
  const routes = dumps.filter(isOfRoutes);
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

/** Keys of the objects that stand and that the dumps have. */
const stayingIn = ({ state }: Mirror, dumps: readonly RoutesDump[]): ReadonlySet<string> => {
  const stays = new Set<string>();
  if (state.linux.routeObjects().next().done === true) return stays;
  for (const { objects } of dumps) for (const route of objects) noteStaying(stays, route, state.linux);
  return stays;
};
