import type { DomainEvent } from '../catalogue';
import type { StoredEvent } from '../log';
import { evolve, type HostState } from '../state';

/** An event that was asked about last, and the states around it. */
interface Reached {
  readonly index: number;
  readonly before: HostState;
  readonly after: HostState;
}

/**
 * The states before and after each event of an append.
 *
 * Of a few events they are kept. Of many that were folded together, as when an interface goes with a million routes,
 * keeping them would take gigabytes: they are folded again as they are asked for, which is fast in the order of the
 * events, and forgotten as the asking goes on.
 */
export class AppendStates {
  /** The state after each event; undefined inside of what was folded together. */
  readonly #known: (HostState | undefined)[] = [];
  #reached: Reached | undefined;

  /**
   * @param start before the first event
   * @param events of the append, in order; it grows as they are put together
   */
  constructor(
    private readonly start: HostState,
    private readonly at: number,
    private readonly events: readonly StoredEvent[],
  ) {}

  /** Takes the state after the next event. */
  push(state: HostState): void {
    this.#known.push(state);
  }

  /** Takes the state after the next `count` events, which were folded together. */
  pushTogether(count: number, state: HostState): void {
    for (let left = count; left > 1; left--) this.#known.push(undefined);
    if (count > 0) this.#known.push(state);
  }

  /** The state before an event, by its number within the append from 0 on. */
  before(index: number): HostState {
    if (index === 0) return this.start;
    if (this.#reached?.index === index) return this.#reached.before;
    return this.after(index - 1);
  }

  /** The state after an event. */
  after(index: number): HostState {
    return this.#known[index] ?? this.#reach(index).after;
  }

  #reach(index: number): Reached {
    if (this.#reached?.index === index) return this.#reached;
    let from = index - 1;
    while (from >= 0 && this.#known[from] === undefined && from !== this.#reached?.index) from--;
    let before = this.start;
    if (from >= 0) before = this.#known[from] ?? (this.#reached as Reached).after;
    let after = before;
    for (let next = from + 1; next <= index; next++) {
      const { seq, type, data } = this.events[next] as StoredEvent;
      before = after;
      after = evolve(before, { type, data } as unknown as DomainEvent, { seq, at: this.at });
    }
    this.#reached = { index, before, after };
    return this.#reached;
  }
}
