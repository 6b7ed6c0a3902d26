import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { canonicalJson, type Hasher, type Json } from '@netlapse/core';

/** A file of the cache: what it is of, and what it holds. */
export interface CacheFile {
  readonly label: Json;
  readonly body: Uint8Array;
}

/** Where what is kept beside a log for speed alone is: a directory that may be removed at any time. */
export const cacheOf = (file: string): string => `${file}.checkpoints`;

/** Whether a name is one of ours, and of nothing that somebody else put there. */
export const isCacheFile = (name: string): boolean => /^[\d-]+\.(checkpoint|index)(\.\d+)?$/.test(name);

/** Removes what is kept beside a log, and nothing that somebody else put there. */
export const clearCache = (file: string): void => {
  const path = cacheOf(file);
  if (!existsSync(path)) return;
  for (const name of readdirSync(path)) if (isCacheFile(name)) rmSync(join(path, name), { force: true });
};

const DIGEST_LENGTH = 64;
const LINE_FEED = 10;

/**
 * The files of a cache beside a log:
 *
 *     digest of all that follows, made as the log makes its hashes: of a keyed log nobody else can make it
 *     line feed, label as canonical JSON, line feed
 *     body
 *
 * A file is written beside and moved into its place, so that readers see whole ones only. Whatever cannot be read or
 * written is not there: the log does without.
 */
export class CacheFiles {
  readonly #path: string;

  /** @param mode permission bits of the files */
  constructor(
    file: string,
    private readonly hasher: Hasher,
    private readonly mode: number,
  ) {
    this.#path = cacheOf(file);
  }

  names(): readonly string[] {
    try {
      return readdirSync(this.#path);
    } catch {
      return [];
    }
  }

  /** A file as it was written; undefined where there is none such. */
  read(name: string): CacheFile | undefined {
    try {
      const bytes = readFileSync(join(this.#path, name));
      const content = bytes.subarray(DIGEST_LENGTH + 1);
      if (bytes.toString('latin1', 0, DIGEST_LENGTH) !== this.#digest(content)) return undefined;
      const end = content.indexOf(LINE_FEED);
      const label = JSON.parse(content.toString('utf8', 0, end)) as Json;
      return { label, body: content.subarray(end + 1) };
    } catch {
      return undefined;
    }
  }

  /** @returns FALSE where it cannot be written */
  write(name: string, { label, body }: CacheFile): boolean {
    const path = join(this.#path, name);
    // Two programs that read one log may write the same at the same time.
    const beside = `${path}.${process.pid}`;
    try {
      // Who may read the files may look into the directory.
      mkdirSync(this.#path, { recursive: true, mode: this.mode | ((this.mode & 0o444) >> 2) });
      const content = Buffer.concat([Buffer.from(`${canonicalJson(label)}\n`, 'utf8'), body]);
      const digest = Buffer.from(`${this.#digest(content)}\n`, 'latin1');
      writeFileSync(beside, Buffer.concat([digest, content]), { mode: this.mode });
      renameSync(beside, path);
      return true;
    } catch {
      rmQuietly(beside);
      return false;
    }
  }

  remove(name: string): void {
    rmQuietly(join(this.#path, name));
  }

  #digest(content: Uint8Array): string {
    return this.hasher(createHash('sha256').update(content).digest('hex'));
  }
}

const rmQuietly = (path: string): void => {
  try {
    rmSync(path, { force: true });
  } catch {
    // What stays is not believed, only in the way.
  }
};
