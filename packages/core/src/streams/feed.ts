import { HostClosed, type EventItem, type Host, type Listener } from '../engine';
import { changeOf, liveChangeOf } from './change';
import type { Coalescer } from './coalesce';
import { asksMore, eventPasses, type ReadFilter } from './filter';
import type { LogCursor } from './log-cursor';

/** What a registration of changes needs to know. */
export interface LiveFeed {
  /** For messages: the function that the caller called. */
  readonly name: string;
  readonly filter: ReadFilter;
  readonly coalescer: Coalescer;
  /** The host closes; what waited was given before. */
  readonly onClose: () => void;
  /** Gives what comes first: what the consumer does about that comes after it, as with any callback. */
  readonly begin?: () => void;
}

/**
 * Feeds a coalescer with the changes that happen from now on.
 *
 * @returns ends it
 * @throws HostClosed
 */
export const followLive = (host: Host, feed: LiveFeed): (() => void) => {
  const { name, filter, coalescer, onClose, begin } = feed;
  const { delivery } = host;
  const wakeWhenDue = (): void => {
    if (!coalescer.isImmediate) delivery.wakeAt(handle, coalescer.dueAt);
  };
  const handle = delivery.register(name, {
    interests: filter.interests,
    isOfInterest: restOf(filter),
    onEvent: coalescer.isImmediate
      ? (item) => coalescer.take(liveChangeOf(item))
      : (item) => {
          coalescer.take(liveChangeOf(item));
          wakeWhenDue();
        },
    onAppend: coalescer.endsWithAppend ? () => coalescer.endAppend() : undefined,
    onWake: coalescer.isImmediate
      ? undefined
      : () => {
          coalescer.reach(host.clock);
          wakeWhenDue();
        },
    onClose: () => {
      coalescer.flush();
      onClose();
    },
  });
  if (begin !== undefined)
    delivery.callInitially(handle, host.clock, () => {
      begin();
      coalescer.reach(host.clock);
      wakeWhenDue();
    });
  return () => void delivery.cancel(handle);
};

/** What is asked of an event that a filter's interests found; undefined where that is nothing more. */
export const restOf = (filter: ReadFilter): Listener['isOfInterest'] =>
  asksMore(filter) ? ({ event }) => eventPasses(event, filter) : undefined;

/** Feeds a coalescer with one past event. */
export const feedPast = (
  { event, envelope, before, after }: EventItem,
  filter: ReadFilter,
  coalescer: Coalescer,
): void => {
  if (eventPasses(event, filter)) coalescer.take(changeOf({ event, envelope, before, after }));
  const { index, size } = envelope.append;
  if (index === size - 1) coalescer.endAppend();
};

/**
 * Feeds a coalescer with past events, up to one.
 *
 * @param isOver TRUE once nobody listens any more
 */
export const replay = (
  cursor: LogCursor,
  upToSeq: number,
  filter: ReadFilter,
  coalescer: Coalescer,
  isOver: () => boolean,
): void => {
  while (cursor.seq < upToSeq && !isOver()) {
    const item = cursor.next();
    if (item === undefined) return;
    feedPast(item, filter, coalescer);
  }
};

/** Who is told how a stream ends: a Subscriber of RxJS. */
export interface Ending {
  error(error: unknown): void;
  complete(): void;
}

/**
 * Begins at once, or where that is inside a batch once it is written: what is not written yet may never have
 * happened, and cannot be read again. What goes wrong when it begins ends the stream, as it does on a closed host.
 *
 * @param begin returns what ends it
 * @returns ends it, begun or not
 */
export const onceWritten = (host: Host, ending: Ending, begin: () => () => void): (() => void) => {
  const beginOrFail = (): (() => void) => {
    try {
      if (host.isClosed) throw new HostClosed();
      return begin();
    } catch (error) {
      ending.error(error);
      return () => undefined;
    }
  };
  if (host.isClosed || host.log.head.seq >= host.state.seq) return beginOrFail();
  let isOver = false;
  let end = (): void => {
    host.delivery.cancel(handle);
  };
  const handle = host.delivery.register('batch', {
    onQuiet: () => {
      end();
      end = beginOrFail();
      if (isOver) end();
    },
    onClose: () => ending.complete(),
  });
  return () => {
    isOver = true;
    end();
  };
};
