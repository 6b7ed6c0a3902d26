import type { Host, Position } from '../engine';
import type { Change } from './change';
import { Coalescer, type CoalesceOptions } from './coalesce';
import { followLive } from './feed';
import { isIgnored, type ReadFilter } from './filter';
import { Overflow } from './overflow';
import type { ItemSource } from './paced-iterator';
import { snapshotsOf, type TableSnapshot } from './snapshot-then-changes';

/** Changes were dropped: those of the events from the first to the last of these numbers. */
export interface Gap {
  readonly kind: 'gap';
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** What a buffer does with a change that finds it full. */
export type OverflowPolicy = 'error' | 'resync' | 'gap';

export interface BufferOptions extends CoalesceOptions {
  readonly buffer: number;
  readonly overflow: OverflowPolicy;
  readonly initial: boolean;
}

/** A change that waits. */
interface Entry {
  readonly change: Change;
  /** Once it is delivered, so is everything up to here; undefined where earlier events are still to come. */
  readonly doneUpTo: Position | undefined;
}

const entriesOf = (group: readonly Change[]): readonly Entry[] => {
  const [first, ...others] = group.map(({ position }) => position);
  if (first === undefined) return [];
  const end = others.reduce((last, position) => (position.seq > last.seq ? position : last), first);
  return group.map((change, index) => ({ change, doneUpTo: index === group.length - 1 ? end : undefined }));
};

/** Keeps changes for a consumer that is not done with those before, up to so many. */
export class BufferedSource implements ItemSource<Change | TableSnapshot | Gap> {
  readonly #coalescer: Coalescer;
  readonly #unfollow: () => void;
  #entries: Entry[] = [];
  #snapshots: readonly TableSnapshot[] = [];
  #gap: Gap | undefined;
  #failure: Overflow | undefined;
  /** TRUE where the rows themselves come next: changes until then show in them. */
  #isStale: boolean;
  #deliveredUpTo: Position;
  #resume: (() => void) | undefined;
  #isClosed = false;

  constructor(
    private readonly host: Host,
    private readonly filter: ReadFilter,
    private readonly options: BufferOptions,
  ) {
    this.#isStale = options.initial;
    this.#deliveredUpTo = host.position;
    this.#coalescer = new Coalescer(options.coalesce ?? 'none', (group) => this.#put(group));
    this.#unfollow = followLive(host, {
      name: 'bufferedChanges',
      filter,
      coalescer: this.#coalescer,
      onClose: () => {
        this.#isClosed = true;
        this.#resume?.();
      },
    });
  }

  #put(group: readonly Change[]): void {
    for (const entry of entriesOf(group.filter((change) => !isIgnored(change, this.filter))))
      this.#add(entry);
    this.#resume?.();
  }

  #add(entry: Entry): void {
    if (this.#failure !== undefined || this.#isStale) return;
    if (this.#entries.length === this.options.buffer) this.#overflow();
    if (this.#failure === undefined && !this.#isStale) this.#entries.push(entry);
  }

  #overflow(): void {
    const { buffer, overflow } = this.options;
    if (overflow === 'gap') {
      const oldest = this.#entries.shift();
      if (oldest !== undefined) this.#widenGap(oldest.change);
      return;
    }
    this.#entries = [];
    if (overflow === 'resync') this.#isStale = true;
    else {
      this.#failure = new Overflow(this.#deliveredUpTo, buffer);
      this.#unfollow();
    }
  }

  #widenGap({ firstSeq, position: { seq } }: Change): void {
    const { fromSeq, toSeq } = this.#gap ?? { fromSeq: firstSeq, toSeq: seq };
    this.#gap = { kind: 'gap', fromSeq: Math.min(fromSeq, firstSeq), toSeq: Math.max(toSeq, seq) };
  }

  take(): Change | TableSnapshot | Gap | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#isStale) this.#showRows();
    const [snapshot, ...rest] = this.#snapshots;
    if (snapshot !== undefined) {
      this.#snapshots = rest;
      if (rest.length === 0) this.#deliveredUpTo = snapshot.position;
      return snapshot;
    }
    const gap = this.#gap;
    this.#gap = undefined;
    return gap ?? this.#takeChange();
  }

  /**
   * The rows as they stand when they are asked for: whatever was missed shows in them. Iterators answer between
   * calls, never inside one, so nothing is on its way then that shows in them already.
   */
  #showRows(): void {
    const { host, filter } = this;
    this.#isStale = false;
    this.#coalescer.drop();
    this.#snapshots = snapshotsOf(host.state, host.clock, filter.tables ?? [], filter);
  }

  #takeChange(): Change | undefined {
    const entry = this.#entries.shift();
    if (entry?.doneUpTo !== undefined) this.#deliveredUpTo = entry.doneUpTo;
    return entry?.change;
  }

  isEnded(): boolean {
    return this.#isClosed;
  }

  wait(resume: () => void): () => void {
    this.#resume = resume;
    return () => (this.#resume = undefined);
  }

  close(): void {
    this.#unfollow();
    this.#entries = [];
  }
}
