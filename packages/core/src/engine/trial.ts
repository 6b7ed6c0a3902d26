import type { CommandView, Refusal, View } from '../call';
import type { DomainEvent } from '../catalogue';
import { nextDue, type HostState } from '../state';
import type { AnyCommand } from './any-command';
import { AppendBuilder } from './append-builder';

/** What came of a call that was tried. */
export type Tried = { readonly changed: boolean } | { readonly refusal: Refusal };

/**
 * A state on which calls are tried one after another at one instant: decided and folded as on a fork, but no log
 * keeps them and nobody is told. What is due by that instant happens first, as it does on a host.
 */
export class Trial {
  readonly #at: number;
  readonly #draw: () => number;
  #state: HostState;

  /** @param view where to begin; a mirrored host is tried as a model, as its fork is one */
  constructor({
    state,
    at,
    draw = () => 0.5,
  }: View<HostState> & Partial<Pick<CommandView<unknown>, 'draw'>>) {
    this.#state = state;
    this.#at = at;
    this.#draw = draw;
    this.#settle();
  }

  get state(): HostState {
    return this.#state;
  }

  get at(): number {
    return this.#at;
  }

  /** Goes back to a state that was looked at before: nothing since has been tried. */
  reset(state: HostState): void {
    this.#state = state;
  }

  /** Tries a call. One that is refused changes nothing. */
  call(definition: AnyCommand, params: object): Tried {
    const view: CommandView<HostState> = {
      state: this.#state,
      at: this.#at,
      mirrored: false,
      draw: this.#draw,
    };
    const decided = definition.decide(view, params as never);
    if (decided._tag === 'Left') return { refusal: decided.left };
    const { events } = decided.right;
    if (events.length === 0) return { changed: false };
    this.#append(events as readonly DomainEvent[]);
    this.#settle();
    return { changed: true };
  }

  #append(events: readonly DomainEvent[]): void {
    const append = new AppendBuilder(this.#state, this.#at);
    append.step(events);
    append.finish();
    this.#state = append.state;
  }

  #settle(): void {
    for (let due = nextDue(this.#state, this.#at); due !== undefined; due = nextDue(this.#state, this.#at))
      this.#append(due.events);
  }
}
