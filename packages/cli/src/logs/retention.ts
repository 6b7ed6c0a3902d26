import { compactionPosition, type Host, type Position } from '@netlapse/core';
import { logSize, successorSize, trimCache } from '@netlapse/log-sqlite';

/** How much of its log a recorder keeps. */
export interface RetentionLimits {
  /** Events older than this may go, in milliseconds. */
  readonly keepMs?: number;
  /** Bytes that the log may take, with all that is kept beside it. */
  readonly maxBytes?: number;
}

// Of --max-size: the log is compacted when it takes so much of it, down to so much; meanwhile the old log, the new
// one and its copy stand side by side.
const FULL = 0.45;
const LEFT = 0.12;
/** What is kept beside the log for speed may take this part. */
const CACHE = 0.1;
/** A log is compacted when so much of the span has passed again: each time what is kept is written anew. */
const SLACK = 0.1;
/** Where the state alone is large, the log has to grow by this factor before it is compacted again. */
const GROWTH = 1.5;

/** Decides when the log of a recorder is compacted, and to which moment. */
export class Retention {
  /** Bytes of the log when it was compacted last. */
  #after = 0;
  #cacheBytes = 0;

  constructor(
    private readonly file: string,
    private readonly limits: RetentionLimits,
  ) {}

  /** Bytes of the log and of all beside it. */
  get bytes(): number {
    return logSize(this.file) + this.#cacheBytes + successorSize(this.file);
  }

  /** Keeps what is beside the log within its part. */
  trimCache(): void {
    const { maxBytes = Number.POSITIVE_INFINITY } = this.limits;
    this.#cacheBytes = trimCache(this.file, maxBytes * CACHE);
  }

  /** Whether the log takes too much room: quick enough to be asked at each write. */
  get isFull(): boolean {
    const { maxBytes } = this.limits;
    if (maxBytes === undefined) return false;
    const bytes = logSize(this.file) + this.#cacheBytes;
    return bytes > Math.max(maxBytes * FULL, this.#after * GROWTH);
  }

  /** Where the log is to begin; undefined where all of it may stay for now. */
  due(host: Host): Position | undefined {
    const positions = [this.#byAge(host), this.isFull ? this.#bySize(host) : undefined];
    return positions.reduce(
      (latest, each) =>
        latest === undefined || (each !== undefined && each.seq > latest.seq) ? each : latest,
      undefined,
    );
  }

  #byAge(host: Host): Position | undefined {
    const { keepMs } = this.limits;
    if (keepMs === undefined) return undefined;
    const isOld = host.timeline.beginning < host.clock - keepMs * (1 + SLACK);
    return isOld ? compactionPosition(host, { maxAge: keepMs }) : undefined;
  }

  /** So many of the last events stay as fit in, as long as events are on the average. */
  #bySize(host: Host): Position | undefined {
    const { maxBytes = 0 } = this.limits;
    const events = host.log.head.seq - host.timeline.firstSeq;
    // What it took when it was compacted last was a state, for the most part.
    const bytesPerEvent = Math.max(1, (logSize(this.file) - this.#after / 2) / Math.max(1, events));
    return compactionPosition(host, { maxEvents: Math.floor((maxBytes * LEFT) / bytesPerEvent) });
  }

  /** Takes note that the log was compacted. */
  compacted(): void {
    this.#after = logSize(this.file);
    this.trimCache();
  }

  /** TRUE where the log takes too much room although nothing more can go: it is the state that is large. */
  get isTooSmall(): boolean {
    const { maxBytes } = this.limits;
    return maxBytes !== undefined && this.#after > maxBytes * FULL;
  }
}
