import type { DomainEvent } from '../catalogue';
import { LinuxReplay, LinuxTable, type LinuxEvent } from '../linux';
import { evolveAll, nextState, type Numbered } from './evolve';
import { checkFold, DoesNotFold } from './fold-check';
import { replay } from './replay';
import type { HostState } from './state';

/** From so many events on, gathering them takes less than it spares. */
export const MANY = 64;

const isOfLinux = (event: DomainEvent): event is LinuxEvent =>
  event.type === 'LinuxObjectReported' || event.type === 'LinuxObjectWithdrawn';

/**
 * Folds events of which nobody asks for the states between: where they are many, those of routes and of what Linux said
 * of routes are gathered and written in one go.
 *
 * @throws DoesNotFold for the first event that does not fit the state before it
 */
export const foldTogether = (state: HostState, events: readonly Numbered[]): HostState => {
  const folded = events.length < MANY ? undefined : gathered(state, events);
  return folded ?? evolveAll(state, events, checkFold);
};

/** Undefined where some event does not fit: one by one it is found out which is the first. */
const gathered = (state: HostState, events: readonly Numbered[]): HostState | undefined => {
  const ofLinux = new LinuxReplay(state.linux);
  const others: Numbered[] = [];
  for (const numbered of events) {
    const { event, seq } = numbered;
    if (isOfLinux(event)) ofLinux.add(event, seq);
    else others.push(numbered);
  }
  try {
    const folded = replay(state, others);
    const linux = ofLinux.finish();
    if (!(linux instanceof LinuxTable)) return undefined;
    return nextState(folded, (root) => {
      root.linux = linux;
      root.seq = events.at(-1)?.seq ?? state.seq;
    });
  } catch (error) {
    if (error instanceof DoesNotFold) return undefined;
    throw error;
  }
};
