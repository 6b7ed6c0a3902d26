import { existsSync } from 'node:fs';

import {
  ArchiveMismatch,
  attachArchive,
  LogCorrupt,
  openHost,
  UnknownEvent,
  UnknownFormatVersion,
  type EventLog,
  type Hasher,
  type Host,
} from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

import type { Context, GlobalOptions } from '../context';
import { InputError } from '../errors';
import type { Io } from '../io';
import { readingProgressOf, type ReadingProgress } from '../render/reading-progress';
import { hasherOf, keyFileOf } from './log-key';

/** The environment variable that names the log where no option does. */
export const LOG_VARIABLE = 'NETLAPSE_LOG';

/** The options of a command that reads a log. */
export interface LogReadOptions extends GlobalOptions {
  readonly log?: string;
  /** Logs that were compacted, the latest first: what the log replaces is read from them. */
  readonly archive?: readonly string[];
  /** The file of a keyed log's key. */
  readonly keyFile?: string;
}

/** The log that a command is about: that of its option, else that of the environment. */
export const logPath = (option: string | undefined, env: Io['env']): string => {
  const path = option ?? env[LOG_VARIABLE];
  if (path === undefined || path === '')
    throw new InputError(`which log? Give --log FILE, or set ${LOG_VARIABLE} to one`);
  return path;
};

/** @throws InputError that tells how to make a log, where there is none */
export const refuseMissing = (path: string): void => {
  if (!existsSync(path))
    throw new InputError(
      `${path}: there is no such file; \`netlapse import RECORDING --log ${path}\` makes a log`,
    );
};

/** Record 1 does not fit its hash: then either it was altered, or the hash was made in another way. */
const keyHint = (error: LogCorrupt, key: string | undefined): string => {
  if (error.n !== 1 || !error.reason.startsWith('its hash is')) return '';
  return key === undefined
    ? '. If the log was made with a key, name its file by --key-file'
    : `. If the log was made with another key than that of ${key}, or with none, say so by --key-file`;
};

/** What is wrong with a record, and where a key may be the cause, that. */
export const reasonOf = (error: LogCorrupt, key: string | undefined): string =>
  `${error.reason}${keyHint(error, key)}`;

/**
 * Says which file an error of its content is about.
 *
 * @param key the file of the key that was used
 */
export const named = (path: string, error: unknown, key?: string): unknown => {
  if (error instanceof LogCorrupt)
    return new InputError(
      `${path}: ${error.message}${keyHint(error, key)}; \`netlapse check --log ${path}\` tells what is still whole`,
      {
        cause: error,
      },
    );
  if (
    error instanceof UnknownFormatVersion ||
    error instanceof UnknownEvent ||
    error instanceof ArchiveMismatch
  )
    return new InputError(`${path}: ${error.message}`, { cause: error });
  return error;
};

/** How a log's file is opened besides its mode: the hasher only where there is one. */
export const withHasher = (hasher: Hasher | undefined): { readonly hasher?: Hasher } =>
  hasher === undefined ? {} : { hasher };

const closeAll = (logs: readonly EventLog[]): void => {
  for (const log of logs) log.close();
};

/** @throws what the first that cannot be opened says; none stays open then */
const openAll = (
  paths: readonly string[],
  hasher: Hasher | undefined,
  onProgress: ReadingProgress['show'],
): readonly EventLog[] => {
  const logs: EventLog[] = [];
  try {
    for (const path of paths) {
      refuseMissing(path);
      logs.push(openSqliteLog(path, { mode: 'read', onProgress, ...withHasher(hasher) }));
    }
    return logs;
  } catch (error) {
    closeAll(logs);
    throw error;
  }
};

/**
 * Opens a log for reading, beside a program that may be writing it; it is closed afterwards. Where reading takes long, a
 * terminal is told how far it has come. With archives the log is the one that it was before it was compacted.
 *
 * @param use what it answers is printed afterwards, or by itself once it has called `end`
 */
export const withLog = <T>(
  { io }: Context,
  options: LogReadOptions,
  use: (log: EventLog, progress: ReadingProgress) => T,
): T => {
  const path = logPath(options.log, io.env);
  const hasher = hasherOf(options.keyFile, io.env);
  refuseMissing(path);
  const progress = readingProgressOf(io, path);
  try {
    const logs = openAll([path, ...(options.archive ?? [])], hasher, progress.show);
    try {
      const [log, ...archives] = logs as [EventLog, ...EventLog[]];
      return use(attachArchive(log, ...archives), progress);
    } finally {
      progress.end();
      closeAll(logs);
    }
  } catch (error) {
    throw named(path, error, keyFileOf(options.keyFile, io.env));
  }
};

/**
 * The same for the host of a log. It begins with the newest state that is kept beside the log: what follows that, and
 * whatever else is read, is held against the chain of hashes.
 */
export const withHost = <T>(
  context: Context,
  options: LogReadOptions,
  use: (host: Host, progress: ReadingProgress) => T,
): T => withLog(context, options, (log, progress) => use(openHost(log), progress));
