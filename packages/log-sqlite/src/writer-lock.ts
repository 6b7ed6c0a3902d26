import { accessSync, closeSync, constants, existsSync, openSync } from 'node:fs';

import { LogLocked, LogUnavailable } from '@netlapse/core';
import Database from 'libsql';

import { systemCodeOf } from './error-facts';
import { isBusy } from './sqlite-codes';

/** The file whose lock tells that a log has a writer. It stays behind, empty, and means nothing by itself. */
export const lockFileOf = (file: string): string => `${file}.lock`;

/**
 * The right to write a log, held from construction to release and given up by the system with the process,
 * however it ends.
 *
 * It is the exclusive lock of an empty SQLite database beside the log. The log itself cannot be locked so:
 * its readers would be shut out. Nothing else may open that file, for closing any descriptor of a file
 * gives up all locks that the process has on it.
 */
export class WriterLock {
  readonly #database: Database.Database;
  #isHeld = true;

  /** @throws LogLocked where another holds it; LogUnavailable where the file cannot be made. */
  constructor(file: string, mode: number) {
    const path = lockFileOf(file);
    try {
      makeIfMissing(path, mode);
      // SQLite falls back to reading what it may not write, and such a connection gets no exclusive lock.
      accessSync(path, constants.W_OK);
      this.#database = new Database(path, { timeout: 0 });
      // Without a journal beside it: nothing is ever written to it. Statements that are prepared would keep
      // libsql from letting go, so there are none.
      this.#database.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
    } catch (error) {
      throw isBusy(error) ? new LogLocked(file) : new LogUnavailable(path, error);
    }
  }

  /** Lets the next writer in. Doing it twice is no error. */
  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#database.exec('ROLLBACK');
    this.#database.close();
  }
}

const makeIfMissing = (path: string, mode: number): void => {
  if (existsSync(path)) return;
  try {
    closeSync(openSync(path, 'wx', mode));
  } catch (error) {
    if (systemCodeOf(error) !== 'EEXIST') throw error;
  }
};
