import type { LiveReport } from './live-report';

/** Who is told what a live host says. */
export interface LiveListener<State> {
  /** Reports in order, one or more; `at` may go back only where the clock of the host was set back. */
  readonly onReports: (reports: readonly LiveReport<State>[]) => void;
  /** The host cannot be listened to any longer: it is closed by then, and no report follows. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * A host that really is, or really was: rtnetlink, a recording. It says what it is like and then what changes, so
 * that a mirror can repeat it.
 *
 * What holds of each: before any other word of its tables there is doubt, and a picture that ends it. A report
 * tells of no more than what was so at its instant. Where something may have been missed, it says that there is
 * doubt, until a picture and all that came after it are told. Nothing is told before `start` returns or after
 * `close` does.
 */
export interface LiveHost<State> {
  /**
   * Begins to listen. What a listener throws ends the listening, and is told by its `onFailure`.
   *
   * @throws LiveHostStarted where it was done before: a live host is listened to once; whatever stands in the way
   *   of listening, after which the host is closed
   */
  start(listener: LiveListener<State>): void;

  /**
   * Ends it: what was said and not yet told is told first. No timer, no socket is left. Doing it twice is no error.
   */
  close(): void;
}

/** A live host that was started already. */
export class LiveHostStarted extends Error {
  override readonly name = 'LiveHostStarted';

  constructor() {
    super('this live host was started before: make another one to listen again');
  }
}
