import { Observable, type Subscriber } from 'rxjs';

import { HostClosed, type Host, type Position } from '../engine';
import { onAbort, type AbortSignalLike } from './abort-signal';
import type { Change } from './change';
import { giving } from './changes';
import { Coalescer, type CoalesceOptions } from './coalesce';
import { feedPast, followLive, onceWritten, replay, restOf } from './feed';
import { readFilter, type ChangeFilter, type ReadFilter } from './filter';
import { LogCursor } from './log-cursor';
import { PacedIterator, type ItemSource } from './paced-iterator';

export interface ChangesSinceOptions extends CoalesceOptions {
  /** Ends the stream when it aborts, without an error. */
  readonly signal?: AbortSignalLike;
}

/** How a subscriber is given what comes before the changes that happen from now on. */
export type Beginning = (coalescer: Coalescer) => void;

/** Gives a subscriber what comes first, then each change as it happens, once all until now is written. */
export const giveChanges = (
  host: Host,
  name: string,
  filter: ReadFilter,
  { coalesce = 'none' }: CoalesceOptions,
  subscriber: Subscriber<Change>,
  beginningNow: () => Beginning,
): (() => void) =>
  onceWritten(host, subscriber, () => {
    const coalescer = new Coalescer(
      coalesce,
      giving(filter, (change) => subscriber.next(change)),
    );
    const beginning = beginningNow();
    const begin = (): void => {
      // Not the host's hook for what callbacks throw: what cannot be read is the stream's own error.
      try {
        beginning(coalescer);
      } catch (error) {
        subscriber.error(error);
      }
    };
    return followLive(host, { name, filter, coalescer, onClose: () => subscriber.complete(), begin });
  });

/** Begins with the changes after an event, from the log. */
export const pastChanges = (
  host: Host,
  { seq }: Pick<Position, 'seq'>,
  filter: ReadFilter,
  isOver: () => boolean,
): Beginning => {
  const cursor = new LogCursor(host, { seq });
  const upTo = host.state.seq;
  return (coalescer) => replay(cursor, upTo, filter, coalescer, isOver);
};

/** Takes changes from the log when they are asked for: whoever is slow reads later, and nothing is kept for them. */
class LogSource implements ItemSource<Change> {
  readonly #ready: Change[] = [];
  readonly #coalescer: Coalescer;
  #cursor: LogCursor | undefined;

  constructor(
    private readonly host: Host,
    private readonly position: Pick<Position, 'seq'>,
    private readonly filter: ReadFilter,
    { coalesce = 'none' }: CoalesceOptions,
  ) {
    if (host.isClosed) throw new HostClosed();
    this.#coalescer = new Coalescer(
      coalesce,
      giving(filter, (change) => this.#ready.push(change)),
    );
  }

  take(): Change | undefined {
    while (this.#ready.length === 0 && this.#read());
    return this.#ready.shift();
  }

  /** Reads one event; false where there is none to read. */
  #read(): boolean {
    if (this.host.isClosed) {
      this.#coalescer.flush();
      return false;
    }
    this.#cursor ??= new LogCursor(this.host, this.position);
    const item = this.#cursor.next();
    if (item === undefined) this.#coalescer.reach(this.host.clock);
    else feedPast(item, this.filter, this.#coalescer);
    return item !== undefined;
  }

  isEnded(): boolean {
    return this.host.isClosed;
  }

  /** Waits for a change that passes the filter: all before it are passed over, unread. */
  wait(resume: () => void): () => void {
    const { delivery } = this.host;
    const { interests } = this.filter;
    const handle = delivery.register('changesSince', {
      interests,
      isOfInterest: restOf(this.filter),
      onEvent: (item) => {
        this.#cursor?.skipTo(item);
        resume();
      },
      onWake: resume,
      onClose: resume,
    });
    delivery.wakeAt(handle, this.#coalescer.dueAt);
    return () => void delivery.cancel(handle);
  }

  close(): void {
    this.#ready.length = 0;
    this.#coalescer.drop();
  }
}

/**
 * The changes after a position. Subscribed to, it pushes: past changes at once, then each as it happens. Iterated
 * with `for await`, it is read from the log at the pace of the loop: nothing is kept for it, and nothing lost.
 */
export class ChangesSince extends Observable<Change> implements AsyncIterable<Change> {
  constructor(
    private readonly host: Host,
    private readonly position: Pick<Position, 'seq'>,
    private readonly filter: ReadFilter,
    private readonly options: ChangesSinceOptions,
  ) {
    super((subscriber) => {
      subscriber.add(onAbort(options.signal, () => subscriber.complete()));
      if (subscriber.closed) return undefined;
      return giveChanges(host, 'changesSince', filter, options, subscriber, () =>
        pastChanges(host, position, filter, () => subscriber.closed),
      );
    });
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<Change, undefined> {
    const { host, position, filter, options } = this;
    return new PacedIterator(new LogSource(host, position, filter, options), options.signal);
  }
}

/**
 * Every change after a position: from the log first, then live, none missing and none twice.
 *
 * It ends when the host closes. It fails with HostClosed on one that is closed, with InTheFuture or BeforeTheLog for a position that the log does not
 * have, and with HistoryCompacted where what was not read yet is gone: its `earliest` is the event to go on from,
 * with the rows as they stood then.
 *
 * @param position of the last change that was seen; an event number will do
 * @example
 * const { seq } = host.position;
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * for await (const { type, position } of changesSince(host, { seq })) {
 *   [type, position.seq - seq]; // => ['RouteCreated', 1]
 *   break;
 * }
 */
export const changesSince = (
  host: Host,
  position: Pick<Position, 'seq'>,
  filter: ChangeFilter = {},
  options: ChangesSinceOptions = {},
): ChangesSince => new ChangesSince(host, position, readFilter(filter), options);
