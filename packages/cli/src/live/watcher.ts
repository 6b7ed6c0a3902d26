import {
  decodeEvent,
  takeInSteps,
  type Cause,
  type CommitRecord,
  type DomainEvent,
  type Host,
  type HostState,
  type LiveReport,
} from '@netlapse/core';

import type { WayChange, WaysOut } from '../questions/way-out';
import { eventText, signOf, type EventSign } from '../render/event-text';
import { InterfaceNames } from '../render/interface-names';
import { KnownRows } from '../render/known-rows';
import { isWanted, mayChangeWays, type WatchFilter } from './watch-filter';

/** An event as it is watched. */
export interface WatchedEvent {
  readonly seq: number;
  readonly at: number;
  readonly type: DomainEvent['type'];
  readonly v: number;
  readonly data: DomainEvent['data'];
  readonly cause: Cause;
  readonly sign: EventSign;
  /** What it says, in words. */
  readonly text: string;
}

/** One append as it is watched: the events of it that are wanted, and what it did to the ways out. */
export interface WatchedAppend {
  readonly record: CommitRecord;
  readonly events: readonly WatchedEvent[];
  readonly ways: readonly WayChange[];
}

/**
 * Has a mirror take reports one by one, and tells of each what it brought. With what the host was like when it was
 * first listened to, nothing has changed yet.
 */
export class Watcher {
  #isBegun = false;

  constructor(
    private readonly host: Host,
    private readonly filter: WatchFilter,
    private readonly ways: WaysOut,
  ) {}

  /** TRUE once all that stands is known. */
  get isBegun(): boolean {
    return this.#isBegun;
  }

  /** Takes a report, and gives the appends that it brought, where they have something that is wanted. */
  *take(report: LiveReport<HostState>): IterableIterator<WatchedAppend> {
    const { host } = this;
    let [before, n] = [host.state, host.log.head.n];
    for (const steps = takeInSteps(host, [report]); ;) {
      const { done } = steps.next();
      if (this.#isBegun && host.state !== before) yield* this.#appendsOf(before, n);
      [before, n] = [host.state, host.log.head.n];
      if (done === true) break;
    }
    if (this.#isBegun || report.kind !== 'certain') return;
    this.#isBegun = true;
    this.ways.look(host);
  }

  /** The appends that were written behind a record. */
  *#appendsOf(before: HostState, n: number): IterableIterator<WatchedAppend> {
    const names = new InterfaceNames(before);
    const rows = new KnownRows(before);
    const ways = mayChangeWays(before, this.host.state) ? this.ways.look(this.host) : [];
    const records = Array.from(this.host.log.records(n + 1)).filter((record) => record.kind === 'commit');
    for (const [index, record] of records.entries()) {
      const events = wantedEvents(record, rows, names, this.filter);
      // A change of the way out is told of where its cause is told of.
      if (events.length > 0) yield { record, events, ways: index === records.length - 1 ? ways : [] };
    }
  }
}

const wantedEvents = (
  record: CommitRecord,
  rows: KnownRows,
  names: InterfaceNames,
  filter: WatchFilter,
): readonly WatchedEvent[] => {
  const { at, cause, events } = record;
  const wanted: WatchedEvent[] = [];
  for (const stored of events) {
    const event = decodeEvent(stored, record);
    const row = rows.step(event);
    names.note(event);
    if (!isWanted(event, filter, names)) continue;
    const { data, type } = event;
    const text = eventText(event, row, names);
    wanted.push({ seq: stored.seq, at, type, v: stored.v, data, cause, sign: signOf(event, row), text });
  }
  return wanted;
};
