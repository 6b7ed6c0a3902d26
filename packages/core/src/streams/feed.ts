import type { EventItem, Host } from '../engine';
import { changeOf } from './change';
import type { Coalescer } from './coalesce';
import { eventPasses, type ChangeFilter } from './filter';
import type { LogCursor } from './log-cursor';

/** What a registration of changes needs to know. */
export interface LiveFeed {
  /** For messages: the function that the caller called. */
  readonly name: string;
  readonly filter: ChangeFilter;
  readonly coalescer: Coalescer;
  /** The host closes; what waited was given before. */
  readonly onClose: () => void;
  /** Events up to this one are passed over, though they are later than the registration. */
  readonly seenSeq?: () => number;
}

/**
 * Feeds a coalescer with the changes that happen from now on.
 *
 * @returns ends it
 * @throws HostClosed
 */
export const followLive = (host: Host, feed: LiveFeed): (() => void) => {
  const { name, filter, coalescer, onClose, seenSeq } = feed;
  const { delivery } = host;
  const handle = delivery.register(name, host.state.seq, {
    isOfInterest: ({ event }) => eventPasses(event, filter),
    onEvent: (item) => {
      if (item.envelope.seq <= (seenSeq?.() ?? 0)) return;
      coalescer.take(changeOf(item));
      delivery.wakeAt(handle, coalescer.dueAt);
    },
    onAppend: () => coalescer.endAppend(),
    onWake: () => {
      coalescer.reach(host.clock);
      delivery.wakeAt(handle, coalescer.dueAt);
    },
    onClose: () => {
      coalescer.flush();
      onClose();
    },
  });
  delivery.wakeAt(handle, coalescer.dueAt);
  return () => void delivery.cancel(handle);
};

/** Feeds a coalescer with one past event. */
export const feedPast = (
  { event, envelope, before, after }: EventItem,
  filter: ChangeFilter,
  coalescer: Coalescer,
): void => {
  if (eventPasses(event, filter)) coalescer.take(changeOf({ event, envelope, before, after }));
  const { index, size } = envelope.append;
  if (index === size - 1) coalescer.endAppend();
};

/**
 * Feeds a coalescer with all past events that are left, also with those which its consumer brings about meanwhile.
 *
 * @param isOver TRUE once nobody listens any more
 */
export const replay = (
  host: Host,
  cursor: LogCursor,
  filter: ChangeFilter,
  coalescer: Coalescer,
  isOver: () => boolean,
): void => {
  for (let item = cursor.next(); item !== undefined && !isOver(); item = cursor.next())
    feedPast(item, filter, coalescer);
  coalescer.reach(host.clock);
};

/**
 * Begins at once, or where that is inside a batch once it is written: what is not written yet may never have
 * happened, and cannot be read again.
 *
 * @param begin returns what ends it
 * @returns ends it, begun or not
 */
export const onceWritten = (host: Host, begin: () => () => void, onClose: () => void): (() => void) => {
  if (host.log.head.seq >= host.state.seq) return begin();
  let end = (): void => {
    host.delivery.cancel(handle);
  };
  const handle = host.delivery.register('batch', host.state.seq, {
    onQuiet: () => {
      end();
      end = begin();
    },
    onClose,
  });
  return () => end();
};
