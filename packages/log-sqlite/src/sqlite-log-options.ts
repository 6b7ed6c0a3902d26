import type { Hasher, Head } from '@netlapse/core';

/** How a log is opened. */
export interface SqliteLogOptions {
  /** `create`: a new file, which must not be there yet; `write`: to go on with one; `read`: beside a writer. */
  readonly mode: 'create' | 'write' | 'read';
  /** Makes the log's hashes: that of a keyed log is given at every opening. SHA-256 by default. */
  readonly hasher?: Hasher;
  /**
   * A record known to be whole with all before it: `write` then checks the chain from there on, not from the
   * beginning. Left out: that of the newest checkpoint.
   */
  readonly checkedUpTo?: Pick<Head, 'n' | 'hash'>;
  /**
   * `use`: states are kept in the directory `FILE.checkpoints`, and opening begins with the newest; `ignore`: neither
   * read nor written, the chain is checked from the first record. Left out: use.
   */
  readonly checkpoints?: 'use' | 'ignore';
  /** How long to wait, in milliseconds, for another program that locks the tables; 5,000 by default. */
  readonly busyTimeoutMs?: number;
  /** Permission bits of the files that are made, before the process's mask; 0o600 by default. */
  readonly fileMode?: number;
  /** Called now and then while a range of records is read: with the record reached, and the last of the range. */
  readonly onProgress?: (n: number, ofN: number) => void;
  /** For each type of event the table it touches, as the SQL views are to name it. Ignored by `read`. */
  readonly tableOfType?: Readonly<Record<string, string>>;
}
