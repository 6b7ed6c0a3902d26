import type { Host } from '../engine';
import type { AbortSignalLike } from './abort-signal';
import { BufferedSource, type Gap, type OverflowPolicy } from './buffered-source';
import type { Change } from './change';
import type { CoalesceOptions } from './coalesce';
import { readFilter, type ChangeFilter } from './filter';
import { PacedIterator } from './paced-iterator';
import type { TableSnapshot } from './snapshot-then-changes';

export interface BufferedChangesOptions extends CoalesceOptions {
  /** How many changes may wait; 1024. Those of one call wait together, as its caller goes on before any consumer does. */
  readonly buffer?: number;
  /**
   * What happens when one more comes. `error`, the default: the iteration fails with Overflow, whose position
   * changesSince goes on from. `resync`: those that wait are dropped, and the rows as they stand when the consumer
   * asks next come before the changes after them, one item for each of the filter's tables. `gap`: the oldest are
   * dropped, and one item tells of which events.
   */
  readonly overflow?: OverflowPolicy;
  /** TRUE: begins with the rows of the filter's tables. */
  readonly initial?: boolean;
  /** Ends the iteration when it aborts, without an error. */
  readonly signal?: AbortSignalLike;
}

/**
 * Changes for a consumer that works asynchronously: each `for await` over it registers, and keeps what happens while
 * its loop is busy in a buffer of its own. Nothing is lost without a word. It ends when the host closes, with all
 * that waited delivered. One who can wait for the log to be read needs no buffer: see changesSince.
 *
 * @throws RangeError for a buffer of no whole number from 1 on; TypeError where rows are to be given, but the filter
 *   names no tables
 * @example
 * const changes = bufferedChanges(host, { tables: ['routes'] }, { overflow: 'resync', initial: true });
 * for await (const item of changes) {
 *   item.kind; // => 'snapshot'
 *   break;
 * }
 */
export const bufferedChanges = (
  host: Host,
  filter: ChangeFilter = {},
  options: BufferedChangesOptions = {},
): AsyncIterable<Change | TableSnapshot | Gap> => {
  const { buffer = 1024, overflow = 'error', initial = false, coalesce = 'none', signal } = options;
  if (!Number.isSafeInteger(buffer) || buffer < 1)
    throw new RangeError(`a buffer holds a whole number of changes from 1 on, not ${buffer}`);
  if ((initial || overflow === 'resync') && (filter.tables ?? []).length === 0)
    throw new TypeError('the filter must name the tables whose rows are to be given');
  const read = readFilter(filter);
  return {
    [Symbol.asyncIterator]: () =>
      new PacedIterator(new BufferedSource(host, read, { buffer, overflow, initial, coalesce }), signal),
  };
};
