import { Observable } from 'rxjs';

import type { TableName } from '../catalogue';
import type { AnyRow, HostState } from '../state';
import type { Host, Position } from '../engine';
import type { Change } from './change';
import { giveChanges, pastChanges } from './changes-since';
import type { CoalesceOptions } from './coalesce';
import { readFilter, type ChangeFilter, type ReadFilter } from './filter';
import { rowsPassing } from './rows-passing';

/** The rows of a table at a position, before the changes that come after it. */
export interface TableSnapshot {
  readonly kind: 'snapshot';
  readonly table: TableName;
  readonly position: Position;
  /** Stored rows, in order of creation: those that changes passing the filter are about. */
  readonly rows: readonly AnyRow[];
}

/** The rows of tables as they stand in a state: one item for each table, in the order given. */
export const snapshotsOf = (
  state: HostState,
  at: number,
  tables: readonly TableName[],
  filter: ReadFilter,
): readonly TableSnapshot[] =>
  tables.map((table) => ({
    kind: 'snapshot',
    table,
    position: { seq: state.seq, at },
    rows: Object.freeze(rowsPassing(state, table, filter)),
  }));

/** First the rows of each table, or where a position is to be gone on from nothing, then each change after that. */
export const tablesThenChanges = (
  host: Host,
  tables: readonly TableName[],
  filter: Omit<ChangeFilter, 'tables'>,
  options: CoalesceOptions,
  resumeFrom: () => Pick<Position, 'seq'> | undefined,
): Observable<TableSnapshot | Change> => {
  const whole = readFilter({ ...filter, tables });
  return new Observable((subscriber) => {
    return giveChanges(host, 'snapshotThenChanges', whole, options, subscriber, () => {
      const known = resumeFrom();
      if (known !== undefined) return pastChanges(host, known, whole, () => subscriber.closed);
      const snapshots = snapshotsOf(host.state, host.clock, tables, whole);
      return () => {
        for (const snapshot of snapshots) subscriber.next(snapshot);
      };
    });
  });
};

/**
 * First the rows of a table as they stand, then each change of it, none missing and none twice: also for one who is
 * slow, or subscribes from inside a callback.
 *
 * @example
 * const kinds: string[] = [];
 * snapshotThenChanges(host, 'routes').subscribe(({ kind }) => kinds.push(kind));
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * kinds; // => ['snapshot', 'added']
 */
export const snapshotThenChanges = (
  host: Host,
  table: TableName,
  filter: Omit<ChangeFilter, 'tables'> = {},
  options: CoalesceOptions = {},
): Observable<TableSnapshot | Change> => tablesThenChanges(host, [table], filter, options, () => undefined);
