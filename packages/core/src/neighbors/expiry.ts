import type { Due } from '../call';
import type { NeighborEvent } from './events';
import { circumstancesOfRow } from './link';
import { recordOf, transitionEvents } from './neighbor-record';
import type { NeighborReads } from './reads';
import { transition } from './transition';

/**
 * The first thing at or before `upTo` that the clock does to a neighbor: a further solicitation, the end of a
 * wait, or the first probe after NlnsDelay. Undefined where there is none.
 */
export const nextNeighborDue = (reads: NeighborReads, upTo: number): Due<NeighborEvent> | undefined => {
  for (const { at, row } of reads.neighbors.dueUpTo(upTo)) {
    const circumstances = circumstancesOfRow(reads, row, at);
    if (circumstances === undefined) continue;
    const before = recordOf(row);
    const events = transitionEvents(before, transition(before, { kind: 'due' }, circumstances));
    if (events.length > 0)
      return { at, createdSeq: row.createdSeq, rule: 'neighbor-timer', causationSeq: row.setSeq, events };
  }
  return undefined;
};
