import { Observable, type MonoTypeOperatorFunction } from 'rxjs';

/** The part of an AbortSignal that is used here: the one of any runtime will do. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * Calls back when a signal aborts, at once where it has; without a signal never.
 *
 * @returns ends it
 */
export const onAbort = (signal: AbortSignalLike | undefined, stop: () => void): (() => void) => {
  if (signal === undefined) return () => undefined;
  if (signal.aborted) {
    stop();
    return () => undefined;
  }
  signal.addEventListener('abort', stop);
  return () => signal.removeEventListener('abort', stop);
};

/**
 * Completes a stream when a signal aborts; one that has aborted lets nothing through.
 *
 * @example
 * const controller = new AbortController();
 * let isOver = false;
 * changes$(host).pipe(untilAborted(controller.signal)).subscribe({ complete: () => (isOver = true) });
 * controller.abort();
 * isOver; // => true
 */
export const untilAborted =
  <T>(signal: AbortSignalLike): MonoTypeOperatorFunction<T> =>
  (source) =>
    new Observable<T>((subscriber) => {
      subscriber.add(onAbort(signal, () => subscriber.complete()));
      if (!subscriber.closed) subscriber.add(source.subscribe(subscriber));
    });
