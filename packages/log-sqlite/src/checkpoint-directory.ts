import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

import {
  canonicalJson,
  type CheckpointLabel,
  type CheckpointStore,
  type Hasher,
  type Json,
  type StoredCheckpoint,
} from '@netlapse/core';

/** Where the checkpoints of a log are kept: a directory beside it, which may be removed at any time. */
export const checkpointsOf = (file: string): string => `${file}.checkpoints`;

const SUFFIX = '.checkpoint';
const nameForm = /^(\d{1,16})\.checkpoint$/;

/** Bytes of columns that are alike compress at once or not at all: more effort takes time and gains little. */
const DEFLATE_LEVEL = 1;

const DIGEST_LENGTH = 64;
const LINE_FEED = 10;

/**
 * Checkpoints as files of a directory, named by their event:
 *
 *     digest of all that follows, as the log makes its hashes: of a keyed log nobody else can make it
 *     line feed, label as canonical JSON, line feed
 *     state, deflated
 *
 * A file is written beside and moved into its place, so that readers see whole ones only. Whatever cannot be read
 * or written is not there: the log does without.
 */
export class CheckpointDirectory implements CheckpointStore {
  readonly #path: string;

  /** @param mode permission bits of the files */
  constructor(
    file: string,
    private readonly hasher: Hasher,
    private readonly mode: number,
  ) {
    this.#path = checkpointsOf(file);
  }

  seqs(): readonly number[] {
    try {
      const numbers = readdirSync(this.#path).flatMap((name) => nameForm.exec(name)?.[1] ?? []);
      return numbers.map(Number).sort((a, b) => a - b);
    } catch {
      return [];
    }
  }

  read(seq: number): StoredCheckpoint | undefined {
    try {
      const found = this.#whole(seq);
      if (found === undefined) return undefined;
      return { label: found.label, state: inflateRawSync(found.deflated) };
    } catch {
      return undefined;
    }
  }

  /** What a checkpoint is of, without its state; undefined where there is none that is as it was written. */
  label(seq: number): CheckpointLabel | undefined {
    try {
      return this.#whole(seq)?.label;
    } catch {
      return undefined;
    }
  }

  #whole(seq: number): { readonly label: CheckpointLabel; readonly deflated: Buffer } | undefined {
    const bytes = readFileSync(this.#fileOf(seq));
    const content = bytes.subarray(DIGEST_LENGTH + 1);
    if (bytes.toString('latin1', 0, DIGEST_LENGTH) !== this.#digest(content)) return undefined;
    const end = content.indexOf(LINE_FEED);
    const label = JSON.parse(content.toString('utf8', 0, end)) as CheckpointLabel;
    return { label, deflated: content.subarray(end + 1) };
  }

  write({ label, state }: StoredCheckpoint): boolean {
    const file = this.#fileOf(label.seq);
    // Two programs that read one log may do so at the same time.
    const beside = `${file}.${process.pid}`;
    try {
      mkdirSync(this.#path, { recursive: true, mode: this.mode | ((this.mode & 0o444) >> 2) });
      const head = Buffer.from(`${canonicalJson(label as unknown as Json)}\n`, 'utf8');
      const content = Buffer.concat([head, deflateRawSync(state, { level: DEFLATE_LEVEL })]);
      const digest = Buffer.from(`${this.#digest(content)}\n`, 'latin1');
      writeFileSync(beside, Buffer.concat([digest, content]), { mode: this.mode });
      renameSync(beside, file);
      return true;
    } catch {
      rmQuietly(beside);
      return false;
    }
  }

  remove(seq: number): void {
    rmQuietly(this.#fileOf(seq));
  }

  /** Removes all of them, and the directory where nothing else is in it. */
  clear(): void {
    for (const seq of this.seqs()) this.remove(seq);
  }

  #digest(content: Uint8Array): string {
    return this.hasher(createHash('sha256').update(content).digest('hex'));
  }

  #fileOf(seq: number): string {
    return join(this.#path, `${seq}${SUFFIX}`);
  }
}

const rmQuietly = (path: string): void => {
  try {
    rmSync(path, { force: true });
  } catch {
    // What stays is not believed, only in the way.
  }
};
