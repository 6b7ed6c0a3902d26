import type { either } from 'fp-ts';

import type { CommandView, Decision, Parameter, Refusal } from '../call';
import type { AnyEvent } from '../codec';
import type { HostState } from '../state';

/** A command as the registry declares it, for code that treats all alike. */
export interface AnyCommand {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly decide: (
    view: CommandView<HostState>,
    params: never,
  ) => either.Either<Refusal, Decision<AnyEvent, HostState>>;
}
