import { ulong64Input, type Refusal } from '../call';

/** Whether a buffer of `length` characters holds the text and its NUL. */
export const fitsBuffer = (text: string, length: unknown): boolean =>
  (ulong64Input.read(length) ?? ulong64Input.zero) > BigInt(text.length);

/** STATUS_NOT_ENOUGH_MEMORY: the buffer has no room for the text. */
export const tooSmall = (text: string): Refusal => ({
  status: 'STATUS_NOT_ENOUGH_MEMORY',
  why: `the buffer must hold ${text.length + 1} characters`,
  member: 'Length',
});
