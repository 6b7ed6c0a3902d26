import {
  decodeEvent,
  takeReports,
  type Cause,
  type CommitRecord,
  type DomainEvent,
  type Host,
  type HostState,
  type LiveReport,
} from '@netlapse/core';

import { eventText, signOf, type EventSign } from './render/event-text';
import { InterfaceNames } from './render/interface-names';
import { KnownRows } from './render/known-rows';
import { isWanted, mayChangeWays, type WatchFilter } from './watch-filter';
import type { WayChange, WaysOut } from './way-out';

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

/** What one report brought. */
export interface Watched {
  readonly report: LiveReport<HostState>;
  /** Undefined where the report changed nothing that is wanted. */
  readonly append: WatchedAppend | undefined;
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

  take(report: LiveReport<HostState>): Watched {
    const { host } = this;
    const before = host.state;
    takeReports(host, [report]);
    if (!this.#isBegun) {
      if (report.kind === 'certain') {
        this.#isBegun = true;
        this.ways.look(host);
      }
      return { report, append: undefined };
    }
    if (host.state === before) return { report, append: undefined };
    return { report, append: this.#appendOf(before) };
  }

  #appendOf(before: HostState): WatchedAppend | undefined {
    const { n } = this.host.log.head;
    const [record] = this.host.log.records(n, n);
    if (record?.kind !== 'commit') return undefined;
    const events = wantedEvents(record, before, this.filter);
    const ways = mayChangeWays(before, this.host.state) ? this.ways.look(this.host) : [];
    // A change of the way out is told of where its cause is told of.
    return events.length === 0 ? undefined : { record, events, ways };
  }
}

const wantedEvents = (
  record: CommitRecord,
  before: HostState,
  filter: WatchFilter,
): readonly WatchedEvent[] => {
  const { at, cause, events } = record;
  const names = new InterfaceNames(before);
  const rows = new KnownRows(before);
  const wanted: WatchedEvent[] = [];
  for (const stored of events) {
    const event = decodeEvent(stored);
    const row = rows.step(event);
    names.note(event);
    if (!isWanted(event, filter, names)) continue;
    const { data, type } = event;
    const text = eventText(event, row, names);
    wanted.push({ seq: stored.seq, at, type, v: stored.v, data, cause, sign: signOf(event, row), text });
  }
  return wanted;
};
