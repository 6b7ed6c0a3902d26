import type { HostState } from './state';

/** Events between two kept states. */
export const SNAPSHOT_INTERVAL = 1000;
/** So many of the newest kept states are never thinned out. */
const NEWEST = 100;

/**
 * States kept in memory on the way: reading the past starts at the nearest one before. They share structure, so
 * one costs only what changed since the last; older ones are thinned out, every other one at a time.
 */
export class Snapshots {
  #states: HostState[] = [];

  /** Offers the state after an append; it is kept where enough events lie behind the last one kept. */
  offer(state: HostState): void {
    const last = this.#states[this.#states.length - 1];
    if (last !== undefined && state.seq - last.seq < SNAPSHOT_INTERVAL) return;
    this.#states.push(state);
    if (this.#states.length > 4 * NEWEST) this.#thin();
  }

  /** Drops the states after an event: what led to them was never written. */
  forgetAfter(seq: number): void {
    this.#states = this.#states.filter((state) => state.seq <= seq);
  }

  #thin(): void {
    const old = this.#states.length - NEWEST;
    this.#states = this.#states.filter((_, index) => index >= old || index % 2 === 0);
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
