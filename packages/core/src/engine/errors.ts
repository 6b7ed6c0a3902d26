/**
 * Errors of the library: what a caller of the engine did that cannot be answered by a status. Each changes
 * nothing; its fields say what was asked and what stands.
 */
export class EngineError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = code;
  }
}

/** A read as of an instant, or an event, that has not come yet. */
export class InTheFuture extends EngineError {
  constructor(
    readonly asked: number,
    readonly latest: number,
    what: 'instant' | 'event',
  ) {
    super('InTheFuture', `${what} ${asked} has not come yet: the log stands at ${what} ${latest}`);
  }
}

/** A read as of before the log, or the fork, begins. */
export class BeforeTheLog extends EngineError {
  constructor(
    readonly asked: number,
    readonly earliest: number,
    what: 'instant' | 'event',
  ) {
    super('BeforeTheLog', `${what} ${asked} lies before the log, which begins at ${what} ${earliest}`);
  }
}

/** A read in a part of the history that a compaction has removed. */
export class HistoryCompacted extends EngineError {
  constructor(
    readonly asked: number,
    readonly earliest: number,
    what: 'instant' | 'event',
  ) {
    super(
      'HistoryCompacted',
      `${what} ${asked} was removed by compaction: ask for ${what} ${earliest} or later`,
    );
  }
}

export class UnknownMark extends EngineError {
  constructor(readonly mark: string) {
    super('UnknownMark', `no mark is named ${mark}`);
  }
}

/** A report that names what the host does not have, or brings what it must not. */
export class ReportRefused extends EngineError {
  constructor(
    readonly report: string,
    readonly why: string,
    readonly member: string | undefined,
  ) {
    super('ReportRefused', member === undefined ? `${report}: ${why}` : `${report}: ${why} (${member})`);
  }
}

/** The expected position of a command was not the one that stands. */
export class Conflict extends EngineError {
  constructor(
    readonly expected: unknown,
    readonly actual: unknown,
  ) {
    super('Conflict', `expected ${JSON.stringify(expected)}, but found ${JSON.stringify(actual)}`);
  }
}

/** A command id that is in the log already, with other parameters. */
export class CommandIdReused extends EngineError {
  constructor(readonly commandId: string) {
    super(
      'CommandIdReused',
      `command ${commandId} is in the log already, with another function or other parameters`,
    );
  }
}

/** An advance of time from inside a callback: the outermost call owns the clock. */
export class ClockIsOwned extends EngineError {
  constructor() {
    super(
      'ClockIsOwned',
      'time cannot be advanced from inside a callback: the outermost call owns the clock',
    );
  }
}

/** A host takes its instants from one clock: it has one already. */
export class ClockIsTaken extends EngineError {
  constructor() {
    super(
      'ClockIsTaken',
      'the host takes its instants from a clock already: it was given one, or one is running',
    );
  }
}

/** Callbacks answered notifications with commands without end. */
export class NotificationLoop extends EngineError {
  constructor(
    /** Function and number of the registration whose callback issued the last of the commands. */
    readonly registration: string,
    readonly delivered: number,
  ) {
    super(
      'NotificationLoop',
      `${delivered} notifications were queued by commands issued inside callbacks, the last one by ${registration}: ` +
        'a callback answers each notification with a command that notifies it again',
    );
  }
}

export class HostClosed extends EngineError {
  constructor() {
    super('HostClosed', 'the host is closed');
  }
}

/** A report, or an import, that this kind of host does not take. */
export class WrongKindOfHost extends EngineError {
  constructor(why: string) {
    super('WrongKindOfHost', why);
  }
}
