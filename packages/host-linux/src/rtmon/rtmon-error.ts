/** What is wrong with a recording. None of it is cured by trying again, except 'unreadable'. */
export type RtmonErrorKind =
  /** The file cannot be opened or read; the cause says why. */
  | 'unreadable'
  /** There is not one byte in it. */
  | 'empty'
  /** It is something else: text, a database, an archive. */
  | 'not a recording'
  /** Messages stand before the first time stamp, so that nobody knows when they came. */
  | 'no time stamp'
  /** A message in the middle says that it is shorter than its own header. */
  | 'bad message length'
  /** Compressed, and cut short. */
  | 'truncated gzip'
  /** Compressed, and not as it was written. */
  | 'damaged gzip';

/** A recording that cannot be read, or not beyond `offset`. */
export class RtmonError extends Error {
  override readonly name = 'RtmonError';

  /**
   * @param file the recording, as the caller calls it.
   * @param offset bytes from the begin of the recording, decompressed; undefined where the whole file is meant.
   * @param what what was found, and what was expected.
   */
  constructor(
    readonly kind: RtmonErrorKind,
    readonly file: string,
    readonly offset: number | undefined,
    what: string,
    options?: ErrorOptions,
  ) {
    super(offset === undefined ? `${file}: ${what}` : `${file}: at byte ${offset}: ${what}`, options);
  }
}

/**
 * A member of whatever was thrown; undefined where it has none. What Node throws need not be an instance of the Error
 * that is at hand here: code may run in a context of its own.
 */
export const memberOf = (thrown: unknown, member: 'code' | 'message'): unknown =>
  typeof thrown === 'object' && thrown !== null && member in thrown ? Reflect.get(thrown, member) : undefined;
