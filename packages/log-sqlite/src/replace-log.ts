import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';

import { LogMoved, LogUnavailable } from '@netlapse/core';

import { cacheOf, clearCache } from './cache-files';
import { headFileOf } from './head-file';
import { openSqliteLog, openWithLock } from './open-sqlite-log';
import type { SqliteEventLog } from './sqlite-event-log';
import { syncDirectoryOf } from './sync-directory';
import { lockFileOf } from './writer-lock';

/** Where the log is made that is to take the place of another. */
export const successorFileOf = (file: string): string => `${file}.compacting`;

/**
 * A copy of that, which is what takes the place. The driver lets go of a file only when its statements are collected,
 * and whatever it opens of the same file until then would share the memory of those connections, which no other
 * process sees.
 */
const copyOf = (file: string): string => `${file}.compacted`;

/** Removes what is left of a log that was to take the place of another. */
export const removeSuccessor = (file: string): void => {
  const next = successorFileOf(file);
  for (const path of [copyOf(file), next, `${next}-wal`, `${next}-shm`, headFileOf(next), lockFileOf(next)])
    rmSync(path, { force: true });
  rmSync(cacheOf(next), { force: true, recursive: true });
};

/**
 * A new, empty log beside one that is being written, which is to take its place by `replaceLog`. What an earlier one
 * left that never did is removed.
 *
 * @param log opened for writing
 */
export const makeSuccessor = ({ file, hasher }: SqliteEventLog): SqliteEventLog => {
  removeSuccessor(file);
  const fileMode = statSync(file).mode & 0o777;
  return openSqliteLog(successorFileOf(file), { mode: 'create', hasher, fileMode });
};

/**
 * Puts a log into the place of another one, which goes: both are closed, and what stands there then is opened for
 * writing. The right to write is held all the time. Whatever ends this midway leaves the one log or the other, whole.
 * Readers of the log as it was keep it, and are told by {@link LogReplaced} when they ask for its end.
 *
 * @param successor made by `makeSuccessor`, with all events of the log up to its last
 * @returns undefined where somebody is just reading the log: nothing was done then, and it can be tried again
 */
export const replaceLog = (log: SqliteEventLog, successor: SqliteEventLog): SqliteEventLog | undefined => {
  const { file } = log;
  if (successor.head.seq !== log.head.seq) throw new LogMoved(log.head.seq, successor.head.seq);
  // Everything of either is in one file from here on: SQLite finds what is in its files beside by their names alone.
  if (!successor.gather() || !log.gather()) return undefined;
  const { head } = successor;
  successor.close();
  const next = successorFileOf(file);
  if (isFilled(`${next}-wal`)) throw new LogUnavailable(next, new Error('it could not be put into one file'));
  const copy = copyOf(file);
  copyFileSync(next, copy, constants.COPYFILE_FICLONE);
  syncFile(copy);
  const { lock, options } = log.letGo('another log stands in its place');
  try {
    // The end that is kept beside is that of the log as it was, so it goes first.
    for (const path of [headFileOf(file), `${file}-wal`, `${file}-shm`]) rmSync(path, { force: true });
    clearCache(file);
    syncDirectoryOf(file);
    renameSync(copy, file);
    syncDirectoryOf(file);
    renameSync(headFileOf(next), headFileOf(file));
    moveCache(next, file);
    removeSuccessor(file);
    return openWithLock(file, lock, { ...options, mode: 'write', checkedUpTo: head });
  } catch (error) {
    lock.release();
    throw error;
  }
};

/** The index of the log that came; where somebody else put something into the directory, it is made again. */
const moveCache = (next: string, file: string): void => {
  try {
    renameSync(cacheOf(next), cacheOf(file));
  } catch {
    // It is only there for speed.
  }
};

const syncFile = (path: string): void => {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

const isFilled = (path: string): boolean => existsSync(path) && statSync(path).size > 0;
