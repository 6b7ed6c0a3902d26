import { either } from 'fp-ts';

import type { Status } from './status';

/** Why a call is refused: the status its caller gets, and what people read. A refused call changes nothing. */
export interface Refusal {
  readonly status: Status;
  /** One plain sentence without the status' name. */
  readonly why: string;
  /** The member or parameter at fault, such as `Row.Metric`. */
  readonly member?: string;
}

/** A refusal as the left side of a decision. */
export const refuse = (status: Status, why: string, member?: string): either.Either<Refusal, never> =>
  either.left(member === undefined ? { status, why } : { status, why, member });

/** STATUS_INVALID_PARAMETER, the answer of checks 1 to 4. */
export const invalid = (why: string, member?: string): either.Either<Refusal, never> =>
  refuse('STATUS_INVALID_PARAMETER', why, member);
