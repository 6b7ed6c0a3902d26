import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { cacheOf, isCacheFile } from './cache-files';
import { successorFileOf } from './replace-log';

const sizeOf = (path: string): number => {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
};

/** Bytes of a log's file, with what was written and is not put into it yet. */
export const logSize = (file: string): number => sizeOf(file) + sizeOf(`${file}-wal`);

/** Bytes of the log that is being made to take its place. */
export const successorSize = (file: string): number => logSize(successorFileOf(file));

/**
 * Bytes of what is kept beside a log for speed, after its oldest checkpoints were removed as far as needed. Segments
 * of the index stay: they are small, and the later ones are of no use without the earlier.
 */
export const trimCache = (file: string, mostBytes: number): number => {
  const path = cacheOf(file);
  const found = namesIn(path)
    .filter(isCacheFile)
    .map((name) => ({ name, size: sizeOf(join(path, name)), seq: Number.parseInt(name, 10) }))
    .sort((a, b) => a.seq - b.seq);
  let bytes = found.reduce((sum, { size }) => sum + size, 0);
  for (const { name, size } of found) {
    if (bytes <= mostBytes) break;
    if (!name.includes('.checkpoint')) continue;
    rmSync(join(path, name), { force: true });
    bytes -= size;
  }
  return bytes;
};

const namesIn = (path: string): readonly string[] => {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
};
