import type { Answer } from '../call';
import type { DomainEvent } from '../catalogue';
import type { Link } from '../neighbors';
import type { HostState } from '../state';
import type { DeliveryOptions } from './delivery';
import type { Expectation } from './expectation';

/** Which outcomes without an event are recorded: refused commands, also those that changed nothing, or none. */
export type Auditing = 'none' | 'refused' | 'all';

export interface HostRunOptions extends DeliveryOptions {
  /** Default: `refused`. */
  readonly auditing?: Auditing;
  /** The caller's clock, epoch milliseconds; left out, time is virtual and passes by `advance` alone. */
  readonly clock?: () => number;
  /** The host's number source, 0 ≤ r < 1; left out, always 0.5, so that runs repeat. */
  readonly draw?: () => number;
  /**
   * The way to real neighbors, asked after the notifications of the append that asks; its answers come in as
   * reports `neighbor-answered`. Without one, what `neighbor-answers` reports told is the link; with one, nobody
   * answers there, and those reports are refused.
   */
  readonly link?: Link;
}

/** Who does something, when, and under which conditions. */
export interface CommandOptions {
  /** Instant of the command; before the clock's, it takes the clock's. */
  readonly at?: number;
  readonly actor?: string;
  /** Unique per command: the same id again is not carried out again. */
  readonly commandId?: string;
  readonly correlationId?: string;
  readonly expect?: Expectation;
  /** The command of another log is run again: its cause says so. */
  readonly isReplay?: true;
}

/** The same of a report; it expects nothing, for what is reported has happened. */
export type ReportOptions = Omit<CommandOptions, 'expect'>;

/** What a command gives back. */
export interface Outcome extends Answer {
  /** TRUE where the command id was in the log already: nothing was done again. */
  readonly repeated?: true;
}

/** A message of a live host, one of many (`MessageReport`), with what it makes of a state. */
export interface MirrorStep extends MirrorMessage {
  readonly place?: string | undefined;
  readonly decide: (state: HostState, at: number) => readonly DomainEvent[];
}

/** Something that a live host said, to be repeated by its mirror. */
export interface MirrorMessage {
  readonly at: number;
  /** Name of the message: `RTM_NEWROUTE`. */
  readonly name: string;
  readonly params: object;
  readonly actor?: string;
}
