import { decodeEvent } from '../catalogue';
import { EngineError, lastSeqOf, ReportRefused, type Host, type Range, type ResolvedRange } from '../engine';
import type { Cause } from '../log';
import { callByName, isFunctionName, isReportName, reportByName } from '../netioapi';
import { difference, type Difference } from '../state';
import { fitEvent } from './fit-event';
import { recordsOf, type CauseRecord } from './records-of';

/** Which causes run again, and how. */
export interface ReplayOptions extends Range {
  /** Numbers of records of the original whose cause is left out. */
  readonly skip?: Iterable<number>;
  /** By record number of the original: other parameters for its call or report. */
  readonly replace?: Readonly<Record<number, object>>;
}

/** One cause of the original, and what came of it on the fork. */
export interface ReplayedCause {
  /** Number of its record in the original. */
  readonly n: number;
  /** Its instant there. */
  readonly at: number;
  /** Of the record in the original. */
  readonly cause: Cause;
  readonly change: 'none' | 'skipped' | 'replaced';
  /** The status in the original. */
  readonly statusThen: string;
  /** The status on the fork: `REFUSED` for a report that cannot be there; null where it was not run. */
  readonly statusNow: string | null;
  /** In words, where it was refused or not run. */
  readonly why?: string;
}

/** What a replay did. */
export interface Replay {
  /** In the order of the original's records. */
  readonly causes: readonly ReplayedCause[];
  /** From the end of the original's stretch to the end of the fork. */
  readonly difference: Difference;
}

/** A record that cannot be left out, or whose parameters cannot be others. */
export class NotReplayable extends EngineError {
  constructor(
    readonly n: number,
    why: string,
  ) {
    super('NotReplayable', `record ${n} ${why}`);
  }
}

/** The records of a stretch whose causes are run again, in order: whole appends, and refusals among them. */
function* causesOf(host: Host, range: ResolvedRange): IterableIterator<CauseRecord> {
  for (const record of recordsOf(host, range)) {
    const isWhole =
      record.kind === 'refusal' ||
      ((record.events[0]?.seq ?? 0) > range.from.seq && lastSeqOf(record) <= range.to.seq);
    if (isWhole && record.cause.kind !== 'time') yield record;
  }
}

/** What came of one cause on the fork. */
interface Outcome {
  readonly statusNow: string | null;
  readonly why?: string;
}

const CONFLICT = 'CONFLICT';

const runAgain = (fork: Host, record: CauseRecord, params: object): Outcome => {
  const { cause, at } = record;
  const { name, actor, commandId, correlationId } = cause;
  const options = {
    at: Math.max(at, fork.clock),
    isReplay: true as const,
    ...(actor === undefined ? {} : { actor }),
    ...(commandId === undefined ? {} : { commandId }),
    ...(correlationId === undefined ? {} : { correlationId }),
  };
  if (record.status === CONFLICT)
    return { statusNow: null, why: 'it was refused for what it expected, which the log does not hold' };
  if (isFunctionName(name)) {
    const { status, why } = callByName(fork, name, params, options);
    return { statusNow: status, ...(why === undefined ? {} : { why }) };
  }
  if (isReportName(name)) {
    try {
      reportByName(fork, name, params, options);
      return { statusNow: 'STATUS_SUCCESS' };
    } catch (error) {
      if (!(error instanceof ReportRefused)) throw error;
      return { statusNow: 'REFUSED', why: error.message };
    }
  }
  if (record.kind === 'refusal') return { statusNow: null, why: `nothing is called ${name} here` };
  const message = { at: options.at, name, params, ...(actor === undefined ? {} : { actor }) };
  fork.reenact(
    message,
    record.events.map((stored) => (state) => fitEvent(state, decodeEvent(stored, record))),
  );
  return { statusNow: 'STATUS_SUCCESS' };
};

const isCalled = ({ name }: Cause): boolean => isFunctionName(name) || isReportName(name);

/** @throws NotReplayable for a record that is not among those to run, or that knows no parameters */
const checkChanges = (records: Iterable<CauseRecord>, skip: ReadonlySet<number>, replace: object): void => {
  const unknown = new Set([...skip, ...Object.keys(replace).map(Number)]);
  for (const { n, cause } of records) {
    if (!unknown.delete(n)) continue;
    if (Object.hasOwn(replace, n) && !isCalled(cause))
      throw new NotReplayable(n, `is no call and no report: ${cause.name} takes no other parameters`);
  }
  for (const n of unknown)
    throw new NotReplayable(n, 'is no call, report or import of the stretch that is run again');
};

/**
 * Runs what happened to the original again on a fork of it: calls, also those that were refused, reports and imports,
 * in order and at their instants, without some of them or with other parameters. What time did is not run: time
 * itself passes. With nothing changed, the fork of a model host comes to the same end.
 *
 * What a live host reported is appended as it was told, as far as it fits there. A call whose recorded status is
 * CONFLICT is not run, since no log holds what it expected.
 *
 * @param original the host that the fork is from; it stays as it is
 * @param options `from` left out: the beginning of the fork; `to` left out: the present of the original
 * @throws NotReplayable, before anything is run
 * @example
 * host.mark('begun');
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * const { n } = host.log.head;
 * const { difference } = replay(host, forkHost(host, 'begun'), { skip: [n] });
 * difference.routes.removed.length; // => 1
 */
export const replay = (original: Host, fork: Host, options: ReplayOptions = {}): Replay => {
  const { timeline } = original;
  const range: ResolvedRange = {
    from:
      options.from === undefined
        ? { seq: fork.timeline.firstSeq, at: fork.timeline.beginning }
        : timeline.resolve(options.from),
    to: options.to === undefined ? timeline.position : timeline.resolve(options.to),
  };
  const skip = new Set(options.skip);
  const replace = options.replace ?? {};
  checkChanges(causesOf(original, range), skip, replace);
  const causes: ReplayedCause[] = [];
  for (const record of causesOf(original, range)) {
    const { n, at, cause, status } = record;
    const params = replace[n];
    const change = skip.has(n) ? 'skipped' : params === undefined ? 'none' : 'replaced';
    const outcome: Outcome =
      change === 'skipped' ? { statusNow: null } : runAgain(fork, record, params ?? cause.params);
    causes.push({ n, at, cause, change, statusThen: status, ...outcome });
  }
  if (range.to.at > fork.clock) fork.advanceTo(range.to.at);
  else fork.advance(0);
  return { causes, difference: difference(timeline.stateAt(range.to.seq), fork.state) };
};
