import type { Refusal } from '../call';

/** STATUS_INVALID_PARAMETER as a refusal by itself, for calls that answer without a decision. */
export const invalidParameter = (why: string, member: string): Refusal => ({
  status: 'STATUS_INVALID_PARAMETER',
  why,
  member,
});
