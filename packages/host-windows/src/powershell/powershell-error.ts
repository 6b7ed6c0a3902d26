/** What PowerShell wrote that cannot be imported; nothing of it is. Trying again does not cure it. */
export class PowerShellError extends Error {
  override readonly name = 'PowerShellError';

  /**
   * @param file as the caller calls it.
   * @param index number of the object at fault in that file, from 1; undefined where the file as a whole is.
   * @param member the property at fault; undefined where it is the object as a whole.
   * @param what what was found, and what was expected.
   */
  constructor(
    readonly file: string,
    readonly index: number | undefined,
    readonly member: string | undefined,
    what: string,
    options?: ErrorOptions,
  ) {
    const object = index === undefined ? '' : `object ${index}: `;
    super(`${file}: ${object}${member === undefined ? '' : `${member}: `}${what}`, options);
  }
}

/** Where an object stands. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly index: number;
}

/** The error of a value that is another than it should be. */
export const faultAt = ({ file, index }: Place, member: string | undefined, what: string): PowerShellError =>
  new PowerShellError(file, index, member, what);
