import { isMembers } from '../codec';

/** What JSON can hold. Numbers in a log are integers of at most 53 bits; {@link canonicalJson} enforces it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** A JSON object: the data of an event, the parameters of a cause, a state document. */
export type JsonObject = { readonly [member: string]: Json };

/** True for an object that is neither null nor an array; its members are not looked at. */
export const isJsonObject = (value: unknown): value is JsonObject => isMembers(value);
