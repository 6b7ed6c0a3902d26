import { accessSync, closeSync, constants, openSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { LogCorrupt, LogError, LogUnavailable, type Hasher, type Head } from '@netlapse/core';

import { CacheFiles, clearCache } from './cache-files';
import { CheckpointDirectory } from './checkpoint-directory';
import { BUSY_TIMEOUT_MS, Connection } from './connection';
import { EventIndex } from './event-index';
import { checkPages } from './file-check';
import { FollowedConnection } from './followed-connection';
import { HeadFile, headFileOf, readHeadFile } from './head-file';
import { identify, realFileOf } from './identify';
import { nodeSha256 } from './node-hashers';
import { RecordReader } from './record-reader';
import { createSchema, nameTables } from './schema';
import { SqliteEventLog } from './sqlite-event-log';
import type { SqliteLogOptions } from './sqlite-log-options';
import { syncDirectoryOf } from './sync-directory';
import { WriterLock } from './writer-lock';

const FILE_MODE = 0o600;

/**
 * Opens a log in one SQLite file.
 *
 * Beside `FILE` stand `FILE.head` (its end, to notice records cut off), `FILE.lock` (empty; its lock is the
 * right to write), `FILE.checkpoints` (states, to begin with; they may be removed) and, while it is in use, SQLite's
 * `FILE-wal` and `FILE-shm`.
 *
 * @throws NotALog for any other file; UnknownFormatVersion; LogLocked where another writes it; LogCorrupt,
 *   for `write` wherever the chain is broken, for `read` only where nothing can be read; LogUnavailable for
 *   what the system refuses: no permission, no such file, a file in the way.
 */
export const openSqliteLog = (file: string, options: SqliteLogOptions): SqliteEventLog => {
  try {
    if (options.mode === 'read') return openForReading(realFileOf(file), options);
    if (options.mode === 'write') return openForWriting(realFileOf(file), options);
    return create(file, options);
  } catch (error) {
    throw error instanceof LogError ? error : new LogUnavailable(file, error);
  }
};

const openForReading = (file: string, options: SqliteLogOptions): SqliteEventLog => {
  // SQLite would only say that it is unable to.
  accessSync(file, constants.R_OK);
  const followed = new FollowedConnection(file, options.busyTimeoutMs ?? BUSY_TIMEOUT_MS);
  return orRelease(
    () => followed.close(),
    () => {
      identify(followed.current(), file);
      const hasher = options.hasher ?? nodeSha256;
      const reader = new RecordReader(file, () => followed.current(), hasher, options.onProgress);
      assertFirstRecord(reader, reader.head());
      const cache = cacheFor(file, reader, hasher, options);
      const isReplaced = (): boolean => followed.isReplaced;
      return new SqliteEventLog({
        file,
        hasher,
        reader,
        ...cache,
        isReplaced,
        release: () => followed.close(),
      });
    },
  );
};

const openForWriting = (file: string, options: SqliteLogOptions): SqliteEventLog => {
  // SQLite would fall back to reading, and the first append would be the one to fail.
  accessSync(file, constants.W_OK);
  const connection = new Connection(file, 'write', options.busyTimeoutMs ?? BUSY_TIMEOUT_MS);
  return orRelease(
    () => connection.close(),
    () => {
      // Before anything is made beside a file that is not ours.
      identify(connection, file);
      const lock = new WriterLock(file, options.fileMode ?? FILE_MODE);
      return orRelease(
        () => lock.release(),
        () => writerOf(file, connection, lock, options),
      );
    },
  );
};

const create = (path: string, options: SqliteLogOptions): SqliteEventLog => {
  const file = join(realpathSync(dirname(path)), basename(path));
  const mode = options.fileMode ?? FILE_MODE;
  closeSync(openSync(file, 'wx', mode));
  return orRelease(
    () => ['', '-wal', '-shm'].forEach((suffix) => rmSync(`${file}${suffix}`, { force: true })),
    () => {
      syncDirectoryOf(file);
      rmSync(headFileOf(file), { force: true });
      // Of a log that stood here before.
      clearCache(file);
      const lock = new WriterLock(file, mode);
      return orRelease(
        () => lock.release(),
        () => {
          const connection = new Connection(file, 'write', options.busyTimeoutMs ?? BUSY_TIMEOUT_MS);
          // Kept in the file from its first page on. Half as many pages to write and to read as with the usual 4 KiB.
          connection.execute(`PRAGMA page_size = ${PAGE_BYTES}`);
          settle(connection, file);
          createSchema(connection);
          return writerOf(file, connection, lock, options);
        },
      );
    },
  );
};

/** What is kept beside a log for speed alone. */
interface Cache {
  readonly checkpoints: CheckpointDirectory;
  readonly index: EventIndex;
}

const cacheFor = (
  file: string,
  reader: RecordReader,
  hasher: Hasher,
  { checkpoints, fileMode = FILE_MODE }: SqliteLogOptions,
): Cache | undefined => {
  if (checkpoints === 'ignore') return undefined;
  const files = new CacheFiles(file, hasher, fileMode);
  return { checkpoints: new CheckpointDirectory(files), index: new EventIndex(files, reader) };
};

/** Opens a log for writing whose lock is held already, as one is that has just been put into its place. */
export const openWithLock = (file: string, lock: WriterLock, options: SqliteLogOptions): SqliteEventLog => {
  const connection = new Connection(file, 'write', options.busyTimeoutMs ?? BUSY_TIMEOUT_MS);
  return orRelease(
    () => connection.close(),
    () => writerOf(file, connection, lock, options),
  );
};

const writerOf = (
  file: string,
  connection: Connection,
  lock: WriterLock,
  options: SqliteLogOptions,
): SqliteEventLog => {
  settle(connection, file);
  const hasher = options.hasher ?? nodeSha256;
  const reader = new RecordReader(file, () => connection, hasher, options.onProgress);
  const head = reader.head();
  assertFirstRecord(reader, head);
  const cache = cacheFor(file, reader, hasher, options);
  const checkedUpTo = options.checkedUpTo ?? newestOf(cache?.checkpoints, reader, head);
  assertWhole(reader, connection, file, head, checkedUpTo);
  if (options.tableOfType !== undefined) nameTables(connection, options.tableOfType);
  const headFile = new HeadFile(file, options.fileMode ?? FILE_MODE);
  const letGo = (): WriterLock => {
    headFile.close();
    emptyWal(connection);
    connection.close();
    return lock;
  };
  return new SqliteEventLog({
    file,
    hasher,
    reader,
    ...cache,
    writer: { connection, keepHead: (last) => headFile.write(last), options, letGo },
    release: () => letGo().release(),
  });
};

const WAL = 'wal';
const SYNCHRONOUS_FULL = 2;
const PAGE_BYTES = 8192;
/** The write-ahead log is moved into the file at so many pages, 16 MiB: what is appended in thousands waits less. */
const WAL_PAGES = 2048;

// Both are set at every opening and read back: SQLite keeps the first in the file but may not be able to
// keep to it, and forgets the second. With them a commit is on the disk when it returns.
const settle = (connection: Connection, file: string): void => {
  const journal = connection.pragma('journal_mode = WAL');
  connection.execute(
    `PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON; PRAGMA wal_autocheckpoint = ${WAL_PAGES}`,
  );
  const synchronous = connection.pragma('synchronous');
  if (journal !== WAL) throw new LogUnavailable(file, new Error(`journal_mode is ${journal} and not ${WAL}`));
  if (synchronous !== SYNCHRONOUS_FULL)
    throw new LogUnavailable(file, new Error(`synchronous is ${synchronous} and not FULL`));
};

// The first record says in which version the others are written.
const assertFirstRecord = (reader: RecordReader, head: Head): void => {
  if (head.n === 0) return;
  const [first] = reader.records(1, 1);
  if (first?.kind !== 'genesis' && first?.kind !== 'base')
    throw new LogCorrupt(1, `a ${first?.kind} is no first record`);
};

const assertWhole = (
  reader: RecordReader,
  connection: Connection,
  file: string,
  head: Head,
  checkedUpTo: SqliteLogOptions['checkedUpTo'],
): void => {
  const from = checkedUpTo === undefined ? 0 : trusted(reader, head, checkedUpTo);
  if (from < head.n) reader.checkChain(from + 1, head.n);
  assertEndsAt(reader, file, head);
  // The chain says nothing of the pages that hold the index.
  if (checkedUpTo !== undefined) return;
  checkPages(connection);
};

/** The record of the newest checkpoint that is of this log: whoever made it had checked all before. */
const newestOf = (
  checkpoints: CheckpointDirectory | undefined,
  reader: RecordReader,
  head: Head,
): Pick<Head, 'n' | 'hash'> | undefined => {
  for (const seq of checkpoints?.seqs().toReversed() ?? []) {
    const label = checkpoints?.label(seq);
    if (label === undefined || !(label.n >= 1 && label.n <= head.n)) continue;
    if (reader.hashOf(label.n) === label.hash) return label;
  }
  return undefined;
};

const trusted = (reader: RecordReader, head: Head, { n, hash }: Pick<Head, 'n' | 'hash'>): number => {
  if (n > head.n)
    throw new LogCorrupt(head.n + 1, `it is missing with all that follow: record ${n} is known`);
  if (n === 0) return 0;
  const found = reader.hashOf(n);
  if (found !== hash) throw new LogCorrupt(n, `its hash is ${found}, the one known is ${hash}`);
  return n;
};

const assertEndsAt = (reader: RecordReader, file: string, head: Head): void => {
  const known = readHeadFile(file);
  if (known === undefined || known.n === 0) return;
  const where = `${headFileOf(file)} names record ${known.n}`;
  if (known.n > head.n)
    throw new LogCorrupt(
      head.n + 1,
      `it is missing with all that follow: ${where}. Remove that file to go on without`,
    );
  const found = reader.hashOf(known.n);
  if (found !== known.hash)
    throw new LogCorrupt(known.n, `its hash is ${found}: ${where} with hash ${known.hash}`);
};

// Puts all into the one file, so that it can be copied and read alone. What cannot be put there now, because
// somebody reads, stays in the write-ahead log, which is as durable.
const emptyWal = (connection: Connection): void => {
  try {
    connection.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // Every append is on the disk already.
  }
};

const orRelease = <T>(release: () => void, make: () => T): T => {
  try {
    return make();
  } catch (error) {
    release();
    throw error;
  }
};
