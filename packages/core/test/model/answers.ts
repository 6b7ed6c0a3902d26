import type { Status } from '@netlapse/core';

import type { Given } from './given';

/** What a call returns. */
export interface Answer {
  readonly status: Status;
  /** Out parameters, as far as the model says what they hold. */
  readonly out?: Given;
}

/** A check of a call that did not pass. */
class Refused extends Error {
  constructor(readonly status: Status) {
    super(status);
  }
}

/** One of each status, made once: tens of thousands of stacks would take longer than all else. */
const refusals = new Map<Status, Refused>();

const refusalOf = (status: Status): Refused => {
  const refusal = refusals.get(status) ?? new Refused(status);
  refusals.set(status, refusal);
  return refusal;
};

/** One check of a call: it goes on only where the condition holds. */
export const check: (holds: boolean, status: Status) => asserts holds = (holds, status) => {
  if (!holds) throw refusalOf(status);
};

/** As {@link check}, with the value that must be there. */
export const present = <Value>(value: Value | undefined, status: Status): Value => {
  if (value === undefined) throw refusalOf(status);
  return value;
};

export const success: Answer = { status: 'STATUS_SUCCESS' };

export const gives = (out: Given): Answer => ({ status: 'STATUS_SUCCESS', out });

/** What a call gives, or its answer where one of its checks refuses it. */
export const orRefusal = <Value>(call: () => Value): Value | Answer => {
  try {
    return call();
  } catch (error) {
    if (error instanceof Refused) return { status: error.status };
    throw error;
  }
};
