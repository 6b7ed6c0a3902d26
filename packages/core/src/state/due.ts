import { nextAddressDue } from '../addresses';
import type { Due } from '../call';
import type { DomainEvent } from '../catalogue';
import { nextNeighborDue } from '../neighbors';
import { nextRouteDue } from '../routes';
import type { HostState } from './state';

/** Something due, with events of the catalogue. */
export interface DomainDue extends Due {
  readonly events: readonly DomainEvent[];
}

const isEarlier = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.createdSeq < b.createdSeq);

/**
 * What falls due first, at or before an instant: by due instant, then in the order in which rows were created.
 * Undefined where nothing does.
 */
export const nextDue = (state: HostState, upTo: number): DomainDue | undefined => {
  let first: DomainDue | undefined;
  for (const due of [nextRouteDue(state, upTo), nextAddressDue(state, upTo), nextNeighborDue(state, upTo)])
    if (due !== undefined && (first === undefined || isEarlier(due, first))) first = due;
  return first;
};

/** The next instant at which something falls due; undefined where nothing will, unless something else happens first. */
export const nextDueAt = (state: HostState): number | undefined => nextDue(state, Infinity)?.at;
