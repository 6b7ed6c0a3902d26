import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of its own for one test, and the files of logs in it. */
export interface LogDirectory {
  readonly path: string;
  /** A name in the directory that no file has yet. */
  readonly fileName: () => string;
  readonly remove: () => void;
}

export const makeLogDirectory = (): LogDirectory => {
  const path = mkdtempSync(join(tmpdir(), 'netlapse-log-'));
  let made = 0;
  const fileName = (): string => {
    const name = join(path, `host-${++made}.db`);
    return existsSync(name) ? fileName() : name;
  };
  return { path, fileName, remove: () => rmSync(path, { recursive: true, force: true }) };
};
