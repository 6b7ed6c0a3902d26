/** Somebody who waits for an instant. */
interface Wake<Handle> {
  readonly handle: Handle;
  readonly at: number;
  /** Place in the order in which they began to wait, which moving to another instant does not change. */
  readonly place: number;
  /** FALSE once it was moved or given up: it is dropped when its turn comes. */
  isWanted: boolean;
}

const isBefore = <Handle>(a: Wake<Handle>, b: Wake<Handle>): boolean =>
  a.at < b.at || (a.at === b.at && a.place < b.place);

/**
 * The instants at which registrations want to be told that time has come. They belong to no state and leave no
 * record: whoever waits only watches the clock.
 *
 * A heap, the earliest on top; what is moved or given up stays in it until it comes up, or until it is the larger part.
 */
export class Wakes<Handle> {
  readonly #wanted = new Map<Handle, Wake<Handle>>();
  #heap: Wake<Handle>[] = [];
  #places = 0;

  /** The earliest instant that anybody waits for; undefined where nobody waits. */
  get next(): number | undefined {
    return this.#top()?.at;
  }

  /** Waits for an instant in place of any that was waited for; undefined: waits no more. */
  set(handle: Handle, at: number | undefined): void {
    const old = this.#wanted.get(handle);
    if (old?.at === at) return;
    if (old !== undefined) old.isWanted = false;
    if (at === undefined) this.#wanted.delete(handle);
    else {
      const wake = { handle, at, place: old?.place ?? (this.#places += 1), isWanted: true };
      this.#wanted.set(handle, wake);
      this.#push(wake);
    }
    if (this.#heap.length > 2 * this.#wanted.size + 16) this.#tidy();
  }

  /** Takes out those whose instant has come, the earliest first; at one instant, who waited first comes first. */
  takeDue(now: number): readonly Handle[] {
    const due: Handle[] = [];
    for (let top = this.#top(); top !== undefined && top.at <= now; top = this.#top()) {
      due.push(top.handle);
      this.#wanted.delete(top.handle);
      this.#pop();
    }
    return due;
  }

  clear(): void {
    this.#wanted.clear();
    this.#heap = [];
  }

  /** The earliest that is wanted; all before it are dropped. */
  #top(): Wake<Handle> | undefined {
    while (this.#heap[0]?.isWanted === false) this.#pop();
    return this.#heap[0];
  }

  /** Drops all that is not wanted: a list in order is a heap. */
  #tidy(): void {
    this.#heap = [...this.#wanted.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  #push(wake: Wake<Handle>): void {
    const heap = this.#heap;
    let at = heap.push(wake) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above] as Wake<Handle>;
      if (isBefore(parent, wake)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = wake;
  }

  /** Takes the top out: the last one sinks from there to where it belongs. */
  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      if (left >= heap.length) break;
      const isRight =
        right < heap.length && isBefore(heap[right] as Wake<Handle>, heap[left] as Wake<Handle>);
      const below = isRight ? right : left;
      const child = heap[below] as Wake<Handle>;
      if (isBefore(last, child)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
  }
}
