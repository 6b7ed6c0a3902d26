import {
  catchUp,
  compactInSteps,
  moveHost,
  type CompactedLog,
  type Compaction,
  type CompactionSteps,
  type Host,
} from '@netlapse/core';
import { makeSuccessor, removeSuccessor, replaceLog, type SqliteEventLog } from '@netlapse/log-sqlite';

import type { Retention } from './retention';

/** How often a log is looked at that nothing is written to, ms. */
const LOOK_MS = 5000;
/** So long it goes on before others have their turn, ms: where messages pour in, it takes half of the time. */
const TURN_MS = 100;
/** How soon it is tried again to put the new log into its place while somebody reads the old one, ms. */
const AGAIN_MS = 50;
/** After a compaction failed, the next is not tried before, ms. */
const PAUSE_MS = 60_000;

/** A log that was compacted while it was written. */
export interface LogCompacted extends Compaction {
  readonly bytesBefore: number;
  readonly bytes: number;
}

/** What a compaction has to do with who writes the log. */
export interface CompactionEvents {
  /** The host that is to be written from here on, in the place of the one before. */
  readonly onMoved: (host: Host) => void;
  readonly onCompacted: (what: LogCompacted) => void;
  /** It could not be done; the log is as it was, and goes on. */
  readonly onPutOff: (error: unknown) => void;
  /** The log is no longer there to be written. */
  readonly onFailure: (error: unknown) => void;
}

/** A compaction under way. */
interface Running {
  readonly target: SqliteEventLog;
  readonly steps: CompactionSteps;
  readonly bytesBefore: number;
  done: number;
  compacted?: CompactedLog;
}

/**
 * Compacts the log of a recorder now and then while it is written: beside it another one is made, a few hundred records
 * at a time; when that has all events, it takes the place of the first in one step.
 */
export class LogCompaction {
  #running: Running | undefined;
  #turn: NodeJS.Immediate | undefined;
  #again: NodeJS.Timeout | undefined;
  #pausedUntil = 0;
  readonly #look: NodeJS.Timeout;

  constructor(
    private host: Host,
    private log: SqliteEventLog,
    private readonly retention: Retention,
    private readonly now: () => number,
    private readonly events: CompactionEvents,
  ) {
    removeSuccessor(log.file);
    retention.trimCache();
    this.#look = setInterval(() => {
      this.retention.trimCache();
      this.#beginIfDue();
    }, LOOK_MS);
  }

  /** How much of it is done, 0 to 1; undefined where none is under way. */
  get progress(): number | undefined {
    return this.#running?.done;
  }

  /** To be called after each write. */
  written(): void {
    if (this.retention.isFull) this.#beginIfDue();
  }

  /** Gives up what is under way. */
  close(): void {
    clearInterval(this.#look);
    this.#drop();
  }

  #beginIfDue(): void {
    if (this.#running !== undefined || this.now() < this.#pausedUntil) return;
    this.#trying(() => {
      const position = this.retention.due(this.host);
      if (position === undefined) return;
      const { bytes: bytesBefore } = this.retention;
      const target = makeSuccessor(this.log);
      const steps = compactInSteps(this.host, position, target, { outsideDoubt: true });
      this.#running = { target, steps, bytesBefore, done: 0 };
      this.#goOn();
    });
  }

  /** What goes wrong beside the log leaves the log as it is. */
  #trying(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (this.log.isClosed) this.events.onFailure(error);
      else {
        this.#putOff();
        this.events.onPutOff(error);
      }
    }
  }

  #putOff(): void {
    this.#pausedUntil = this.now() + PAUSE_MS;
    this.#drop();
  }

  #drop(): void {
    clearImmediate(this.#turn);
    clearTimeout(this.#again);
    if (this.#running === undefined) return;
    this.#running.target.close();
    this.#running = undefined;
    removeSuccessor(this.log.file);
  }

  #goOn(): void {
    this.#turn = setImmediate(() => this.#trying(() => this.#step()));
  }

  #step(): void {
    const running = this.#running;
    if (running === undefined) return;
    const end = performance.now() + TURN_MS;
    let next = running.steps.next();
    while (next.done !== true && performance.now() < end) next = running.steps.next();
    if (next.done !== true) {
      running.done = next.value.done / next.value.of;
      this.#goOn();
      return;
    }
    // Everything before the position is in a time of doubt that is not over.
    if (next.value === undefined) this.#putOff();
    else this.#place(running, next.value);
  }

  /** Puts the new log into its place: no turn of the loop lies between its last record and this. */
  #place(running: Running, compacted: CompactedLog): void {
    const placed = replaceLog(this.log, running.target);
    if (placed === undefined) {
      this.#again = setTimeout(
        () =>
          this.#trying(() => {
            catchUp(this.host, running.target, compacted);
            this.#place(running, compacted);
          }),
        AGAIN_MS,
      );
      return;
    }
    this.#running = undefined;
    this.log = placed;
    this.host = moveHost(this.host, placed, compacted);
    this.events.onMoved(this.host);
    this.retention.compacted();
    const { bytes } = this.retention;
    this.events.onCompacted({ ...compacted.made, bytesBefore: running.bytesBefore, bytes });
  }
}
