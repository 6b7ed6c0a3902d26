/** Something outside the engine went wrong with a log: the class is told by `code`, the facts by its fields. */
export abstract class LogError extends Error {
  /** The name of the class, for callers that got the error from another copy of this package. */
  abstract readonly code: string;
  /** Whether the same call may succeed later without anything being mended. */
  abstract readonly mayPass: boolean;

  constructor(message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The log's last record is not the one the writer reckoned with. Nothing was written. */
export class LogMoved extends LogError {
  readonly code = 'LogMoved';
  readonly mayPass = true;

  constructor(
    /** The record number the caller took for the last. */
    readonly expected: number,
    /** The number of the last record. */
    readonly actual: number,
  ) {
    super(`the last record was expected to be ${expected} and is ${actual}`);
  }
}

/** The log was closed, by its owner or after a failure that left its state in doubt. */
export class LogClosed extends LogError {
  readonly code = 'LogClosed';
  readonly mayPass = false;

  constructor(reason = 'the log is closed') {
    super(reason);
  }
}

/** The records could not be made durable. None of them is in the log. */
export class LogWriteFailed extends LogError {
  readonly code = 'LogWriteFailed';
  readonly mayPass = true;

  /** @param file the file of a log that has one */
  constructor(cause: unknown, file?: string) {
    super(`${file === undefined ? '' : `${file}: `}writing failed: ${messageOf(cause)}`, { cause });
  }
}

/** A record is not what was written: altered, missing, inserted or exchanged, or its file is damaged. */
export class LogCorrupt extends LogError {
  readonly code = 'LogCorrupt';
  readonly mayPass = false;

  constructor(
    /** The number of the first record that is wrong; 0 where the damage belongs to no record. */
    readonly n: number,
    readonly reason: string,
    options?: { readonly cause: unknown },
  ) {
    super(n === 0 ? `the log is damaged: ${reason}` : `record ${n} is damaged: ${reason}`, options);
  }
}

/** What was opened as a log is none. */
export class NotALog extends LogError {
  readonly code = 'NotALog';
  readonly mayPass = false;

  constructor(
    /** What is there instead, in words. */
    readonly found: string,
    readonly file?: string,
  ) {
    super(`${file ?? 'this'} is no netlapse log: found ${found}`);
  }
}

/** The log was written by a later version of the program. */
export class UnknownFormatVersion extends LogError {
  readonly code = 'UnknownFormatVersion';
  readonly mayPass = false;

  constructor(
    readonly found: number,
    /** The greatest version that this program reads. */
    readonly known: number,
  ) {
    super(`the log has format version ${found}, this program knows versions up to ${known}`);
  }
}

/** Another writer has the log. */
export class LogLocked extends LogError {
  readonly code = 'LogLocked';
  readonly mayPass = true;

  constructor(readonly file: string) {
    super(`${file} is being written by another process, or by another part of this one`);
  }
}

/** The log cannot be reached: permission, a missing directory, a file in the way, a failing device. */
export class LogUnavailable extends LogError {
  readonly code = 'LogUnavailable';
  readonly mayPass = true;

  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    super(`${file} cannot be used: ${messageOf(cause)}`, { cause });
  }
}

/** What was given as the archive of a log does not end where that log begins. */
export class ArchiveMismatch extends LogError {
  readonly code = 'ArchiveMismatch';
  readonly mayPass = false;

  constructor(
    /** Number of the record that the log says was the last one replaced. */
    readonly n: number,
    readonly reason: string,
  ) {
    super(`this is not the archive of the log: ${reason}`);
  }
}

// Not by `instanceof`: what a native module or another realm threw is no instance of our Error.
const messageOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : String(cause);
