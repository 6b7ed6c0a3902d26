import { Observable } from 'rxjs';

import type { Host, Position } from '../engine';
import type { Cause } from '../log';
import { liveChangeOf, type Change } from './change';
import { Coalescer, type CoalesceOptions } from './coalesce';
import { followLive } from './feed';
import { eventPasses, isIgnored, readFilter, type ChangeFilter, type ReadFilter } from './filter';

/** All changes of one append, together. */
export interface AppendChanges {
  readonly position: Position;
  readonly cause: Cause;
  readonly changes: readonly Change[];
}

/** What gives the changes of a group on, those left out that differ in ignored members alone. */
export const giving =
  (filter: ReadFilter, next: (change: Change) => void) =>
  (group: readonly Change[]): void => {
    for (const change of group) if (!isIgnored(change, filter)) next(change);
  };

/**
 * A change for every event from the subscription on, also of kinds that netioapi.h does not notify.
 *
 * @example
 * const metrics: unknown[] = [];
 * changes$(host, { tables: ['routes'], ignore: ['validUntil', 'preferredUntil'] })
 *   .subscribe(({ kind, after }) => metrics.push([kind, (after as { Metric?: number } | null)?.Metric]));
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * netioapi(host).SetIpForwardEntry2({ Route: { ...route, Metric: 7 } });
 * metrics; // => [['added', 0], ['changed', 7]]
 */
export const changes$ = (
  host: Host,
  filter: ChangeFilter = {},
  { coalesce = 'none' }: CoalesceOptions = {},
): Observable<Change> => {
  const read = readFilter(filter);
  return new Observable((subscriber) => {
    const coalescer = new Coalescer(
      coalesce,
      giving(read, (change) => subscriber.next(change)),
    );
    const onClose = (): void => subscriber.complete();
    return followLive(host, { name: 'changes$', filter: read, coalescer, onClose });
  });
};

/** One item for each append from the subscription on that has a change passing the filter. */
export const appends$ = (
  host: Host,
  filter: ChangeFilter = {},
  { coalesce = 'none' }: { readonly coalesce?: 'none' | 'append' } = {},
): Observable<AppendChanges> => {
  const read = readFilter(filter);
  return new Observable((subscriber) => {
    const handle = host.delivery.register('appends$', {
      interests: read.interests,
      onAppend: (append) => {
        const { position, cause } = append;
        const changes: Change[] = [];
        const coalescer = new Coalescer(
          coalesce,
          giving(read, (change) => changes.push(change)),
        );
        for (const item of append.itemsOf((event) => eventPasses(event, read)))
          coalescer.take(liveChangeOf(item));
        coalescer.flush();
        if (changes.length > 0) subscriber.next({ position, cause, changes });
      },
      onClose: () => subscriber.complete(),
    });
    return () => void host.delivery.cancel(handle);
  });
};
