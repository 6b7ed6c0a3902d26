import type { LinuxEvent } from './events';
import { evolveLinux } from './fold';
import { placeOf } from './route-store';
import type { LinuxKey } from './row';
import type { LinuxRouteChange, LinuxTable } from './table';

/** So many events wait at most: what they report is kept as it came until it is folded. */
const WAITING_MAX = 4096;

/** The first event of those that were added which withdraws what does not stand. */
export interface LinuxMisfit {
  readonly key: LinuxKey;
  readonly seq: number;
}

/**
 * Folds many events of Linux objects where only the end counts: those of routes are gathered and written in one go.
 * The same end as folding them one by one.
 */
export class LinuxReplay {
  #table: LinuxTable;
  #waiting: LinuxRouteChange[] = [];
  #misfit: LinuxMisfit | undefined;

  constructor(table: LinuxTable) {
    this.#table = table;
  }

  /** Takes the next event; `seq` is above that of the one before. */
  add(event: LinuxEvent, seq: number): void {
    const { kind, key } = event.data;
    const place = kind === 'route' ? placeOf(key) : undefined;
    if (kind !== 'route' || place === undefined) {
      // What is no route is not in the way of those that wait.
      if (event.type === 'LinuxObjectWithdrawn' && this.#table.get(event.data) === undefined)
        this.#note(event.data, seq);
      this.#table = evolveLinux(this.#table, event, { seq, at: 0 });
      return;
    }
    const object = event.type === 'LinuxObjectReported' ? event.data.object : undefined;
    this.#waiting.push({ kind, key, place, object, seq });
    if (this.#waiting.length >= WAITING_MAX) this.#settle();
  }

  /** The table after all events, or the first of them that does not fit; nothing may be added any more. */
  finish(): LinuxTable | LinuxMisfit {
    this.#settle();
    return this.#misfit ?? this.#table;
  }

  #settle(): void {
    this.#table = this.#table.withRouteChanges(this.#waiting, (key, seq) => this.#note(key, seq));
    this.#waiting = [];
  }

  #note({ kind, key }: LinuxKey, seq: number): void {
    if (this.#misfit === undefined || seq < this.#misfit.seq) this.#misfit = { key: { kind, key }, seq };
  }
}
