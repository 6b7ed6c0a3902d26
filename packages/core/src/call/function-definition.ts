import type { either } from 'fp-ts';

import type { AnyEvent } from '../codec';
import type { InputRow } from './input-row';
import type { Refusal } from './refusal';
import type { Status } from './status';

/** A parameter under its documented name. */
export interface Parameter {
  readonly name: string;
  readonly direction: 'in' | 'out' | 'in/out';
  /** C type for the reference: `MIB_IPFORWARD_ROW2`, `ADDRESS_FAMILY` … */
  readonly type: string;
  /** The members that a row or structure given here may bear. */
  readonly row?: InputRow<unknown>;
  /** The Initialize function that fills such a row, where there is one. */
  readonly initialize?: string;
  readonly meaning?: string;
}

/** State at an instant: all that a read may look at. Past, forked and present states are read alike. */
export interface View<Reads> {
  readonly state: Reads;
  /** The instant of the read, for Age, lifetimes and states that time computes. */
  readonly at: number;
  /** TRUE where the host repeats a live one: lookups follow that system's rules, calls cannot change it. */
  readonly mirrored: boolean;
}

/** What a command may look at besides: chance comes in here, never in a fold. */
export interface CommandView<Reads> extends View<Reads> {
  /** Next number of the host's number source, 0 ≤ r < 1. */
  readonly draw: () => number;
}

/** What a call gives back; `out` holds the out and in/out parameters by name, only where it succeeded. */
export interface Answer<Out extends object = object> {
  readonly status: Status;
  readonly out?: Partial<Out>;
  /** In words, where it was refused. */
  readonly why?: string;
  readonly member?: string;
}

/** What a command has decided: events to append together (possibly none), and what its caller gets. */
export interface Decision<Event extends AnyEvent, Reads, Out extends object = object> {
  /** The principal events; what follows from them in other tables is added by the engine. */
  readonly events: readonly Event[];
  /** STATUS_SUCCESS unless given: ResolveIpNetEntry2 alone may change something and yet fail. */
  readonly status?: Status;
  /** The out parameters, read from the state after the append. */
  readonly out?: (after: View<Reads>) => Partial<Out>;
}

interface FunctionBase {
  /** Win32 name. */
  readonly name: string;
  /** One sentence for the reference. */
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  /** Every status it can return, STATUS_SUCCESS first; empty for functions without a status. */
  readonly statuses: readonly Status[];
  /** The checks in their order, in words, each with the status it gives. */
  readonly checks?: ReadonlyArray<readonly [check: string, status: Status]>;
  /** Names of the events that it can append, consequences in other tables left out. */
  readonly events?: readonly string[];
  /** Parameters of an example call that the reference shows and a test runs. */
  readonly example?: Readonly<Record<string, unknown>>;
}

/** A call that changes nothing: it may be asked as of any past position. */
export interface QueryFunction<Reads, Params extends object, Out extends object> extends FunctionBase {
  readonly kind: 'query';
  readonly run: (view: View<Reads>, params: Params) => Answer<Out>;
}

/** A call that may change state. `in` members are as the caller gave them: not yet checked. */
export interface CommandFunction<
  Reads,
  Params extends object,
  Out extends object,
  Event extends AnyEvent = AnyEvent,
> extends FunctionBase {
  readonly kind: 'command';
  readonly decide: (
    view: CommandView<Reads>,
    params: Params,
  ) => either.Either<Refusal, Decision<Event, Reads, Out>>;
}

/** Declares a call that only reads. */
export const query = <Reads, Params extends object, Out extends object>(
  definition: Omit<QueryFunction<Reads, Params, Out>, 'kind'>,
): QueryFunction<Reads, Params, Out> => ({ kind: 'query', ...definition });

/** Declares a call that may change state. */
export const command = <Reads, Params extends object, Out extends object, Event extends AnyEvent>(
  definition: Omit<CommandFunction<Reads, Params, Out, Event>, 'kind'>,
): CommandFunction<Reads, Params, Out, Event> => ({ kind: 'command', ...definition });

/** An answer of success with the given out parameters. */
export const answer = <Out extends object>(out: Out): Answer<Out> => ({ status: 'STATUS_SUCCESS', out });

/** A refusal as a query's answer; out parameters that documents zero on failure may be given. */
export const refused = <Out extends object>(refusal: Refusal, out?: Partial<Out>): Answer<Out> => ({
  ...refusal,
  ...(out === undefined ? {} : { out }),
});
