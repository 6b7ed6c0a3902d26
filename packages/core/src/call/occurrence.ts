import type { AnyEvent } from '../codec';

/** An event of any table, as a slice is asked about it: what goes before it here, what follows from it here? */
export interface Occurrence<Reads> {
  readonly event: AnyEvent;
  /** State before the event (and before the other principal events of its step). */
  readonly before: Reads;
  /** State now: with the event and all that was appended so far, where it is asked what follows. */
  readonly state: Reads;
  readonly at: number;
}

/** Something that falls due: its events, and where it stands in the order of things due. */
export interface Due<Event extends AnyEvent = AnyEvent> {
  /** The instant at which it happens; its append is dated so. */
  readonly at: number;
  /** Of the row that falls due: at one instant, rows created first come first. */
  readonly createdSeq: number;
  /** Name of the rule in the cause: `valid-lifetime`, `preferred-lifetime`, `dad`, `neighbor-timer`. */
  readonly rule: string;
  /** The event that set the timer. */
  readonly causationSeq: number;
  readonly events: readonly Event[];
}
