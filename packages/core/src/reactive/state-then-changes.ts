import type { Observable } from 'rxjs';

import { tableNames, type TableName } from '../catalogue';
import { BeforeTheLog, HistoryCompacted, InTheFuture, type Host } from '../engine';
import {
  tablesThenChanges,
  type Change,
  type ChangeFilter,
  type CoalesceOptions,
  type TableSnapshot,
} from '../streams';

export interface StateThenChangesOptions extends CoalesceOptions {
  /**
   * The last change that the subscriber has seen, and the log that it was from: with it, nothing is repeated. Where
   * that log does not have it any more, or this is another log, it begins with the rows instead.
   */
  readonly resumeFrom?: { readonly seq: number; readonly logId: string };
}

const canResume = (host: Host, { seq, logId }: { readonly seq: number; readonly logId: string }): boolean => {
  if (logId !== host.timeline.identity.logId) return false;
  try {
    host.timeline.resolve({ seq });
    return true;
  } catch (error) {
    if (error instanceof HistoryCompacted || error instanceof BeforeTheLog || error instanceof InTheFuture)
      return false;
    throw error;
  }
};

/**
 * Tables of a host, kept up to date by whoever applies what comes: first the rows of each, one item a table, then
 * each change of them. A subscriber that went away and comes back goes on from the last change that it has seen,
 * whose `event` bears both members of `resumeFrom`.
 *
 * An item of kind `snapshot` replaces all that is held of its table; `added` and `changed` put `after` under `key`;
 * `removed` takes `key` out.
 *
 * @param filter its tables are those that are given; every table, where it names none
 * @example
 * const first: string[] = [];
 * const stay = stateThenChanges$(host, { tables: ['routes'] }).subscribe(({ kind }) => first.push(kind));
 * const { logId } = host.timeline.identity;
 * const resumeFrom = { seq: host.position.seq, logId };
 * stay.unsubscribe();
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * const later: string[] = [];
 * stateThenChanges$(host, { tables: ['routes'] }, { resumeFrom }).subscribe(({ kind }) => later.push(kind));
 * [first, later]; // => [['snapshot'], ['added']]
 */
export const stateThenChanges$ = (
  host: Host,
  filter: ChangeFilter = {},
  options: StateThenChangesOptions = {},
): Observable<TableSnapshot | Change> => {
  const { tables = tableNames, ...rest } = filter;
  const { resumeFrom, ...others } = options;
  return tablesThenChanges(host, tables satisfies readonly TableName[], rest, others, () =>
    resumeFrom !== undefined && canResume(host, resumeFrom) ? resumeFrom : undefined,
  );
};
