import type { Occurrence } from '../call';
import type { AnyEvent } from '../codec';
import type { InterfaceEvent } from '../interfaces';
import type { NeighborEvent } from './events';
import { circumstancesOfRow } from './link';
import { recordOf, transitionEvents } from './neighbor-record';
import type { NeighborReads } from './reads';
import { transition } from './transition';

type MediaDisconnected = Extract<InterfaceEvent, { readonly type: 'MediaDisconnected' }>;

const isMediaDisconnected = (event: AnyEvent): event is MediaDisconnected =>
  event.type === 'MediaDisconnected';

/**
 * What becomes of neighbors after an event elsewhere: when the link of an interface goes down, what was
 * reachable there is stale and what was being resolved is unreachable, in order of creation.
 */
export const neighborsAfter = ({ event, state, at }: Occurrence<NeighborReads>): readonly NeighborEvent[] => {
  if (!isMediaDisconnected(event)) return [];
  return state.neighbors.onInterface(event.data.InterfaceLuid).flatMap((row) => {
    const circumstances = circumstancesOfRow(state, row, at);
    if (circumstances === undefined) return [];
    const before = recordOf(row);
    return transitionEvents(before, transition(before, { kind: 'disconnected' }, circumstances));
  });
};
