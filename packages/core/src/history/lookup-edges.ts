import type { View } from '../call';
import { decodeEvent, termOfLinuxKind } from '../catalogue';
import { walkTouching, type Host, type ResolvedRange } from '../engine';
import { prefixOfRouteKey, type LinuxTable } from '../linux';
import { familyOf, parseIpAddress, prefixOf, type AddressFamily, type Prefix } from '../net';
import { destinationEdges } from '../routes';
import type { HostState } from '../state';

/** What a lookup compares with the host's own addresses. */
function* addressEdges(
  { state, mirrored }: View<HostState>,
  family: AddressFamily,
): IterableIterator<Prefix> {
  yield* destinationEdges(state.unicast, family);
  if (mirrored) yield* subnetsOf(state.linux, family);
}

function* subnetsOf(linux: LinuxTable, family: AddressFamily): IterableIterator<Prefix> {
  for (const { object } of linux.ofKind('addr')) {
    const { local, address = local, prefixlen } = object;
    const subnet = parseIpAddress(String(address));
    if (subnet !== undefined && familyOf(subnet) === family) yield prefixOf(subnet, Number(prefixlen));
  }
}

/** The prefixes by which a lookup in a state tells destinations of a family apart. */
export function* edgesOf(view: View<HostState>, family: AddressFamily): IterableIterator<Prefix> {
  const { state, mirrored } = view;
  yield* addressEdges(view, family);
  for (const { DestinationPrefix } of state.routes.values())
    if (familyOf(DestinationPrefix) === family) yield DestinationPrefix;
  if (!mirrored) return;
  for (const { key } of state.linux.routeObjects()) {
    const prefix = prefixOfRouteKey(key);
    if (familyOf(prefix) === family) yield prefix;
  }
}

/** The prefixes of routes that came in a stretch. */
function* routesThatCame({ timeline }: Host, { from, to }: ResolvedRange): IterableIterator<Prefix> {
  for (const record of timeline.commits(from.seq, to.seq))
    for (const stored of record.events) {
      const { type, data } = decodeEvent(stored, record);
      if (type === 'RouteCreated') yield data.DestinationPrefix;
      if (type === 'LinuxObjectReported' && data.kind === 'route') yield prefixOfRouteKey(data.key);
    }
}

/** The prefixes by which a lookup at any moment of a stretch tells destinations of a family apart; each once. */
export const edgesOver = (host: Host, range: ResolvedRange, family: AddressFamily): ReadonlySet<Prefix> => {
  const { mirrored, timeline } = host;
  const { from } = range;
  const edges = new Set(edgesOf({ state: timeline.stateAt(from.seq), at: from.at, mirrored }, family));
  const add = (prefix: Prefix): unknown => edges.add(prefix);
  for (const prefix of routesThatCame(host, range)) if (familyOf(prefix) === family) add(prefix);
  for (const { state, record } of walkTouching(timeline, range, ['unicast', termOfLinuxKind('addr')]))
    for (const prefix of addressEdges({ state, at: record.at, mirrored }, family)) add(prefix);
  return edges;
};
