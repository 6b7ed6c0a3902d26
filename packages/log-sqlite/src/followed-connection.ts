import { existsSync, statSync } from 'node:fs';

import { Connection } from './connection';
import { needsFilesBeside } from './sqlite-codes';

/**
 * A connection for reading a log that somebody else may be writing.
 *
 * SQLite reads a log in WAL mode through two files beside it and makes them where they are missing. In a
 * directory that may not be written that fails once the last writer has gone. The log then stands still and
 * can be read alone, as frozen; should a writer come, the connection is made anew.
 */
export class FollowedConnection {
  #connection: Connection;
  /** What the file looked like when it was taken to be frozen; undefined while it is followed. */
  #frozenAs: string | undefined;
  /** Which file it is: another one may be put into its place. */
  #inode: number | undefined;

  constructor(
    private readonly file: string,
    private readonly busyTimeoutMs: number,
  ) {
    this.#connection = this.#connect();
  }

  /** The connection to read with now. */
  current(): Connection {
    if (this.#frozenAs !== undefined && this.#frozenAs !== this.#looks()) {
      this.#connection.close();
      this.#connection = this.#connect();
    }
    return this.#connection;
  }

  /** Whether another file stands in the place of the one that is read, which goes on to be read as it was. */
  get isReplaced(): boolean {
    return inodeOf(this.file) !== this.#inode;
  }

  close(): void {
    this.#connection.close();
  }

  /** Where a file was put into the place of another meanwhile, what was opened may be of both. */
  #connect(): Connection {
    for (;;) {
      this.#inode = inodeOf(this.file);
      const connection = this.#tryToConnect();
      if (!this.isReplaced) return connection;
      connection.close();
    }
  }

  #tryToConnect(): Connection {
    this.#frozenAs = undefined;
    const followed = new Connection(this.file, 'read', this.busyTimeoutMs);
    try {
      // Opening reads nothing yet; this does.
      followed.pragma('application_id');
      return followed;
    } catch (error) {
      // Whatever else is wrong shows again at the first read, where it is told apart.
      if (!needsFilesBeside(error) || hasContent(`${this.file}-wal`)) return followed;
      followed.close();
      this.#frozenAs = this.#looks();
      return new Connection(this.file, 'frozen', this.busyTimeoutMs);
    }
  }

  #looks(): string {
    const { ino, size, mtimeMs } = statSync(this.file);
    return `${ino} ${size} ${mtimeMs} ${hasContent(`${this.file}-wal`)}`;
  }
}

const inodeOf = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.ino;

const hasContent = (path: string): boolean => existsSync(path) && statSync(path).size > 0;
