import { asyncScheduler, type SchedulerLike, type Subscription } from 'rxjs';

import { LiveHostStarted, type LiveHost, type LiveListener } from './live-host';
import type { LiveReport } from './live-report';

/** The longest that timers of JavaScript can wait, ms: what is due later is waited for in several stretches. */
const WAIT_MAX = 0x7fff_ffff;

/** So many reports are told together at most: a recording without waits is not in memory as a whole. */
const TOGETHER_MAX = 1000;

/** How a recording is told. */
export interface RecordedHostOptions {
  /**
   * Lets time pass: `asyncScheduler`, so real time, unless given. With RxJS' VirtualTimeScheduler a day passes at
   * once.
   */
  readonly scheduler?: SchedulerLike;
  /** How many times as fast as it happened; 1 unless given. Infinity: without waiting, each report at once. */
  readonly speed?: number;
  /** Called when the last report was told. */
  readonly onEnd?: () => void;
}

/**
 * A live host made of a recording: says what really happened, with the waits that really were between. Reports
 * keep their instants. Those that are due together are told together.
 *
 * @example
 * const scheduler = new VirtualTimeScheduler();
 * const live = new RecordedHost(logReports(recorded.log.records()), { scheduler });
 * const mirror = createHost({ mirror: 'linux', now: recorded.log.head.at });
 * repeatLive(mirror, live);
 * scheduler.flush();
 */
export class RecordedHost<State> implements LiveHost<State> {
  readonly #reports: Iterator<LiveReport<State>>;
  readonly #scheduler: SchedulerLike;
  readonly #speed: number;
  readonly #onEnd: () => void;
  #next: LiveReport<State> | undefined;
  #listener: LiveListener<State> | undefined;
  #timer: Subscription | undefined;
  #isClosed = false;

  /**
   * @param reports in order; read as they are told, so a recording need not be in memory as a whole.
   * @throws RangeError for a speed that is not above 0
   */
  constructor(reports: Iterable<LiveReport<State>>, options: RecordedHostOptions = {}) {
    const { onEnd = () => undefined, scheduler = asyncScheduler, speed = 1 } = options;
    if (!(speed > 0)) throw new RangeError(`a recording is told at a speed above 0, not ${speed}`);
    this.#reports = reports[Symbol.iterator]();
    this.#scheduler = scheduler;
    this.#speed = speed;
    this.#onEnd = onEnd;
  }

  start(listener: LiveListener<State>): void {
    if (this.#listener !== undefined || this.#isClosed) throw new LiveHostStarted();
    this.#listener = listener;
    this.#next = this.#read();
    this.#wait(0);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#timer?.unsubscribe();
    this.#timer = undefined;
    this.#reports.return?.();
  }

  #read(): LiveReport<State> | undefined {
    const next = this.#reports.next();
    return next.done === true ? undefined : next.value;
  }

  #wait(milliseconds: number): void {
    const now = Math.min(milliseconds, WAIT_MAX);
    const later = milliseconds - now;
    this.#timer = this.#scheduler.schedule(() => (later > 0 ? this.#wait(later) : this.#tell()), now);
  }

  /** Tells all that is due at one instant, then waits for the next. */
  #tell(): void {
    const listener = this.#listener;
    if (this.#isClosed || listener === undefined) return;
    try {
      const { reports, wait } = this.#due();
      if (reports.length > 0) listener.onReports(reports);
      if (this.#isClosed) return;
      if (this.#next !== undefined) return this.#wait(wait);
      this.close();
      this.#onEnd();
    } catch (error) {
      this.close();
      listener.onFailure(error);
    }
  }

  /** The reports up to the next one that has to be waited for, and how long that is. */
  #due(): { readonly reports: readonly LiveReport<State>[]; readonly wait: number } {
    const reports: LiveReport<State>[] = [];
    for (let report = this.#next; report !== undefined; report = this.#next) {
      reports.push(report);
      this.#next = this.#read();
      // Where the clock was set back in between, there is nothing to wait for.
      const wait = Math.max(0, (this.#next?.at ?? report.at) - report.at) / this.#speed;
      if (wait > 0 || reports.length === TOGETHER_MAX) return { reports, wait };
    }
    return { reports, wait: 0 };
  }
}
