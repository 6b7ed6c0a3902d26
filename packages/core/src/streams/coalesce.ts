import { changedMembers } from '../state';
import type { Change } from './change';

/**
 * Which changes of one key a stream merges: none; those of one append; or those of so many milliseconds of
 * virtual time from the first that waits.
 */
export type Coalesce = 'none' | 'append' | { readonly ms: number };

/** How a stream gives what passes its filter. */
export interface CoalesceOptions {
  /** Default: `none`. */
  readonly coalesce?: Coalesce;
}

/** Changes of one key are merged; what the host has but once is told apart by its event. */
const mergeKeyOf = ({ table, type, key }: Change): string => (table === null ? type : key);

/**
 * Two changes of one key, one after the other, as one: from the row before the first to the row after the second.
 * Undefined where these are the same, bookkeeping aside.
 */
export const mergeChanges = (first: Change, then: Change): Change | undefined => {
  const { before } = first;
  const { after } = then;
  if (before === null && after === null) return undefined;
  if (before !== null && after !== null && changedMembers(before, after).length === 0) return undefined;
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed';
  return { ...then, kind, before, firstSeq: first.firstSeq, types: [...first.types, ...then.types] };
};

const periodOf = (coalesce: Coalesce): number | undefined => {
  if (typeof coalesce === 'string') return undefined;
  if (!Number.isSafeInteger(coalesce.ms) || coalesce.ms < 1)
    throw new RangeError(`changes are merged over whole milliseconds from 1 on, not ${coalesce.ms}`);
  return coalesce.ms;
};

/** What waits where nothing ever does: the same for all. */
const nothingWaits = new Map<string, Change>();

/** Gathers changes as they come and gives them on in groups, merged as asked for. */
export class Coalescer {
  readonly #coalesce: Coalesce;
  readonly #period: number | undefined;
  /** By key, in order of the first change of each that waits. */
  readonly #waiting: Map<string, Change>;
  #dueAt: number | undefined;

  /**
   * @param emit gets each group in order: never an empty one
   * @throws RangeError for a period that is none
   */
  constructor(
    coalesce: Coalesce,
    private readonly emit: (group: readonly Change[]) => void,
  ) {
    this.#coalesce = coalesce;
    this.#waiting = coalesce === 'none' ? nothingWaits : new Map<string, Change>();
    this.#period = periodOf(coalesce);
  }

  /** The instant at which what waits is to be given; undefined where that does not depend on time. */
  get dueAt(): number | undefined {
    return this.#dueAt;
  }

  /** Takes the next change. What was due before its instant is given first, so that late comers find their own group. */
  take(change: Change): void {
    if (this.#coalesce === 'none') {
      this.emit([change]);
      return;
    }
    this.reach(change.position.at);
    const key = mergeKeyOf(change);
    const first = this.#waiting.get(key);
    const merged = first === undefined ? change : mergeChanges(first, change);
    if (merged === undefined) this.#waiting.delete(key);
    else this.#waiting.set(key, merged);
    if (this.#waiting.size === 0) this.#dueAt = undefined;
    else if (this.#period !== undefined) this.#dueAt ??= change.position.at + this.#period;
  }

  /** TRUE where nothing ever waits. */
  get isImmediate(): boolean {
    return this.#coalesce === 'none';
  }

  /** TRUE where it has to be told that all changes of an append have come. */
  get endsWithAppend(): boolean {
    return this.#coalesce === 'append';
  }

  /** All changes of an append have come. */
  endAppend(): void {
    if (this.endsWithAppend) this.flush();
  }

  /** The clock has reached an instant. */
  reach(instant: number): void {
    if (this.#dueAt !== undefined && instant >= this.#dueAt) this.flush();
  }

  /** Gives what waits, whether it is due or not: nothing more will come. */
  flush(): void {
    const group = [...this.#waiting.values()];
    this.drop();
    if (group.length > 0) this.emit(group);
  }

  /** Forgets what waits. */
  drop(): void {
    this.#waiting.clear();
    this.#dueAt = undefined;
  }
}
