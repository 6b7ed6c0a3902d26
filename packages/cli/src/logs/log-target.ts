import { createHost, openHost, type EventLog, type Hasher, type Host, type MirrorKind } from '@netlapse/core';
import { openSqliteLog, type SqliteEventLog } from '@netlapse/log-sqlite';

import { InputError } from '../errors';
import { refuseWithoutFolder } from '../input/text-file';
import type { Io } from '../io';
import { hasherOf, keyFileOf } from './log-key';
import { tableOfType } from './new-log';
import { logPath, named, withHasher } from './open-log';

/** The log that is written to. */
export interface LogTarget {
  readonly path: string;
  /** The file of a keyed log's key, and what makes its hashes. */
  readonly keyFile: string | undefined;
  readonly hasher: Hasher | undefined;
}

/** The log that the options of a command name. @throws InputError for a key that is none */
export const logTargetOf = (
  { keyFile, log }: { readonly log?: string; readonly keyFile?: string },
  env: Io['env'],
): LogTarget => ({
  path: logPath(log, env),
  keyFile: keyFileOf(keyFile, env),
  hasher: hasherOf(keyFile, env),
});

/** A log that is written, and the host whose log it is. */
export interface WrittenLog {
  readonly log: SqliteEventLog;
  readonly host: Host;
}

/** What a log is of: a host that repeats one of this kind, or one that goes on by its own rules. */
export type TargetKind = MirrorKind | 'model';

const words: Readonly<Record<TargetKind, string>> = {
  linux: 'the log of a Linux host',
  windows: 'the log of a Windows host',
  model: 'the log of a host of its own, which repeats no other',
};

/** Makes a log to write to. @throws InputError where it cannot be made there */
export const beginLog = (
  { hasher, path }: LogTarget,
  { hostId, kind, now }: { readonly hostId: string; readonly kind: TargetKind; readonly now: number },
): WrittenLog => {
  refuseWithoutFolder(path);
  const log = openSqliteLog(path, { mode: 'create', tableOfType, ...withHasher(hasher) });
  return { log, host: createHost({ log, now, hostId, ...(kind === 'model' ? {} : { mirror: kind }) }) };
};

/**
 * Opens a log to go on with it; `check` may refuse that, and the log is closed then.
 *
 * @param kinds what it has to be the log of
 * @throws InputError
 */
export const goOnWithLog = (
  { hasher, keyFile, path }: LogTarget,
  kinds: readonly TargetKind[],
  hostId: string | undefined,
  check: (host: Host) => void,
): WrittenLog => {
  if (hostId !== undefined)
    throw new InputError(`${path} is there already and has its host's name: leave out --host`);
  try {
    const log = openSqliteLog(path, { mode: 'write', tableOfType, ...withHasher(hasher) });
    return orClose(log, () => {
      const host = openHost(log);
      const kind = host.mirrorOf ?? 'model';
      if (!kinds.includes(kind))
        throw new InputError(`${path} is ${words[kind]}: name a log of its own by --log`);
      check(host);
      return { log, host };
    });
  } catch (error) {
    throw named(path, error, keyFile);
  }
};

const orClose = <T>(log: EventLog, use: () => T): T => {
  try {
    return use();
  } catch (error) {
    log.close();
    throw error;
  }
};
