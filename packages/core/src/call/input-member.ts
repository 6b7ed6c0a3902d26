/**
 * One member of a structure that a caller passes in. Left out, it is zero, as in a structure of C that was
 * cleared; what cannot be that C type at all is told apart from a value that a check will refuse.
 */
export interface InputMember<A> {
  /** What is expected, for messages: `ULONG`, `an IP address`. */
  readonly expected: string;
  /** The value of a member left out. */
  readonly zero: A;
  /** undefined: not a value of this type. */
  readonly read: (value: unknown) => A | undefined;
}
