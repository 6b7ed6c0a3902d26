import { decodeEvent } from '../catalogue';
import { eventsOf, lastSeqOf, type Host, type ResolvedRange } from '../engine';
import { evolveAll, type HostState } from '../state';
import type { Cause, Commit, CommitRecord, LogRecord } from '../log';
import { isFunctionName, isReportName } from '../netioapi';
import type { ScenarioStep } from './scenario';
import { shortCall } from './short-call';

/** How scenarios write what a mirrored host was told, so that whoever knows that kind of host decides it anew. */
export interface MirrorForm {
  /** Steps after which a mirror that knew nothing has what a state holds. */
  readonly beginning: (state: HostState, at: number) => readonly ScenarioStep[];
  /**
   * The step that makes an append happen again; undefined where no message would make just these events, so that the events
   * themselves are told.
   */
  readonly stepOf: (record: Commit, before: HostState) => ScenarioStep | undefined;
}

/** Something that happened at an instant: a step that makes it happen, or what time did by itself. */
export interface Happening {
  readonly at: number;
  /** Undefined for what falls due: it happens when time passes. */
  readonly step: ScenarioStep | undefined;
  /** The appends that it was; none for what was refused, or changed nothing. */
  readonly commits: readonly Commit[];
}

/** Commands are run again also where they changed nothing; what is only said of a live host is not. */
const isOfInterest = ({ kind, cause }: { readonly kind: string; readonly cause: Cause }): boolean =>
  kind === 'commit' || isFunctionName(cause.name);

/** What a log does not hold cannot be expected again (as `replay` has it). */
const CONFLICT = 'CONFLICT';

const callStep = (name: string, { params }: Cause, status: string): ScenarioStep | undefined => {
  if (!isFunctionName(name) || status === CONFLICT) return undefined;
  return { ...shortCall(name, params), ...(status === 'STATUS_SUCCESS' ? {} : { status }) };
};

/** Events as they were told, for what nothing here decides anew. */
const toldStep = (record: Commit): ScenarioStep => ({
  told: record.cause.name,
  events: record.events.map((stored) => {
    const { type, data } = decodeEvent(stored, record);
    return { type, ...data };
  }),
});

const stepOf = (
  record: Exclude<LogRecord, { kind: 'genesis' | 'base' }>,
  state: HostState,
  form: MirrorForm | undefined,
): ScenarioStep | undefined => {
  const { cause, status } = record;
  if (isFunctionName(cause.name)) return callStep(cause.name, cause, status);
  if (record.kind !== 'commit') return undefined;
  if (isReportName(cause.name)) return { host: cause.name, ...cause.params };
  return form?.stepOf(record, state) ?? toldStep(record);
};

/** The records of a stretch: appends after its first event up to its last, and refusals between them. */
function* recordsIn({ log }: Host, { from, to }: ResolvedRange): IterableIterator<LogRecord> {
  const first = (log.recordNumberOfSeq(from.seq) ?? 1) + 1;
  for (const record of log.records(first, log.head.n)) {
    if (record.at > to.at || (record.kind === 'commit' && lastSeqOf(record) > to.seq)) return;
    if (record.at >= from.at) yield record;
  }
}

/** What happened in a stretch, in order. What fell due at one instant, one right after the other, is one happening. */
export function* happeningsIn(
  host: Host,
  range: ResolvedRange,
  form: MirrorForm | undefined,
): IterableIterator<Happening> {
  let state = host.timeline.stateAt(range.from.seq);
  let due: { readonly at: number; readonly commits: CommitRecord[] } | undefined;
  for (const record of recordsIn(host, range)) {
    if (record.kind === 'genesis' || record.kind === 'base') continue;
    const isDue = record.kind === 'commit' && record.cause.kind === 'time';
    if (due !== undefined && !(isDue && record.at === due.at)) {
      yield { ...due, step: undefined };
      due = undefined;
    }
    const before = state;
    if (record.kind === 'commit') state = evolveAll(state, eventsOf([record]));
    if (isDue) (due ??= { at: record.at, commits: [] }).commits.push(record);
    else if (isOfInterest(record)) {
      const step = stepOf(record, before, form);
      if (step !== undefined)
        yield { at: record.at, step, commits: record.kind === 'commit' ? [record] : [] };
    }
  }
  if (due !== undefined) yield { ...due, step: undefined };
}

/**
 * Both ends of a stretch where nothing is half done: at the ends of appends, after all that fell due at the same instant. It
 * begins where the host began at the earliest.
 */
export const wholeStretch = (host: Host, { from, to }: ResolvedRange, begin: number): ResolvedRange => {
  const settle = (seq: number, at: number): number => {
    let settled = Math.max(seq, begin);
    for (const record of host.timeline.commits(Math.max(settled - 1, begin), host.timeline.state.seq)) {
      const last = lastSeqOf(record);
      const isHalfDone = (record.events[0]?.seq ?? 0) <= settled && last > settled;
      const isDueByThen = record.cause.kind === 'time' && record.at <= at && last > settled;
      if (!isHalfDone && !isDueByThen && last > settled) break;
      settled = Math.max(settled, last);
    }
    return settled;
  };
  return {
    from: { seq: settle(from.seq, from.at), at: from.at },
    to: { seq: settle(to.seq, to.at), at: to.at },
  };
};
