import { stateBytes, type CheckpointStore, type StoredCheckpoint } from '@netlapse/core';

/** Checkpoints in memory; a test may put others in their place. */
export class MemoryCheckpoints implements CheckpointStore {
  readonly kept = new Map<number, StoredCheckpoint>();
  readonly states = stateBytes;
  reads = 0;

  seqs(): readonly number[] {
    return Array.from(this.kept.keys()).sort((a, b) => a - b);
  }

  read(seq: number): StoredCheckpoint | undefined {
    this.reads += 1;
    return this.kept.get(seq);
  }

  write({ label, state }: StoredCheckpoint): boolean {
    this.kept.set(label.seq, { label, state: state.slice() });
    return true;
  }

  remove(seq: number): void {
    this.kept.delete(seq);
  }
}
