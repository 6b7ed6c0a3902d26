/** The handle of nothing. */
export const NO_HANDLE = 0;

/**
 * Values under small numbers, as an index of numbers refers to them: each with the length of its prefix and how many
 * cells hold it. A handle that no cell holds any more is given out again.
 */
export class MatchHandles<T> {
  readonly values: (T | undefined)[] = [undefined];
  #lengths = new Uint8Array(64);
  #holders = new Int32Array(64);
  readonly #free: number[] = [];

  /** A handle for the value of a prefix; no cell holds it yet. */
  take(value: T, length: number): number {
    const handle = this.#free.pop() ?? this.values.length;
    this.values[handle] = value;
    if (handle >= this.#lengths.length) this.#grow();
    this.#lengths[handle] = length;
    this.#holders[handle] = 0;
    return handle;
  }

  /** Bits of the prefix; 0 of nothing. */
  lengthOf(handle: number): number {
    return this.#lengths[handle] as number;
  }

  hold(handle: number): void {
    if (handle !== NO_HANDLE) this.#holders[handle] = (this.#holders[handle] as number) + 1;
  }

  letGo(handle: number): void {
    if (handle === NO_HANDLE) return;
    const holders = (this.#holders[handle] as number) - 1;
    this.#holders[handle] = holders;
    if (holders === 0) this.#release(handle);
  }

  /** Gives back a handle that no cell came to hold. */
  releaseUnheld(handle: number): void {
    if (handle !== NO_HANDLE && this.#holders[handle] === 0) this.#release(handle);
  }

  #release(handle: number): void {
    this.values[handle] = undefined;
    this.#free.push(handle);
  }

  #grow(): void {
    const capacity = this.#lengths.length * 2;
    const lengths = new Uint8Array(capacity);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
    const holders = new Int32Array(capacity);
    holders.set(this.#holders);
    this.#holders = holders;
  }
}
