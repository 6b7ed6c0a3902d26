/**
 * Which state of which log a checkpoint is. A checkpoint is a cache: it is used only where all of this is true of the
 * log at hand, and else made anew.
 */
export interface CheckpointLabel {
  /** The record at whose end the state was, its hash and instant, and the last event up to it. */
  readonly n: number;
  readonly hash: string;
  readonly at: number;
  readonly seq: number;
  readonly logId: string;
  /** That of the program which made it (`StateBytes`). */
  readonly foldVersion: number;
}

/** How states are written as bytes, and read: `stateBytes`. */
export interface StateBytes<State = unknown> {
  /** Number of the program's way to fold; raised with any change of it. */
  readonly foldVersion: number;

  encode(state: State): Uint8Array;

  /**
   * @param seq number of the event after which the state was
   * @returns undefined where the bytes are no state
   */
  decode(bytes: Uint8Array, seq: number): State | undefined;
}

/** A checkpoint as it is kept: what it is of, and the state as bytes that mean something to the engine alone. */
export interface StoredCheckpoint {
  readonly label: CheckpointLabel;
  readonly state: Uint8Array;
}

/**
 * Keeps checkpoints of one log, by the event after which each was taken. It may lose all of them at any time, and says
 * nothing of what it cannot read or write: the log is the truth.
 */
export interface CheckpointStore {
  /** `stateBytes`; brought by who keeps states, so that nobody else need load it. */
  readonly states: StateBytes;

  /** The events after which checkpoints are kept, ascending. */
  seqs(): readonly number[];

  /** The checkpoint after an event; undefined where there is none that is as it was written. */
  read(seq: number): StoredCheckpoint | undefined;

  /**
   * Keeps a checkpoint, in place of another of the same event.
   *
   * @returns FALSE where it cannot: nothing is kept then
   */
  write(checkpoint: StoredCheckpoint): boolean;

  remove(seq: number): void;
}
