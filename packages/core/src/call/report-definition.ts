import type { either } from 'fp-ts';

import type { AnyEvent } from '../codec';
import type { CommandView } from './function-definition';
import type { InputRow } from './input-row';

/** Why a report of the host cannot be: an error of whoever reports, not a status. It changes nothing. */
export interface ReportError {
  readonly why: string;
  readonly member?: string;
}

/**
 * One step of what a report brings about: the events that follow from the state as the steps before it, with
 * their consequences, have left it.
 */
export type Step<Reads, Event extends AnyEvent> = (view: CommandView<Reads>) => readonly Event[];

/** Something that happens to the host without a call: hardware, the link, a router. One report is one append. */
export interface ReportDefinition<Reads, Params, Event extends AnyEvent = AnyEvent> {
  /** Name in scenarios and in the cause of its events: `interface-arrives`. */
  readonly name: string;
  readonly summary: string;
  readonly input: InputRow<Params>;
  /** Left: the report names what the host does not have. A report that fits but changes nothing gives no event. */
  readonly decide: (
    view: CommandView<Reads>,
    params: Params,
  ) => either.Either<ReportError, ReadonlyArray<Step<Reads, Event>>>;
}

/** Declares a report. */
export const report = <Reads, Params, Event extends AnyEvent>(
  definition: ReportDefinition<Reads, Params, Event>,
): ReportDefinition<Reads, Params, Event> => definition;
