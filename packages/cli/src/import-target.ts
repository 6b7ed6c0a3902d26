import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

import { createHost, LogCorrupt, openHost, type Host, type MirrorKind } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

import { InputError } from './errors';
import { tableOfType } from './new-log';

/** What the log of an import is of: a host that repeats one of this kind, or one that goes on by its own rules. */
export type TargetKind = MirrorKind | 'model';

const words: Readonly<Record<TargetKind, string>> = {
  linux: 'the log of a Linux host',
  windows: 'the log of a Windows host',
  model: 'the log of a host of its own, which repeats no other',
};

/** Makes the log that is imported into. @throws InputError where it cannot be made there */
export const beginLog = (
  path: string,
  { hostId, kind, now }: { readonly hostId: string; readonly kind: TargetKind; readonly now: number },
): Host => {
  const folder = dirname(path);
  if (!existsSync(folder)) throw new InputError(`${path}: there is no folder ${folder} to make it in`);
  const log = openSqliteLog(path, { mode: 'create', tableOfType });
  return createHost({ log, now, hostId, ...(kind === 'model' ? {} : { mirror: kind }) });
};

/**
 * Opens a log to go on with it; `check` may refuse that, and the log is closed then.
 *
 * @param kinds what it has to be the log of
 * @throws InputError
 */
export const goOnWithLog = (
  path: string,
  kinds: readonly TargetKind[],
  hostId: string | undefined,
  check: (host: Host) => void,
): Host => {
  if (hostId !== undefined)
    throw new InputError(`${path} is there already and has its host's name: leave out --host`);
  const log = openSqliteLog(path, { mode: 'write', tableOfType });
  try {
    const host = openHost(log, { hasher: log.hasher });
    const kind = host.mirrorOf ?? 'model';
    if (!kinds.includes(kind))
      throw new InputError(`${path} is ${words[kind]}: import into a log of its own`);
    check(host);
    return host;
  } catch (error) {
    log.close();
    if (error instanceof LogCorrupt) throw new InputError(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
};
