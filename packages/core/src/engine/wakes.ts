/**
 * The instants at which registrations want to be told that time has come. They belong to no state and leave no
 * record: whoever waits only watches the clock.
 */
export class Wakes<Handle> {
  readonly #instants = new Map<Handle, number>();
  /** The earliest; `null` where it has to be looked for. */
  #next: number | undefined | null;

  /** The earliest instant that anybody waits for; undefined where nobody waits. */
  get next(): number | undefined {
    if (this.#next === null) {
      this.#next = undefined;
      for (const at of this.#instants.values())
        if (this.#next === undefined || at < this.#next) this.#next = at;
    }
    return this.#next;
  }

  /** Waits for an instant in place of any that was waited for; undefined: waits no more. */
  set(handle: Handle, at: number | undefined): void {
    const old = this.#instants.get(handle);
    if (old === at) return;
    if (at === undefined) this.#instants.delete(handle);
    else this.#instants.set(handle, at);
    if (old !== undefined && old === this.#next) this.#next = null;
    else if (at !== undefined && this.#next !== null && at < (this.#next ?? Infinity)) this.#next = at;
  }

  /** Takes out those whose instant has come, the earliest first; at one instant, who waited first comes first. */
  takeDue(now: number): readonly Handle[] {
    const { next } = this;
    if (next === undefined || next > now) return [];
    const due = [...this.#instants].filter(([, at]) => at <= now).sort(([, a], [, b]) => a - b);
    for (const [handle] of due) this.#instants.delete(handle);
    this.#next = null;
    return due.map(([handle]) => handle);
  }

  clear(): void {
    this.#instants.clear();
    this.#next = undefined;
  }
}
