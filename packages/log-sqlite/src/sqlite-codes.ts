import { sqliteCodeOf } from './error-facts';

// Primary result codes of SQLite (sqlite.org/rescode.html); the extended ones hold them in the low eight bits.
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_CORRUPT = 11;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;
// A page that should be there is not: the file was cut.
const SQLITE_IOERR_SHORT_READ = 522;

const primaryCodeOf = (error: unknown): number | undefined => {
  const code = sqliteCodeOf(error);
  return code === undefined ? undefined : code & 0xff;
};

/** Somebody else holds the lock that was asked for. */
export const isBusy = (error: unknown): boolean => primaryCodeOf(error) === SQLITE_BUSY;

/** The file does not begin as a SQLite database does. */
export const isNoDatabase = (error: unknown): boolean => primaryCodeOf(error) === SQLITE_NOTADB;

/** The database is not what SQLite wrote. */
export const isDamage = (error: unknown): boolean =>
  primaryCodeOf(error) === SQLITE_CORRUPT ||
  sqliteCodeOf(error) === SQLITE_IOERR_SHORT_READ ||
  isNoDatabase(error);

/** SQLite wanted to make files beside the database and may not. */
export const needsFilesBeside = (error: unknown): boolean =>
  primaryCodeOf(error) === SQLITE_READONLY || primaryCodeOf(error) === SQLITE_CANTOPEN;
