import { decodeEvent } from '../catalogue';
import { envelopeOf, type EventItem, type Host, type Position } from '../engine';
import { evolve, type HostState } from '../state';
import type { CommitRecord } from '../log';

/** Records read at a time: nothing of the log is held open while whoever reads works, or waits. */
const PAGE = 64;

/**
 * Reads past events in order as they were delivered when they were new, each with the states around it, and goes
 * on as the log grows.
 */
export class LogCursor {
  #seq: number;
  #state: HostState;
  #page: Iterator<EventItem> = [].values();

  /**
   * @param from the last event that has been seen
   * @throws InTheFuture, BeforeTheLog, HistoryCompacted
   */
  constructor(
    private readonly host: Host,
    from: Pick<Position, 'seq'>,
  ) {
    this.#seq = host.timeline.resolve({ seq: from.seq }).seq;
    this.#state = host.timeline.stateAt(this.#seq);
  }

  /** The last event that was read. */
  get seq(): number {
    return this.#seq;
  }

  /** Goes on with an event that is being delivered: those between the last one read and this one are passed over. */
  skipTo({ envelope, before }: EventItem): void {
    if (envelope.seq <= this.#seq) return;
    this.#seq = envelope.seq - 1;
    this.#state = before;
    this.#page = [].values();
  }

  /** TRUE where the log holds events that were not read. */
  get isBehind(): boolean {
    return this.#seq < this.host.log.head.seq;
  }

  /**
   * The next event; undefined where none is written yet.
   *
   * @throws HistoryCompacted where what was not read is not in the log any more
   */
  next(): EventItem | undefined {
    let item = this.#page.next();
    if (item.done === true && this.isBehind) {
      this.#page = this.#read();
      item = this.#page.next();
    }
    return item.done === true ? undefined : item.value;
  }

  #read(): Iterator<EventItem> {
    const { timeline, log } = this.host;
    timeline.resolve({ seq: this.#seq });
    const n = log.recordNumberOfSeq(this.#seq + 1);
    if (n === undefined) return [].values();
    const records = [...log.records(n, n + PAGE - 1)];
    return this.#items(records.filter((record) => record.kind === 'commit'));
  }

  *#items(records: readonly CommitRecord[]): IterableIterator<EventItem> {
    for (const record of records)
      for (const [index, stored] of record.events.entries()) {
        if (stored.seq <= this.#seq) continue;
        const before = this.#state;
        const event = decodeEvent(stored, record);
        const envelope = envelopeOf(record, index, this.host.timeline.identity);
        this.#state = evolve(before, event, { seq: stored.seq, at: record.at });
        this.#seq = stored.seq;
        yield { event, envelope, before, after: this.#state };
      }
  }
}
