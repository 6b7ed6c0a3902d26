import { MemoryEventLog, type BaseRecord, type EventLog } from '../log';
import { checkpointsOf } from './checkpoints';
import { Host } from './host';
import type { HostRunOptions } from './host-options';
import { Past } from './past';
import type { AsOf } from './position';
import { stateDocument, stateHash } from './state-document';
import { Timeline } from './timeline';

export interface ForkOptions extends HostRunOptions {
  /** An empty log for the fork; left out, one in memory. */
  readonly log?: EventLog;
  /** Unique name of the fork's log; left out, made of the original's and the position. */
  readonly logId?: string;
}

/**
 * A host of its own from a past moment of another: its state and clock, a new log, no registrations, no link to
 * the original. What was mirrored until then is a model from here on.
 */
export const forkHost = (host: Host, asOf: AsOf, options: ForkOptions = {}): Host => {
  const original = host.timeline;
  const { seq, at } = original.resolve(asOf);
  const state = original.stateAt(seq);
  const { hostId, logId: parent } = original.identity;
  const log = options.log ?? new MemoryEventLog();
  const n = original.log.recordNumberOfSeq(seq) ?? 1;
  const [record] = [...original.log.records(n, n)];
  const [first] = log.append(0, [
    {
      kind: 'base',
      at,
      format: 'netlapse-log',
      formatVersion: 1,
      logId: options.logId ?? `${parent}/fork@${seq}`,
      hostId,
      stacks: [...state.stacks],
      seq,
      state: stateDocument(state),
      stateHash: stateHash(state),
      forkedFrom: { logId: parent, seq, at, hash: record?.hash ?? '' },
    },
  ]);
  const timeline = new Timeline(log, {
    first: first as BaseRecord,
    state,
    clock: at,
    past: new Past(log, state, checkpointsOf(log, first as BaseRecord)),
  });
  timeline.takeMarks(original, { seq, at });
  return new Host(timeline, options);
};
