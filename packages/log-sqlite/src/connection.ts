import { pathToFileURL } from 'node:url';

import Database from 'libsql';

/** So long a statement waits for another one's lock, in milliseconds, unless told otherwise. */
export const BUSY_TIMEOUT_MS = 5_000;

/** What is bound to a statement. Never a boolean: that ends the whole process in libsql 0.5. */
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
  /** By which another connection can read what this one sees. */
  readonly readUrl: string;

  /**
   * libsql takes no options for access, SQLite's own file names do; a name of that form also keeps it from
   * making a file that is not there.
   */
  constructor(
    file: string,
    access: Access,
    readonly busyTimeoutMs: number,
  ) {
    const url = pathToFileURL(file).href;
    this.readUrl = `${url}?${queryOf[access === 'write' ? 'read' : access]}`;
    this.#database = new Database(`${url}?${queryOf[access]}`, { timeout: busyTimeoutMs });
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

  /**
   * The first row of columns that can be nothing but integers or NULL: rowids, and what is cast to INTEGER.
   * Undefined where there is no row.
   */
  integers(sql: string, values: readonly SqlValue[] = []): readonly (number | null)[] | undefined {
    return this.#firstRow(sql, values) as (number | null)[] | undefined;
  }

  /**
   * The one column of the first row, which must be cast to BLOB, as text. libsql ends the whole process where
   * a text that it fetches is no UTF-8; of a damaged file that has to be expected. Bytes that are no UTF-8
   * come as U+FFFD. Undefined where there is no row or the column is NULL.
   */
  text(sql: string, values: readonly SqlValue[] = []): string | undefined {
    return this.texts(sql, values)[0];
  }

  /** As `text`, of each column of the first row; empty where there is no row. */
  texts(sql: string, values: readonly SqlValue[] = []): readonly (string | undefined)[] {
    const columns = (this.#firstRow(sql, values) ?? []) as readonly (Buffer | null)[];
    return columns.map((bytes) => bytes?.toString('utf8'));
  }

  /** What a PRAGMA is set to. Only for those whose value SQLite makes itself, not for what it quotes. */
  pragma(source: string): string | number | undefined {
    return this.#firstRow(`PRAGMA ${source}`, [])?.[0] as string | number | undefined;
  }

  /**
   * Gives the connection up. libsql lets go of the file once no statement is referenced any more, so locks
   * must have been given up before by ending the transaction that holds them.
   */
  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #firstRow(sql: string, values: readonly SqlValue[]): readonly unknown[] | undefined {
    return this.#statement(sql).raw().all(values)[0] as unknown[] | undefined;
  }

  #statement(sql: string): Database.Statement {
    const prepared = this.#statements.get(sql);
    if (prepared !== undefined) return prepared;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
