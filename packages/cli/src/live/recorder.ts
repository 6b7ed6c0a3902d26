import {
  liveNotices,
  takeReports,
  type Host,
  type HostState,
  type LiveHost,
  type LiveReport,
} from '@netlapse/core';

/** So many reports make a durable write at once, and none waits longer than this, ms. */
const TOGETHER_MAX = 1000;
const WAIT_MAX_MS = 50;

/** What a recorder tells of while it runs. */
export interface RecorderEvents {
  /** Called after each durable write, with the reports that are in the log from then on. */
  readonly onWritten: (reports: readonly LiveReport<HostState>[]) => void;
  /** The live host or the log fails: nothing is recorded from here on. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Writes what a live host says into the log of its mirror: many reports in one durable write where many come, each
 * soon where few do.
 */
export class Recorder {
  #waiting: LiveReport<HostState>[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isFirst = true;
  #isOver = false;

  constructor(
    private host: Host,
    private readonly live: LiveHost<HostState>,
    private readonly events: RecorderEvents,
  ) {}

  /** @throws what stands in the way of listening */
  start(): void {
    this.live.start({
      onReports: (reports) => this.#take(reports),
      onFailure: (error) => this.#fail(error),
    });
  }

  /** Goes on with another host in the same state. */
  moveTo(host: Host): void {
    this.host = host;
  }

  /** Ends it: all that was said is written, and that nothing follows. */
  stop(at: number): void {
    if (this.#isOver) return;
    this.live.close();
    if (this.#isOver) return;
    this.#waiting.push({ kind: 'notice', at, name: liveNotices.recordingEnded, params: {} });
    this.#write();
    this.#isOver = true;
  }

  #take(reports: readonly LiveReport<HostState>[]): void {
    const [first, ...rest] = reports;
    if (this.#isFirst && first !== undefined) {
      this.#isFirst = false;
      // Behind the doubt, which reaches back to the last record before this one.
      const began = { kind: 'notice', at: first.at, name: liveNotices.recordingBegan, params: {} } as const;
      this.#waiting.push(first, began, ...rest);
    } else for (const report of reports) this.#waiting.push(report);
    if (this.#waiting.length >= TOGETHER_MAX) this.#write();
    else this.#timer ??= setTimeout(() => this.#writeLater(), WAIT_MAX_MS);
  }

  #writeLater(): void {
    try {
      this.#write();
    } catch (error) {
      this.#fail(error);
    }
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const reports = this.#waiting;
    this.#waiting = [];
    if (reports.length === 0) return;
    takeReports(this.host, reports);
    this.events.onWritten(reports);
  }

  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.live.close();
    this.events.onFailure(error);
  }
}
