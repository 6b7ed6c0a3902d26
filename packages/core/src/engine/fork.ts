import { MemoryEventLog, type BaseDraft, type EventLog } from '../log';
import { stateDocument, stateHash } from '../state';
import { checkpointsOf } from './checkpoints';
import { WrongKindOfHost } from './errors';
import { Host } from './host';
import type { HostRunOptions } from './host-options';
import { Past } from './past';
import type { AsOf } from './position';
import { Timeline, type LogBeginning } from './timeline';

export interface ForkOptions extends HostRunOptions {
  /** An empty log for the fork, to which its state is written; left out, one in memory. */
  readonly log?: EventLog;
  /** Unique name of the fork's log; left out, made of the original's, the position, and which fork of it it is. */
  readonly logId?: string;
  /** TRUE: the fork of a mirrored host goes on as a mirror, and takes messages as `mirror` does; calls cannot change it. */
  readonly asMirror?: boolean;
}

/**
 * A host of its own from a past moment of another: its state and clock, a new log, no registrations, no link to
 * the original. What was mirrored until then is a model from here on, unless it is to stay a mirror.
 *
 * A fork in memory costs next to nothing, whatever the size of the state: its first record, which holds that state, is
 * written out when somebody reads it.
 *
 * @throws WrongKindOfHost where a host that is none is to stay a mirror
 */
export const forkHost = (host: Host, asOf: AsOf, options: ForkOptions = {}): Host => {
  const original = host.timeline;
  const { asMirror = false } = options;
  const { mirrorOf } = original;
  if (asMirror && mirrorOf === undefined) throw new WrongKindOfHost('only the fork of a mirror can be one');
  const mirror = asMirror && mirrorOf !== undefined ? { mirror: mirrorOf } : {};
  const { seq, at } = original.resolve(asOf);
  const state = original.stateAt(seq);
  const { hostId, logId: parent } = original.identity;
  const number = original.countFork();
  const logId = options.logId ?? `${parent}/fork@${seq}${number === 1 ? '' : `.${number}`}`;
  const hashOfOrigin = hashLater(original.log, original.log.recordNumberOfSeq(seq) ?? 1);
  const draft = (): BaseDraft => ({
    kind: 'base',
    at,
    format: 'netlapse-log',
    formatVersion: 1,
    logId,
    hostId,
    stacks: [...state.stacks],
    seq,
    state: stateDocument(state),
    stateHash: stateHash(state),
    forkedFrom: { logId: parent, seq, at, hash: hashOfOrigin() },
    ...mirror,
  });
  const log = options.log ?? MemoryEventLog.goingOnFrom({ kind: 'base', seq, at, draft });
  if (options.log !== undefined) log.append(0, [draft()]);
  const first: LogBeginning = { kind: 'base', at, hostId, logId, seq, ...mirror };
  const past = new Past(log, state, checkpointsOf(log, first));
  const timeline = new Timeline(log, { first, state, clock: at, past });
  timeline.takeMarks(original, { seq, at });
  return new Host(timeline, options);
};

/** The hash of a record of another log: one in memory need not have made it yet. */
const hashLater = (log: EventLog, n: number): (() => string) => {
  if (log instanceof MemoryEventLog) return log.hashLater(n);
  const [record] = log.records(n, n);
  return () => record?.hash ?? '';
};
