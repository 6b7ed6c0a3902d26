import { deflateRawSync, inflateRawSync } from 'node:zlib';

import {
  stateBytes,
  type CheckpointLabel,
  type CheckpointStore,
  type Json,
  type StateBytes,
  type StoredCheckpoint,
} from '@netlapse/core';

import type { CacheFiles } from './cache-files';

const nameForm = /^(\d{1,16})\.checkpoint$/;

const nameOf = (seq: number): string => `${seq}.checkpoint`;

/** Bytes of columns that are alike compress at once or not at all: more effort takes time and gains little. */
const DEFLATE_LEVEL = 1;

/** Checkpoints as files of a log's cache, named by their event, the state deflated. */
export class CheckpointDirectory implements CheckpointStore {
  readonly states: StateBytes = stateBytes;

  constructor(private readonly files: CacheFiles) {}

  seqs(): readonly number[] {
    const numbers = this.files.names().flatMap((name) => nameForm.exec(name)?.[1] ?? []);
    return numbers.map(Number).sort((a, b) => a - b);
  }

  read(seq: number): StoredCheckpoint | undefined {
    const found = this.files.read(nameOf(seq));
    if (found === undefined) return undefined;
    try {
      return { label: labelOf(found.label), state: inflateRawSync(found.body) };
    } catch {
      return undefined;
    }
  }

  /** What a checkpoint is of, without its state; undefined where there is none that is as it was written. */
  label(seq: number): CheckpointLabel | undefined {
    const found = this.files.read(nameOf(seq));
    return found === undefined ? undefined : labelOf(found.label);
  }

  write({ label, state }: StoredCheckpoint): boolean {
    const body = deflateRawSync(state, { level: DEFLATE_LEVEL });
    return this.files.write(nameOf(label.seq), { label: label as unknown as Json, body });
  }

  remove(seq: number): void {
    this.files.remove(nameOf(seq));
  }
}

// Its members are compared one by one with those of the log: whatever else it holds agrees with none.
const labelOf = (label: Json): CheckpointLabel => label as unknown as CheckpointLabel;
