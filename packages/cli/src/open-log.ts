import { existsSync } from 'node:fs';

import { LogCorrupt, openHost, UnknownEvent, UnknownFormatVersion, type Host } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

import { InputError } from './errors';
import type { Io } from './io';
import { readingProgressOf, type ReadingProgress } from './render/reading-progress';

/** The environment variable that names the log where no option does. */
export const LOG_VARIABLE = 'NETLAPSE_LOG';

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

/** Says which file an error of its content is about. */
export const named = (path: string, error: unknown): unknown => {
  if (error instanceof LogCorrupt)
    return new InputError(
      `${path}: ${error.message}; \`netlapse check --log ${path}\` tells what is still whole`,
      {
        cause: error,
      },
    );
  if (error instanceof UnknownFormatVersion || error instanceof UnknownEvent)
    return new InputError(`${path}: ${error.message}`, { cause: error });
  return error;
};

/**
 * Opens a log for reading, beside a program that may be writing it, and gives its host; the log is closed
 * afterwards. It begins with the newest state that is kept beside the log: what follows that, and whatever else is read,
 * is held against the chain of hashes. Where reading takes long, a terminal is told how far it has come.
 *
 * @param use what it answers is printed afterwards, or by itself once it has called `end`
 */
export const withHost = <T>(io: Io, path: string, use: (host: Host, progress: ReadingProgress) => T): T => {
  refuseMissing(path);
  const progress = readingProgressOf(io, path);
  try {
    const log = openSqliteLog(path, { mode: 'read', onProgress: progress.show });
    try {
      return use(openHost(log, { hasher: log.hasher }), progress);
    } finally {
      progress.end();
      log.close();
    }
  } catch (error) {
    throw named(path, error);
  }
};
