import type { CommandRecord, CommitDraft, Commit, RecordDraft } from '../log';
import type { HostState } from '../state';

/** A draft of a record that stands for a command. */
type CommandDraft = Extract<RecordDraft, { readonly kind: CommandRecord['kind'] }>;

/**
 * What is done inside a batch, until it is written: the records as drafted, readable as those of the log are.
 * State and clock are those with which it began; they come back where it fails.
 */
export class Batch {
  readonly drafts: CommandDraft[] = [];
  readonly #byCommandId = new Map<string, CommandDraft>();

  constructor(
    readonly state: HostState,
    readonly clock: number,
    /** Number of the last record before it. */
    private readonly headNumber: number,
  ) {}

  /** Takes an append; its number is the one that it will get, its hashes are known when the batch is written. */
  addCommit(draft: CommitDraft): Commit {
    this.add(draft);
    return this.#commitOf(draft, this.drafts.length);
  }

  #commitOf({ at, cause, status, events }: CommitDraft, place: number): Commit {
    return { kind: 'commit', n: this.headNumber + place, at, cause, status, events };
  }

  /** Takes any record. */
  add(draft: CommandDraft): void {
    this.drafts.push(draft);
    const { commandId } = draft.cause;
    if (commandId !== undefined && !this.#byCommandId.has(commandId)) this.#byCommandId.set(commandId, draft);
  }

  findCommand(commandId: string): CommandDraft | undefined {
    return this.#byCommandId.get(commandId);
  }

  /** The appends that hold the events fromSeq < seq ≤ toSeq, in order. */
  *commits(fromSeq: number, toSeq: number): IterableIterator<Commit> {
    for (const [index, draft] of this.drafts.entries()) {
      if (draft.kind !== 'commit') continue;
      if ((draft.events[0]?.seq ?? 0) > toSeq) return;
      if ((draft.events.at(-1)?.seq ?? 0) > fromSeq) yield this.#commitOf(draft, index + 1);
    }
  }

  /** The last event at or before an instant; undefined where none of this batch is. */
  lastSeqUpTo(instant: number): number | undefined {
    const last = this.drafts.findLast((draft) => draft.kind === 'commit' && draft.at <= instant);
    return last?.kind === 'commit' ? last.events.at(-1)?.seq : undefined;
  }
}
