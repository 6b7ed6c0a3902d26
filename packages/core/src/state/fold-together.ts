import { evolveAll, type Numbered } from './evolve';
import { checkFold } from './fold-check';
import { replay } from './replay';
import type { HostState } from './state';

/** From so many events on, gathering them takes less than it spares. */
export const MANY = 64;

/**
 * Folds events of which nobody asks for the states between: in one go where they are many.
 *
 * @throws DoesNotFold for the first event that does not fit the state before it
 */
export const foldTogether = (state: HostState, events: readonly Numbered[]): HostState =>
  events.length < MANY ? evolveAll(state, events, checkFold) : replay(state, events);
