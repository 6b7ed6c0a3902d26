import type { HostState } from '../state';

/** Events between two kept states. */
export const SNAPSHOT_INTERVAL = 1000;
/** So many of the newest kept states are never thinned out. */
const NEWEST = 100;
/** So many are kept at most. */
const MOST = 4 * NEWEST;
/** Bytes that the older ones may take, as estimated. */
const OLDER_BYTES = 48 * 2 ** 20;
/** What an event makes anew of the tables and their indexes, in a table of many rows. */
const BYTES_PER_EVENT = 2000;
/** What a state takes that shares nothing with another, for each row. */
const BYTES_PER_ROW = 250;

const rowsOf = ({ routes, linux, neighbors, unicast, paths }: HostState): number =>
  routes.size + linux.size + neighbors.size + unicast.size + paths.size;

/** Bytes that a kept state takes beside the one before it: what was made anew since, never more than the whole. */
const bytesOf = (state: HostState, before: HostState | undefined): number =>
  Math.min((state.seq - (before?.seq ?? 0)) * BYTES_PER_EVENT, rowsOf(state) * BYTES_PER_ROW);

/**
 * States kept in memory on the way: reading the past starts at the nearest one before. They share structure, so
 * one costs only what changed since the last; older ones are thinned out, every other one at a time, where they are
 * too many or take too much room.
 */
export class Snapshots {
  #states: HostState[] = [];
  /** Bytes of all but the newest. */
  #olderBytes = 0;

  /** Offers the state after an append; it is kept where enough events lie behind the last one kept. */
  offer(state: HostState): void {
    const last = this.#states[this.#states.length - 1];
    if (last !== undefined && state.seq - last.seq < SNAPSHOT_INTERVAL) return;
    this.#states.push(state);
    const older = this.#states.length - NEWEST;
    if (older <= 0) return;
    this.#olderBytes += bytesOf(this.#states[older - 1] as HostState, this.#states[older - 2]);
    while (this.#states.length > MOST || (this.#olderBytes > OLDER_BYTES && this.#states.length > NEWEST + 2))
      this.#thin();
  }

  /** Drops the states after an event: what led to them was never written. */
  forgetAfter(seq: number): void {
    this.#states = this.#states.filter((state) => state.seq <= seq);
    this.#olderBytes = this.#bytesOfOlder();
  }

  #thin(): void {
    const old = this.#states.length - NEWEST;
    this.#states = this.#states.filter((_, index) => index >= old || index % 2 === 0);
    this.#olderBytes = this.#bytesOfOlder();
  }

  #bytesOfOlder(): number {
    const older = this.#states.slice(0, Math.max(0, this.#states.length - NEWEST));
    return older.reduce((sum, state, index) => sum + bytesOf(state, older[index - 1]), 0);
  }

  /** The newest kept state at or before an event. */
  nearest(seq: number): HostState | undefined {
    let low = 0;
    let high = this.#states.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#states[middle] as HostState).seq <= seq) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? undefined : this.#states[low - 1];
  }
}
