import {
  EngineError,
  InTheFuture,
  stateDocument,
  stateHash,
  type AsOf,
  type Host,
  type Position,
} from '../engine';
import {
  draftsOf,
  type BaseRecord,
  type EventLog,
  type GenesisRecord,
  type Head,
  type LogRecord,
  type Replaced,
} from '../log';

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

/** What stands at the seam: the last record that goes, and how much goes with it. */
interface Seam {
  readonly last: LogRecord;
  readonly refusals: number;
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

/** Refusals and noops between the last event that goes and the instant of the position go as well. */
const seamOf = ({ log }: Host, n: number, at: number): Seam => {
  let last: LogRecord | undefined;
  let refusals = 0;
  for (const record of log.records()) {
    if (record.n > n && (record.kind === 'commit' || record.at >= at)) break;
    if (record.kind === 'refusal') refusals += 1;
    last = record;
  }
  if (last === undefined) throw new RangeError('a host has a log with a first record');
  return { last, refusals };
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

/**
 * Writes a new log that begins with the state at a position, followed by all later records with the same events,
 * sequence numbers and instants. The host's own log stays as it is: keep it as the archive, or remove it once the new
 * one is safe. Records pass through one page at a time.
 *
 * @param asOf the end of an append; `compactionPosition` finds one by age or number
 * @param target an empty log; where writing it fails midway it is no use
 * @throws NotCompactable, and what Timeline.resolve throws; nothing is written then
 * @example
 * netioapi(host).CreateIpForwardEntry2({ Row: route }, { at: 1000 });
 * const kept = new MemoryEventLog();
 * compact(host, { at: 1000 }, kept).replaced.records; // => 3
 * openHost(kept).state.routes.size; // => 1
 */
export const compact = (host: Host, asOf: AsOf, target: EventLog): Compaction => {
  const { log, timeline } = host;
  const position = timeline.resolve(asOf);
  if (target.head.n !== 0) throw new NotCompactable(position, 'the log to write is not empty');
  const { last, refusals } = seamOf(host, checkSeam(host, position), position.at);
  const [first] = log.records(1, 1);
  const state = timeline.stateAt(position.seq);
  const hash = stateHash(state);
  const replaced: Replaced = {
    records: last.n,
    events: position.seq - timeline.firstSeq,
    refusals,
    firstAt: timeline.beginning,
    hash: last.hash,
  };
  target.append(0, [
    {
      kind: 'base',
      at: position.at,
      ...headingOf(first as GenesisRecord | BaseRecord),
      stacks: [...state.stacks],
      seq: position.seq,
      state: stateDocument(state),
      stateHash: hash,
      replaces: replaced,
    },
  ]);
  for (const drafts of draftsOf(log.records(last.n + 1))) target.append(target.head.n, drafts);
  const { head } = target;
  return { position, replaced, events: head.seq - position.seq, head, stateHash: hash };
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
