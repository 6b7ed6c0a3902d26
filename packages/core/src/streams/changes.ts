import { Observable } from 'rxjs';

import {
  eventsBetween,
  evolve,
  tableOf,
  type AnyRow,
  type EventItem,
  type Host,
  type Position,
} from '../engine';
import type { TableName } from '../catalogue';
import type { Cause } from '../log';
import { changeOf, changePasses, eventPasses, type Change, type ChangeFilter } from './change';

/** All changes of one append, together. */
export interface AppendChanges {
  readonly position: Position;
  readonly cause: Cause;
  readonly changes: readonly Change[];
}

/** The rows of a table at a position, before the changes that come after it. */
export interface TableSnapshot {
  readonly kind: 'snapshot';
  readonly position: Position;
  readonly rows: readonly AnyRow[];
}

const passing = (item: EventItem, filter: ChangeFilter): Change | undefined => {
  if (!eventPasses(item.event, filter)) return undefined;
  const change = changeOf(item);
  return changePasses(change, filter) ? change : undefined;
};

/** A change for every event from the subscription on, also of kinds that netioapi.h does not notify. */
export const changes$ = (host: Host, filter: ChangeFilter = {}): Observable<Change> =>
  new Observable((subscriber) => {
    const handle = host.delivery.register('changes$', host.state.seq, {
      isOfInterest: ({ event }) => eventPasses(event, filter),
      onEvent: (item) => {
        const change = passing(item, filter);
        if (change !== undefined) subscriber.next(change);
      },
      onClose: () => subscriber.complete(),
    });
    return () => void host.delivery.cancel(handle);
  });

/** One item for each append from the subscription on that has a change passing the filter. */
export const appends$ = (host: Host, filter: ChangeFilter = {}): Observable<AppendChanges> =>
  new Observable((subscriber) => {
    const handle = host.delivery.register('appends$', host.state.seq, {
      onAppend: ({ position, cause, items }) => {
        const changes = items
          .map((item) => passing(item, filter))
          .filter((change): change is Change => change !== undefined);
        if (changes.length > 0) subscriber.next({ position, cause, changes });
      },
      onClose: () => subscriber.complete(),
    });
    return () => void host.delivery.cancel(handle);
  });

/** Past events as they were delivered when they were new. */
function* itemsBetween(host: Host, fromSeq: number, toSeq: number): IterableIterator<EventItem> {
  let before = host.timeline.stateAt(fromSeq);
  for (const { event, ...envelope } of eventsBetween(host, { from: { seq: fromSeq }, to: { seq: toSeq } })) {
    const after = evolve(before, event, { seq: envelope.seq, at: envelope.at });
    yield { event, envelope, before, after };
    before = after;
  }
}

/**
 * Every change after a position: from the log first, then live, none missing and none twice.
 *
 * @param position of the last change that the subscriber has seen; an event number will do
 */
export const changesSince = (
  host: Host,
  position: { readonly seq: number },
  filter: ChangeFilter = {},
): Observable<Change> =>
  new Observable((subscriber) => {
    let { seq } = host.timeline.resolve({ seq: position.seq });
    // The subscriber may issue commands while it catches up: go on until nothing is left to read.
    while (seq < host.state.seq && !subscriber.closed) {
      const to = host.state.seq;
      for (const item of itemsBetween(host, seq, to)) {
        if (subscriber.closed) return undefined;
        const change = passing(item, filter);
        if (change !== undefined) subscriber.next(change);
      }
      seq = to;
    }
    if (subscriber.closed) return undefined;
    const live = changes$(host, filter).subscribe(subscriber);
    return () => live.unsubscribe();
  });

/** First the rows of a table as they stand, then each change of it, none missing and none twice. */
export const snapshotThenChanges = (
  host: Host,
  table: TableName,
  filter: Omit<ChangeFilter, 'tables'> = {},
): Observable<TableSnapshot | Change> =>
  new Observable((subscriber) => {
    const { position } = host;
    const rows = tableOf(host.state, table).inOrderOfCreation();
    subscriber.next({ kind: 'snapshot', position, rows });
    if (subscriber.closed) return undefined;
    const rest = changesSince(host, position, { ...filter, tables: [table] }).subscribe(subscriber);
    return () => rest.unsubscribe();
  });
