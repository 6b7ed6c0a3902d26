/** A stretch of records, both ends included; empty where `to` is below `from`. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const none: Span = { from: 1, to: 0 };

const lengthOf = ({ from, to }: Span): number => to - from + 1;

/**
 * Remembers the longest stretch of records that were found to be whole, so that they are not hashed again each time
 * that they are read. What lies outside of it is.
 */
export class CheckedSpan {
  #kept = none;
  /** The stretch being read now. */
  #run = none;

  has(n: number): boolean {
    return n >= this.#kept.from && n <= this.#kept.to;
  }

  /** Notes a stretch that was found to be whole, or was just written. */
  add(from: number, to: number): void {
    if (from <= this.#kept.to + 1 && from >= this.#kept.from) {
      this.#kept = { from: this.#kept.from, to: Math.max(this.#kept.to, to) };
      return;
    }
    this.#run = from === this.#run.to + 1 ? { from: this.#run.from, to } : { from, to };
    if (lengthOf(this.#run) > lengthOf(this.#kept)) this.#kept = this.#run;
  }
}
