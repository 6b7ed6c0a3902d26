import { EngineError, InTheFuture, type AsOf, type Host, type LogBeginning, type Position } from '../engine';
import {
  draftsOf,
  type BaseRecord,
  type EventLog,
  type GenesisRecord,
  type Head,
  type Replaced,
} from '../log';
import { stateDocument, stateHash, type HostState } from '../state';
import { seamsOf, STEP, type Seam } from './seam';

/** What a compaction made. */
export interface Compaction {
  /** Where the new log begins: nothing before can be read from it. */
  readonly position: Position;
  /** What it leaves out, as its first record says. */
  readonly replaced: Replaced;
  /** How many events it keeps. */
  readonly events: number;
  /** The end of the new log. */
  readonly head: Head;
  /** SHA-256 of the state with which it begins. */
  readonly stateHash: string;
}

/** A position at which a log cannot be cut, or a log that cannot be written from another. */
export class NotCompactable extends EngineError {
  constructor(
    readonly position: Position,
    why: string,
  ) {
    super(
      'NotCompactable',
      `a log cannot be compacted at event ${position.seq}, instant ${position.at}: ${why}`,
    );
  }
}

/** @throws NotCompactable for a position inside an append, or whose instant is not that of its event */
const checkSeam = (host: Host, position: Position): number => {
  const { log, timeline } = host;
  const { seq, at } = position;
  if (seq > log.head.seq) throw new InTheFuture(seq, log.head.seq, 'event');
  const n = log.recordNumberOfSeq(seq) ?? 1;
  const [record] = log.records(n, n);
  if (record?.kind === 'commit') {
    const [first, last] = [record.events[0]?.seq ?? seq, record.events[record.events.length - 1]?.seq ?? seq];
    if (last !== seq)
      throw new NotCompactable(
        position,
        `that is inside an append, which ends with event ${last}; the one before ends with ${first - 1}`,
      );
    if (record.at > at) throw new NotCompactable(position, `that event came later, at ${record.at}`);
  }
  const next = seq < log.head.seq ? timeline.instantOf(seq + 1) : undefined;
  if (next !== undefined && next < at)
    throw new NotCompactable(position, `event ${seq + 1} came before that instant, at ${next}`);
  return n;
};

const headingOf = (first: GenesisRecord | BaseRecord) => ({
  format: first.format,
  formatVersion: first.formatVersion,
  logId: first.logId,
  hostId: first.hostId,
  stacks: first.stacks,
  ...(first.forkedFrom === undefined ? {} : { forkedFrom: first.forkedFrom }),
  ...(first.mirror === undefined ? {} : { mirror: first.mirror }),
});

/** A compaction in steps: what is done so far, then what was made; undefined where the log cannot begin later. */
export type CompactionSteps = IterableIterator<CompactionProgress, CompactedLog | undefined>;

/** How far a compaction has come, in records. */
export interface CompactionProgress {
  readonly done: number;
  readonly of: number;
}

/** A log that was compacted, and what `moveHost` needs besides. */
export interface CompactedLog {
  readonly made: Compaction;
  readonly beginning: LogBeginning;
  readonly start: HostState;
}

export interface CompactionOptions {
  /**
   * TRUE: a position within a time of doubt is moved to before it, where there is nothing before it to its end; so
   * that the new log does not begin with what may be wrong, and not say so.
   */
  readonly outsideDoubt?: boolean;
}

/** So few records are copied in one go, that a log which grows as fast as it is copied comes to an end. */
const AT_ONCE = 1000;

/**
 * Does what `compact` does, in steps of a few hundred records: the host may be written meanwhile. When it ends, the
 * new log has all that was written up to then.
 */
export function* compactInSteps(
  host: Host,
  asOf: AsOf,
  target: EventLog,
  { outsideDoubt = false }: CompactionOptions = {},
): CompactionSteps {
  const { log, timeline } = host;
  const asked = timeline.resolve(asOf);
  if (target.head.n !== 0) throw new NotCompactable(asked, 'the log to write is not empty');
  const progress = (done: number): CompactionProgress => ({ done, of: log.head.n });
  const n = checkSeam(host, asked);
  let seam: Seam | undefined;
  for (const step of seamsOf(log, n, asked, timeline.firstSeq, outsideDoubt))
    if (typeof step === 'number') yield progress(step);
    else seam = step;
  if (seam === undefined) return undefined;
  const { last, position, refusals } = seam;
  const start = timeline.stateAt(position.seq);
  const hash = stateHash(start);
  const replaced: Replaced = {
    records: last.n,
    events: position.seq - timeline.firstSeq,
    refusals,
    firstAt: timeline.beginning,
    hash: last.hash,
  };
  const [first] = log.records(1, 1);
  const beginning = {
    kind: 'base',
    at: position.at,
    ...headingOf(first as GenesisRecord | BaseRecord),
    seq: position.seq,
    replaces: replaced,
  } as const;
  const base = { ...beginning, stacks: [...start.stacks], state: stateDocument(start), stateHash: hash };
  target.append(0, [base]);
  for (let copied = last.n; log.head.n - copied > AT_ONCE; copied += STEP) {
    copyUpTo(log, target, replaced, copied + STEP);
    yield progress(copied + STEP);
  }
  copyUpTo(log, target, replaced, log.head.n);
  const { head } = target;
  const made = { position, replaced, events: head.seq - position.seq, head, stateHash: hash };
  return { made, beginning, start };
}

const copyUpTo = (log: EventLog, target: EventLog, replaced: Replaced, n: number): void => {
  const from = target.head.n + replaced.records;
  if (from > n) return;
  for (const drafts of draftsOf(log.records(from, n))) target.append(target.head.n, drafts);
};

/** Copies what was written to a host's log since it was compacted. */
export const catchUp = ({ log }: Host, target: EventLog, { made }: CompactedLog): void =>
  copyUpTo(log, target, made.replaced, log.head.n);

/**
 * Writes a new log that begins with the state at a position, followed by all later records with the same events,
 * sequence numbers and instants. The host's own log stays as it is: keep it as the archive, or remove it once the new
 * one is safe. Records pass through one page at a time.
 *
 * @param asOf the end of an append; `compactionPosition` finds one by age or number
 * @param target an empty log; where writing it fails midway it is no use
 * @throws NotCompactable, also where the log cannot begin outside of doubt, and what Timeline.resolve throws; nothing is
 *   written then
 * @example
 * netioapi(host).CreateIpForwardEntry2({ Row: route }, { at: 1000 });
 * const kept = new MemoryEventLog();
 * compact(host, { at: 1000 }, kept).replaced.records; // => 3
 * openHost(kept).state.routes.size; // => 1
 */
export const compact = (
  host: Host,
  asOf: AsOf,
  target: EventLog,
  options: CompactionOptions = {},
): Compaction => {
  for (const steps = compactInSteps(host, asOf, target, options); ;) {
    const { done, value } = steps.next();
    if (done !== true) continue;
    if (value !== undefined) return value.made;
    throw new NotCompactable(
      host.timeline.resolve(asOf),
      'that is within a time of doubt before which nothing is, and which has not ended',
    );
  }
};

/** How much of a log is to be kept; of two limits the one that keeps less counts. */
export interface RetentionPolicy {
  /** Events older than this at the clock's instant may go, in milliseconds. */
  readonly maxAge?: number;
  /** At most so many events, rounded down to whole appends. */
  readonly maxEvents?: number;
}

/** The end of the append that holds an event. */
const endOfAppend = ({ log }: Host, seq: number): Position | undefined => {
  const n = log.recordNumberOfSeq(seq);
  if (n === undefined) return undefined;
  for (const record of log.records(n, n))
    if (record.kind === 'commit')
      return { seq: record.events[record.events.length - 1]?.seq ?? seq, at: record.at };
  return undefined;
};

/** Where a log is to be cut by a policy; undefined where all of it may stay. */
export const compactionPosition = (
  host: Host,
  { maxAge, maxEvents }: RetentionPolicy,
): Position | undefined => {
  const { timeline, log } = host;
  const candidates: Position[] = [];
  if (maxAge !== undefined) {
    const at = host.clock - maxAge;
    if (at > timeline.beginning) candidates.push(timeline.resolve({ at }));
  }
  if (maxEvents !== undefined) {
    const end = endOfAppend(host, log.head.seq - Math.max(0, maxEvents));
    if (end !== undefined) candidates.push(end);
  }
  const latest = candidates.reduce<Position | undefined>(
    (found, each) => (found === undefined || each.seq > found.seq ? each : found),
    undefined,
  );
  return latest === undefined || latest.seq <= timeline.firstSeq ? undefined : latest;
};
