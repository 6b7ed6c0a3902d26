import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the logs of one question, which goes when the process ends. */
export const logFolder = (): ((name: string) => string) => {
  const folder = mkdtempSync(join(tmpdir(), 'netlapse-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
};

/** Bytes of a file, or of all files of a directory. */
export const bytesOf = (path: string): number => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
};
