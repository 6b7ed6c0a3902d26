import type { InputMember } from '../call';

/** The values that the members of an input structure are read into. */
export type ReadMembers<Members> = {
  readonly [Member in keyof Members]: Members[Member] extends InputMember<infer A> ? A : never;
};
