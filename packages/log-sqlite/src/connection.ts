import { pathToFileURL } from 'node:url';

import Database from 'libsql';

/** What a column holds. Never a boolean: binding one ends the whole process in libsql 0.5. */
export type SqlValue = string | number | null;

/**
 * How a file is opened. `write`: it must be there; `read`: nothing is written to it; `frozen`: as `read`, and
 * taken to be changed by nobody, so that it needs no files beside it.
 */
export type Access = 'write' | 'read' | 'frozen';

const queryOf: Readonly<Record<Access, string>> = {
  write: 'mode=rw',
  read: 'mode=ro',
  frozen: 'mode=ro&immutable=1',
};

/** One connection to a SQLite file: statements are prepared once, results are read to their end at once. */
export class Connection {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  /**
   * libsql takes no options for access, SQLite's own file names do; a name of that form also keeps it from
   * making a file that is not there.
   */
  constructor(file: string, access: Access, busyTimeoutMs: number) {
    this.#database = new Database(`${pathToFileURL(file).href}?${queryOf[access]}`, {
      timeout: busyTimeoutMs,
    });
  }

  /** Whether a transaction is under way: an error may have ended it already. */
  get isInTransaction(): boolean {
    return this.#database.inTransaction;
  }

  /** Runs statements that take no values and give no rows. */
  execute(sql: string): void {
    this.#database.exec(sql);
  }

  /** Runs one statement that gives no rows. */
  run(sql: string, values: readonly SqlValue[]): void {
    this.#statement(sql).run(values);
  }

  /** All rows, each as the list of its columns. */
  rows(sql: string, values: readonly SqlValue[] = []): readonly (readonly SqlValue[])[] {
    return this.#statement(sql).raw().all(values) as SqlValue[][];
  }

  /** The first row; undefined where there is none. */
  row(sql: string, values: readonly SqlValue[] = []): readonly SqlValue[] | undefined {
    return this.rows(sql, values)[0];
  }

  /** The first column of the first row of a PRAGMA: what it is set to, or what it found. */
  pragma(source: string): SqlValue | undefined {
    return this.row(`PRAGMA ${source}`)?.[0];
  }

  /**
   * Gives the connection up. libsql lets go of the file once no statement is referenced any more, so locks
   * must have been given up before by ending the transaction that holds them.
   */
  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #statement(sql: string): Database.Statement {
    const prepared = this.#statements.get(sql);
    if (prepared !== undefined) return prepared;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
