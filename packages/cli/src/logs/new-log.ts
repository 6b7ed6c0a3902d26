import { rmSync } from 'node:fs';

import { eventCatalogue, type EventLog, type Hasher } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

import { refuseExisting } from '../input/text-file';
import { withHasher } from './open-log';

/** For each type of event its table, as the views of the SQLite file are to name it. */
export const tableOfType: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(eventCatalogue).flatMap(([type, { table }]) => (table === null ? [] : [[type, table]])),
);

/** What a log in a file may consist of while it is written, and after. */
const suffixes = ['', '-wal', '-shm', '.head', '.lock'];

/**
 * Makes a log in a new file and fills it; where that fails, nothing is left of it.
 *
 * @param hasher that of a keyed log
 * @throws InputError where the file is there already
 */
export const withNewLog = <T>(path: string, hasher: Hasher | undefined, fill: (log: EventLog) => T): T => {
  refuseExisting(path);
  const log = openSqliteLog(path, { mode: 'create', tableOfType, ...withHasher(hasher) });
  try {
    const filled = fill(log);
    log.close();
    return filled;
  } catch (error) {
    log.close();
    for (const suffix of suffixes) rmSync(`${path}${suffix}`, { force: true });
    throw error;
  }
};
