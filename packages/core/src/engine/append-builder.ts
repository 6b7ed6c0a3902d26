import { definitionOf, type DomainEvent } from '../catalogue';
import type { StoredEvent, JsonObject } from '../log';
import {
  bearsOnTheHint,
  consequencesAfter,
  consequencesBefore,
  hintChange,
  evolve,
  checkFold,
  type HostState,
  foldTogether,
  MANY,
} from '../state';
import { AppendStates } from './append-states';

/**
 * The events of one append while they are put together. Each is folded as it comes, so that what follows is
 * decided on the state that it leaves; nothing is visible outside before the append is written.
 */
export class AppendBuilder {
  /** State with all events so far. */
  state: HostState;
  readonly events: StoredEvent[] = [];
  /** The states around each event. */
  readonly states: AppendStates;
  #hintInDoubt = false;

  constructor(
    start: HostState,
    readonly at: number,
  ) {
    this.state = start;
    this.states = new AppendStates(start, at, this.events);
  }

  /** Appends the principal events of a step with all that goes before and follows in other tables. */
  step(principals: readonly DomainEvent[]): void {
    const before = this.state;
    for (const event of principals) {
      this.all(consequencesBefore({ event, before, state: this.state, at: this.at }));
      this.plain(event);
    }
    for (const event of principals) this.#follow(event, before);
  }

  #follow(event: DomainEvent, before: HostState): void {
    for (const consequence of consequencesAfter({ event, before, state: this.state, at: this.at }))
      this.step([consequence]);
  }

  /** Appends one event alone: of a mirrored host, or one whose consequences are already in place. */
  plain(event: DomainEvent): void {
    checkFold(this.state, event);
    const seq = this.state.seq + 1;
    this.state = evolve(this.state, event, { seq, at: this.at });
    this.states.push(this.state);
    this.#add(event, seq);
  }

  #add(event: DomainEvent, seq: number): void {
    const { type, data } = event;
    this.events.push({ seq, type, v: definitionOf(type).v, data: data as unknown as JsonObject });
    this.#hintInDoubt ||= bearsOnTheHint(event);
  }

  /** Appends events as they are; many are folded together, and the states between again where somebody asks for them. */
  all(events: readonly DomainEvent[]): void {
    if (events.length >= MANY) this.together(events);
    else for (const event of events) this.plain(event);
  }

  /** Appends events as they are, folded together: several times as fast where nobody asks for the states between. */
  together(events: readonly DomainEvent[]): void {
    const first = this.state.seq + 1;
    const numbered = events.map((event, index) => ({ event, seq: first + index, at: this.at }));
    this.state = foldTogether(this.state, numbered);
    this.states.pushTogether(events.length, this.state);
    events.forEach((event, index) => this.#add(event, first + index));
  }

  /** Ends the append: the connectivity hint comes last where it is another one now. */
  finish(): void {
    if (!this.#hintInDoubt) return;
    const change = hintChange(this.state);
    if (change !== undefined) this.plain(change);
    this.#hintInDoubt = false;
  }
}
