/** A state and an instant to look at it: fully determines every read. */
export interface Position {
  /** After this event. */
  readonly seq: number;
  readonly at: number;
}

/**
 * How a caller names a past moment: a position, a mark by its name, an event (the state after it, even inside
 * an append, at its instant), or an instant (after all events up to it).
 */
export type AsOf = string | Position | { readonly seq: number } | { readonly at: number };
